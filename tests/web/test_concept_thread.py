"""Commenting on a concept: the same form as on a paragraph, until the editors close the thread."""

import pytest

from server.domain.moderation import ModerationState
from server.domain.targets import Target, TargetKind
from tests.editing import KEY, SUMMARIES, close_thread, editor, revise, with_definition
from tests.web.commenting import BASKET, drafts, filled, hand_in, show, stored, write
from tests.web.conftest import Site
from tests.web.editors import CONCEPT, THREAD
from tests.web.html import element, elements, form_values
from tests.worlds import DE, NL, digitalisation


@pytest.mark.parametrize("language", ["nl", "de"])
def test_a_comment_on_a_concept_waits_in_the_basket(site: Site, language: str) -> None:
    answer = write(site.visitor, THREAD[language])
    assert (answer.status_code, answer.headers["location"]) == (303, BASKET[language])
    [kept] = drafts(site)
    assert (kept.draft.target, kept.draft.language) == (Target(TargetKind.CONCEPT, KEY), language)
    assert elements(site.visitor.get(THREAD["nl"]).text, class_="comment") == []


def test_what_is_wrong_is_said_and_what_was_typed_comes_back(small_site: Site) -> None:
    typed = filled(small_site.visitor, THREAD["nl"], text="Eén <regel>\n\nen nog een", kind="shout")
    answer = small_site.visitor.post(THREAD["nl"], data=typed)
    assert answer.status_code == 422
    assert element(answer.text, "a", href="#kind-remark")
    assert form_values(answer.text, THREAD["nl"])["text"] == typed["text"]
    assert drafts(small_site) == []


def test_a_concept_that_is_not_there_takes_no_comment(small_site: Site) -> None:
    typed = filled(small_site.visitor, THREAD["nl"])
    assert small_site.visitor.post("/nl/begrippen/nothing/reacties", data=typed).status_code == 404
    assert drafts(small_site) == []


@pytest.mark.parametrize("language", ["nl", "de"])
def test_a_shown_comment_is_in_the_thread_and_on_the_concept_page(site: Site, language: str) -> None:
    comment = show(site, THREAD["nl"], text="Wij lezen dit anders.")
    for path in (THREAD[language], CONCEPT[language]):
        page = site.visitor.get(path).text
        assert element(page, id=comment.id).attributes["class"] == "comment"
        assert element(page, "h2", id="comments-title").text in ("1 reactie", "1 Anmerkung")


def test_a_reply_stands_in_the_thread(site: Site) -> None:
    first = show(site, THREAD["nl"])
    reply = show(site, f"{THREAD['de']}?reply={first.id}", text="Ja, genau.")
    page = site.visitor.get(THREAD["nl"]).text
    assert element(page, id=reply.id).attributes["class"] == "comment comment--reply"


def test_a_hit_on_it_leads_to_the_thread_and_names_the_concept(site: Site) -> None:
    comment = show(site, THREAD["nl"], text="Vliegwielbeleid ontbreekt.")
    site.work()
    page = site.visitor.get("/de/suche?q=vliegwielbeleid").text
    link = element(page, "a", href=f"{THREAD['de']}#{comment.id}")
    assert link.text == "Begriff „Digitalisierung“"


def test_a_closed_thread_shows_the_summary_and_no_form(site: Site) -> None:
    show(site, THREAD["nl"])
    close_thread(site.database, editor(site.database))
    page = site.visitor.get(THREAD["nl"]).text
    said = {each.language: each.text for each in elements(page, "p") if each.text in SUMMARIES.values()}
    assert said == SUMMARIES
    assert form_values(page, THREAD["nl"]) == {}
    assert len(elements(page, class_="comment")) == 1


def test_what_arrives_after_the_thread_was_closed_comes_back_to_be_copied(site: Site) -> None:
    typed = filled(site.visitor, THREAD["de"], text="Zu spät\n\n<b>für alles</b>?")
    close_thread(site.database, editor(site.database))
    answer = site.visitor.post(THREAD["de"], data=typed)
    assert answer.status_code == 409
    text = element(answer.text, "textarea")
    assert "readonly" in text.attributes
    assert "".join(text.texts).strip() == "Zu spät\n\n<b>für alles</b>?"
    assert drafts(site) == []


def test_nobody_replies_in_a_closed_thread(small_site: Site) -> None:
    comment = show(small_site, THREAD["nl"])
    close_thread(small_site.database, editor(small_site.database))
    links = {each.attributes.get("href") for each in elements(small_site.visitor.get(THREAD["nl"]).text, "a")}
    assert f"?reply={comment.id}#form" not in links


def test_a_revision_opens_the_thread_again(site: Site) -> None:
    anna = editor(site.database)
    close_thread(site.database, anna)
    revise(site.database, with_definition(digitalisation(), "anders"), anna)
    hand_in(site, THREAD["nl"])
    assert [each.state for each in stored(site.database)] == [ModerationState.HELD]
    page = site.visitor.get(THREAD["nl"]).text
    assert SUMMARIES[NL] in page
    assert SUMMARIES[DE] in page


def test_the_thread_of_a_paragraph_explains_its_terms(reading_site: Site) -> None:
    page = reading_site.visitor.get("/nl/edities/2021/reacties/p-aaaa1").text
    box = element(page, id=f"definition-{KEY}")
    assert (
        box.text == "Betekenis van digitalisering. Nederlandse lezing: een kans Duitse lezing: eine Aufgabe"
    )
    assert elements(reading_site.visitor.get("/nl/edities/2021/reacties/p-aaaa2").text, "dd") == []
