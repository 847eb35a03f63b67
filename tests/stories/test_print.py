"""Side by side on paper: both wordings in two columns, and nothing that only a screen needs."""

import pytest
from playwright.sync_api import expect

from server.text.languages import Language
from tests.stories.page_types import page_type
from tests.stories.visitors import PageOf

pytestmark = pytest.mark.browser

# A4 upright in CSS pixels, less margins of 15 mm: 180 mm at 96 px an inch.
PAPER = 680

COLUMNS = """() => [...document.querySelectorAll(".row")].filter((row) => {
    const [left, right] = [...row.querySelectorAll(":scope > .row__text")].map((each) => each.getBoundingClientRect());
    return left.width > 150 && right.width > 150 && left.right <= right.left && Math.abs(left.top - right.top) <= 1;
}).length"""


@pytest.mark.parametrize("language", Language)
def test_side_by_side_prints_both_columns_and_no_navigation(page_of: PageOf, language: Language) -> None:
    with page_of(page_type("side-by-side"), language, width=PAPER) as page:
        page.emulate_media(media="print")
        rows = page.locator(".row").count()
        assert rows > 0
        assert page.evaluate(COLUMNS) == rows
        for unneeded in ("nav", "form", ".govuk-skip-link", ".row__comment"):
            for each in page.locator(unneeded).all():
                expect(each).to_be_hidden()
        expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("name", ["thread", "start", "glossary", "search-with-hits"])
@pytest.mark.parametrize("language", Language)
def test_no_page_prints_forms_or_navigation(page_of: PageOf, name: str, language: Language) -> None:
    with page_of(page_type(name), language, width=PAPER) as page:
        page.emulate_media(media="print")
        for each in page.locator("form, header nav, .site-nav").all():
            expect(each).to_be_hidden()


CHANGES = """() => [...document.querySelectorAll(".change__texts")].filter((each) => {
    const [left, right] = [...each.children].map((text) => text.getBoundingClientRect());
    return left.width > 150 && right.width > 150 && left.right <= right.left && Math.abs(left.top - right.top) <= 1;
}).length"""


@pytest.mark.parametrize("language", Language)
def test_a_comparison_prints_every_change_in_two_columns(page_of: PageOf, language: Language) -> None:
    with page_of(page_type("section-comparison"), language, width=PAPER) as page:
        page.emulate_media(media="print")
        changes = page.locator(".change__texts").count()
        assert changes > 0
        assert page.evaluate(CHANGES) == changes
        for each in page.locator("nav, form, .change__steps, .comparison__other").all():
            expect(each).to_be_hidden()
