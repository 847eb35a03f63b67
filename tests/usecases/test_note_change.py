"""Whatever an act changes of what is found, it notes in its own transaction: nothing is found late, or too long."""

from collections.abc import Callable
from pathlib import Path

import pytest

from server.domain.accounts import Account, Role
from server.domain.comments import Comment
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.redaction import RedactedField
from server.domain.rounds import ModerationRule
from server.domain.submissions import Publication
from server.search.documents import DocumentKey, Facet, Kind
from server.store.database import Database, undo
from server.usecases.change_consent import change_consent
from server.usecases.correct_comment import correct_comment
from server.usecases.erase_person import erase_person
from server.usecases.mark_terms import dismiss_place
from server.usecases.moderate_comment import moderate_comment
from server.usecases.move_comment import move_comment
from server.usecases.publish_dispositions import publish_dispositions
from server.usecases.redact_comment import redact_comment, restore_comment
from server.usecases.withdraw import withdraw_comment, withdraw_submission
from server.web import addresses
from tests.disposing import RESPONSES, answer, dispose, editor, world
from tests.editing import editor as glossary_editor
from tests.editing import present, revise, with_definition, with_term
from tests.indexing import document, key_of, telling, waiting
from tests.participating import said, with_round
from tests.worlds import NL, NOON, SIGNER, add_account, comment, form

HELD, SHOWN, DECLINED = ModerationState.HELD, ModerationState.SHOWN, ModerationState.DECLINED
Act = Callable[[Database, Comment, Account], object]


def decide(to: ModerationState) -> Act:
    """A moderator's decision."""
    return lambda database, said, by: moderate_comment(
        database, comment_id=said.id, to=to, by=by, at=NOON, category=DeclineReason.INSULT
    )


def take_out(database: Database, said: Comment, by: Account) -> None:
    """Redact a word."""
    redact_comment(
        database,
        comment_id=said.id,
        passage="Handwerk",
        field=RedactedField.TEXT,
        reason=DeclineReason.PERSONAL_DATA,
        by=by,
        at=NOON,
    )


def put_back(database: Database, said: Comment, by: Account) -> None:
    """Redact a word and take that back."""
    take_out(database, said, by)
    restore_comment(database, comment_id=said.id, by=by, at=NOON)


def correct(database: Database, said: Comment, _: Account) -> None:
    """Say something else; the comment stays shown."""
    assert said.submission
    correct_comment(
        database, submission_id=said.submission, comment_id=said.id, form=form("Die Kammern fehlen."), at=NOON
    )


def hide(database: Database, said: Comment, _: Account) -> None:
    """Have it read by editors only."""
    assert said.submission
    change_consent(database, submission_id=said.submission, publication=Publication.NOT, at=NOON)


ACTS: dict[str, Act] = {
    "declined": decide(DECLINED),
    "redacted": take_out,
    "corrected": correct,
    "for the editors only": hide,
    "withdrawn": lambda database, said, _: withdraw_comment(
        database, submission_id=said.submission, comment_id=said.id, at=NOON
    ),
    "withdrawn with all": lambda database, said, _: withdraw_submission(
        database, submission_id=said.submission, at=NOON
    ),
    "erased": lambda database, _, by: erase_person(
        database, SIGNER, email="anna@example.org", by=None, at=NOON
    ),
}


@pytest.fixture
def moderator(loaded: Database) -> Account:
    """Somebody who may moderate, in a round that shows comments at once."""
    with_round(loaded, moderation=ModerationRule.AFTER)
    return add_account(loaded, name="Els", email="els@example.org", role=Role.MODERATOR)


@pytest.mark.parametrize("act", ACTS)
def test_what_is_done_to_a_shown_comment_is_noted(loaded: Database, moderator: Account, act: str) -> None:
    shown = said(loaded)
    with telling(loaded) as told:
        ACTS[act](loaded, shown, moderator)
    assert (told.changed, told.noted) == ({key_of(shown)}, {key_of(shown)})


def test_a_comment_that_is_shown_at_once_is_noted(loaded: Database, moderator: Account) -> None:
    with telling(loaded) as told:
        shown = said(loaded)
    assert (told.changed, told.noted) == ({key_of(shown)}, {key_of(shown)})


def test_a_comment_that_a_moderator_shows_is_noted(loaded: Database, moderator: Account) -> None:
    with_round(loaded, moderation=ModerationRule.BEFORE)
    held = said(loaded)
    with telling(loaded) as told:
        decide(SHOWN)(loaded, held, moderator)
    assert (told.changed, told.noted) == ({key_of(held)}, {key_of(held)})


def test_a_redaction_that_is_taken_back_is_noted_again(loaded: Database, moderator: Account) -> None:
    shown = said(loaded)
    before = len(waiting(loaded))
    put_back(loaded, shown, moderator)
    assert waiting(loaded)[before:] == [key_of(shown)] * 2


def test_what_nobody_saw_before_or_after_is_not_noted(loaded: Database, moderator: Account) -> None:
    with_round(loaded, moderation=ModerationRule.BEFORE)
    held = said(loaded)
    with telling(loaded) as told:
        decide(DECLINED)(loaded, held, moderator)
        withdraw_comment(loaded, submission_id=held.submission, comment_id=held.id, at=NOON)
    assert (told.changed, told.noted) == (frozenset(), frozenset())


def test_an_act_that_is_undone_leaves_no_note(loaded: Database) -> None:
    held = said(loaded)
    with loaded.write() as connection:
        assert move_comment(connection, held, SHOWN, at=NOON)
        undo(connection)
    assert waiting(loaded) == []


def test_answers_are_noted_when_they_become_public_and_when_they_are_corrected(
    database: Database, tmp_path: Path
) -> None:
    els, shown = world(database, tmp_path), comment()
    ada = editor(database, "Ada", Role.ADMINISTRATOR)
    with telling(database) as told:
        dispose(database, shown.id, els)
    # Decided, but for the editors' eyes only.
    assert (told.changed, told.noted) == (frozenset(), frozenset())
    with telling(database) as told:
        publish_dispositions(database, by=ada, at=NOON)
    assert (told.changed, told.noted) == ({key_of(shown)}, {key_of(shown)})
    with telling(database) as told:
        corrected = answer(responses={**RESPONSES, NL: "Dat nemen wij over."})
        dispose(database, shown.id, els, corrected, reason="een fout")
    assert (told.changed, told.noted) == ({key_of(shown)}, {key_of(shown)})


def test_a_revised_concept_and_what_it_cites_are_noted_and_the_rest_is_made_anew(loaded: Database) -> None:
    anna = glossary_editor(loaded)
    with telling(loaded) as told:
        revise(loaded, with_definition(present(loaded), "Iets anders."), anna)
    [concept] = told.changed
    assert concept == DocumentKey(Kind.CONCEPT, "digitalisation", "")
    assert told.noted > told.changed
    assert {key.kind for key in told.noted} == {Kind.CONCEPT, Kind.SOURCE}
    with telling(loaded) as told:
        revise(loaded, with_term(present(loaded), "stap"), anna)
    # The paragraph that holds the new term; how many more there are nobody knows before.
    assert DocumentKey(Kind.PARAGRAPH, "p-bbbb1", "2021") in told.changed
    assert told.rebuilds == 1


def test_a_place_that_does_not_mean_the_concept_is_noted(loaded: Database) -> None:
    anna = glossary_editor(loaded)
    key = DocumentKey(Kind.PARAGRAPH, "p-aaaa1", "2021")
    for language in (NL, NL.other):
        with telling(loaded) as told:
            dismiss_place(
                loaded,
                edition="2021",
                paragraph_id="p-aaaa1",
                language=language,
                concept="digitalisation",
                reason="Hier iets anders.",
                by=anna,
                at=NOON,
                concept_address=addresses.concept,
            )
        assert told.noted == {key}
    assert told.changed == {key}
    found = document(loaded, key)
    assert found is not None
    assert found.more[Facet.TERM] == ()
