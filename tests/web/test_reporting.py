"""Reporting a comment: a reader's form, once each, limited, and for what readers see only."""

import pytest

from server.domain.comments import Comment
from server.domain.limits import REPORT
from server.domain.moderation import ModerationState
from server.domain.reports import Report
from server.store.reports import reports_on
from server.usecases.moderate_comment import moderate_comment
from server.web import addresses
from tests.participating import said
from tests.usecases.people import person
from tests.web.conftest import Site
from tests.web.html import element, elements, form_values, page_language
from tests.worlds import NOON


def shown(site: Site) -> Comment:
    """A comment that readers see."""
    comment = said(site.database, "Kommentar.")
    moderator = person(site.database, name="Mo")
    return moderate_comment(
        site.database, comment_id=comment.id, to=ModerationState.SHOWN, by=moderator, at=NOON
    )


def reports(site: Site, comment: Comment) -> list[Report]:
    """The reports on a comment."""
    with site.database.read() as connection:
        return reports_on(connection, [comment.id]).get(comment.id, [])


def filled(site: Site, comment: Comment, **typed: str) -> dict[str, str]:
    """The form as a reader sends it."""
    here = addresses.reporting("nl", comment.id)
    return {**form_values(site.visitor.get(here).text, here), "reason": "insult", **typed}


@pytest.mark.parametrize("language", ["nl", "de"])
def test_a_report_is_received_and_the_reader_told_what_happens(site: Site, language: str) -> None:
    comment = shown(site)
    here = addresses.reporting(language, comment.id)
    page = site.visitor.get(here).text
    assert (page_language(page), "Kommentar." in element(page, id=comment.id).text) == (language, True)
    sent = {**form_values(page, here), "reason": "insult", "text": "Grob.\nSehr."}
    for _ in range(2):
        answer = site.visitor.post(here, data=sent)
        assert answer.headers["location"] == addresses.reported(language, comment.id)
    [report] = reports(site, comment)
    assert (report.reason.value, report.text, report.at) == ("insult", "Grob.\nSehr.", NOON)
    received = site.visitor.get(answer.headers["location"])
    assert (received.status_code, page_language(received.text)) == (200, language)
    assert elements(received.text, "h1", class_="govuk-panel__title")
    assert "set-cookie" not in {**answer.headers, **received.headers}


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"reason": ""}, ["reason-spam"]),
        ({"reason": "duplicate"}, ["reason-spam"]),
        ({"text": "x" * 1001}, ["text"]),
        ({"website": "https://example.org"}, ["website"]),
        ({"form_key": "stale"}, []),
    ],
)
def test_what_is_wrong_comes_back_as_it_was_typed(
    small_site: Site, typed: dict[str, str], fields: list[str]
) -> None:
    comment = shown(small_site)
    sent = {"text": "Grof.", **filled(small_site, comment, **typed)}
    answer = small_site.visitor.post(addresses.reporting("nl", comment.id), data={**sent, **typed})
    assert answer.status_code == 422
    summary = element(answer.text, class_="govuk-error-summary")
    links = [each.attributes["href"] for each in elements(answer.text, "a") if summary in each.around]
    assert links == [f"#{field}" for field in fields]
    again = form_values(answer.text, addresses.reporting("nl", comment.id))
    assert again["website"] == typed.get("website", "")
    assert len(again["form_key"]) >= 16
    assert reports(small_site, comment) == []


def test_the_field_for_machines_is_out_of_sight_until_something_is_in_it(small_site: Site) -> None:
    comment = shown(small_site)
    page = small_site.visitor.get(addresses.reporting("nl", comment.id)).text
    [trap] = elements(page, class_="left-alone")
    field = element(page, "input", id="website")
    assert trap in field.around
    assert (trap.attributes["aria-hidden"], field.attributes["tabindex"]) == ("true", "-1")


def test_what_readers_do_not_see_cannot_be_reported(small_site: Site) -> None:
    held, comment = said(small_site.database, "Noch nicht."), shown(small_site)
    sent = filled(small_site, comment)
    for comment_id in (held.id, "c-zzzzzzzz", "c-%00"):
        here = addresses.reporting("nl", comment_id)
        read, written = small_site.visitor.get(here), small_site.visitor.post(here, data=sent)
        assert (read.status_code, written.status_code) == (404, 404)
        assert "Noch nicht." not in read.text + written.text


def test_too_many_reports_are_refused_until_later_with_the_text_given_back(small_site: Site) -> None:
    comment = shown(small_site)
    here = addresses.reporting("nl", comment.id)
    for number in range(REPORT.count):
        sent = {"reason": "spam", "form_key": f"a-key-of-one-form-{number:04}"}
        assert small_site.visitor.post(here, data=sent).status_code == 303
    answer = small_site.visitor.post(here, data=filled(small_site, comment, text="Grof."))
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "3600")
    assert element(answer.text, "textarea", id="text").text == "Grof."
    assert len(reports(small_site, comment)) == REPORT.count
    small_site.clock.advance(REPORT.window)
    assert small_site.visitor.post(here, data=filled(small_site, comment)).status_code == 303
