"""The whole visit without JavaScript: every step is a page of its own, and nothing typed is lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.stories.sentences import de, nl
from tests.stories.visitors import (
    Visiting,
    card_with,
    expect_comment_under,
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


def test_a_reader_comments_without_javascript(visitor: Visiting, editor_link: Callable[[], str]) -> None:
    with (
        visitor(java_script_enabled=False) as reader,
        visitor(java_script_enabled=False) as editor,
    ):
        open_section(reader, "4.2")
        look_up_a_term_and_switch_to_german(reader)
        send_an_empty_text(reader)
        send_the_comment(reader)
        show_the_comment(editor, editor_link())
        read_and_find_the_comment(reader)


def look_up_a_term_and_switch_to_german(page: Page) -> None:
    page.locator("a.term").first.click()
    expect(page.locator(".side")).to_have_count(2)
    page.go_back()
    page.locator(".language-switch").get_by_role("link", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.locator("h1")).to_contain_text("4.2")


def send_an_empty_text(page: Page) -> None:
    row_of(page, PARAGRAPH).get_by_role("link", name=de("Comment", "link")).click()
    page.get_by_label(de("Your name or organisation (optional)")).fill("Grenzland GmbH")
    page.get_by_label(de("Your group")).select_option("company")
    page.get_by_label(de("Your e-mail address (optional)")).fill("buero@grenzland.example")
    page.get_by_label("Nederlands").check()
    with page.expect_navigation() as sent:
        page.get_by_role("button", name=de("Send comment")).click()
    assert sent.value.status == 422
    assert page.title().startswith(f"{de('Error:')} ")
    expect(page.get_by_role("alert")).to_contain_text(de("Your comment has not been sent yet"))
    expect(page.get_by_label(de("Your name or organisation (optional)"))).to_have_value("Grenzland GmbH")
    expect(page.get_by_label(de("Your group"))).to_have_value("company")
    expect(page.get_by_label(de("Your e-mail address (optional)"))).to_have_value("buero@grenzland.example")
    expect(page.get_by_label("Nederlands")).to_be_checked()


def send_the_comment(page: Page) -> None:
    page.get_by_role("alert").get_by_role("link", name=de("Write your comment")).click()
    text = page.get_by_label(de("Your comment"))
    expect(text).to_be_in_viewport()
    expect(text).to_have_attribute("aria-invalid", "true")
    expect(text).to_have_accessible_description(re.compile(de("Write your comment") + "$"))
    text.fill(COMMENT)
    page.get_by_label("Deutsch").check()
    page.get_by_role("button", name=de("Send comment")).click()
    expect(page.locator("h1")).to_have_text(de("Your comment has been received"))
    page.get_by_role("link", name=de("Read on")).click()
    expect(page.locator("main")).not_to_contain_text(COMMENT)


def show_the_comment(page: Page, link: str) -> None:
    sign_in(page, link)
    card_with(page, COMMENT).get_by_role("button", name=nl("Show")).click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text(nl("The comment is shown now."))


def read_and_find_the_comment(page: Page) -> None:
    page.reload()
    expect_comment_under(page, PARAGRAPH, text=COMMENT, language="de")
    page.locator(".language-switch").get_by_role("link", name="Nederlands").click()
    expect_comment_under(page, PARAGRAPH, text=COMMENT, language="de")
    search_for(page, DUTCH_WORD)
    reload_until_visible(page, page.locator("article.hit").filter(has_text=COMMENT))
