"""Read the moderators' queue: a page of comments with all that a decision needs, and counts to narrow it by."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from server.domain.comments import Comment
from server.domain.glossary import Concept
from server.domain.reports import Report
from server.domain.rounds import Round
from server.store import acts, comment_versions, reports, rounds
from server.store.acts import LoggedAct
from server.store.comment_versions import CommentVersion
from server.store.database import Connection, Database
from server.store.found import FoundParagraph, concepts_by_key, paragraphs_by_key
from server.store.moderation_queue import (
    QueueCounts,
    QueuedComment,
    QueueFilter,
    queue_counts,
    queue_page,
    section_names,
)
from server.text.languages import Language
from server.usecases.missing import Missing
from server.usecases.name_targets import NamedTarget, Spot, name_targets

ON_PAGE: Final = 50
_HELD: Final = QueueFilter()


@dataclass(frozen=True, slots=True)
class Places:
    """What comments are on: names by (edition, target), paragraphs by (edition, id), concepts by key.

    `rounds` and `sections` (number and titles) name by key what the queue can be narrowed down to.
    """

    names: Mapping[Spot, NamedTarget]
    paragraphs: Mapping[tuple[str, str], FoundParagraph]
    concepts: Mapping[str, Concept]
    rounds: Mapping[str, Round]
    sections: Mapping[str, tuple[str, Mapping[Language, str]]]


@dataclass(frozen=True, slots=True)
class CommentPast:
    """What was done to one comment, newest first, and what it said before, oldest first."""

    acts: tuple[LoggedAct, ...]
    versions: tuple[CommentVersion, ...]


@dataclass(frozen=True, slots=True)
class ModerationList:
    """One page of the queue, and the past of the comment where one is asked for; pages count from 1."""

    asked: QueueFilter
    entries: tuple[QueuedComment, ...]
    page: int
    pages: int
    counts: QueueCounts
    places: Places
    reports: Mapping[str, list[Report]]
    past: CommentPast | None


def read_moderation_list(
    database: Database, asked: QueueFilter = _HELD, *, page: int = 1, newest_first: bool = False
) -> ModerationList:
    """The comments that fit what is asked, ON_PAGE at a time; the number of queries is always the same.

    A page beyond the last one is the last one, as deciding on all of a page makes it go away. Raises Missing
    for a comment that is not there.
    """
    with database.read() as connection:
        counts = queue_counts(connection, asked)
        pages = max(1, -(-counts.total // ON_PAGE))
        page = min(max(page, 1), pages)
        entries = queue_page(
            connection, asked, limit=ON_PAGE, offset=(page - 1) * ON_PAGE, newest_first=newest_first
        )
        if asked.comment and not entries:
            raise Missing("comment", asked.comment)
        shown = [each.comment for each in entries]
        return ModerationList(
            asked=asked,
            entries=tuple(entries),
            page=page,
            pages=pages,
            counts=counts,
            places=_places(connection, shown, counts),
            reports=reports.reports_on(connection, [each.id for each in shown]),
            past=_past(connection, asked.comment) if asked.comment else None,
        )


def _places(connection: Connection, shown: list[Comment], counts: QueueCounts) -> Places:
    known = rounds.rounds_by_date(connection)
    return Places(
        names=name_targets(connection, {(each.edition, each.target) for each in shown}),
        paragraphs=paragraphs_by_key(
            connection, {(each.edition, each.paragraph_id) for each in shown if each.paragraph_id}
        ),
        concepts=concepts_by_key(connection, {each.concept for each in shown if each.concept}),
        rounds={round_.key: round_ for round_ in known},
        sections=section_names(connection, counts.facets["section"]),
    )


def _past(connection: Connection, comment_id: str) -> CommentPast:
    return CommentPast(
        tuple(acts.latest_acts(connection, limit=1000, subject=comment_id)),
        tuple(comment_versions.versions_of(connection, comment_id)),
    )
