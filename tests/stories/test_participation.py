"""Taking part, from the first word to the last: written, reviewed, handed in, confirmed, corrected, withdrawn."""

import re

import pytest
from playwright.sync_api import Page, expect

from server.web import addresses
from tests.stories.sentences import nl
from tests.stories.serving import Site
from tests.stories.visitors import Visiting, hand_in, mailed_link, write_comment

pytestmark = pytest.mark.browser

EDITION = "2026-revision"
PARAGRAPH = addresses.thread("nl", EDITION, "p-gx97x")
CONCEPT = addresses.concept_thread("de", "digitalisation")
REMARK = "Dit verschil verdient een eigen hoofdstuk."
QUESTION = "Gehört die Verwaltung auch dazu?"
ANSWER = "Een vast aanspreekpunt aan elke kant van de grens."


@pytest.mark.parametrize("java_script_enabled", [True, False], ids=["javascript", "no-javascript"])
def test_a_citizen_takes_part(visitor: Visiting, site: Site, java_script_enabled: bool) -> None:
    email = f"burger{java_script_enabled}@example.org".lower()
    with visitor(java_script_enabled=java_script_enabled) as page:
        write_comment(page, PARAGRAPH, text=REMARK)
        ask_about_the_concept_in_german(page)
        answer_a_question(page)
        suggest_a_wording(page)
        write_comment(page, PARAGRAPH, text="Dit was te veel.")
        review(page)
        page.goto(addresses.basket("nl"))
        hand_in(page, email=email, name="Inwoner van Winterswijk")
        expect(page.locator("h1")).to_have_text(nl("Look into your mailbox"))
        page.goto(mailed_link(site, email, "ontvangst"))
        confirm(page)
        correct(page)
        withdraw(page)


def ask_about_the_concept_in_german(page: Page) -> None:
    page.goto(CONCEPT)
    page.locator("#kind-question").check()
    page.locator("#text").fill(QUESTION)
    page.locator("[data-send]").click()
    expect(page).to_have_url(re.compile(re.escape(addresses.basket("de")) + "$"))


def answer_a_question(page: Page) -> None:
    page.goto(addresses.basket("nl"))
    page.locator(".add-more a[href*='/vragen/']").first.click()
    page.get_by_label(nl("Your answer")).fill(ANSWER)
    page.get_by_role("button", name=nl("Add to my submission")).click()
    expect(page.locator("article.card")).to_have_count(3)


def suggest_a_wording(page: Page) -> None:
    page.goto(PARAGRAPH)
    page.get_by_role("link", name=nl("Suggest a wording in Dutch")).click()
    wording = page.get_by_label(nl("Your wording"))
    present = wording.input_value()
    assert present.startswith("Niet alleen de instituties verschillen.")
    wording.fill(present.replace("verschillen", "lopen uiteen", 1))
    page.get_by_role("button", name=nl("Add to my submission")).click()
    expect(page.locator("ins")).to_have_text(["lopen uiteen"])
    expect(page.locator("del")).to_have_text(["verschillen"])


def review(page: Page) -> None:
    """Change the first comment and take the last one out."""
    page.goto(addresses.basket("nl"))
    expect(page.locator("article.card")).to_have_count(5)
    page.locator("article.card").first.get_by_role("link", name=nl("Change")).click()
    page.locator("#text").fill(f"{REMARK} Echt.")
    page.get_by_role("button", name=nl("Save")).click()
    expect(page.locator("article.card").first).to_contain_text("Echt.")
    page.locator("article.card").last.get_by_role("link", name=nl("Remove")).click()
    page.get_by_role("button", name=nl("Remove it")).click()
    expect(page.locator("article.card")).to_have_count(4)


def confirm(page: Page) -> None:
    expect(page.locator(".tag--unconfirmed")).to_have_count(4)
    page.get_by_role("button", name=nl("Confirm")).click()
    expect(page.locator(".tag--held")).to_have_count(4)


def correct(page: Page) -> None:
    card = page.locator("article.card").filter(has_text=ANSWER)
    card.get_by_role("link", name=nl("Correct")).click()
    page.locator("#text").fill("Eén aanspreekpunt voor beide kanten.")
    page.get_by_role("button", name=nl("Save the correction")).click()
    expect(page.locator("article.card").filter(has_text="Eén aanspreekpunt")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text(ANSWER)


def withdraw(page: Page) -> None:
    card = page.locator("article.card").filter(has_text=QUESTION)
    card.get_by_role("link", name=nl("Withdraw")).click()
    expect(page.locator("h1")).to_have_text(nl("Withdraw this comment?"))
    page.get_by_role("button", name=nl("Withdraw")).click()
    expect(page.locator(".tag--withdrawn")).to_have_count(1)
    expect(page.locator(".tag--held")).to_have_count(3)
    expect(page.locator("main")).not_to_contain_text(QUESTION)


def select(page: Page, words: str) -> None:
    """Select words in the Dutch wording, as with a mouse."""
    page.evaluate(
        """(words) => {
            const walker = document.createTreeWalker(document.querySelector(".rows"), NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const start = node.data.indexOf(words);
                if (start < 0 || !node.parentElement.closest(".row__text[lang=nl]")) continue;
                getSelection().setBaseAndExtent(node, start, node, start + words.length);
                return;
            }
        }""",
        words,
    )


def test_words_that_a_reader_selects_are_quoted(page: Page) -> None:
    page.goto(PARAGRAPH)
    select(page, "Er is nog iets")
    page.get_by_role("button", name=nl("Comment on these words")).click()
    expect(page.get_by_label(nl("The words you mean"))).to_have_value("Er is nog iets")
    expect(page.get_by_label(nl("Your comment"))).to_be_focused()
    page.locator("#text").fill("Wat dan?")
    page.locator("[data-send]").click()
    expect(page.locator("article.card blockquote")).to_have_text("Er is nog iets")


def test_words_selected_on_the_page_of_a_section_lead_to_the_form(page: Page) -> None:
    page.goto("/nl/tekst/4-2-bouwstenen-voor-de-regio")
    select(page, "sleutelbegrippen worden")
    page.get_by_role("button", name=nl("Comment on these words")).click()
    expect(page).to_have_url(re.compile("/reacties/p-gx97x[?]quote=sleutelbegrippen"))
    expect(page.get_by_label(nl("The words you mean"))).to_have_value("sleutelbegrippen worden")


def test_what_is_typed_waits_in_the_browser_until_it_has_arrived(page: Page) -> None:
    page.goto(PARAGRAPH)
    page.locator("#text").fill("Nog niet af")
    # Away without sending, as when somebody closes the window.
    page.goto("/nl/")
    page.goto(PARAGRAPH)
    expect(page.locator("#text")).to_have_value("")
    page.get_by_role("button", name=nl("Put my text back")).click()
    expect(page.locator("#text")).to_have_value("Nog niet af")
    page.locator("[data-send]").click()
    expect(page.locator("article.card")).to_have_count(1)
    page.goto(PARAGRAPH)
    expect(page.get_by_role("button", name=nl("Put my text back"))).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage)") == []


def test_what_was_typed_can_be_thrown_away(page: Page) -> None:
    page.goto(PARAGRAPH)
    page.locator("#text").fill("Toch maar niet")
    page.goto("/nl/")
    page.goto(PARAGRAPH)
    page.get_by_role("button", name=nl("Throw it away")).click()
    expect(page.locator("#text")).to_be_focused()
    assert page.evaluate("Object.keys(localStorage)") == []


def test_how_many_comments_wait_is_told_on_every_page(page: Page) -> None:
    page.goto("/nl/tekst/4-2-bouwstenen-voor-de-regio")
    link = page.locator("nav a[data-drafts]")
    expect(link).to_have_text(nl("Your submission"))
    write_comment(page, PARAGRAPH, text="Eén.")
    page.goto("/nl/tekst/4-2-bouwstenen-voor-de-regio")
    expect(link).to_have_text(f"{nl('Your submission')} (1)")


def test_the_browser_proves_that_it_worked(page: Page) -> None:
    write_comment(page, PARAGRAPH, text="Met bewijs.")
    with page.expect_request(re.compile(re.escape(addresses.basket("nl")) + "$")) as sent:
        hand_in(page, email="bewijs@example.org")
    assert re.search(r"(^|&)proof=[A-Za-z0-9%]{400,}", sent.value.post_data or "")
