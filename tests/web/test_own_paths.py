"""After signing in a browser goes to a page of ours and nowhere else."""

import pytest

from server.web.own_paths import own_path
from tests.web.conftest import Site
from tests.web.html import elements

OWN = [
    "/nl/",
    "/de/redaktion/konten?done=added&x=%2F",
    "/nl/zoeken?q=b%C3%A9ton&page=2",
    "/nl/edities/2021/reacties/p-aaaa1",
    "/nl/%5Cevil.example",
    "/nl/a@b:c",
]
FOREIGN = [
    "",
    "/",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "%5Cevil.example",
    "/%5Cevil.example",
    "/%2F%2Fevil.example",
    "https:evil.example",
    "https://evil.example/nl/",
    "javascript:alert(1)",
    "nl/",
    "/fr/",
    "/nl",
    "/nl//evil.example",
    "/nl/../../evil.example",
    "/nl/..//evil.example",
    "/nl/\r\nLocation: https://evil.example",
    "/nl/\n",
    "/nl/\t",
    "/nl/ x",
    "/nl/\\evil.example",
    "/nl/#@evil.example",
    "/nl/é",
    "/nl/" + "x" * 500,
    "\x00/nl/",
    " /nl/",
]


@pytest.mark.parametrize("path", OWN)
def test_an_address_of_ours_is_taken_as_it_is(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize("path", FOREIGN)
def test_all_else_is_not_taken(path: str) -> None:
    assert own_path(path) == ""


@pytest.mark.parametrize("path", FOREIGN)
def test_a_foreign_address_does_not_even_reach_the_form(reading_site: Site, path: str) -> None:
    page = reading_site.visitor.get("/nl/aanmelden", params={"next": path})
    assert page.status_code == 200
    assert [each.attributes["value"] for each in elements(page.text, "input", name="next")] == ["", ""]
    assert "evil.example" not in page.text
