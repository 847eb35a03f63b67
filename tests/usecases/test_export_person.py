"""Giving people their own data: everything of theirs, nothing of anybody else's, once per link."""

import json
from datetime import timedelta
from typing import Any

import pytest

from server.domain.accounts import Role
from server.domain.acts import ActKind
from server.domain.comment_forms import FormRefused
from server.domain.mails import Mail, MailKind
from server.domain.moderation import ModerationState
from server.domain.submissions import Publication
from server.domain.tokens import Purpose
from server.store import agreements
from server.store.comment_versions import Ended, add_version
from server.store.database import Database
from server.usecases.ask_for_own_data import ask_for_own_data
from server.usecases.change_consent import change_consent
from server.usecases.export_person import export_own_data, export_person
from server.usecases.move_comment import move_comment
from tests.participating import comments_in, log, said, submit, submitted, waiting_mails
from tests.worlds import NL, NOON, SIGNER, add_account

ANNA, BOB = "anna@example.org", "bob@example.org"
PERSON = SIGNER.person(ANNA)


def exported(database: Database, email: str = ANNA) -> dict[str, Any]:
    """What somebody is given; it can be written as JSON."""
    found = export_person(database, SIGNER, email=email, at=NOON)
    assert found is not None
    written: dict[str, Any] = json.loads(json.dumps(found))
    return written


def test_a_submission_comes_with_all_that_was_given(loaded: Database) -> None:
    submission = submitted(loaded, "Eins.", "Zwei.", organisation="IHK", mail_replies="yes")
    [given] = exported(loaded, "ANNA@example.org")["submissions"]
    assert {name: given[name] for name in ("id", "round", "state", "name", "organisation", "group")} == {
        "id": submission.id,
        "round": "autumn",
        "state": "confirmed",
        "name": "Anna",
        "organisation": "IHK",
        "group": "citizen",
    }
    assert given["addresses"] == {
        "email": ANNA,
        "releaser": None,
        "mail_replies": True,
        "mail_dispositions": False,
    }
    assert (given["publication"], given["created"]) == ("named", "2021-10-01T12:00:00+00:00")
    assert [each["text"] for each in given["comments"]] == ["Eins.", "Zwei."]


def test_comments_come_in_all_versions_with_what_was_decided_but_not_by_whom(loaded: Database) -> None:
    comment = said(loaded, "Jetzt so.")
    moderator = add_account(loaded, name="Els Vogel", email="els@example.org", role=Role.MODERATOR)
    with loaded.write() as connection:
        add_version(connection, comment, Ended.CORRECTED, until=NOON)
        move_comment(
            connection,
            comment,
            ModerationState.DECLINED,
            at=NOON,
            account=moderator.id,
            category="insult",
            reason="Bob beschwert sich",
        )
    given = exported(loaded)
    [shown] = given["submissions"][0]["comments"]
    assert [each["text"] for each in shown["earlier"]] == ["Jetzt so."]
    assert shown["acts"][-1] == {
        "kind": "decided",
        "at": "2021-10-01T12:00:00+00:00",
        "from_state": "held",
        "to_state": "declined",
        "category": "insult",
    }
    for word in ("Vogel", "els@example.org", "Bob"):
        assert word not in json.dumps(given)


def test_consents_are_told_as_they_were_given(loaded: Database) -> None:
    submission = submitted(loaded)
    change_consent(loaded, submission_id=submission.id, publication=Publication.ANONYMOUS, at=NOON)
    [given] = exported(loaded)["submissions"]
    assert given["publication"] == "anonymous"
    [act] = [each for each in given["acts"] if each["kind"] == "consent-changed"]
    assert (act["from_state"], act["to_state"]) == ("named", "anonymous")


def test_agreements_second_persons_and_accounts_are_told(loaded: Database) -> None:
    others = said(loaded, "Gut.", name="Bob", email=BOB)
    company = submit(loaded, "Wir.", organisation="Firma", email=BOB, releaser=ANNA)
    add_account(loaded, name="Anna", email=ANNA, role=Role.EDITOR, side=NL)
    with loaded.write() as connection:
        agreements.add_agreement(connection, others.id, PERSON, at=NOON)
    given = exported(loaded)
    assert given["submissions"] == []
    assert given["agreements"] == [{"comment": others.id, "at": "2021-10-01T12:00:00+00:00"}]
    assert given["second_person_of"] == [company.id]
    assert given["account"] == {
        "name": "Anna",
        "email": ANNA,
        "role": "editor",
        "side": "nl",
        "sessions": [],
    }


def test_nothing_of_anybody_else_is_given(loaded: Database) -> None:
    submitted(loaded, "Meins.")
    submitted(loaded, "Kanariegelb.", name="Bob Vogel", email=BOB)
    text = json.dumps(exported(loaded))
    for word in (BOB, "Vogel", "Kanariegelb", SIGNER.person(BOB), PERSON):
        assert word not in text


def test_that_data_were_given_stands_in_the_log(loaded: Database) -> None:
    submission = submitted(loaded)
    exported(loaded)
    assert [act.subject for act in log(loaded, ActKind.DATA_SENT)] == [submission.id]


def test_of_whom_nothing_is_kept_there_is_nothing_to_give(loaded: Database) -> None:
    submitted(loaded)
    assert export_person(loaded, SIGNER, email=BOB, at=NOON) is None


def test_a_link_gives_once_and_only_within_its_day(loaded: Database) -> None:
    submission = submitted(loaded)
    token = SIGNER.sign(Purpose.OWN_DATA, PERSON, expires=NOON + timedelta(hours=1))
    given = export_own_data(loaded, SIGNER, token=token, at=NOON)
    assert given is not None
    assert [each["id"] for each in given["submissions"]] == [submission.id]
    assert export_own_data(loaded, SIGNER, token=token, at=NOON) is None
    late = SIGNER.sign(Purpose.OWN_DATA, PERSON, expires=NOON)
    receipt = SIGNER.sign(Purpose.RECEIPT, submission.id)
    for wrong in (late, receipt, "nonsense", ""):
        assert export_own_data(loaded, SIGNER, token=wrong, at=NOON) is None


def test_asking_leaves_the_same_behind_for_every_address(loaded: Database) -> None:
    submitted(loaded)
    for email in (ANNA, " bob@example.org "):
        ask_for_own_data(loaded, SIGNER, email=email, language=NL, at=NOON)
    assert waiting_mails(loaded, MailKind.OWN_DATA) == [
        Mail(MailKind.OWN_DATA, NL, ANNA, {"person": PERSON}),
        Mail(MailKind.OWN_DATA, NL, BOB, {"person": SIGNER.person(BOB)}),
    ]


@pytest.mark.parametrize("email", ["", "anna", "anna@example.org,bob@example.org"])
def test_what_is_no_address_is_refused(loaded: Database, email: str) -> None:
    with pytest.raises(FormRefused):
        ask_for_own_data(loaded, SIGNER, email=email, language=NL, at=NOON)
    assert waiting_mails(loaded) == []


def test_comments_of_a_submission_are_those_of_the_table(loaded: Database) -> None:
    submission = submitted(loaded, "Eins.", "Zwei.")
    [given] = exported(loaded)["submissions"]
    assert [each["id"] for each in given["comments"]] == [each.id for each in comments_in(loaded, submission)]
