"""The editors' file: what is not published as well, with names and without addresses, and the log knows who took it."""

import csv
import io

import pytest

from server.domain.accounts import Role
from server.domain.acts import ActKind
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.targets import Target, TargetKind
from server.store.submissions import comments_of_submission
from server.usecases.confirm_submission import confirm_submission
from server.usecases.keep_draft import keep_draft
from server.usecases.submit import Submitter, submit_basket
from tests.saying import kept, moved, shown
from tests.usecases.people import log_of
from tests.web.conftest import Site
from tests.web.html import elements
from tests.web.people import working
from tests.worlds import CANARY, DE, NOON, SIGNER, comment, contact, form

PATH = {"nl": "/nl/redactie/bestanden", "de": "/de/redaktion/dateien"}


def unpublished(site: Site) -> str:
    """The id of a comment that was sent to the editors only, by Anna of the chamber."""
    target = Target(TargetKind.PARAGRAPH, "p-aaaa1")
    values = {
        "token": "basket",
        "form_key": "a-key-of-a-form-1",
        "edition": None,
        "target": target,
        "at": NOON,
    }
    keep_draft(site.database, form=form("Nur für Sie."), **values)
    typed = contact(email=CANARY, organisation="=IHK", publication="not")
    by = Submitter(language=DE)
    submission = submit_basket(site.database, SIGNER, token="basket", form=typed, by=by, at=NOON)
    confirm_submission(site.database, submission_id=submission.id, at=NOON)
    with site.database.read() as connection:
        [said] = comments_of_submission(connection, submission.id)
    assert said.state is ModerationState.UNPUBLISHED
    return said.id


def fetched(site: Site, purpose: str = "answering") -> list[dict[str, str]]:
    """The rows of the file as an editor gets it."""
    answer = working(site).browser.post(PATH["nl"], data={"round": "autumn", "purpose": purpose})
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.headers["content-disposition"] == 'attachment; filename="autumn-redactie-redaktion.csv"'
    assert CANARY not in answer.text
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_it_holds_what_is_not_published_with_the_name(site: Site) -> None:
    said = unpublished(site)
    [row] = fetched(site)
    assert (row["id"], row["text"], row["state"]) == (said, "Nur für Sie.", "unpublished")
    assert (row["publication"], row["contact_name"], row["contact_organisation"]) == ("not", "Anna", "'=IHK")
    # What the public would see of it has no name.
    assert (row["name"], row["organisation"]) == ("", "")


def test_it_holds_every_state_but_unconfirmed_and_withdrawn(site: Site) -> None:
    shown(site.database, comment(1))
    kept(site.database, comment(2))
    moved(site.database, kept(site.database, comment(3)), ModerationState.DECLINED, reason=DeclineReason.SPAM)
    kept(site.database, comment(4), ModerationState.UNCONFIRMED)
    moved(site.database, shown(site.database, comment(5)), ModerationState.WITHDRAWN)
    assert [(row["id"], row["state"], row["reason"]) for row in fetched(site)] == [
        ("c-00000001", "shown", ""),
        ("c-00000002", "held", ""),
        ("c-00000003", "declined", "spam"),
    ]


def test_many_come_in_order(small_site: Site) -> None:
    for number in range(1, 251):
        kept(small_site.database, comment(number))
    assert [row["id"] for row in fetched(small_site)] == [f"c-{number:08}" for number in range(1, 251)]


def test_the_log_knows_who_took_it_when_and_what_for(site: Site) -> None:
    fetched(site, "reporting")
    [act] = log_of(site.database, ActKind.EXPORTED)
    assert (act.subject, act.reason, act.at) == ("autumn", "reporting", NOON)
    assert act.account is not None


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"round": "autumn", "purpose": "curiosity"}, 400),
        ({"round": "autumn"}, 400),
        ({"round": "winter", "purpose": "answering"}, 404),
        ({"round": "a\x00b", "purpose": "answering"}, 400),
        ({}, 400),
    ],
)
def test_what_makes_no_sense_is_refused_and_not_logged(site: Site, sent: dict[str, str], status: int) -> None:
    assert working(site).browser.post(PATH["nl"], data=sent).status_code == status
    assert log_of(site.database, ActKind.EXPORTED) == []


def test_moderators_do_not_get_it(small_site: Site) -> None:
    browser = working(small_site, Role.MODERATOR).browser
    sent = {"round": "autumn", "purpose": "answering"}
    assert browser.post(PATH["nl"], data=sent).status_code == 403
    assert browser.get(PATH["nl"]).status_code == 403
    assert log_of(small_site.database, ActKind.EXPORTED) == []


@pytest.mark.parametrize("language", ["nl", "de"])
def test_the_page_offers_every_round(small_site: Site, language: str) -> None:
    page = working(small_site).browser.get(PATH[language]).text
    chosen = [each.attributes["value"] for each in elements(page, "option")]
    assert chosen == ["answering", "reporting", "archiving"]
    links = {each.attributes["href"] for each in elements(page, "a") if "download" in each.attributes}
    assert links == {f"/comments/autumn.{ending}" for ending in ("csv", "xlsx", "json", "jsonld")}


def test_the_editors_office_leads_there(small_site: Site) -> None:
    office = working(small_site).browser.get("/nl/redactie").text
    assert PATH["nl"] in {each.attributes.get("href") for each in elements(office, "a")}
