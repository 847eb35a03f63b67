"""What visitors do again and again: comment, sign in, decide, look again until something has come."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from email import message_from_bytes
from email.policy import default
from itertools import count
from time import monotonic

from playwright.sync_api import Locator, Page, expect

from tests.stories.sentences import nl
from tests.stories.serving import Site

# What the fixtures `visitor` and `page_of` are: they open a page for the length of a block.
Visiting = Callable[..., AbstractContextManager[Page]]
PageOf = Callable[..., AbstractContextManager[Page]]

# The worker indexes a comment within seconds; a machine under load gets many times that.
_PATIENCE_SECONDS = 30

# Everybody has a mailbox of their own.
_VISITORS = count(1)


def write_comment(page: Page, thread: str, *, text: str) -> int:
    """Put a comment into the basket with the form on a thread's page; the number of the draft."""
    page.goto(thread)
    page.locator("#text").fill(text)
    page.locator("[data-send]").click()
    draft = page.locator("article.card").last
    expect(draft).to_contain_text(text)
    return int((draft.get_attribute("id") or "").removeprefix("draft-"))


def hand_in(page: Page, *, email: str, name: str = "", group: str = "citizen") -> None:
    """Complete what lies in the basket and send it; ends on the page that sends to the mailbox."""
    page.locator("#name").fill(name)
    page.locator("#group").select_option(group)
    page.locator("#email").fill(email)
    page.locator("#publication-named" if name else "#publication-anonymous").check()
    page.locator("[data-send]").click()
    expect(page.locator(".govuk-panel--confirmation")).to_be_visible()


def mailed_link(site: Site, email: str, word: str) -> str:
    """The link with this word in its address that was mailed last to somebody; waits until it has come."""
    deadline = monotonic() + _PATIENCE_SECONDS
    while monotonic() < deadline:
        for file in sorted(site.outbox.glob("*.eml"), reverse=True):
            mail = message_from_bytes(file.read_bytes(), policy=default)
            body = mail.get_body(("plain",))
            found = re.search(rf"http\S*/{word}/\S+", body.get_content()) if body else None
            if mail["to"] == email and found:
                return found[0]
    raise AssertionError(f"no mail to {email} with a link to {word}")


def comment_by(
    page: Page, site: Site, thread: str, *, text: str, name: str = "", group: str = "citizen"
) -> None:
    """Write a comment, hand it in and confirm it; it waits for a moderator then."""
    write_comment(page, thread, text=text)
    email = f"visitor{next(_VISITORS)}@example.org"
    hand_in(page, email=email, name=name, group=group)
    page.goto(mailed_link(site, email, "beleg" if "/de/" in page.url else "ontvangst"))
    page.locator("[data-send]").click()
    expect(page.locator(".tag--held")).to_be_visible()


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
    """Choose a comment on the moderation page and decide on it ("shown", "declined")."""
    card_with(page, text).get_by_role("checkbox").first.check()
    page.locator("#decision").select_option(decision)
    if decision == "declined":
        page.locator("#category").select_option("off-topic")
    page.get_by_role("button", name=nl("Decide"), exact=True).click()
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
