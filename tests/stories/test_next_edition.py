"""From a comment to the next edition: one suggestion on its whole way, in a document of its own.

Told twice: in Dutch with JavaScript, in German without. Neither side is the original, so what is Dutch in one
is German in the other.
"""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from server.text.languages import Language
from server.web import addresses
from tests.stories.next_edition import (
    ADDED,
    EQUAL,
    LABELS,
    NEW,
    OLD,
    SPLIT,
    SUGGESTED,
    Story,
    telling,
    wait_for,
    wait_for_mail,
)
from tests.stories.visitors import card_with, hand_in, mailed_link
from tests.stories.working import editor_link
from tests.worlds import DE, NL, OPENING

pytestmark = pytest.mark.browser

EMAIL = "winterswijk@example.org"
WHO = "Inwoner van Winterswijk"
REASON = {NL: "Goed gezien: het geldt overal.", DE: "Gut gesehen: Es gilt überall."}
NOTES = {NL: "Met de reacties van het najaar.", DE: "Mit den Anmerkungen vom Herbst."}


@pytest.mark.parametrize(
    ("language", "java_script_enabled"), [(NL, True), (DE, False)], ids=["nl-javascript", "de-no-javascript"]
)
def test_a_suggestion_becomes_a_change_of_the_next_edition(
    browser: Browser, tmp_path: Path, language: Language, java_script_enabled: bool
) -> None:
    # Whoever reads German has a German browser: the address of a comment leads to the page in its language.
    options = {"java_script_enabled": java_script_enabled, "locale": f"{language}-{language.upper()}"}
    with telling(browser, tmp_path, language) as story:
        with story.visit(**options) as reader:
            receipt = a_reader_suggests_a_wording_and_asks_to_be_told(reader, story)
        with story.visit(**options) as administrator:
            it_is_shown_and_the_round_is_closed(administrator, story)
        with story.visit(**options) as editor:
            comment = an_editor_begins_the_working_edition(editor, story)
            she_words_both_sides_of_one_paragraph(editor, story)
            she_merges_the_suggestion(editor, story)
            the_other_side_is_outdated_and_stands_first(editor, story)
            she_words_the_other_side_and_says_that_both_are_in_step(editor, story)
            she_splits_a_paragraph(editor, story)
            she_decides_with_an_answer_in_both_languages(editor, story, comment)
            the_gate_says_what_is_open_until_it_is_done(editor, story)
            mails = len(story.mails_to(EMAIL))
            she_publishes(editor, story)
        with story.visit(**options) as reader:
            the_new_edition_is_the_current_one(reader, story)
            the_comparison_shows_the_words_and_leads_to_the_comment(reader, story, comment)
            all_decisions_stand_on_one_page(reader, story)
            the_section_has_a_history(reader, story)
            the_receipt_has_the_answer(reader, story, receipt)
        assert receipt.rpartition("/")[2] in wait_for_mail(story, EMAIL, after=mails)
        the_record_has_the_edition(story, comment)


def a_reader_suggests_a_wording_and_asks_to_be_told(page: Page, story: Story) -> str:
    """The link of the receipt."""
    page.goto(addresses.thread(story.language, OLD, SUGGESTED.id))
    way = "Suggest a wording in Dutch" if story.language is NL else "Suggest a wording in German"
    page.get_by_role("link", name=story.says(way)).click()
    page.get_by_label(story.says("Your wording")).fill(story.suggested(story.language))
    story.press(page, "Add to my submission")
    page.get_by_label(story.says("Mail me when the editors have decided what to do with my comments")).check()
    hand_in(page, email=EMAIL, name=WHO)
    link = mailed_link(story.site, EMAIL, "ontvangst" if story.language is NL else "beleg")
    page.goto(link)
    story.press(page, "Confirm")
    expect(page.locator(".tag--held")).to_be_visible()
    return link


def it_is_shown_and_the_round_is_closed(page: Page, story: Story) -> None:
    enter(page, story.site.sign_in)
    page.goto(addresses.moderation(story.language))
    card_with(page, WHO).get_by_role("checkbox").first.check()
    page.locator("#decision").select_option("shown")
    story.press(page, "Decide")
    expect(page.locator(".govuk-notification-banner--success")).to_be_visible()
    page.goto(addresses.round_editing(story.language, "autumn"))
    story.press(page, "Close the round now")
    expect(page.get_by_role("button", name=story.says("Open the round again"))).to_be_visible()


def enter(page: Page, link: str) -> None:
    """Follow a sign-in link and press its button."""
    page.goto(link)
    page.locator("main").get_by_role("button").click()
    expect(page).to_have_url(re.compile("/(redactie|redaktion)$"))


def an_editor_begins_the_working_edition(page: Page, story: Story) -> str:
    """The id of the comment, which the overview leads to."""
    enter(page, editor_link(story.site, "Els van Dijk"))
    page.goto(addresses.working_edition(story.language))
    page.locator("#key").fill(NEW)
    for each in Language:
        page.locator(f"#label_{each}").fill(LABELS[each])
    story.press(page, "Begin a working edition")
    expect(page.locator("h1")).to_have_text(LABELS[story.language])
    to_answer = story.says("%(num)d comment to answer") % {"num": 1}
    page.locator("main").get_by_role("link", name=to_answer, exact=True).click()
    [entry] = page.locator("article.queue__entry").all()
    expect(entry).to_contain_text(WHO)
    return (entry.get_by_role("checkbox").get_attribute("value")) or ""


def she_words_both_sides_of_one_paragraph(page: Page, story: Story) -> None:
    page.goto(addresses.working_paragraph(story.language, EQUAL.id))
    for each, (before, after) in {NL: ("gaat", "gaat heel"), DE: ("kommt", "kommt sehr")}.items():
        field = page.locator(f"#text_{each}")
        field.fill(field.input_value().replace(before, after))
    page.locator("#confirm").check()
    story.press(page, "Save the paragraph")
    story.expect_done(page, "The paragraph has been saved.")


def she_merges_the_suggestion(page: Page, story: Story) -> None:
    page.goto(addresses.merging_list(story.language))
    page.locator(".merging__list").get_by_role("link").click()
    page.locator("#whole-1").check()
    story.press(page, "Show the result")
    result = page.locator("#result")
    expect(result.locator("ins")).to_contain_text(ADDED[story.language][2])
    expect(result.locator("#text")).to_have_value(story.suggested(story.language))
    result.locator("#propose").check()
    story.press(page, "Save this text")
    expect(page.locator("h1")).to_contain_text(
        story.says(
            "Now the German text of %(paragraph)s"
            if story.follows is DE
            else "Now the Dutch text of %(paragraph)s"
        )
        % {"paragraph": ""}
    )


def the_other_side_is_outdated_and_stands_first(page: Page, story: Story) -> None:
    page.goto(addresses.working_edition(story.language))
    outdated = story.says("German outdated" if story.follows is DE else "Dutch outdated")
    page.get_by_role("link", name=f"{outdated}: 1").click()
    expect(page.locator("article.drift")).to_have_count(1)
    page.goto(addresses.drift(story.language))
    expect(page.locator("article.drift")).to_have_count(2)
    expect(page.locator("article.drift").first).to_have_attribute("aria-labelledby", f"{SUGGESTED.id}-title")
    page.locator("article.drift").first.get_by_role(
        "link", name=re.compile(re.escape(story.says("Edit the paragraph")))
    ).click()


def she_words_the_other_side_and_says_that_both_are_in_step(page: Page, story: Story) -> None:
    page.locator(f"#text_{story.follows}").fill(story.suggested(story.follows))
    page.locator("[name=comment]").check()
    story.press(page, "Save the paragraph")
    story.expect_done(page, "The paragraph has been saved.")
    page.goto(addresses.in_step(story.language, SUGGESTED.id))
    expect(page.locator(".in-step ins")).to_have_count(2)
    story.press(page, "They say the same now")
    story.expect_done(page, "Both languages say the same: this has been confirmed.")


def she_splits_a_paragraph(page: Page, story: Story) -> None:
    page.goto(addresses.paragraph_splitting(story.language, SPLIT.id))
    for each in Language:
        page.locator(f"#text_{each}").fill(SPLIT.wordings[each].replace(". ", ".\n///\n"))
    story.press(page, "Split the paragraph")
    expect(page.locator("article.work-card")).to_have_count(2)
    in_step = story.says("in step", "step")
    for card in page.locator("article.work-card").all():
        expect(card.locator(".govuk-tag").filter(has_text=in_step)).to_have_count(2)


def she_decides_with_an_answer_in_both_languages(page: Page, story: Story, comment: str) -> None:
    page.goto(addresses.dispositions(story.language, {"undecided": "yes"}))
    page.locator(f"#card-{comment}").get_by_role("link").click()
    # The merging page filled it in.
    expect(page.locator("#outcome-adopted")).to_be_checked()
    story.press(page, "Decide")
    expect(page.get_by_role("alert")).to_be_visible()
    for each in Language:
        page.locator(f"#response_{each}").fill(REASON[each])
    page.locator(f"#paragraph-{SUGGESTED.id}").check()
    story.press(page, "Decide")
    story.expect_done(page, "The comment is decided.")


def the_gate_says_what_is_open_until_it_is_done(page: Page, story: Story) -> None:
    page.goto(addresses.publishing(story.language))
    groups = page.locator("h3[id^=group-]")
    expect(groups).to_have_count(2)
    for kind in ("date-missing", "note-missing"):
        expect(page.locator(f"#group-{kind}")).to_be_visible()
    expect(page.get_by_role("button", name=story.says("Publish"), exact=True)).to_have_count(0)
    page.locator("main").get_by_role("link", name=story.says("Details of the edition")).first.click()
    page.locator("#date").fill(datetime.now(UTC).date().isoformat())
    for each in Language:
        page.locator(f"#note_{each}").fill(NOTES[each])
    story.press(page, "Save")
    page.goto(addresses.publishing(story.language))
    expect(groups).to_have_count(0)
    expect(page.locator("main h2").first).to_have_text(
        story.says("Nothing is open: the edition can be published")
    )


def she_publishes(page: Page, story: Story) -> None:
    story.press(page, "Publish")
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("#sure").check()
    story.press(page, "Publish")
    expect(page).to_have_url(re.compile(NEW))


def the_new_edition_is_the_current_one(page: Page, story: Story) -> None:
    page.goto(addresses.contents(story.language))
    expect(page.locator("main")).to_contain_text(LABELS[story.language])
    page.goto(addresses.section(story.language, OPENING.slug(story.language)))
    expect(page.locator(f"#{SUGGESTED.id}")).to_contain_text(story.suggested(story.language))
    # What was published before stays where it was.
    page.goto(addresses.section(story.language, OPENING.slug(story.language), OLD))
    expect(page.locator(f"#{SUGGESTED.id}")).to_contain_text(SUGGESTED.wordings[story.language])


def the_comparison_shows_the_words_and_leads_to_the_comment(page: Page, story: Story, comment: str) -> None:
    page.goto(addresses.comparison(story.language, OLD, NEW))
    expect(page.locator(".change--split")).to_have_count(1)
    change = page.locator(".change--reworded").filter(has_text=ADDED[story.language][2])
    for each in Language:
        words = change.locator(f".change__text[lang={each}] ins")
        expect(words).to_contain_text(ADDED[each][2])
    cause = change.locator(".change__causes li")
    expect(cause).to_contain_text(WHO)
    cause.get_by_role("link").click()
    card = page.locator(f"#{comment}")
    expect(card.locator(".disposition")).to_contain_text(REASON[story.language])
    # And back again.
    card.locator(".disposition").get_by_role("link").click()
    expect(page.locator(".change--reworded ins").first).to_be_visible()


def all_decisions_stand_on_one_page(page: Page, story: Story) -> None:
    page.goto(addresses.decisions(story.language, NEW))
    expect(page.locator("article.card")).to_have_count(1)
    expect(page.locator("article.card .disposition")).to_contain_text(REASON[story.language])


def the_section_has_a_history(page: Page, story: Story) -> None:
    page.goto(addresses.section_history(story.language, OPENING.key))
    labels = page.locator("li.history__entry h2")
    expect(labels).to_have_count(2)
    expect(page.locator("main")).to_contain_text(LABELS[story.language])


def the_receipt_has_the_answer(page: Page, story: Story, receipt: str) -> None:
    page.goto(receipt)
    expect(page.locator(".disposition")).to_contain_text(REASON[story.language])


def the_record_has_the_edition(story: Story, comment: str) -> None:
    folder = story.record / "content" / "strategy" / "editions" / NEW
    wait_for("the edition", folder / "edition.toml", NOTES[NL])
    for each in Language:
        text = wait_for("the section", folder / each / f"{OPENING.key}.md", f"{{#{SUGGESTED.id}}}")
        assert story.suggested(each) in text
    said = wait_for("the disposition", story.record / "comments" / "autumn" / "dispositions.jsonl", comment)
    assert REASON[DE] in said
    assert EMAIL not in said
