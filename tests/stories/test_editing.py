"""Editors at work on one paragraph: with and without JavaScript, by keyboard, two at once, and after a lost session."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, expect

from server.web import addresses
from tests.stories.sentences import nl
from tests.stories.serving import Site
from tests.stories.test_axe import barriers
from tests.stories.visitors import Visiting
from tests.stories.working import begin_edition, editor_link

pytestmark = pytest.mark.browser

# Each story has a paragraph of its own.
BOTH_WAYS = {True: "p-vnp02", False: "p-3s75c"}
AT_ONCE, LOST, KEYS, GUESTS = "p-gx97x", "p-37bmw", "p-vnp02", "p-3s75c"


@pytest.fixture(scope="module", autouse=True)
def _working(site: Site) -> None:
    begin_edition(site)


@contextmanager
def at_work(visitor: Visiting, site: Site, name: str, **options: object) -> Iterator[Page]:
    """The browser of an editor who has signed in."""
    with visitor(**options) as page:
        sign_in(page, site, name)
        yield page


def sign_in(page: Page, site: Site, name: str) -> None:
    page.goto(editor_link(site, name))
    page.locator("main").get_by_role("button").click()
    expect(page).to_have_url(re.compile("/redactie$"))


def open_paragraph(page: Page, paragraph: str) -> None:
    page.goto(addresses.working_paragraph("nl", paragraph))
    expect(page.locator("h1")).to_contain_text("alinea")


def field(page: Page, language: str = "nl") -> Locator:
    return page.locator(f"#text_{language}")


def add(page: Page, words: str, language: str = "nl") -> str:
    """Write something behind a wording; what stands in the field then."""
    text = f"{field(page, language).input_value()} {words}"
    field(page, language).fill(text)
    return text


def save(page: Page) -> None:
    page.get_by_role("button", name=nl("Save the paragraph")).click()


def expect_saved(page: Page) -> None:
    expect(page.get_by_role("status").filter(has_text=nl("The paragraph has been saved."))).to_be_visible()


@pytest.mark.parametrize("java_script_enabled", [True, False], ids=["javascript", "no-javascript"])
def test_an_editor_previews_names_and_saves_a_change(
    visitor: Visiting, site: Site, java_script_enabled: bool
) -> None:
    with at_work(visitor, site, "Piet", java_script_enabled=java_script_enabled) as page:
        open_paragraph(page, BOTH_WAYS[java_script_enabled])
        expect(page.get_by_role("toolbar")).to_have_count(2 if java_script_enabled else 0)
        text = add(page, "Dit is **nieuw**.")
        page.get_by_role("button", name=nl("Preview"), exact=True).click()
        shown = page.locator("#preview")
        expect(shown.locator("strong", has_text="nieuw")).to_be_visible()
        expect(field(page)).to_have_value(text)
        page.get_by_label(nl("Minor: the meaning stays the same")).first.check()
        save(page)
        expect(page.get_by_role("alert")).to_contain_text(nl("Say in a few words what you mended"))
        page.locator("#note_nl").fill("aangevuld")
        save(page)
        expect_saved(page)
        expect(field(page)).to_have_value(text)
        expect(page.locator("#revision-nl-2")).to_contain_text("aangevuld")


def test_two_editors_at_once_lose_nothing(visitor: Visiting, site: Site) -> None:
    with at_work(visitor, site, "Eerste") as first, at_work(visitor, site, "Tweede", width=320) as second:
        open_paragraph(first, AT_ONCE)
        open_paragraph(second, AT_ONCE)
        expect(second.locator("#others")).to_contain_text("Eerste")
        before = field(second).input_value()
        theirs = add(first, "Achteraan van de eerste.")
        save(first)
        expect_saved(first)
        field(second).fill(f"Vooraan van de tweede. {before}")
        save(second)
        expect(second.get_by_role("alert")).to_contain_text(
            nl("Somebody else has changed this paragraph meanwhile")
        )
        expect(field(second)).to_have_value(f"Vooraan van de tweede. {before}")
        assert barriers(second) == []
        second.get_by_role("button", name=nl("Put both changes into the field")).click()
        expect(field(second)).to_have_value(f"Vooraan van de tweede. {theirs}")
        save(second)
        expect_saved(second)
        open_paragraph(first, AT_ONCE)
        expect(field(first)).to_have_value(f"Vooraan van de tweede. {theirs}")


def test_what_was_typed_is_kept_and_offered_again(visitor: Visiting, site: Site) -> None:
    with at_work(visitor, site, "Bewaarder") as page:
        open_paragraph(page, LOST)
        saved = field(page).input_value()
        with page.expect_response("**/bewaren") as answer:
            text = add(page, "Nog niet opgeslagen.")
        assert answer.value.ok
        expect(page.locator("[data-status]")).not_to_be_empty()
        open_paragraph(page, LOST)
        expect(field(page)).to_have_value(text)
        page.get_by_role("button", name=nl("Discard the unsaved text")).click()
        expect(field(page)).to_have_value(saved)


@pytest.mark.parametrize("java_script_enabled", [True, False], ids=["javascript", "no-javascript"])
def test_a_session_that_ends_while_typing_loses_nothing(
    visitor: Visiting, site: Site, java_script_enabled: bool
) -> None:
    name = f"Weg {java_script_enabled}"
    with at_work(visitor, site, name, java_script_enabled=java_script_enabled) as page:
        open_paragraph(page, LOST)
        text = add(page, f"Getypt terwijl de sessie afliep; JavaScript: {java_script_enabled}.")
        page.context.clear_cookies()
        save(page)
        expect(page.locator("h1")).to_have_text(nl("You are not signed in"))
        expect(field(page)).to_have_value(text)
        with page.context.new_page() as other:
            sign_in(other, site, name)
        save(page)
        expect_saved(page)
        expect(field(page)).to_have_value(text)


def test_text_that_never_reached_the_server_is_offered_from_the_browser(
    visitor: Visiting, site: Site
) -> None:
    with at_work(visitor, site, "Zonder net") as page:
        open_paragraph(page, LOST)
        page.route("**/bewaren", lambda route: route.abort())
        text = add(page, "Alleen in deze browser.")
        status = nl("Your text could not be kept on the server. It is kept in this browser.")
        expect(page.locator("[data-status]")).to_have_text(status)
        open_paragraph(page, LOST)
        expect(field(page)).not_to_have_value(text)
        page.get_by_role("button", name=nl("Put it back"), exact=True).click()
        expect(field(page)).to_have_value(text)


def test_text_that_the_server_takes_only_later_is_sent_again(visitor: Visiting, site: Site) -> None:
    with at_work(visitor, site, "Te vaak") as page:
        open_paragraph(page, LOST)
        page.route(
            "**/bewaren", lambda route: route.fulfill(status=429, headers={"retry-after": "1"}), times=1
        )
        text = add(page, "Te vaak bewaard.")
        status = nl("Your text could not be kept on the server. It is kept in this browser.")
        expect(page.locator("[data-status]")).to_have_text(status)
        assert text in page.evaluate("Object.values(localStorage).join()")
        expect(page.locator("[data-status]")).not_to_have_text(status)
        assert page.evaluate("Object.keys(localStorage)") == []
        open_paragraph(page, LOST)
        expect(field(page)).to_have_value(text)


def test_an_editor_works_by_keyboard(visitor: Visiting, site: Site) -> None:
    with at_work(visitor, site, "Toetsen") as page:
        open_paragraph(page, KEYS)
        field(page).focus()
        page.keyboard.press("Shift+Tab")
        bold = page.locator("#text_nl").locator("xpath=..").get_by_role("button", name=nl("Bold"))
        expect(bold).to_be_focused()
        page.keyboard.press("ArrowRight")
        expect(
            page.locator("#text_nl").locator("xpath=..").get_by_role("button", name=nl("Italic"))
        ).to_be_focused()
        page.keyboard.press("Tab")
        expect(field(page)).to_be_focused()
        field(page).fill("Woord")
        page.keyboard.press("Control+a")
        page.keyboard.press("Control+b")
        expect(field(page)).to_have_value("**Woord**")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#preview")).to_be_focused()
        expect(page.locator("#preview strong", has_text="Woord")).to_be_visible()
        page.keyboard.press("Control+s")
        expect_saved(page)
        expect(field(page)).to_have_value("**Woord**")


def test_an_older_text_is_put_back_into_the_field(visitor: Visiting, site: Site) -> None:
    with at_work(visitor, site, "Terug") as page:
        open_paragraph(page, GUESTS)
        before = field(page).input_value()
        add(page, "Te veel.")
        save(page)
        expect_saved(page)
        page.locator("[id^=revision-nl-]").get_by_role("button").first.click()
        expect(field(page)).to_have_value(before)
