"""Moderation: what was decided, and counts that always agree."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import Connection, select

from server.domain.accounts import Role
from server.domain.acts import Act, ActKind
from server.domain.comments import Comment
from server.domain.moderation import ModerationState
from server.store.accounts import add_account
from server.store.acts import latest_acts
from server.store.comment_counts import recount, shown_count
from server.store.comments import add_comment, comment_by_id
from server.store.database import Database
from server.store.moderation import set_state
from server.store.schema import comments
from tests.store.worlds import LATER, NOON, comment, in_state

SHOWN, HELD = ModerationState.SHOWN, ModerationState.HELD
DECLINED, WITHDRAWN = ModerationState.DECLINED, ModerationState.WITHDRAWN


def decisions(connection: Connection) -> list[Act]:
    """What the log says, newest first."""
    return [each.act for each in latest_acts(connection, limit=100, kinds=(ActKind.DECIDED,))]


def test_a_decision_moves_the_comment_counts_it_and_is_recorded(database: Database) -> None:
    with database.write() as connection:
        anna = add_account(connection, name="Anna", email="anna@example.de", role=Role.MODERATOR)
        add_comment(connection, comment("c-1"))
        why = {"category": "other", "reason": "in order"}
        assert set_state(connection, comment("c-1"), SHOWN, account=anna.id, decided=LATER, **why)
        shown = in_state(comment("c-1"), SHOWN)
        assert comment_by_id(connection, "c-1") == shown
        assert shown_count(connection, "2021", "p-aaaaa") == 1
        moved = Act(ActKind.DECIDED, "c-1", LATER, anna.id, from_state=HELD, to_state=SHOWN, **why)
        assert decisions(connection) == [moved]


def test_decisions_are_listed_newest_first_and_none_is_ever_overwritten(database: Database) -> None:
    with database.write() as connection:
        add_comment(connection, comment("c-1"))
        set_state(connection, comment("c-1"), SHOWN, account=None, decided=LATER)
        set_state(connection, comment("c-1", state=SHOWN), WITHDRAWN, account=None, decided=NOON)
        moves = [(each.from_state, each.to_state, each.account) for each in decisions(connection)]
        assert moves == [(SHOWN, WITHDRAWN, None), (HELD, SHOWN, None)]
        assert shown_count(connection, "2021", "p-aaaaa") == 0


def test_the_present_state_again_changes_and_records_nothing(database: Database) -> None:
    with database.write() as connection:
        add_comment(connection, comment("c-1", state=SHOWN))
        assert set_state(connection, comment("c-1", state=SHOWN), SHOWN, account=None, decided=LATER)
        assert decisions(connection) == []
        assert shown_count(connection, "2021", "p-aaaaa") == 1


def test_of_two_moderators_the_second_is_told(database: Database) -> None:
    with database.write() as connection:
        add_comment(connection, comment("c-1"))
        assert set_state(connection, comment("c-1"), DECLINED, account=None, decided=LATER)
        assert not set_state(connection, comment("c-1"), SHOWN, account=None, decided=LATER)
        assert comment_by_id(connection, "c-1") == comment("c-1", state=DECLINED)
        assert shown_count(connection, "2021", "p-aaaaa") == 0


def test_of_ten_moderators_at_once_one_decides(database: Database) -> None:
    with database.write() as connection:
        add_comment(connection, comment("c-1"))
    together = Barrier(10)

    def show(_: int) -> bool:
        together.wait()
        with database.write() as connection:
            return set_state(connection, comment("c-1"), SHOWN, account=None, decided=LATER)

    with ThreadPoolExecutor(10) as threads:
        assert list(threads.map(show, range(10))).count(True) == 1
    with database.read() as connection:
        assert shown_count(connection, "2021", "p-aaaaa") == 1
        assert len(decisions(connection)) == 1


def test_the_counts_equal_a_recount_after_any_history(database: Database) -> None:
    chance = random.Random(2021)
    kept: list[Comment] = []
    with database.write() as connection:
        for number in range(60):
            new = comment(
                f"c-{number}",
                state=chance.choice([HELD, SHOWN]),
                paragraph_id=chance.choice(["p-aaaaa", "p-bbbbb", "p-ccccc"]),
            )
            add_comment(connection, new)
            kept.append(new)
            place = chance.randrange(len(kept))
            to = chance.choice(list(ModerationState))
            assert set_state(connection, kept[place], to, account=None, decided=LATER)
            kept[place] = in_state(kept[place], to)
        places = {each.paragraph_id for each in kept}
        counted = {place: shown_count(connection, "2021", place) for place in places}
        shown = Counter(each.paragraph_id for each in kept if each.state is SHOWN)
        assert counted == {place: shown[place] for place in places}
        recount(connection)
        assert {place: shown_count(connection, "2021", place) for place in places} == counted


def test_the_category_is_kept_with_a_declined_comment_and_goes_when_it_is_shown(database: Database) -> None:
    def category() -> str:
        return connection.execute(select(comments.c.decline_reason)).scalar_one()

    with database.write() as connection:
        add_comment(connection, comment("c-1"))
        set_state(connection, comment("c-1"), DECLINED, account=None, decided=LATER, category="insult")
        assert category() == "insult"
        declined = comment("c-1", state=DECLINED)
        set_state(connection, declined, SHOWN, account=None, decided=LATER, category="other")
        assert category() == ""
