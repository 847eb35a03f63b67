"""Moderate a comment: show it, decline it; and see what waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from server.domain.accounts import Account, Role
from server.domain.comments import Comment
from server.domain.glossary import Concept
from server.domain.moderation import ModerationState, move
from server.store import comments, jobs, moderation, stamps
from server.store.database import Database
from server.store.found import FoundParagraph, concepts_by_key, paragraphs_by_key
from server.store.moderation import Decision, HeldComment
from server.usecases.missing import Missing

HELD_ON_PAGE = 50
DECISIONS_ON_PAGE = 10


class NotAllowed(Exception):
    """The account may not do this."""


class DecidedMeanwhile(Exception):
    """Somebody else decided on the comment between reading and deciding."""


@dataclass(frozen=True, slots=True)
class ModerationList:
    """What waits, longest first, how much waits in all, and the last decisions.

    With what the comments are on: the paragraphs by (edition, id), the concepts by key.
    """

    held: tuple[HeldComment, ...]
    held_in_all: int
    decisions: tuple[Decision, ...]
    paragraphs: Mapping[tuple[str, str], FoundParagraph]
    concepts: Mapping[str, Concept]


def read_moderation_list(database: Database) -> ModerationList:
    """The moderators' work list."""
    with database.read() as connection:
        held = tuple(moderation.held_comments(connection, limit=HELD_ON_PAGE))
        decisions = tuple(moderation.latest_decisions(connection, limit=DECISIONS_ON_PAGE))
        shown = [*(each.comment for each in held), *(each.comment for each in decisions)]
        return ModerationList(
            held=held,
            held_in_all=moderation.held_count(connection),
            decisions=decisions,
            paragraphs=paragraphs_by_key(
                connection, {(each.edition, each.paragraph_id) for each in shown if not each.concept}
            ),
            concepts=concepts_by_key(connection, {each.concept for each in shown if each.concept}),
        )


def moderate_comment(
    database: Database,
    *,
    comment_id: str,
    to: ModerationState,
    by: Account,
    at: datetime,
    seen: ModerationState | None = None,
) -> Comment:
    """Decide on a comment; its page changes and the index follows.

    `seen` is the state in which the moderator saw it, where that is known: a decision made on another
    state does not count. A decision that changes nothing leaves nothing behind.
    Raises Missing, NotAllowed, DecidedMeanwhile, and MoveNotAllowed for a comment that was withdrawn.
    """
    if not by.role.includes(Role.MODERATOR) or to is ModerationState.WITHDRAWN:
        raise NotAllowed(f"{by.role} may not make a comment {to}")
    with database.write() as connection:
        comment = comments.comment_by_id(connection, comment_id)
        if comment is None:
            raise Missing("comment", comment_id)
        if move(comment.state, to) is comment.state:
            return comment
        if seen not in (None, comment.state):
            raise DecidedMeanwhile(comment_id)
        if not moderation.set_state(connection, comment, to, account=by.id, decided=at):
            raise DecidedMeanwhile(comment_id)
        stamps.bump(connection, comment.edition, comment.section)
        jobs.add_job(connection, "index-comment", {"comment": comment.id}, run_after=at)
        return comment
