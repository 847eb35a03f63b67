"""The box that explains a term (WCAG 2.2, 1.4.13): it opens, stays, closes and leads on.

The page's clock is the test's: nothing is waited for.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from server.text.languages import Language
from server.web import addresses
from tests.stories.page_types import Places
from tests.stories.sentences import nl
from tests.stories.visitors import Visiting

pytestmark = pytest.mark.browser

PARAGRAPH = "p-gx97x"
CONCEPT = re.compile("/nl/begrippen/digitalisation$")
# Milliseconds, longer than any delay of the box.
LONG = 5_000


@pytest.fixture
def section(page: Page, places: Places) -> Page:
    """The Dutch page of a section with a disputed term, its clock standing still."""
    return at_the_term(page, places)


@pytest.fixture
def phone(visitor: Visiting, places: Places) -> Iterator[Page]:
    """The same on a narrow screen that is touched."""
    with visitor(width=320, height=640, has_touch=True) as page:
        yield at_the_term(page, places)


def at_the_term(page: Page, places: Places) -> Page:
    page.clock.install()
    page.goto(addresses.section(Language.NL, places.section.slug(Language.NL)))
    term(page).scroll_into_view_if_needed()
    return page


def term(page: Page) -> Locator:
    return page.locator(f"#{PARAGRAPH} a.term", has_text="digitalisering").first


def box(page: Page) -> Locator:
    return page.locator(".term-box")


def leave(page: Page) -> None:
    page.mouse.move(1, 1)
    page.clock.run_for(LONG)


def test_it_opens_on_hover_with_the_definition_and_both_readings(section: Page) -> None:
    term(section).hover()
    section.clock.run_for(LONG)
    expect(box(section)).to_contain_text("verandering waarbij bedrijven")
    expect(box(section)).to_contain_text("Aan Nederlandse kant")
    expect(box(section).locator("[lang=de]")).to_contain_text("Auf deutscher Seite")


def test_a_pointer_that_passes_by_opens_nothing(section: Page) -> None:
    term(section).hover()
    leave(section)
    expect(box(section)).to_have_count(0)


def test_it_stays_while_the_pointer_is_in_it_and_closes_after(section: Page) -> None:
    term(section).hover()
    section.clock.run_for(LONG)
    box(section).hover()
    section.clock.run_for(LONG)
    expect(box(section)).to_be_visible()
    leave(section)
    expect(box(section)).to_have_count(0)


def test_escape_closes_it_without_moving_the_pointer(section: Page) -> None:
    term(section).hover()
    section.clock.run_for(LONG)
    section.keyboard.press("Escape")
    expect(box(section)).to_have_count(0)


def test_it_opens_on_focus_and_escape_leaves_the_focus_on_the_term(section: Page) -> None:
    focus_by_keyboard(section)
    expect(box(section)).to_be_visible()
    section.keyboard.press("Escape")
    expect(box(section)).to_have_count(0)
    expect(term(section)).to_be_focused()


def test_its_link_is_the_next_stop_and_leads_to_the_concept(section: Page) -> None:
    focus_by_keyboard(section)
    section.keyboard.press("Tab")
    expect(box(section).get_by_role("link", name=nl("More about this concept"))).to_be_focused()
    section.clock.run_for(LONG)
    expect(box(section)).to_be_visible()
    section.keyboard.press("Enter")
    expect(section).to_have_url(CONCEPT)


def test_it_closes_when_the_focus_goes_on(section: Page) -> None:
    focus_by_keyboard(section)
    section.keyboard.press("Tab")
    section.keyboard.press("Tab")
    section.clock.run_for(LONG)
    # The next stop may be a term with a box of its own.
    expect(term(section).locator("+ .term-box")).to_have_count(0)


def test_a_tap_opens_it_and_a_second_one_goes_to_the_concept(phone: Page) -> None:
    term(phone).tap()
    expect(box(phone)).to_be_visible()
    term(phone).tap()
    expect(phone).to_have_url(CONCEPT)


def test_it_lies_within_the_narrowest_window(phone: Page) -> None:
    term(phone).tap()
    place = box(phone).bounding_box()
    assert place is not None
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= 320
    assert phone.evaluate("document.documentElement.scrollWidth") == 320


def test_a_click_of_the_mouse_goes_to_the_concept_at_once(section: Page) -> None:
    term(section).click()
    expect(section).to_have_url(CONCEPT)


def test_the_term_is_described_for_screen_readers(section: Page) -> None:
    expect(term(section)).to_have_accessible_description(re.compile("^verandering waarbij bedrijven"))


def focus_by_keyboard(page: Page) -> None:
    # The focus must come from the keyboard: the box does not open for a focus that a click leaves behind.
    page.keyboard.press("Tab")
    term(page).focus()
