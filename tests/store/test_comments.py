"""Comments are kept once, with the wording they were made on, and ordered by sequence number."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, select

from server.domain.comments import Channel, Comment, CommentKind, Quote, Redaction
from server.domain.moderation import ModerationState
from server.domain.targets import Target, TargetKind
from server.store.comment_counts import shown_count
from server.store.comments import (
    IdTaken,
    add_comment,
    change_comment,
    comment_by_id,
    comments_on,
    latest_comments,
    save_comments,
    shown_comments,
)
from server.store.database import Database
from server.store.editions import save_edition
from server.store.moderation import set_state
from server.store.schema import comments
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
        add_comment(connection, comment("c-1"))
        assert comment_by_id(connection, "c-1") == comment("c-1")
        assert comment_by_id(connection, "c-2") is None


def test_an_id_that_is_taken_is_said(database: Database) -> None:
    with database.write() as connection:
        add_comment(connection, comment("c-1", text="Eerst."))
        with pytest.raises(IdTaken):
            add_comment(connection, comment("c-1", text="Anders."))
        assert comment_by_id(connection, "c-1") == comment("c-1", text="Eerst.")


def test_all_of_a_comment_comes_back(database: Database) -> None:
    whole = replace(
        comment("c-1"),
        organisation="Venlo",
        kind=CommentKind.SUGGESTION,
        suggested_wording="Tekst. ███",
        quote=Quote("Tekst", "", "."),
        reply_to="c-0",
        channel=Channel.LETTER,
        received=date(2021, 10, 4),
        corrected=NOON,
        redactions=(Redaction(7, 10, "insult", "suggested_wording"),),
        submission="s-1",
    )
    with database.write() as connection:
        add_comment(connection, whole)
        assert comment_by_id(connection, "c-1") == whole


@pytest.mark.parametrize("kind", TargetKind)
def test_a_comment_is_in_the_thread_of_its_target(database: Database, kind: TargetKind) -> None:
    target = Target(kind, {TargetKind.DOCUMENT: "", TargetKind.QUESTION: "autumn/missing"}.get(kind, "key"))
    said = replace(comment("c-1", state=SHOWN), target=target)
    with database.write() as connection:
        add_comment(connection, said)
        assert comments_on(connection, "2021", target.thread, limit=10) == [said]
        assert shown_count(connection, "2021", target.thread) == 1


def test_a_changed_comment_is_as_it_was_but_for_that(database: Database) -> None:
    with database.write() as connection:
        add_comment(connection, comment("c-1"))
        add_comment(connection, comment("c-2"))
        change_comment(connection, "c-1", text="Anders.", corrected=NOON)
        assert comment_by_id(connection, "c-1") == replace(comment("c-1", text="Anders."), corrected=NOON)
        assert comment_by_id(connection, "c-2") == comment("c-2")


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
        for state in ModerationState:
            add_comment(connection, comment(f"c-{state}", state=state))
        assert ids(shown_comments(connection)) == ["c-shown"]
        assert ids(comments_on(connection, "2021", "p-aaaaa", limit=10)) == ["c-shown"]
        assert _latest(connection, 10) == {"p-aaaaa": ["c-shown"]}


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
    mended = replace(first, name="Jan Meijer", target=Target(TargetKind.PARAGRAPH, "p-bbbbb"))
    with database.write() as connection:
        save_comments(connection, [first, second])
        save_comments(connection, [second, mended])
        assert shown_comments(connection) == (mended, second)
        assert shown_count(connection, "2021", "p-aaaaa") == 1
        assert shown_count(connection, "2021", "p-bbbbb") == 1


@pytest.mark.parametrize("state", [state for state in ModerationState if state is not SHOWN])
def test_loading_an_older_record_does_not_bring_back_what_was_taken_away(
    database: Database, state: ModerationState
) -> None:
    recorded = comment("c-1", state=SHOWN)
    with database.write() as connection:
        save_comments(connection, [recorded])
        set_state(connection, recorded, state, account=None, decided=NOON)
        save_comments(connection, [recorded])
        assert comment_by_id(connection, "c-1") == in_state(recorded, state)
        assert shown_count(connection, "2021", "p-aaaaa") == 0


@pytest.mark.parametrize(
    "ours",
    [
        replace(comment("c-1", state=SHOWN, text="Verbeterd."), submission="s-1"),
        replace(comment("c-1", state=SHOWN, text="███."), redactions=(Redaction(0, 3, "insult"),)),
    ],
    ids=["of a submission", "redacted"],
)
def test_loading_an_older_record_leaves_what_was_changed_here(database: Database, ours: Comment) -> None:
    with database.write() as connection:
        add_comment(connection, ours)
        save_comments(connection, [comment("c-1", state=SHOWN, text="Zoals het was.")])
        assert comment_by_id(connection, "c-1") == ours


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
