"""Every page fits its window: from a phone held upright (320 px, WCAG 2.2, 1.4.10) to a wide screen."""

import pytest
from playwright.sync_api import Page

from server.text.languages import Language
from server.web import addresses
from tests.stories.page_types import IN_BOTH_LANGUAGES, PageType, Places
from tests.stories.visitors import PageOf, Visiting

pytestmark = pytest.mark.browser

WIDTHS = (320, 768, 1440)
# Pixels; some twelve letters of a query are seen at once.
MIN_SEARCH_WIDTH = 150

# What sticks out of the window, by its place in the document; clipped things (for screen readers only) do not count.
STICKING_OUT = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll("*")]
        .filter((each) => each.getBoundingClientRect().right > width + 0.5 && !each.closest(".govuk-visually-hidden"))
        .map((each) => `${each.tagName}.${each.className}: ${Math.round(each.getBoundingClientRect().right)}`);
}"""

# Links and buttons beside the paragraphs that are lower than 24 px (WCAG 2.2, 2.5.8).
TOO_LOW = """() => [...document.querySelectorAll(".row__margin :is(a, button, summary)")]
    .filter((each) => each.getBoundingClientRect().height < 24)
    .map((each) => `${each.textContent.trim()}: ${each.getBoundingClientRect().height} px high`)"""

# Rows whose two wordings do not begin at the same height, or do not stand beside each other.
NOT_ALIGNED = """() => [...document.querySelectorAll(".row")].filter((row) => {
    const [left, right] = [...row.querySelectorAll(":scope > .row__text")].map((each) => each.getBoundingClientRect());
    return Math.abs(left.top - right.top) > 1 || right.left < left.right;
}).map((row) => row.id)"""

# The first lines of both wordings, of rows that begin with plain text on both sides.
FIRST_LINES_APART = """() => [...document.querySelectorAll(".row")].filter((row) => {
    const lines = [...row.querySelectorAll(":scope > .row__text > p:not(.row__language):first-of-type")];
    if (lines.length < 2) return false;
    const [left, right] = lines.map((each) => each.getBoundingClientRect());
    return Math.abs(left.top - right.top) > 1;
}).map((row) => row.id)"""


@pytest.mark.parametrize(("page_type", "language"), IN_BOTH_LANGUAGES)
def test_a_page_fits_windows_of_every_width(page_of: PageOf, page_type: PageType, language: Language) -> None:
    with page_of(page_type, language) as page:
        found = {width: _problems_at(page, width) for width in WIDTHS}
    assert found == {width: [] for width in WIDTHS}


@pytest.mark.parametrize("language", Language)
def test_every_section_fits_a_phone(visitor: Visiting, places: Places, language: Language) -> None:
    pages = [
        addresses.section(language, section.slug(language), side_by_side=both)
        for section in places.sections
        for both in (False, True)
    ]
    assert _too_wide(visitor, pages) == {}


@pytest.mark.parametrize("language", Language)
def test_every_concept_fits_a_phone(visitor: Visiting, concept_keys: list[str], language: Language) -> None:
    assert _too_wide(visitor, [addresses.concept(language, key) for key in concept_keys]) == {}


@pytest.mark.parametrize("language", Language)
def test_both_wordings_of_a_paragraph_begin_at_the_same_height(
    visitor: Visiting, places: Places, language: Language
) -> None:
    apart: dict[str, list[str]] = {}
    with visitor(width=1440) as page:
        for section in places.sections:
            page.goto(addresses.section(language, section.slug(language), side_by_side=True))
            assert page.locator(".row").count() == len(section.paragraphs)
            found = page.evaluate(NOT_ALIGNED) + page.evaluate(FIRST_LINES_APART)
            apart |= {section.key: found} if found else {}
    assert apart == {}


def _problems_at(page: Page, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    problems: list[str] = page.evaluate(STICKING_OUT) + page.evaluate(TOO_LOW)
    box = page.locator("#search").bounding_box()
    if box is None or box["width"] < MIN_SEARCH_WIDTH:
        problems.append(f"search input: {box}")
    return problems


def _too_wide(visitor: Visiting, pages: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with visitor(width=320) as page:
        for address in pages:
            page.goto(address)
            found[address] = page.evaluate(STICKING_OUT)
    return {address: sticking_out for address, sticking_out in found.items() if sticking_out}
