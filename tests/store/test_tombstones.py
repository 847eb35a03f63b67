"""Tombstones: which places are told, and what a record from elsewhere says of comments that are here."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.accounts import Role
from server.domain.acts import ActKind
from server.domain.comments import Comment
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.tombstones import Tombstone
from server.store.accounts import add_account
from server.store.acts import latest_acts
from server.store.comment_counts import shown_count
from server.store.comment_versions import Ended, add_version, versions_of
from server.store.comments import add_comment, comment_by_id
from server.store.database import Connection, Database
from server.store.moderation import set_state
from server.store.tombstones import (
    FROM_RECORD,
    all_tombstones,
    apply_tombstones,
    are_applied,
    declined_by_record,
    lift_tombstones,
    spam_on,
    tombstones_on,
)
from tests.store.worlds import LATER, NOON, comment

HELD, SHOWN = ModerationState.HELD, ModerationState.SHOWN
DECLINED, WITHDRAWN = ModerationState.DECLINED, ModerationState.WITHDRAWN
SPAM, INSULT = DeclineReason.SPAM, DeclineReason.INSULT


def moved(connection: Connection, comment_id: str, *states: ModerationState, category: str = "") -> Comment:
    """A comment submitted here that went through these states."""
    kept = replace(comment(comment_id, state=states[0]), submission=f"s-{comment_id}")
    add_comment(connection, kept)
    for state in states[1:]:
        assert set_state(connection, kept, state, account=None, decided=LATER, category=category)
        kept = replace(kept, state=state)
    return kept


def told(connection: Connection) -> list[tuple[str, ModerationState, DeclineReason | None]]:
    """What the thread tells of comments that are not shown."""
    return [(each.id, each.state, each.reason) for each in tombstones_on(connection, "2021", "p-aaaaa")]


def stone(
    comment_id: str, state: ModerationState = DECLINED, reason: DeclineReason | None = INSULT
) -> Tombstone:
    """A tombstone of the record."""
    of = comment()
    reason = reason if state is DECLINED else None
    return Tombstone(
        comment_id, of.round, of.edition, of.section, of.thread, of.language, of.created, state, reason
    )


def test_declined_and_withdrawn_comments_are_told_in_their_order(database: Database) -> None:
    with database.write() as connection:
        moved(connection, "c-1", HELD, SHOWN, WITHDRAWN)
        moved(connection, "c-2", SHOWN)
        moved(connection, "c-3", HELD, DECLINED, category="off-topic")
        moved(connection, "c-4", HELD)
        assert told(connection) == [
            ("c-1", WITHDRAWN, None),
            ("c-3", DECLINED, DeclineReason.OFF_TOPIC),
        ]
        first = tombstones_on(connection, "2021", "p-aaaaa")[0]
    of = comment()
    assert first == Tombstone(
        "c-1", of.round, of.edition, of.section, of.thread, of.language, of.created, WITHDRAWN
    )


def test_what_nobody_ever_saw_leaves_nothing_when_it_is_withdrawn(database: Database) -> None:
    with database.write() as connection:
        moved(connection, "c-1", ModerationState.UNCONFIRMED, WITHDRAWN)
        moved(connection, "c-2", HELD, WITHDRAWN)
        moved(connection, "c-3", HELD, DECLINED, WITHDRAWN, category="insult")
        moved(connection, "c-4", ModerationState.UNPUBLISHED)
        # Shown, corrected and so held again, then withdrawn: it had been public.
        moved(connection, "c-5", HELD, SHOWN, HELD, WITHDRAWN)
        assert told(connection) == [("c-5", WITHDRAWN, None)]


def test_spam_is_counted_and_not_told(database: Database) -> None:
    with database.write() as connection:
        moved(connection, "c-1", HELD, DECLINED, category=SPAM)
        moved(connection, "c-2", HELD, SHOWN, DECLINED, category=SPAM)
        moved(connection, "c-3", HELD, DECLINED, category=INSULT)
        assert told(connection) == [("c-3", DECLINED, INSULT)]
        assert spam_on(connection, "2021", "p-aaaaa") == 2
        assert spam_on(connection, "2021", "p-bbbbb") == 0
        # The record names spam that had been public, so that no copy goes on showing it.
        assert [each.id for each in all_tombstones(connection)] == ["c-2", "c-3"]


def test_a_comment_shown_again_has_no_tombstone(database: Database) -> None:
    with database.write() as connection:
        moved(connection, "c-1", HELD, DECLINED, SHOWN)
        assert (told(connection), all_tombstones(connection)) == ([], ())


def test_an_unknown_tombstone_gets_its_place(database: Database) -> None:
    stones = [stone("c-1"), stone("c-2", WITHDRAWN), stone("c-3", DECLINED, SPAM)]
    with database.write() as connection:
        assert not are_applied(connection, stones)
        apply_tombstones(connection, stones, at=LATER)
        assert are_applied(connection, stones)
        assert told(connection) == [("c-1", DECLINED, INSULT), ("c-2", WITHDRAWN, None)]
        assert spam_on(connection, "2021", "p-aaaaa") == 1
        assert list(all_tombstones(connection)) == stones
        kept = comment_by_id(connection, "c-1")
        assert kept is not None
        assert (kept.text, kept.name, kept.base_text) == ("", "", "")


def test_a_comment_of_the_record_is_declined_here_too(database: Database) -> None:
    with database.write() as connection:
        add_comment(connection, comment("c-1", state=SHOWN))
        apply_tombstones(connection, [stone("c-1")], at=LATER)
        kept = comment_by_id(connection, "c-1")
        assert kept == comment("c-1", state=DECLINED)
        assert shown_count(connection, "2021", "p-aaaaa") == 0
        [logged] = latest_acts(connection, limit=10, kinds=(ActKind.DECIDED,))
        assert (logged.act.account, logged.act.reason) == (None, FROM_RECORD)
        assert are_applied(connection, [stone("c-1")])


def test_what_is_withdrawn_elsewhere_loses_its_texts_here(database: Database) -> None:
    with database.write() as connection:
        kept = replace(comment("c-1", state=SHOWN), suggested_wording="Zo.", organisation="KvK")
        add_comment(connection, kept)
        add_version(connection, kept, Ended.REDACTED, until=NOON)
        apply_tombstones(connection, [stone("c-1", WITHDRAWN)], at=LATER)
        emptied = comment_by_id(connection, "c-1")
        assert emptied == replace(
            kept, state=WITHDRAWN, text="", suggested_wording="", name="", organisation=""
        )
        assert versions_of(connection, "c-1") == []


def test_a_withdrawn_comment_stays_withdrawn_whatever_the_record_says(database: Database) -> None:
    with database.write() as connection:
        moved(connection, "c-1", SHOWN, WITHDRAWN)
        assert are_applied(connection, [stone("c-1")])
        apply_tombstones(connection, [stone("c-1")], at=LATER)
        assert told(connection) == [("c-1", WITHDRAWN, None)]


def test_a_decision_made_here_after_the_record_was_written_stays(database: Database) -> None:
    with database.write() as connection:
        moved(connection, "c-1", HELD, DECLINED, SHOWN)
        assert are_applied(connection, [stone("c-1")])
        apply_tombstones(connection, [stone("c-1")], at=LATER)
        assert told(connection) == []


def test_a_restored_backup_follows_the_record(database: Database) -> None:
    with database.write() as connection:
        moved(connection, "c-1", HELD, SHOWN)
        apply_tombstones(connection, [stone("c-1", WITHDRAWN)], at=LATER + timedelta(days=1))
        assert told(connection) == [("c-1", WITHDRAWN, None)]
        assert [each.id for each in all_tombstones(connection)] == ["c-1"]


@pytest.mark.parametrize("decided_here", [False, True])
def test_a_later_record_shows_again_what_nobody_here_has_decided_on(
    database: Database, decided_here: bool
) -> None:
    with database.write() as connection:
        anna = add_account(connection, name="Anna", email="anna@example.org", role=Role.MODERATOR)
        add_comment(connection, comment("c-1", state=SHOWN))
        if decided_here:
            shown = comment("c-1", state=SHOWN)
            assert set_state(connection, shown, DECLINED, account=anna.id, decided=LATER, category=INSULT)
        apply_tombstones(connection, [stone("c-1"), stone("c-2")], at=LATER)
        assert declined_by_record(connection) == ({"c-2"} if decided_here else {"c-1", "c-2"})
        lift_tombstones(connection, ["c-1"])
        kept = comment_by_id(connection, "c-1")
        assert kept is not None
        assert kept.state is (DECLINED if decided_here else SHOWN)


def test_thousands_of_tombstones_are_applied_in_pieces(database: Database) -> None:
    stones = [stone(f"c-{number:04}") for number in range(2500)]
    with database.write() as connection:
        apply_tombstones(connection, stones, at=LATER)
        assert are_applied(connection, stones)
        assert len(all_tombstones(connection)) == 2500
