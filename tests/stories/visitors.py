"""What visitors do again and again: comment, sign in, decide, look again until something has come."""

import re
from time import monotonic

from playwright.sync_api import Locator, Page, expect

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
    """Follow a sign-in link and press its button; ends on the moderation page."""
    page.goto(link)
    page.locator("main").get_by_role("button").click()
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
