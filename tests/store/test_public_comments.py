"""What everybody may see of comments: the shown ones, what is left of others, and never a word more."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from server.domain.comments import CommentKind, StakeholderGroup
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.public_comments import LeftBehind, PublicComment
from server.domain.targets import Target, TargetKind
from server.store.agreements import add_agreement
from server.store.database import Database
from server.store.public_comments import (
    Choice,
    Sort,
    count_of,
    latest_news,
    mark_of,
    public_comment,
    public_comments,
)
from tests.saying import declined, kept, moved, shown, withdrawn
from tests.worlds import DE, NL, NOON, OPENING, STEPS, comment, load, record

ROUND = Choice(round="autumn")


def ids(found: Iterable[PublicComment | LeftBehind]) -> list[str]:
    return [each.comment.id if isinstance(each, PublicComment) else each.tombstone.id for each in found]


def read(
    database: Database, choice: Choice = ROUND, sort: Sort = Sort.BOTH, *, limit: int = 100, after: int = 0
) -> list[PublicComment | LeftBehind]:
    with database.read() as connection:
        return public_comments(connection, choice, sort=sort, limit=limit, after=after)


def news(database: Database, choice: Choice = ROUND, *, limit: int = 100, offset: int = 0) -> list[str]:
    with database.read() as connection:
        return ids(latest_news(connection, choice, limit=limit, offset=offset))


@pytest.fixture
def loaded(database: Database, tmp_path: Path) -> Database:
    load(database, tmp_path)
    return database


def test_a_shown_comment_comes_with_where_it_stands_and_who_agrees(loaded: Database) -> None:
    said = shown(loaded, comment(on=OPENING.paragraphs[1]), minutes=5)
    with loaded.write() as connection:
        add_agreement(connection, said.id, "anna", at=NOON)
        add_agreement(connection, said.id, "bert", at=NOON)
    [found] = read(loaded)
    assert isinstance(found, PublicComment)
    assert found.comment == said
    assert (found.agreements, found.changed) == (2, NOON + timedelta(minutes=5))
    stand = found.stand
    assert (stand.number, stand.titles, stand.position) == ("1", OPENING.titles, 2)
    assert stand.slugs == {NL: OPENING.slug(NL), DE: OPENING.slug(DE)}


def test_a_comment_on_a_concept_stands_nowhere(loaded: Database) -> None:
    on = Target(TargetKind.CONCEPT, "digitalisation")
    shown(loaded, replace(comment(), target=on, section=""))
    [found] = read(loaded)
    assert (found.stand.number, found.stand.titles, found.stand.slugs, found.stand.position) == (
        "",
        {},
        {},
        0,
    )


@pytest.mark.parametrize(
    "state", [ModerationState.UNCONFIRMED, ModerationState.HELD, ModerationState.UNPUBLISHED]
)
def test_what_was_never_shown_is_nowhere(loaded: Database, state: ModerationState) -> None:
    said = kept(loaded, state=state)
    assert read(loaded) == []
    assert news(loaded) == []
    with loaded.read() as connection:
        assert public_comment(connection, said.id) is None
        assert count_of(connection, ROUND, news=True) == 0


def test_what_was_withdrawn_before_it_was_shown_leaves_nothing(loaded: Database) -> None:
    moved(loaded, kept(loaded), ModerationState.WITHDRAWN)
    assert (read(loaded), news(loaded)) == ([], [])


def test_a_withdrawn_comment_leaves_its_place_and_the_moment(loaded: Database) -> None:
    said = withdrawn(loaded, minutes=7)
    [found] = read(loaded)
    assert isinstance(found, LeftBehind)
    assert (found.tombstone.id, found.tombstone.state) == (said.id, ModerationState.WITHDRAWN)
    assert (found.changed, found.target, found.stand.number) == (
        NOON + timedelta(minutes=7),
        said.target,
        "1",
    )


def test_a_declined_comment_leaves_the_reason_and_was_no_news(loaded: Database) -> None:
    declined(loaded, reason=DeclineReason.INSULT)
    [found] = read(loaded)
    assert isinstance(found, LeftBehind)
    assert (found.tombstone.state, found.tombstone.reason) == (ModerationState.DECLINED, DeclineReason.INSULT)
    assert news(loaded) == []


def test_spam_leaves_nothing_but_copies_are_told_where_it_was_shown(loaded: Database) -> None:
    declined(loaded, comment(1), reason=DeclineReason.SPAM)
    seen = shown(loaded, comment(2))
    moved(loaded, seen, ModerationState.DECLINED, reason=DeclineReason.SPAM)
    assert (read(loaded), news(loaded)) == ([], [seen.id])


@pytest.mark.parametrize("state", [ModerationState.HELD, ModerationState.UNPUBLISHED])
def test_copies_are_told_of_what_is_shown_no_longer(loaded: Database, state: ModerationState) -> None:
    said = moved(loaded, shown(loaded), state, minutes=1)
    assert (read(loaded), news(loaded)) == ([], [said.id])


def test_a_comment_of_the_record_that_is_declined_is_news(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, record(comments=[comment()]))
    moved(database, comment(), ModerationState.DECLINED, minutes=1, reason=DeclineReason.OFF_TOPIC)
    assert news(database) == [comment().id]


def test_comments_come_as_they_arrived_in_pages(loaded: Database) -> None:
    for number in range(1, 6):
        (withdrawn if number == 3 else shown)(loaded, comment(number))
    first = read(loaded, limit=2)
    second = read(loaded, limit=2, after=first[-1].sequence)
    assert [*ids(first), *ids(second)] == [f"c-0000000{number}" for number in (1, 2, 3, 4)]
    assert ids(read(loaded, sort=Sort.COMMENTS)) == [f"c-0000000{number}" for number in (1, 2, 4, 5)]
    assert ids(read(loaded, sort=Sort.TOMBSTONES)) == ["c-00000003"]


def test_news_come_by_what_changed_last(loaded: Database) -> None:
    first, second, third = (kept(loaded, comment(number)) for number in (1, 2, 3))
    moved(loaded, third, ModerationState.SHOWN, minutes=1)
    moved(loaded, second, ModerationState.SHOWN, minutes=2)
    seen = moved(loaded, first, ModerationState.SHOWN, minutes=3)
    assert news(loaded) == [first.id, second.id, third.id]
    moved(loaded, seen, ModerationState.WITHDRAWN, minutes=4)
    assert news(loaded) == [first.id, second.id, third.id]
    assert news(loaded, limit=1, offset=1) == [second.id]


def test_a_comment_that_came_with_the_record_is_as_old_as_it_says(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, record(comments=[comment(1), comment(2)]))
    assert news(database) == ["c-00000002", "c-00000001"]
    [found, _] = read(database)
    assert isinstance(found, PublicComment)
    assert found.changed == comment(1).created


def test_comments_are_chosen_by_every_value(loaded: Database) -> None:
    shown(loaded, comment(1))
    other = replace(
        comment(2, language=NL, on=STEPS.paragraphs[0], section=STEPS.key),
        kind=CommentKind.QUESTION,
        group=StakeholderGroup.CHAMBER,
    )
    shown(loaded, other)
    for choice in (
        Choice(section=STEPS.key),
        Choice(thread=STEPS.paragraphs[0].id),
        Choice(language="nl"),
        Choice(kind="question"),
        Choice(group="chamber"),
    ):
        assert ids(read(loaded, choice)) == [other.id]
        with loaded.read() as connection:
            assert count_of(connection, choice) == 1
    assert read(loaded, Choice(edition="2020")) == []


def test_the_mark_changes_with_whatever_the_public_sees(loaded: Database) -> None:
    def mark() -> str:
        with loaded.read() as connection:
            return mark_of(connection, "autumn", "2021")

    marks = [mark()]
    said = shown(loaded)
    marks.append(mark())
    with loaded.write() as connection:
        add_agreement(connection, said.id, "anna", at=NOON)
    marks.append(mark())
    moved(loaded, said, ModerationState.DECLINED)
    marks.append(mark())
    assert len(set(marks)) == 4
    kept(loaded, comment(2))
    assert mark() == marks[-1]
