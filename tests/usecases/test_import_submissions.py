"""Importing letters from a table: all of them or none, every problem told by row and column."""

from collections.abc import Sequence

import pytest

from server.domain.accounts import Account, Role
from server.domain.acts import ActKind
from server.domain.comment_forms import Problem
from server.domain.intake import IntakeProblem, IntakeRefused
from server.domain.intake_rows import IntakeRow, RowProblem
from server.domain.moderation import ModerationState
from server.store.database import Database
from server.store.moderation_queue import QueueFilter, queue_page
from server.usecases.import_submissions import Imported, ImportRefused, import_submissions
from server.usecases.moderate_comment import NotAllowed
from tests.participating import count, log, said, submitted
from tests.usecases.letters import rows
from tests.usecases.people import person
from tests.worlds import NOON, SIGNER, statements


@pytest.fixture
def editor(loaded: Database) -> Account:
    """Somebody who may register letters."""
    return person(loaded)


def take(database: Database, table: Sequence[IntakeRow], by: Account | None = None, **more: bool) -> Imported:
    """Import a table."""
    return import_submissions(database, SIGNER, rows=table, round_key="autumn", by=by, at=NOON, **more)


def refused(database: Database, table: Sequence[IntakeRow]) -> tuple[RowProblem, ...]:
    """What is wrong with a table; nothing of it is kept."""
    before = count(database)
    with pytest.raises(ImportRefused) as problems:
        take(database, table)
    assert count(database) == before
    return problems.value.problems


def test_a_table_becomes_submissions_and_rows_of_a_reference_one_of_them(
    loaded: Database, editor: Account
) -> None:
    table = rows(
        {"reference": "A-1", "email": "anna@example.org"},
        {"reference": "A-1", "text": "Twee.", "target": "2"},
        {"text": "Drei.", "language": "de", "name": "Ben", "publication": "not"},
    )
    assert take(loaded, table, editor) == Imported(2, 3, ())
    assert count(loaded) == (2, 3)
    with loaded.read() as connection:
        waiting = queue_page(connection, QueueFilter(), limit=10)
        hidden = queue_page(connection, QueueFilter(state=ModerationState.UNPUBLISHED), limit=10)
    assert [each.comment.text for each in waiting] == ["Het handwerk ontbreekt.", "Twee."]
    assert len({each.comment.submission for each in waiting}) == 1
    assert [(each.comment.text, each.comment.name) for each in hidden] == [("Drei.", "")]
    assert [act.account for act in log(loaded, ActKind.REGISTERED)] == [editor.id] * 2


def test_every_problem_is_told_by_row_and_column_and_nothing_is_kept(loaded: Database) -> None:
    table = rows(
        {},
        {"channel": "postduif", "target": "9.9", "text": "Twee."},
        {"received": "1-1-2020", "group": "", "text": "Drie."},
        {"reference": "A", "text": "Vier."},
        {"reference": "A", "name": "Ben", "text": "", "target": ""},
        {"kind": "suggestion", "suggested_wording": "De digitalisering gaat snel."},
    )
    assert refused(loaded, table) == (
        RowProblem(3, "channel", IntakeProblem.CHANNEL_UNKNOWN),
        RowProblem(3, "target", IntakeProblem.TARGET_UNKNOWN),
        RowProblem(4, "group", Problem.GROUP_MISSING),
        RowProblem(4, "received", IntakeProblem.DAY_OUTSIDE),
        RowProblem(6, "name", IntakeProblem.REFERENCE_DIFFERS),
        RowProblem(6, "text", IntakeProblem.COMMENTS_MISSING),
        RowProblem(7, "suggested_wording", Problem.WORDING_UNCHANGED),
    )
    assert log(loaded, ActKind.REGISTERED) == []


def test_a_trial_finds_what_is_wrong_and_registers_nothing(loaded: Database) -> None:
    assert take(loaded, rows({}, {"text": "Twee."}), is_trial=True) == Imported(2, 2, ())
    with pytest.raises(ImportRefused):
        take(loaded, rows({"text": ""}), is_trial=True)
    assert count(loaded) == (0, 0)


def test_the_same_table_twice_is_told_and_not_registered_again(loaded: Database) -> None:
    table = rows({}, {"text": "Twee."})
    take(loaded, table)
    again = refused(loaded, table)
    assert [(each.row, each.column, each.problem) for each in again] == [
        (2, "text", IntakeProblem.ALREADY_THERE),
        (3, "text", IntakeProblem.ALREADY_THERE),
    ]
    with loaded.read() as connection:
        kept = queue_page(connection, QueueFilter(), limit=10)
    assert [each.other for each in again] == [each.comment.id for each in kept]


def test_who_asks_for_it_gets_what_looks_registered_before(loaded: Database) -> None:
    take(loaded, rows())
    imported = take(loaded, rows(), takes_again=True)
    assert (imported.submissions, len(imported.again), count(loaded)) == (1, 1, (2, 2))


@pytest.mark.parametrize(
    ("other", "is_again"),
    [
        ({"text": "het  HANDWERK\nontbreekt."}, True),
        ({"name": "anna de vries", "received": "2021-10-01", "channel": "e-mail"}, True),
        ({"name": "Ben"}, False),
        ({"organisation": "KvK"}, False),
        ({"target": "p-aaaa2"}, False),
    ],
)
def test_the_same_is_the_same_words_place_and_name(
    loaded: Database, other: dict[str, str], is_again: bool
) -> None:
    table = rows({}, other)
    if is_again:
        assert refused(loaded, table) == (RowProblem(3, "text", IntakeProblem.ALREADY_THERE, "2"),)
    else:
        assert take(loaded, table).comments == 2


def test_an_anonymous_letter_is_known_again_by_the_name_that_is_not_shown(loaded: Database) -> None:
    take(loaded, rows({"publication": "anonymous"}))
    assert len(refused(loaded, rows({"publication": "anonymous"}))) == 1
    assert take(loaded, rows({"publication": "anonymous", "name": "Ben"})).comments == 1


def test_a_comment_typed_on_the_website_is_known_again(loaded: Database) -> None:
    comment = said(loaded, "Das Handwerk fehlt.")
    table = rows({"text": "Das Handwerk fehlt.", "language": "de", "name": "Anna"})
    assert [each.other for each in refused(loaded, table)] == [comment.id]


def test_who_runs_the_service_imports_without_an_account(loaded: Database) -> None:
    take(loaded, rows())
    assert [act.account for act in log(loaded, ActKind.REGISTERED)] == [None]


def test_moderators_and_unknown_rounds_are_refused(loaded: Database) -> None:
    with pytest.raises(NotAllowed):
        take(loaded, rows(), person(loaded, Role.MODERATOR))
    with pytest.raises(IntakeRefused):
        import_submissions(loaded, SIGNER, rows=rows(), round_key="winter", by=None, at=NOON)
    assert count(loaded) == (0, 0)


def test_letters_from_elsewhere_stand_beside_what_is_there(loaded: Database) -> None:
    submitted(loaded, "Eins.", "Zwei.")
    take(loaded, rows(*({"text": f"Brief {number}."} for number in range(3))))
    assert count(loaded) == (4, 5)


def test_targets_are_looked_up_once_however_many_rows_name_them(loaded: Database) -> None:
    def reads(many: int) -> int:
        table = rows(*({"text": f"Brief {number} van {many}."} for number in range(many)))
        with statements() as sent:
            take(loaded, table)
        return sum(statement.startswith("SELECT") for statement in sent)

    assert reads(3) == reads(30)
