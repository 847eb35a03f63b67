"""Answers made public before the edition: by administrators, with one mail to each submission that asked for it."""

from datetime import timedelta
from pathlib import Path

import pytest

from server.domain.accounts import Account, Role
from server.domain.acts import ActKind
from server.domain.disposition_forms import DispositionForm, FormRefused
from server.domain.dispositions import Outcome
from server.domain.mails import MailKind
from server.store.database import Database
from server.store.dispositions import public_dispositions
from server.usecases.add_to_bundle import add_to_bundle
from server.usecases.assign_disposition import Assignment, assign_disposition
from server.usecases.moderate_comment import NotAllowed
from server.usecases.note_on_disposition import note_on_disposition
from server.usecases.publish_dispositions import publish_dispositions
from server.usecases.read_disposition import read_disposition
from tests.disposing import answer, dispose, editor, sent_in, stored, world
from tests.participating import comments_in, log, submitted, waiting_mails
from tests.worlds import KEY, NOON, comment

COMMENT = comment().id


@pytest.fixture
def els(database: Database, tmp_path: Path) -> Account:
    """An editor with a comment."""
    return world(database, tmp_path)


@pytest.fixture
def ada(database: Database, els: Account) -> Account:
    """An administrator."""
    return editor(database, "Ada", Role.ADMINISTRATOR)


def test_only_what_is_decided_becomes_public_and_only_once(
    database: Database, els: Account, ada: Account
) -> None:
    other = sent_in(database)
    dispose(database, COMMENT, els)
    dispose(database, other.id, els, decide=False)
    assert [publish_dispositions(database, by=ada, at=NOON) for _ in range(2)] == [1, 0]
    with database.read() as connection:
        assert [each.comment for each in public_dispositions(connection)] == [COMMENT]
    [act] = log(database, ActKind.DISPOSITIONS_PUBLISHED)
    assert (act.subject, act.account, act.reason) == ("2022", ada.id, "1")


def test_editors_may_not_make_answers_public(database: Database, els: Account) -> None:
    with pytest.raises(NotAllowed):
        publish_dispositions(database, by=els, at=NOON)


def test_each_submission_that_asked_for_it_is_told_once(
    database: Database, els: Account, ada: Account
) -> None:
    asked = submitted(database, "Eins.", "Zwei.", mail_dispositions="yes")
    silent = submitted(database, "Drei.", email="b@example.org")
    for submission in (asked, silent):
        for each in comments_in(database, submission):
            dispose(database, each.id, els)
    publish_dispositions(database, by=ada, at=NOON)
    mails = waiting_mails(database, MailKind.DISPOSITIONS)
    assert [mail.details for mail in mails] == [{"submission": asked.id}]


def test_a_note_is_kept_once_per_form(database: Database, els: Account) -> None:
    for _ in range(2):
        note_on_disposition(database, comment=COMMENT, text=" Navragen. ", form_key=KEY, by=els, at=NOON)
    [note] = read_disposition(database, COMMENT).notes
    assert (note.by, note.at, note.text) == ("Els", NOON, "Navragen.")
    with pytest.raises(FormRefused):
        note_on_disposition(database, comment=COMMENT, text=" ", form_key=KEY, by=els, at=NOON)


def test_many_are_assigned_at_once_and_what_is_public_stays(
    database: Database, els: Account, ada: Account
) -> None:
    other = sent_in(database)
    dispose(database, COMMENT, els)
    publish_dispositions(database, by=ada, at=NOON)
    day = NOON.date() + timedelta(days=9)
    wanted = Assignment(True, els.id, sets_deadline=True, deadline=day, noted=True)
    both = [COMMENT, other.id]
    counts = [
        assign_disposition(database, comments=both, assignment=wanted, by=els, at=NOON) for _ in range(2)
    ]
    kept, public = stored(database, other.id), stored(database, COMMENT)
    assert kept is not None
    assert public is not None
    assert (kept.responsible, kept.deadline, kept.outcome, kept.decided) == (els.id, day, Outcome.NOTED, None)
    assert (counts, public.responsible) == ([1, 0], None)
    assert len(log(database, ActKind.DISPOSITION_ASSIGNED)) == 1


def test_taking_note_leaves_an_outcome_that_is_there(database: Database, els: Account) -> None:
    dispose(database, COMMENT, els, DispositionForm(Outcome.NOT_ADOPTED), decide=False)
    assignment = Assignment(noted=True)
    assert assign_disposition(database, comments=[COMMENT], assignment=assignment, by=els, at=NOON) == 0


def test_one_page_holds_all_that_an_answer_needs(database: Database, els: Account) -> None:
    like = sent_in(database, "Gut so!", email="b@example.org")
    add_to_bundle(database, comments=[COMMENT], title="Lob", by=els, at=NOON)
    dispose(database, like.id, els, answer(Outcome.NOTED, paragraphs=()))
    found = read_disposition(database, COMMENT)
    assert found.bundle is not None
    assert (found.bundle.title, [each.id for each in found.like]) == ("Lob", [like.id])
    assert found.like_dispositions[like.id].outcome is Outcome.NOTED
    assert found.tools.candidates == ("p-aaaa1",)
    assert not found.can_be_asked
    assert read_disposition(database, like.id).can_be_asked
