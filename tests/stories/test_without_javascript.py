"""The whole visit without JavaScript: every step is a page of its own, and nothing typed is lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.stories.sentences import de
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

# A paragraph of 4.2, and a Dutch word that it alone carries.
PARAGRAPH = "p-3s75c"
DUTCH_WORD = "netwerktheorie"
COMMENT = "Die Zahl von 550.000 Unternehmen überrascht mich nicht."
EMAIL = "buero@grenzland.example"


def test_a_reader_comments_without_javascript(
    visitor: Visiting, site: Site, editor_link: Callable[[], str]
) -> None:
    with (
        visitor(java_script_enabled=False) as reader,
        visitor(java_script_enabled=False) as editor,
    ):
        open_section(reader, "4.2")
        look_up_a_term_and_switch_to_german(reader)
        send_an_empty_text(reader)
        send_the_comment(reader, site)
        sign_in(editor, editor_link())
        decide(editor, COMMENT, "shown")
        read_and_find_the_comment(reader)


def look_up_a_term_and_switch_to_german(page: Page) -> None:
    page.locator("a.term").first.click()
    expect(page.locator(".side")).to_have_count(2)
    page.go_back()
    page.locator(".language-switch").get_by_role("link", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.locator("h1")).to_contain_text("4.2")


def send_an_empty_text(page: Page) -> None:
    row_of(page, PARAGRAPH).locator(".row__comment").click()
    page.get_by_label("Nederlands").check()
    with page.expect_navigation() as sent:
        page.get_by_role("button", name=de("Add to my submission")).click()
    assert sent.value.status == 422
    assert page.title().startswith(f"{de('Error:')} ")
    expect(page.get_by_role("alert")).to_contain_text(de("Your comment has not been kept yet"))
    expect(page.get_by_label("Nederlands")).to_be_checked()


def send_the_comment(page: Page, site: Site) -> None:
    page.get_by_role("alert").get_by_role("link", name=de("Write your comment")).click()
    text = page.get_by_label(de("Your comment"))
    expect(text).to_be_in_viewport()
    expect(text).to_have_attribute("aria-invalid", "true")
    expect(text).to_have_accessible_description(re.compile(de("Write your comment") + "$"))
    text.fill(COMMENT)
    page.get_by_label("Deutsch").check()
    page.get_by_role("button", name=de("Add to my submission")).click()
    hand_in(page, email=EMAIL, name="Grenzland GmbH", group="company")
    page.goto(mailed_link(site, EMAIL, "beleg"))
    page.get_by_role("button", name=de("Confirm")).click()
    page.locator("article.card h3 a").click()
    expect(page.locator("main")).not_to_contain_text(COMMENT)


def read_and_find_the_comment(page: Page) -> None:
    page.get_by_role("link", name=de("Back to the text")).click()
    expect_comment_under(page, PARAGRAPH, text=COMMENT, language="de")
    page.locator(".language-switch").get_by_role("link", name="Nederlands").click()
    expect_comment_under(page, PARAGRAPH, text=COMMENT, language="de")
    search_for(page, DUTCH_WORD)
    reload_until_visible(page, page.locator("article.hit").filter(has_text=COMMENT))
