"""Commenting on a concept: the same form as on a paragraph, until the editors close the thread."""

import pytest

from server.domain.moderation import ModerationState
from server.usecases.moderate_comment import moderate_comment
from tests.editing import KEY, SUMMARIES, close_thread, editor, revise, with_definition
from tests.web.commenting import filled, held
from tests.web.conftest import Site
from tests.web.editors import CONCEPT, THREAD
from tests.web.html import element, elements, form_values
from tests.worlds import DE, NL, NOON, digitalisation

RECEIVED = {"nl": THREAD["nl"] + "/ontvangen", "de": THREAD["de"] + "/erhalten"}


def send(site: Site, language: str = "nl", **typed: str) -> str:
    """Send a comment; the id under which it waits."""
    path = THREAD[language]
    answer = site.visitor.post(path, data=filled(site.visitor, path, **typed))
    assert (answer.status_code, answer.headers["location"]) == (303, RECEIVED[language])
    return held(site.database)[-1].id


def show(site: Site, comment: str) -> None:
    """Show a comment and let the index follow."""
    by = editor(site.database, None, f"by-{comment}")
    moderate_comment(site.database, comment_id=comment, to=ModerationState.SHOWN, by=by, at=NOON)
    site.work()


@pytest.mark.parametrize("language", ["nl", "de"])
def test_a_comment_on_a_concept_is_held(site: Site, language: str) -> None:
    send(site, language)
    [comment] = held(site.database)
    assert (comment.concept, comment.paragraph_id, comment.language) == (KEY, "", language)
    page = site.visitor.get(RECEIVED[language]).text
    assert element(page, "a", class_="govuk-button").attributes["href"] == CONCEPT[language]
    assert elements(site.visitor.get(THREAD["nl"]).text, class_="comment") == []


def test_a_form_sent_twice_is_one_comment(site: Site) -> None:
    typed = filled(site.visitor, THREAD["nl"])
    for _ in range(2):
        assert site.visitor.post(THREAD["nl"], data=typed).status_code == 303
    assert len(held(site.database)) == 1


def test_what_is_wrong_is_said_and_what_was_typed_comes_back(small_site: Site) -> None:
    typed = filled(small_site.visitor, THREAD["nl"], text="Eén <regel>\n\nen nog een", group="king")
    answer = small_site.visitor.post(THREAD["nl"], data=typed)
    assert answer.status_code == 422
    assert element(answer.text, "a", href="#group")
    assert {**form_values(answer.text, THREAD["nl"]), "group": "king"} == typed
    assert held(small_site.database) == []


def test_a_concept_that_is_not_there_takes_no_comment(small_site: Site) -> None:
    typed = filled(small_site.visitor, THREAD["nl"])
    assert small_site.visitor.post("/nl/begrippen/nothing/reacties", data=typed).status_code == 404
    assert held(small_site.database) == []


@pytest.mark.parametrize("language", ["nl", "de"])
def test_a_shown_comment_is_in_the_thread_and_on_the_concept_page(site: Site, language: str) -> None:
    comment = send(site, text="Wij lezen dit anders.")
    show(site, comment)
    for path in (THREAD[language], CONCEPT[language]):
        page = site.visitor.get(path).text
        assert element(page, id=comment).attributes["class"] == "comment"
        assert element(page, "h2", id="comments-title").text in ("1 reactie", "1 Anmerkung")


def test_a_hit_on_it_leads_to_the_thread_and_names_the_concept(site: Site) -> None:
    comment = send(site, text="Vliegwielbeleid ontbreekt.")
    show(site, comment)
    page = site.visitor.get("/de/suche?q=vliegwielbeleid").text
    link = element(page, "a", href=f"{THREAD['de']}#{comment}")
    assert link.text == "Begriff „Digitalisierung“"


def test_moderation_names_the_concept_and_leads_to_it(site: Site) -> None:
    send(site)
    page = site.moderator().get("/nl/redactie/moderatie").text
    assert element(page, "a", href=THREAD["nl"]).text == "Begrip “digitalisering”"
    quoted = element(page, "blockquote").text
    assert quoted == "Betekenis van digitalisering. een kans"


def test_moderation_names_a_paragraph_by_section_and_number(site: Site) -> None:
    path = "/nl/edities/2021/reacties/p-aaaa2"
    site.visitor.post(path, data=filled(site.visitor, path))
    page = site.moderator().get("/nl/redactie/moderatie").text
    assert element(page, "a", href=path).text == "1, alinea 2"


def test_a_closed_thread_shows_the_summary_and_no_form(site: Site) -> None:
    show(site, send(site))
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
    assert held(site.database) == []


def test_a_revision_opens_the_thread_again(site: Site) -> None:
    anna = editor(site.database)
    close_thread(site.database, anna)
    revise(site.database, with_definition(digitalisation(), "anders"), anna)
    send(site)
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
