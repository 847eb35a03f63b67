"""Header fields with weights, and the language that follows from them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.text.languages import Language
from server.web.languages import language_of_path, preferred_language
from server.web.weights import weights


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("", {}),
        (" , ,", {}),
        ("nl", {"nl": 1.0}),
        ("de-AT, nl;q=0.8 ,fr; q=0", {"de-at": 1.0, "nl": 0.8, "fr": 0.0}),
        ("GZIP;Q=0.5", {"gzip": 0.5}),
        ("nl;q=, de;q=x", {"nl": 0.0, "de": 0.0}),
        ("nl;level=1", {"nl": 1.0}),
    ],
)
def test_a_field_is_what_is_asked_for_with_its_weight(field: str, expected: dict[str, float]) -> None:
    assert weights(field) == expected


@pytest.mark.parametrize(
    ("field", "language"),
    [
        ("", "nl"),
        ("de", "de"),
        ("de-DE,de;q=0.9,en;q=0.8", "de"),
        ("nl;q=0.5,de;q=0.6", "de"),
        ("nl,de", "nl"),
        ("de,nl", "de"),
        ("en,fr", "nl"),
        ("de;q=0", "nl"),
        ("nds,de;q=0.1", "de"),
        ("de;q=nan", "nl"),
        ("*", "nl"),
    ],
)
def test_the_language_is_the_first_of_ours_by_weight(field: str, language: str) -> None:
    assert preferred_language(field) == language


@given(st.text())
def test_any_field_whatever_gives_a_language(field: str) -> None:
    assert preferred_language(field) in tuple(Language)


@pytest.mark.parametrize(
    ("path", "language"), [("/de/x", "de"), ("/de", "de"), ("/nl/", "nl"), ("/den/x", "nl"), ("/x/de/", "nl")]
)
def test_the_address_says_the_language_before_the_browser_does(path: str, language: str) -> None:
    assert language_of_path(path, "") == language
