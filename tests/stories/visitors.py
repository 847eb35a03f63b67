"""What visitors do again and again: comment, sign in, decide, look again until something has come."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from time import monotonic

from playwright.sync_api import Locator, Page, expect

from tests.stories.sentences import nl

# What the fixtures `visitor` and `page_of` are: they open a page for the length of a block.
Visiting = Callable[..., AbstractContextManager[Page]]
PageOf = Callable[..., AbstractContextManager[Page]]

# The worker indexes a comment within seconds; a machine under load gets many times that.
_PATIENCE_SECONDS = 30


def comment_by(page: Page, thread: str, *, text: str, name: str, group: str = "citizen") -> None:
    """Send a comment with the form on a thread's page."""
    page.goto(thread)
    page.locator("#text").fill(text)
    page.locator("#name").fill(name)
    page.locator("#group").select_option(group)
    page.locator("[data-send]").click()
    expect(page.locator(".govuk-panel--confirmation")).to_be_visible()


def sign_in(page: Page, link: str) -> None:
    """Follow a sign-in link and press its button, then go to the moderators' list."""
    page.goto(link)
    page.locator("main").get_by_role("button").click()
    expect(page).to_have_url(re.compile("/(redactie|redaktion)$"))
    page.locator("#work-moderation").get_by_role("link").click()
    expect(page).to_have_url(re.compile("/(moderatie|moderation)$"))


def card_with(page: Page, text: str) -> Locator:
    """The card of the comment that holds this text, on the moderation page."""
    return page.locator("article.card").filter(has_text=text)


def decide(page: Page, text: str, decision: str) -> None:
    """Press the button of a decision ("shown", "declined") on the card of a comment on the moderation page."""
    card_with(page, text).locator(f"button[value={decision}]").click()
    expect(page.locator(".govuk-notification-banner--success")).to_be_visible()


def reload_until_visible(page: Page, wanted: Locator) -> None:
    """Ask for the page again until something has come: the index follows the database by a moment."""
    deadline = monotonic() + _PATIENCE_SECONDS
    while not wanted.first.is_visible() and monotonic() < deadline:
        page.reload()
    expect(wanted.first).to_be_visible()


def open_section(page: Page, number: str) -> None:
    """From the start page through the contents to a section, as a reader does."""
    page.goto("/nl/")
    page.get_by_role("link", name=nl("Read the text")).click()
    page.locator("ol.contents li").filter(has_text=number).get_by_role("link").click()
    expect(page.locator("h1")).to_contain_text(number)


def row_of(page: Page, paragraph: str) -> Locator:
    """The paragraph with all that stands beside and under it."""
    return page.locator(f"#{paragraph}")


def expect_comment_under(page: Page, paragraph: str, *, text: str, language: str) -> None:
    """Unfold the comments of a paragraph and find this one, marked with the language it is written in."""
    row = row_of(page, paragraph)
    row.locator("summary").click()
    comment = row.locator(".comment__text").filter(has_text=text)
    expect(comment).to_be_visible()
    expect(comment).to_have_attribute("lang", language)


def search_for(page: Page, word: str) -> None:
    """Use the search box that every page has."""
    page.locator("#search").fill(word)
    page.locator("#search").press("Enter")
    expect(page).to_have_url(re.compile(rf"[?&]q={word}"))
