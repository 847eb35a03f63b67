"""Searching as readers do: by keyboard with suggestions in Dutch, without JavaScript in German, at every width."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.stories.sentences import de, nl
from tests.stories.test_axe import barriers
from tests.stories.test_geometry import STICKING_OUT, WIDTHS
from tests.stories.visitors import Visiting

pytestmark = pytest.mark.browser

TERM = "digitalisering"
# Words that every screen has to break.
LONG = "Digitalisierungsbeschleunigungsförderprogramm Grenzregionszusammenarbeit"


def test_a_reader_searches_by_keyboard_with_suggestions(visitor: Visiting) -> None:
    with visitor() as page:
        page.goto("/nl/zoeken")
        choose_a_suggestion(page)
        narrow_down_and_widen_again(page)


def choose_a_suggestion(page: Page) -> None:
    box = page.get_by_role("combobox")
    box.focus()
    page.keyboard.type("digitaliser")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".search-box [role=status]")).not_to_be_empty()
    assert barriers(page) == []
    # Out of the list and in again; Escape keeps what was typed, and the next letter asks again.
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("digitaliser")
    page.keyboard.type("i")
    expect(page.get_by_role("option", name=TERM, exact=True)).to_be_visible()
    while box.get_attribute("aria-activedescendant") != page.get_by_role(
        "option", name=TERM, exact=True
    ).get_attribute("id"):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"q={TERM}$"))
    expect(page.locator("article.hit mark").first).to_be_visible()
    assert barriers(page) == []


def narrow_down_and_widen_again(page: Page) -> None:
    comments = page.locator("nav.filters a").filter(has_text=re.compile(r"^Reactie "))
    comments.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("kind=comment"))
    expect(page.locator("article.hit .tag--comment").first).to_be_visible()
    page.locator(".language-switch a").click()
    expect(page).to_have_url(re.compile(rf"/de/suche\?q={TERM}&kind=comment$"))
    page.locator(".chips a").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/de/suche\?q={TERM}$"))


def test_a_reader_searches_without_javascript(visitor: Visiting) -> None:
    with visitor(java_script_enabled=False, width=320) as page:
        page.goto("/de/suche")
        page.locator("#search").fill("Unternemen")
        page.locator("#search").press("Enter")
        page.get_by_role("link", name="Unternehmen", exact=True).first.click()
        expect(page.locator("article.hit").first).to_be_visible()
        # On a phone the choices are folded away until one asks for them.
        choice = page.locator("nav.filters a").filter(has_text=re.compile(r"^Begriff "))
        expect(choice).not_to_be_visible()
        page.locator("summary").filter(has_text=de("Narrow down")).click()
        choice.click()
        expect(page.locator("article.hit .tag--concept").first).to_be_visible()
        page.get_by_role("link", name=de("Newest first")).click()
        expect(page).to_have_url(re.compile("order=newest"))
        page.go_back()
        page.locator("#search").fill("zzyzxzzyzx")
        page.locator("#search").press("Enter")
        page.get_by_role("link", name=de("Search without filters")).click()
        expect(page.locator("h2#found")).to_contain_text("zzyzxzzyzx")
        expect(page.locator(".chips")).to_have_count(0)


@pytest.mark.parametrize("path", ["/nl/zoeken", "/de/suche"])
@pytest.mark.parametrize(
    "asked", [f"q={LONG}", "q=digital*", "kind=source&order=newest", f"q=regio&section={LONG}"]
)
def test_what_is_found_fits_every_width(visitor: Visiting, path: str, asked: str) -> None:
    with visitor() as page:
        page.goto(f"{path}?{asked}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(STICKING_OUT) == []


def test_suggestions_fit_a_phone_and_a_pointer_chooses_one(visitor: Visiting) -> None:
    with visitor(width=320) as page:
        page.goto("/nl/")
        page.locator("#search").press_sequentially("digi")
        option = page.get_by_role("option").first
        expect(option).to_be_visible()
        assert page.evaluate(STICKING_OUT) == []
        text = option.text_content()
        option.click()
        expect(page.locator("h1")).to_have_text(nl("Search"))
        expect(page.locator("#search")).to_have_value(text or "")
