"""The whole visit: read in Dutch, look up a term, go on in German, comment, be answered, be found again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.stories.sentences import de, nl
from tests.stories.serving import Site
from tests.stories.visitors import (
    Visiting,
    decide,
    expect_comment_under,
    hand_in,
    mailed_link,
    open_section,
    reload_until_visible,
    row_of,
    search_for,
    sign_in,
)

pytestmark = pytest.mark.browser

# The paragraph of 4.2 that says that both sides read a key term differently; no other carries this Dutch word.
PARAGRAPH = "p-gx97x"
DUTCH_WORD = "sleutelbegrippen"
EMAIL = "maria@betrieb.example"
COMMENT = "Für uns beginnt Digitalisierung bei den Menschen im Betrieb, nicht bei den Leitungen."


def test_a_reader_comments_in_german_and_the_comment_is_found_by_a_dutch_word(
    visitor: Visiting, site: Site
) -> None:
    with visitor() as reader, visitor() as editor:
        open_section(reader, "4.2")
        follow_the_disputed_term_and_return(reader)
        go_on_in_german_at_the_paragraph(reader)
        comment_in_german(reader, site)
        held_comments_are_not_shown(reader)
        show_the_comment(editor, site.sign_in)
        read_the_comment_in_both_languages(reader)
        find_the_comment(reader)


def follow_the_disputed_term_and_return(page: Page) -> None:
    row_of(page, PARAGRAPH).get_by_role("link", name="digitalisering").click()
    expect(page.locator("h1")).to_contain_text("digitalisering")
    readings = page.locator(".side__reading")
    expect(readings).to_have_count(2)
    expect(readings.nth(0)).to_contain_text("Aan Nederlandse kant")
    expect(readings.nth(1)).to_contain_text("Auf deutscher Seite")
    expect(readings.nth(1).locator("p").first).to_have_attribute("lang", "de")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("4.2")


def go_on_in_german_at_the_paragraph(page: Page) -> None:
    row_of(page, PARAGRAPH).locator(".row__number").click()
    expect(row_of(page, PARAGRAPH)).to_be_in_viewport()
    page.locator(".language-switch").get_by_role("link", name="Deutsch").click()
    expect(page).to_have_url(
        re.compile(re.escape(f"/de/text/4-2-bausteine-fuer-die-region#{PARAGRAPH}") + "$")
    )
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(row_of(page, PARAGRAPH)).to_be_in_viewport()


def comment_in_german(page: Page, site: Site) -> None:
    row_of(page, PARAGRAPH).locator(".row__comment").click()
    page.get_by_label(de("Your comment")).fill(COMMENT)
    expect(page.get_by_label("Deutsch")).to_be_checked()
    page.get_by_role("button", name=de("Add to my submission")).click()
    hand_in(page, email=EMAIL, name="Maria Jansen-Schulte", group="company")
    page.goto(mailed_link(site, EMAIL, "beleg"))
    page.get_by_role("button", name=de("Confirm")).click()


def held_comments_are_not_shown(page: Page) -> None:
    page.locator("article.card h3 a").click()
    expect(page.locator("h1")).to_contain_text("4.2")
    expect(page.locator("main")).not_to_contain_text(COMMENT)
    page.get_by_role("link", name=de("Back to the text")).click()
    expect(row_of(page, PARAGRAPH)).to_be_in_viewport()
    expect(page.locator("main")).not_to_contain_text(COMMENT)


def show_the_comment(page: Page, link: str) -> None:
    sign_in(page, link)
    decide(page, COMMENT, "shown")
    page.goto(link)
    expect(page.locator("h1")).to_have_text(nl("This link does not work any more"))


def read_the_comment_in_both_languages(page: Page) -> None:
    page.goto(f"/p/{PARAGRAPH}")
    expect(page).to_have_url(
        re.compile(re.escape(f"/nl/tekst/4-2-bouwstenen-voor-de-regio#{PARAGRAPH}") + "$")
    )
    expect_comment_under(page, PARAGRAPH, text=COMMENT, language="de")
    page.locator(".language-switch").get_by_role("link", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect_comment_under(page, PARAGRAPH, text=COMMENT, language="de")


def find_the_comment(page: Page) -> None:
    page.goto("/nl/")
    search_for(page, DUTCH_WORD)
    paragraph_hit = page.locator("article.hit").filter(has_text="Alinea").filter(has_text=DUTCH_WORD)
    expect(paragraph_hit.first.locator("mark").first).to_have_text(DUTCH_WORD)
    hit = page.locator("article.hit").filter(has_text=COMMENT)
    reload_until_visible(page, hit)
    hit.get_by_role("link").first.click()
    expect(page.locator(".comment__text").filter(has_text=COMMENT)).to_be_in_viewport()
