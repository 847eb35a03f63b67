"""List the comments of a thread, a page at a time: replies below what they answer, tombstones in their place."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from server.domain.comments import Comment
from server.domain.dispositions import PublicDisposition
from server.domain.threads import Standing, in_order
from server.domain.tombstones import Tombstone
from server.store.agreements import agreement_counts
from server.store.database import Connection
from server.store.dispositions import public_dispositions_of
from server.store.threads import outline_of, shown_with_ids
from server.store.tombstones import spam_on, tombstones_on
from server.usecases.missing import Missing

COMMENTS_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class CommentsOnPage:
    """One page of a thread; `standings` holds the ids in order, each in `shown` or in `tombstones`.

    `all_ids` are those of the whole thread, on whichever page they stand.
    `count` is how many comments the whole thread shows, `agreements` how many persons agree with each on
    this page, `dispositions` what became of them, `spam` how many were declined as spam and have no place.
    Pages count from 1.
    """

    standings: Sequence[Standing]
    all_ids: Set[str]
    shown: Mapping[str, Comment]
    tombstones: Mapping[str, Tombstone]
    agreements: Mapping[str, int]
    dispositions: Mapping[str, PublicDisposition]
    count: int
    spam: int
    page: int
    pages: int


def list_comments(
    connection: Connection, editions: Sequence[str], thread: str, *, page: int = 1
) -> CommentsOnPage:
    """A page of a thread over these editions. Raises Missing for a page that is not there."""
    standings, shown, tombstones = _standings(connection, editions, thread)
    pages = max(1, -(-len(standings) // COMMENTS_PER_PAGE))
    if not 1 <= page <= pages:
        raise Missing("page", str(page))
    here = standings[(page - 1) * COMMENTS_PER_PAGE : page * COMMENTS_PER_PAGE]
    wanted = [each.id for each in here if each.id in shown]
    return CommentsOnPage(
        standings=here,
        all_ids={each.id for each in standings},
        shown=shown_with_ids(connection, wanted),
        tombstones=tombstones,
        agreements=agreement_counts(connection, wanted),
        dispositions=public_dispositions_of(connection, wanted),
        count=len(shown),
        spam=sum(spam_on(connection, edition, thread) for edition in editions),
        page=page,
        pages=pages,
    )


def page_of_comment(
    connection: Connection, editions: Sequence[str], thread: str, comment_id: str
) -> int | None:
    """On which page of its thread a comment or its tombstone stands; None where it has no place."""
    standings, _, _ = _standings(connection, editions, thread)
    for place, standing in enumerate(standings):
        if standing.id == comment_id:
            return place // COMMENTS_PER_PAGE + 1
    return None


def _standings(
    connection: Connection, editions: Sequence[str], thread: str
) -> tuple[list[Standing], set[str], dict[str, Tombstone]]:
    outline = outline_of(connection, editions, thread)
    tombstones = {
        each.id: each for edition in editions for each in tombstones_on(connection, edition, thread)
    }
    shown = {each.id for each, is_shown in outline if is_shown}
    told = shown | tombstones.keys()
    return in_order(each for each, _ in outline if each.id in told), shown, tombstones
