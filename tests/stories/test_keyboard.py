"""The whole visit by keyboard only: Tab, Enter and arrows, and it is always to be seen where one is."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.stories.sentences import nl
from tests.stories.serving import Site
from tests.stories.visitors import Visiting, card_with, mailed_link, row_of

pytestmark = pytest.mark.browser

PARAGRAPH = "p-vnp02"
# Far more than any page has links before what one looks for.
MAX_TABS = 400

# WCAG 2.2, 2.4.7 and 2.4.11: what has the focus is marked, and within the window.
FOCUS_IS_SEEN = """() => {
    const focused = document.activeElement;
    const seen = ({ boxShadow, outlineStyle, outlineWidth, outlineColor }) => boxShadow !== "none" ||
        (outlineStyle !== "none" && parseFloat(outlineWidth) > 0 && !outlineColor.endsWith(", 0)"));
    // The drawn circle of a radio button belongs to its label.
    const drawn = [...(focused.labels ?? [])].map((label) => getComputedStyle(label, "::before"));
    const place = focused.getBoundingClientRect();
    return [getComputedStyle(focused), ...drawn].some(seen)
        && place.bottom > 0 && place.right > 0 && place.top < innerHeight && place.left < innerWidth;
}"""


@pytest.mark.parametrize("java_script_enabled", [True, False], ids=["javascript", "no-javascript"])
def test_a_reader_comments_by_keyboard(
    visitor: Visiting, site: Site, editor_link: Callable[[], str], java_script_enabled: bool
) -> None:
    comment = f"Alles met het toetsenbord; JavaScript: {java_script_enabled}."
    email = f"toetsen{java_script_enabled}@example.org".lower()
    with visitor(java_script_enabled=java_script_enabled) as reader:
        skip_to_the_text(reader)
        open_the_thread(reader)
        write_twice(reader, comment)
        hand_in(reader, email)
        reader.goto(mailed_link(site, email, "ontvangst"))
        enter(reader, reader.get_by_role("button", name=nl("Confirm")))
        expect(reader.locator(".tag--held")).to_be_visible()
    with visitor(java_script_enabled=java_script_enabled) as editor:
        show_the_comment(editor, editor_link(), comment)


def skip_to_the_text(page: Page) -> None:
    page.goto("/nl/tekst")
    skip = page.get_by_role("link", name=nl("Skip to the text"))
    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main a").first).to_be_focused()


def open_the_thread(page: Page) -> None:
    enter(page, page.get_by_role("link", name="Bouwstenen voor de regio"))
    expect(page.locator("h1")).to_contain_text("4.2")
    enter(page, row_of(page, PARAGRAPH).locator(".row__comment"))
    expect(page.locator("h1")).to_contain_text(nl("Comments on %(paragraph)s") % {"paragraph": "4.2"})


def write_twice(page: Page, comment: str) -> None:
    add = page.get_by_role("button", name=nl("Add to my submission"))
    enter(page, add)
    expect(page.get_by_role("alert")).to_be_visible()
    enter(page, page.get_by_role("alert").get_by_role("link").first)
    text = page.get_by_label(nl("Your comment"))
    expect(text).to_be_focused()
    page.keyboard.type(comment)
    tab_to(page, page.get_by_label("Nederlands"))
    enter(page, add)
    expect(page.locator("article.card")).to_contain_text(comment)


def hand_in(page: Page, email: str) -> None:
    tab_to(page, page.get_by_label(nl("Your group")))
    page.keyboard.type(nl("Citizen"))
    tab_to(page, page.get_by_label(nl("Your e-mail address")))
    page.keyboard.type(email)
    # None of the choices is made beforehand: Tab leads to the first, an arrow to the second.
    tab_to(page, page.get_by_label(nl("My comments with my name and my organisation")))
    page.keyboard.press("ArrowDown")
    enter(page, page.get_by_role("button", name=nl("Send my submission")))
    expect(page.locator("h1")).to_have_text(nl("Look into your mailbox"))


def show_the_comment(page: Page, link: str, comment: str) -> None:
    page.goto(link)
    enter(page, page.locator("main").get_by_role("button"))
    enter(page, page.locator("#work-moderation").get_by_role("link"))
    tab_to(page, card_with(page, comment).get_by_role("checkbox").first)
    page.keyboard.press("Space")
    tab_to(page, page.locator("#decision"))
    page.keyboard.type(nl("Show"))
    enter(page, page.get_by_role("button", name=nl("Decide"), exact=True))
    expect(page.get_by_role("status", name=nl("Done"))).to_be_visible()


def enter(page: Page, wanted: Locator) -> None:
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until `wanted` has the focus, which is to be seen at every stop."""
    expect(wanted).to_be_visible()
    for _ in range(MAX_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement !== document.body"):
            assert page.evaluate(FOCUS_IS_SEEN), page.evaluate("document.activeElement.outerHTML")
        if wanted.evaluate("(each) => each === document.activeElement"):
            return
    raise AssertionError(f"Tab does not lead to {wanted}")
