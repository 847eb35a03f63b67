"""One comment answered: kept, decided, opened again, corrected; and never over somebody else's work."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from server.domain.accounts import Account, Role
from server.domain.acts import ActKind
from server.domain.disposition_forms import DispositionForm, FormRefused, Problem
from server.domain.dispositions import Outcome
from server.domain.mails import MailKind
from server.domain.moderation import ModerationState
from server.store.database import Database
from server.store.dispositions import save_disposition
from server.usecases.correct_comment import correct_comment
from server.usecases.find_disposition import DisposedMeanwhile
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed, moderate_comment
from server.usecases.publish_dispositions import publish_dispositions
from server.usecases.withdraw import withdraw_comment
from tests.disposing import RESPONSES, answer, dispose, editor, sent_in, stored, world
from tests.participating import log, waiting_mails
from tests.worlds import DE, NL, NOON, comment, form, load

LATER = NOON + timedelta(hours=1)
COMMENT = comment().id


@pytest.fixture
def els(database: Database, tmp_path: Path) -> Account:
    """An editor with a comment to answer."""
    return world(database, tmp_path)


def test_unfinished_work_is_kept_and_is_no_decision(database: Database, els: Account) -> None:
    kept = dispose(database, COMMENT, els, DispositionForm(responses={NL: "Misschien."}), decide=False)
    assert kept == stored(database, COMMENT)
    assert (kept.outcome, kept.responses, kept.decided, kept.edition) == (
        None,
        {NL: "Misschien."},
        None,
        "2022",
    )
    assert log(database, ActKind.DISPOSITION_DECIDED) == []


def test_a_decision_is_whole_dated_and_logged(database: Database, els: Account) -> None:
    kept = dispose(database, COMMENT, els)
    assert kept == stored(database, COMMENT)
    assert (kept.outcome, kept.responses, kept.paragraphs) == (Outcome.ADOPTED, RESPONSES, ("p-aaaa1",))
    assert (kept.decided, kept.decided_by, kept.public, kept.revision) == (NOON, els.id, None, 1)
    [act] = log(database, ActKind.DISPOSITION_DECIDED)
    assert (act.subject, act.account, act.to_state) == (COMMENT, els.id, "adopted")


def test_what_is_missing_is_refused_and_nothing_kept(database: Database, els: Account) -> None:
    with pytest.raises(FormRefused) as refused:
        dispose(database, COMMENT, els, answer(paragraphs=(), responses={DE: "Ja."}))
    assert refused.value.problems == {"response_nl": Problem.MISSING, "paragraphs": Problem.MISSING}
    assert stored(database, COMMENT) is None


def test_an_unconfirmed_proposal_is_no_decision(database: Database, els: Account) -> None:
    kept = dispose(database, COMMENT, els, decide=False)
    with database.write() as connection:
        save_disposition(connection, replace(kept, proposed=DE), round_key="autumn", base=1)
    with pytest.raises(FormRefused) as refused:
        dispose(database, COMMENT, els)
    assert refused.value.problems == {"confirmed": Problem.UNCONFIRMED}
    assert dispose(database, COMMENT, els, answer(confirmed=True)).proposed is None


def test_a_decision_can_be_opened_again_before_it_is_public(database: Database, els: Account) -> None:
    dispose(database, COMMENT, els)
    again = dispose(database, COMMENT, els, decide=False)
    assert (again.decided, again.decided_by, again.outcome) == (None, None, Outcome.ADOPTED)
    assert len(log(database, ActKind.DISPOSITION_REOPENED, COMMENT)) == 1


def test_saving_on_an_outdated_revision_changes_nothing_and_tells_what_is_there(
    database: Database, els: Account
) -> None:
    first = dispose(database, COMMENT, els, decide=False)
    with pytest.raises(DisposedMeanwhile) as meanwhile:
        dispose(database, COMMENT, els, answer(Outcome.NOTED), base=0)
    assert meanwhile.value.present == first == stored(database, COMMENT)


def test_a_form_sent_twice_is_one_act(database: Database, els: Account) -> None:
    first = dispose(database, COMMENT, els, base=0)
    assert dispose(database, COMMENT, els, base=0, at=LATER) == first
    assert len(log(database, ActKind.DISPOSITION_DECIDED)) == 1


def test_only_editors_with_an_account_can_be_responsible(database: Database, els: Account) -> None:
    moderator = editor(database, "Mo", Role.MODERATOR)
    for number in (moderator.id, 999_999):
        with pytest.raises(FormRefused) as refused:
            dispose(database, COMMENT, els, answer(responsible=number))
        assert refused.value.problems == {"responsible": Problem.UNKNOWN}
    assert dispose(database, COMMENT, els, answer(responsible=els.id)).responsible == els.id


def test_a_moderator_may_not_answer(database: Database, els: Account) -> None:
    with pytest.raises(NotAllowed):
        dispose(database, COMMENT, editor(database, "Mo", Role.MODERATOR))


def test_what_is_declined_withdrawn_or_held_is_not_answered(database: Database, els: Account) -> None:
    gone = sent_in(database)
    withdraw_comment(database, submission_id=gone.submission, comment_id=gone.id, at=NOON)
    declined = sent_in(database, email="b@example.org")
    state = ModerationState.DECLINED
    moderate_comment(database, comment_id=declined.id, to=state, by=els, at=NOON)
    for each in (gone.id, declined.id, "c-00000099"):
        with pytest.raises(Missing):
            dispose(database, each, els)


def test_a_reply_and_a_comment_for_the_editors_only_are_answered_like_any_other(
    database: Database, els: Account
) -> None:
    hidden = sent_in(database, publication="not")
    reply = sent_in(database, typed={"reply_to": COMMENT}, email="b@example.org")
    assert (hidden.state, reply.reply_to) == (ModerationState.UNPUBLISHED, COMMENT)
    assert dispose(database, hidden.id, els).decided == dispose(database, reply.id, els).decided == NOON


def test_without_a_working_edition_nothing_is_answered(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path / "record")
    with pytest.raises(Missing):
        dispose(database, COMMENT, editor(database))


def test_a_public_answer_is_corrected_with_an_act_and_a_mail(database: Database, els: Account) -> None:
    said = sent_in(database)
    dispose(database, said.id, els)
    publish_dispositions(database, by=editor(database, "Ada", Role.ADMINISTRATOR), at=NOON)
    with pytest.raises(FormRefused) as refused:
        dispose(database, said.id, els, answer(Outcome.NOTED), at=LATER)
    assert refused.value.problems == {"reason": Problem.MISSING}
    better = dispose(database, said.id, els, answer(Outcome.NOTED), at=LATER, reason="Verschrieben.")
    assert (better.outcome, better.decided, better.public) == (Outcome.NOTED, NOON, NOON)
    [act] = log(database, ActKind.DISPOSITION_CORRECTED)
    assert (act.from_state, act.to_state, act.reason) == ("adopted", "noted", "Verschrieben.")
    [mail] = waiting_mails(database, MailKind.DISPOSITION_CORRECTED)
    assert mail.details == {"submission": said.submission, "comment": said.id}


def test_a_public_answer_stays_whole(database: Database, els: Account) -> None:
    dispose(database, COMMENT, els)
    publish_dispositions(database, by=editor(database, "Ada", Role.ADMINISTRATOR), at=NOON)
    with pytest.raises(FormRefused):
        dispose(database, COMMENT, els, DispositionForm(), decide=False, reason="Weg ermee.")


def test_a_decision_on_words_that_were_corrected_since_is_open_again(
    database: Database, els: Account
) -> None:
    said = sent_in(database)
    seen = dispose(database, said.id, els)
    correct_comment(
        database, submission_id=said.submission, comment_id=said.id, form=form("Ganz anders."), at=LATER
    )
    present = stored(database, said.id)
    assert present is not None
    assert (present.decided, present.decided_by, present.outcome) == (None, None, Outcome.ADOPTED)
    [act] = log(database, ActKind.DISPOSITION_REOPENED)
    assert (act.subject, act.account, act.from_state) == (said.id, None, "adopted")
    with pytest.raises(DisposedMeanwhile):
        dispose(database, said.id, els, answer(Outcome.NOTED, paragraphs=()), base=seen.revision)
