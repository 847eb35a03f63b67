"""Moderating: a decision changes the comment, its page and the index together, or nothing."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from server.domain.accounts import Account, Role
from server.domain.acts import ActKind
from server.domain.comments import Comment
from server.domain.moderation import ModerationState, MoveNotAllowed
from server.store.comment_counts import shown_count
from server.store.comments import comment_by_id
from server.store.database import Database
from server.store.index_changes import pending
from server.store.moderation import set_state
from server.store.stamps import stamp
from server.usecases.missing import Missing
from server.usecases.moderate_comment import DecidedMeanwhile, NotAllowed, moderate_comment
from tests.participating import log, said
from tests.worlds import NOON, add_account

HELD, SHOWN = ModerationState.HELD, ModerationState.SHOWN
DECLINED, WITHDRAWN = ModerationState.DECLINED, ModerationState.WITHDRAWN


def waiting(database: Database) -> Comment:
    """A held comment."""
    return said(database)


@pytest.fixture
def editor(loaded: Database) -> Account:
    """Somebody who may decide."""
    return add_account(loaded, name="Els", email="els@example.org", role=Role.EDITOR)


def decide(
    database: Database,
    comment: Comment,
    to: ModerationState,
    by: Account,
    seen: ModerationState | None = None,
) -> None:
    """Decide on a comment."""
    moderate_comment(database, comment_id=comment.id, to=to, by=by, at=NOON, seen=seen)


def around(database: Database, comment: Comment) -> tuple[ModerationState, int, int, int, int]:
    """All that a decision changes: state, count, stamp, decisions of accounts, changes that wait for the index."""
    decisions = sum(act.account is not None for act in log(database, ActKind.DECIDED, comment.id))
    with database.read() as connection:
        found = comment_by_id(connection, comment.id)
        assert found is not None
        return (
            found.state,
            shown_count(connection, "2021", "p-aaaa1"),
            stamp(connection, "2021", "1-opening"),
            decisions,
            len(pending(connection, 100)),
        )


def test_a_decision_changes_all_that_depends_on_it(loaded: Database, editor: Account) -> None:
    comment = waiting(loaded)
    _, count, stamp_, _, _ = around(loaded, comment)
    decide(loaded, comment, SHOWN, editor)
    assert around(loaded, comment) == (SHOWN, count + 1, stamp_ + 1, 1, 1)
    decide(loaded, comment, DECLINED, editor)
    assert around(loaded, comment) == (DECLINED, count, stamp_ + 2, 2, 2)


def test_deciding_the_same_again_leaves_nothing_behind(loaded: Database, editor: Account) -> None:
    comment = waiting(loaded)
    decide(loaded, comment, SHOWN, editor)
    once = around(loaded, comment)
    for seen in (None, HELD, SHOWN):
        decide(loaded, comment, SHOWN, editor, seen)
    assert around(loaded, comment) == once


def test_a_decision_on_a_state_that_is_past_changes_nothing(loaded: Database, editor: Account) -> None:
    comment = waiting(loaded)
    decide(loaded, comment, SHOWN, editor, HELD)
    before = around(loaded, comment)
    with pytest.raises(DecidedMeanwhile):
        decide(loaded, comment, DECLINED, editor, HELD)
    assert around(loaded, comment) == before


def test_of_many_who_decide_at_once_one_decides(loaded: Database, editor: Account) -> None:
    comment = waiting(loaded)

    def try_to(to: ModerationState) -> bool:
        try:
            decide(loaded, comment, to, editor, HELD)
        except DecidedMeanwhile:
            return False
        return True

    asked = [SHOWN, DECLINED] * 10
    with ThreadPoolExecutor(8) as threads:
        content = list(threads.map(try_to, asked))
    # Nobody is told that another decision counts than the one that does.
    assert {to for to, told in zip(asked, content, strict=True) if told} == {around(loaded, comment)[0]}
    assert around(loaded, comment)[3:] == (1, 1)


@pytest.mark.parametrize("to", [SHOWN, DECLINED])
def test_a_withdrawn_comment_never_returns(loaded: Database, editor: Account, to: ModerationState) -> None:
    comment = waiting(loaded)
    with loaded.write() as connection:
        assert set_state(connection, comment, WITHDRAWN, account=None, decided=NOON)
    before = around(loaded, comment)
    assert before[:2] == (WITHDRAWN, 0)
    with pytest.raises(MoveNotAllowed):
        decide(loaded, comment, to, editor)
    assert around(loaded, comment) == before


@pytest.mark.parametrize("to", [state for state in ModerationState if state not in (SHOWN, DECLINED)])
def test_a_moderator_shows_or_declines_and_does_nothing_else(
    loaded: Database, editor: Account, to: ModerationState
) -> None:
    comment = waiting(loaded)
    with pytest.raises(NotAllowed):
        decide(loaded, comment, to, editor)
    assert around(loaded, comment)[0] is HELD


def test_a_comment_that_is_not_there_cannot_be_decided_on(loaded: Database, editor: Account) -> None:
    with pytest.raises(Missing):
        moderate_comment(loaded, comment_id="c-zzzzzzzz", to=SHOWN, by=editor, at=NOON)


@pytest.mark.parametrize("role", Role)
def test_every_role_includes_moderating(loaded: Database, role: Role) -> None:
    comment = waiting(loaded)
    decide(loaded, comment, SHOWN, add_account(loaded, name="x", email="x@example.org", role=role))
    assert around(loaded, comment)[0] is SHOWN
