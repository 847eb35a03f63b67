"""Find a comment by its id: in which thread it stands, and on which page of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.domain.comments import Comment
from server.domain.moderation import ModerationState
from server.domain.targets import Target, TargetKind
from server.store import comments, editions
from server.store.database import Connection, Database
from server.text.languages import Language
from server.usecases.list_comments import page_of_comment
from server.usecases.missing import Missing


@dataclass(frozen=True, slots=True)
class CommentPlace:
    """Where a comment stands; `comment` is None where only its tombstone does. Pages count from 1.

    `slugs` are those of a section that is its target.
    """

    edition: str
    target: Target
    comment: Comment | None
    slugs: Mapping[Language, str]
    page: int


def find_comment(database: Database, comment_id: str) -> CommentPlace:
    """Where a shown comment, or what is left of one, stands. Raises Missing."""
    with database.read() as connection:
        comment = comments.comment_by_id(connection, comment_id)
        if comment is None:
            raise Missing("comment", comment_id)
        known = [comment.edition]
        if comment.target.kind is TargetKind.CONCEPT:
            known = [edition.key for edition in editions.editions_by_date(connection)]
        page = page_of_comment(connection, known, comment.thread, comment_id)
        if page is None:
            raise Missing("comment", comment_id)
        return CommentPlace(
            edition=comment.edition,
            target=comment.target,
            comment=comment if comment.state is ModerationState.SHOWN else None,
            slugs=_slugs(connection, comment.edition, comment.target),
            page=page,
        )


def _slugs(connection: Connection, edition: str, target: Target) -> Mapping[Language, str]:
    if target.kind is not TargetKind.SECTION:
        return {}
    found = editions.section_slugs(connection, target.key)
    if edition not in found:
        raise Missing("section", target.key)
    return found[edition]
