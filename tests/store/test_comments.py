"""Comments are kept once, with the wording they were made on, and ordered by sequence number."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Connection, func, select

from server.domain.moderation import ModerationState
from server.store.comment_counts import shown_count
from server.store.comments import (
    IdTaken,
    KeyReused,
    Received,
    add_comment,
    comment_by_id,
    comments_on,
    latest_comments,
    save_comments,
    shown_comments,
)
from server.store.database import Database
from server.store.editions import save_edition
from server.store.moderation import set_state
from server.store.schema import comment_emails, comments
from tests.store.worlds import (
    NOON,
    comment,
    edition,
    ids,
    in_state,
    paragraph,
    section,
    statements_of,
)

SHOWN, HELD, DECLINED = ModerationState.SHOWN, ModerationState.HELD, ModerationState.DECLINED
TEXT = edition("2021", section("1-1", "1.1", paragraph("p-aaaaa"), paragraph("p-bbbbb")))


def _latest(connection: Connection, per_paragraph: int) -> dict[str, list[str]]:
    found = latest_comments(connection, "2021", "1-1", per_paragraph=per_paragraph)
    return {paragraph_id: ids(shown) for paragraph_id, shown in found.items()}


def test_a_comment_comes_back_as_it_was(database: Database) -> None:
    with database.write() as connection:
        assert add_comment(connection, comment("c-1")) == Received(comment("c-1"), is_new=True)
        assert comment_by_id(connection, "c-1") == comment("c-1")
        assert comment_by_id(connection, "c-2") is None


def test_the_same_request_twice_is_one_comment_and_answers_with_the_first(database: Database) -> None:
    with database.write() as connection:
        add_comment(connection, comment("c-1"), key="double-click")
        assert add_comment(connection, comment("c-2"), key="double-click") == Received(
            comment("c-1"), is_new=False
        )
        assert comment_by_id(connection, "c-2") is None


def test_a_key_with_another_request_is_refused_and_the_first_stays(database: Database) -> None:
    with database.write() as connection:
        add_comment(connection, comment("c-1", text="Eerst."), key="reused-key")
        with pytest.raises(KeyReused):
            add_comment(connection, comment("c-2", text="Anders."), key="reused-key")
        assert comment_by_id(connection, "c-1") == comment("c-1", text="Eerst.")


def test_an_id_that_is_taken_is_told_apart_from_a_second_request(database: Database) -> None:
    with database.write() as connection:
        add_comment(connection, comment("c-1"), key="one-key")
        with pytest.raises(IdTaken):
            add_comment(connection, comment("c-1"), key="another-key")
        assert add_comment(connection, comment("c-2"), key="another-key").is_new


def test_fifty_of_the_same_request_at_once_are_one_comment(database: Database) -> None:
    together = Barrier(50)

    def submit(number: int) -> Received:
        together.wait()
        with database.write() as connection:
            return add_comment(
                connection, comment(f"c-{number}", state=SHOWN, text="Eens."), key="one-and-only"
            )

    with ThreadPoolExecutor(50) as threads:
        received = list(threads.map(submit, range(50)))
    assert [each.is_new for each in received].count(True) == 1
    assert len({each.comment for each in received}) == 1
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(comments)).scalar_one() == 1
        assert shown_count(connection, "2021", "p-aaaaa") == 1


def test_an_address_is_kept_apart_from_its_comment(database: Database) -> None:
    with database.write() as connection:
        add_comment(
            connection, comment("c-1"), email="jan@example.nl", idempotency_key="k" * 16, request_hash="h"
        )
        add_comment(connection, comment("c-2"))
        assert connection.execute(select(comment_emails)).all() == [("c-1", "jan@example.nl")]
        for row in connection.execute(select(comments)):
            assert "jan@example.nl" not in row


def test_comments_are_ordered_as_they_came_whatever_the_clock_said(database: Database) -> None:
    with database.write() as connection:
        add_comment(connection, comment("c-1", state=SHOWN, created=NOON))
        add_comment(connection, comment("c-2", state=SHOWN, created=NOON - timedelta(hours=3)))
        add_comment(connection, comment("c-3", state=SHOWN, created=NOON + timedelta(days=3650)))
        assert ids(comments_on(connection, "2021", "p-aaaaa", limit=10)) == ["c-1", "c-2", "c-3"]
        assert ids(shown_comments(connection)) == ["c-1", "c-2", "c-3"]


def test_only_shown_comments_are_public(database: Database) -> None:
    with database.write() as connection:
        save_edition(connection, TEXT)
        for number, state in enumerate(ModerationState):
            add_comment(connection, comment(f"c-{number}-{state}", state=state))
        assert ids(shown_comments(connection)) == ["c-1-shown"]
        assert ids(comments_on(connection, "2021", "p-aaaaa", limit=10)) == ["c-1-shown"]
        assert _latest(connection, 10) == {"p-aaaaa": ["c-1-shown"]}


def test_a_thread_is_read_page_by_page(database: Database) -> None:
    with database.write() as connection:
        for number in range(5):
            add_comment(connection, comment(f"c-{number}", state=SHOWN))
        add_comment(connection, comment("c-elsewhere", state=SHOWN, paragraph_id="p-bbbbb"))
        pages = [
            ids(comments_on(connection, "2021", "p-aaaaa", limit=2, offset=start)) for start in (0, 2, 4)
        ]
    assert pages == [["c-0", "c-1"], ["c-2", "c-3"], ["c-4"]]


def test_a_section_shows_the_newest_comments_on_each_paragraph(database: Database) -> None:
    with database.write() as connection:
        save_edition(connection, TEXT)
        save_edition(connection, edition("2022", *TEXT.sections))
        for number in range(4):
            add_comment(connection, comment(f"c-a{number}", state=SHOWN))
        add_comment(connection, comment("c-b0", state=SHOWN, paragraph_id="p-bbbbb"))
        add_comment(connection, comment("c-other", state=SHOWN, paragraph_id="p-zzzzz"))
        with statements_of(connection) as sent:
            assert _latest(connection, 2) == {"p-aaaaa": ["c-a2", "c-a3"], "p-bbbbb": ["c-b0"]}
        assert len(sent) == 1
        assert latest_comments(connection, "2022", "1-1", per_paragraph=2) == {}


def test_comments_of_the_record_are_kept_in_its_order_and_counted(database: Database) -> None:
    with database.write() as connection:
        save_comments(connection, [comment("c-2", state=SHOWN), comment("c-1", state=SHOWN)])
        assert ids(shown_comments(connection)) == ["c-2", "c-1"]
        assert shown_count(connection, "2021", "p-aaaaa") == 2


def test_loading_the_record_again_changes_what_it_changed_and_no_order(database: Database) -> None:
    first, second = comment("c-1", state=SHOWN), comment("c-2", state=SHOWN)
    mended = replace(first, name="Jan Meijer", paragraph_id="p-bbbbb")
    with database.write() as connection:
        save_comments(connection, [first, second])
        save_comments(connection, [second, mended])
        assert shown_comments(connection) == (mended, second)
        assert shown_count(connection, "2021", "p-aaaaa") == 1
        assert shown_count(connection, "2021", "p-bbbbb") == 1


def test_loading_the_record_shows_a_comment_that_was_held_here(database: Database) -> None:
    with database.write() as connection:
        add_comment(connection, comment("c-1", state=HELD))
        save_comments(connection, [comment("c-1", state=SHOWN)])
        assert shown_comments(connection) == (comment("c-1", state=SHOWN),)


@pytest.mark.parametrize("final", [DECLINED, ModerationState.WITHDRAWN])
def test_loading_an_older_record_does_not_bring_back_what_was_taken_away(
    database: Database, final: ModerationState
) -> None:
    recorded = comment("c-1", state=SHOWN)
    with database.write() as connection:
        save_comments(connection, [recorded])
        set_state(connection, recorded, final, account=None, decided=NOON)
        save_comments(connection, [recorded])
        assert comment_by_id(connection, "c-1") == in_state(recorded, final)
        assert shown_count(connection, "2021", "p-aaaaa") == 0


def test_loading_a_record_without_comments_takes_none_away(database: Database) -> None:
    with database.write() as connection:
        add_comment(connection, comment("c-1", state=SHOWN))
        save_comments(connection, [])
        assert ids(shown_comments(connection)) == ["c-1"]


def test_a_number_is_never_given_twice(database: Database) -> None:
    with database.write() as connection:
        add_comment(connection, comment("c-1"))
        first = connection.execute(select(comments.c.sequence)).scalar_one()
        connection.execute(comments.delete())
        add_comment(connection, comment("c-2"))
        assert connection.execute(select(comments.c.sequence)).scalar_one() > first
