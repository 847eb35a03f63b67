"""Receipts to take along: all that was sent in, for its submitter only, as PDF and as JSON."""

import io
from datetime import timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from server.domain.comments import CommentKind
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.submissions import Submission
from server.domain.targets import Target, TargetKind
from server.domain.tokens import Purpose
from server.store import submissions
from server.usecases.confirm_submission import confirm_submission
from server.usecases.keep_draft import keep_draft
from server.usecases.submit import Submitter, submit_basket
from server.usecases.withdraw import withdraw_submission
from server.web import addresses
from tests.saying import moved
from tests.web.conftest import Site
from tests.worlds import CANARY, DE, NL, NOON, SIGNER, contact, form

PARAGRAPH = Target(TargetKind.PARAGRAPH, "p-aaaa1")
CONCEPT = Target(TargetKind.CONCEPT, "digitalisation")
SUGGESTED = "Die Digitalisierung läuft."


def submitted(site: Site, **typed: str) -> Submission:
    """A submission of three comments, unconfirmed."""
    forms = [
        (PARAGRAPH, form("Größe: #import $x$ [ja]")),
        (PARAGRAPH, form("Klarer so.", kind=CommentKind.SUGGESTION, suggested_wording=SUGGESTED)),
        (CONCEPT, form("Een kans, geen taak.", language="nl")),
    ]
    for number, (target, typed_form) in enumerate(forms):
        keep_draft(
            site.database,
            token="basket",
            form=typed_form,
            form_key=f"a-key-of-a-form-{number}",
            edition=None,
            target=target,
            at=NOON,
        )
    values = contact(email=CANARY, organisation="IHK", mail_replies="yes", **typed)
    by = Submitter(language=DE)
    return submit_basket(site.database, SIGNER, token="basket", form=values, by=by, at=NOON)


def path(submission: Submission, ending: str) -> str:
    return addresses.receipt_file(SIGNER.sign(Purpose.RECEIPT, submission.id), ending)


def told(site: Site, submission: Submission) -> dict[str, Any]:
    answer = site.visitor.get(path(submission, "json"))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    found: dict[str, Any] = answer.json()
    return found


def read(site: Site, submission: Submission) -> PdfReader:
    answer = site.visitor.get(path(submission, "pdf"))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    return PdfReader(io.BytesIO(answer.content))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_json_tells_everything_that_was_sent_in(site: Site) -> None:
    submission = submitted(site)
    found = told(site, submission)
    comments = found.pop("comments")
    assert found == {
        "id": submission.id,
        "round": "autumn",
        "round_titles": {"nl": "Najaar", "de": "Herbst"},
        "language": "de",
        "state": "unconfirmed",
        "name": "Anna",
        "organisation": "IHK",
        "group": "citizen",
        "country": None,
        "publication": "named",
        "mail_replies": True,
        "mail_dispositions": False,
        "channel": "online",
        "received": None,
        "created": "2021-10-01T12:00:00Z",
        "confirmed": None,
        "confirm_by": "2021-10-08T12:00:00Z",
        "made": "2021-10-01T12:00:00Z",
    }
    assert [each["text"] for each in comments] == [
        "Größe: #import $x$ [ja]",
        "Klarer so.",
        "Een kans, geen taak.",
    ]
    assert {each["state"] for each in comments} == {"unconfirmed"}
    assert (comments[1]["kind"], comments[1]["suggested_wording"]) == ("suggestion", SUGGESTED)
    assert comments[1]["base_wording"] == "Die Digitalisierung kommt schnell voran."
    assert comments[2]["target"] == {"kind": "concept", "key": "digitalisation"}
    assert [each["address"] for each in comments] == [None] * 3


def test_json_tells_what_became_of_each(site: Site) -> None:
    submission = submitted(site)
    confirm_submission(site.database, submission_id=submission.id, at=NOON)
    with site.database.read() as connection:
        first, second, _ = submissions.comments_of_submission(connection, submission.id)
    moved(site.database, first, ModerationState.SHOWN)
    moved(site.database, second, ModerationState.DECLINED, reason=DeclineReason.OFF_TOPIC)
    found = told(site, submission)
    assert (found["state"], found["confirmed"]) == ("confirmed", "2021-10-01T12:00:00Z")
    assert [(each["state"], each["decline_reason"]) for each in found["comments"]] == [
        ("shown", None),
        ("declined", "off-topic"),
        ("held", None),
    ]
    assert found["comments"][0]["address"].endswith(f"/c/{first.id}")


@pytest.mark.parametrize("ending", ["pdf", "json"])
def test_it_is_a_file_that_nobody_keeps_on_the_way(site: Site, ending: str) -> None:
    submission = submitted(site)
    headers = site.visitor.get(path(submission, ending)).headers
    assert headers["cache-control"] == "no-store"
    assert headers["content-disposition"] == f'attachment; filename="{submission.id}.{ending}"'
    assert "access-control-allow-origin" not in headers


def test_no_file_holds_the_e_mail_address(site: Site) -> None:
    submission = submitted(site)
    assert CANARY not in site.visitor.get(path(submission, "json")).text
    assert CANARY not in words(read(site, submission))


def test_pdf_says_it_in_the_language_of_the_submission(site: Site) -> None:
    submission = submitted(site)
    confirm_submission(site.database, submission_id=submission.id, at=NOON)
    reader = read(site, submission)
    assert reader.trailer["/Root"]["/Lang"] == "de"
    said = words(reader)
    for part in (
        "Ihre Stellungnahme: Herbst",
        "auf dem Stand vom 1. Oktober 2021 14:00",
        f"Kennzeichen {submission.id}",
        "Stand bestätigt",
        "Name Anna",
        "Organisation IHK",
        "1, Absatz 1",
        "Größe: #import $x$ [ja]",
        "Wortlaut bisher Die Digitalisierung kommt schnell voran.",
        f"Ihr Formulierungsvorschlag {SUGGESTED}",
        "Ihre Erläuterung Klarer so.",
        "Een kans, geen taak.",
    ):
        assert part in said


def test_pdf_in_dutch(site: Site) -> None:
    keep_draft(
        site.database,
        token="basket",
        form=form("Prima.", language="nl"),
        form_key="a-key-of-a-form-9",
        edition=None,
        target=PARAGRAPH,
        at=NOON,
    )
    by = Submitter(language=NL)
    submission = submit_basket(site.database, SIGNER, token="basket", form=contact(), by=by, at=NOON)
    said = words(read(site, submission))
    assert "Uw inbreng: Najaar" in said
    assert "Stand wacht op uw bevestiging" in said
    assert "Uw reactie Prima." in said


def test_it_stays_after_the_round_and_after_withdrawing(site: Site) -> None:
    submission = submitted(site)
    confirm_submission(site.database, submission_id=submission.id, at=NOON)
    withdraw_submission(site.database, submission_id=submission.id, at=NOON)
    site.clock.advance(timedelta(days=90))
    assert told(site, submission)["state"] == "withdrawn"
    assert read(site, submission).trailer["/Root"]["/Lang"] == "de"


@pytest.mark.parametrize("purpose", [Purpose.RELEASE, Purpose.MAIL_OFF])
def test_a_token_for_something_else_opens_nothing(site: Site, purpose: Purpose) -> None:
    submission = submitted(site)
    wrong = SIGNER.sign(purpose, submission.id)
    assert site.visitor.get(addresses.receipt_file(wrong, "json")).status_code == 404


def test_the_number_of_a_submission_opens_nothing(site: Site) -> None:
    submission = submitted(site)
    for token in (submission.id, "x", "..", "a.b.c", "%00", "ä.ö", SIGNER.sign(Purpose.RECEIPT, "s-nothing")):
        assert site.visitor.get(f"/receipts/{token}.json").status_code == 404


@pytest.mark.parametrize("ending", ["txt", "html", "PDF"])
def test_there_are_two_kinds_of_files(site: Site, ending: str) -> None:
    assert site.visitor.get(path(submitted(site), ending)).status_code == 404
