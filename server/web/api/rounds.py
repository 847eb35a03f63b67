"""The rounds and what was said in them."""

from typing import Annotated

import msgspec

from server.domain.comments import CommentKind, StakeholderGroup
from server.domain.public_comments import LeftBehind
from server.formats.comment_shapes import CommentShape, comment_shape, tombstone_shape, whole_seconds
from server.store.public_comments import Choice
from server.text.languages import Language
from server.usecases.export_comments import CommentsFormat
from server.usecases.read_comment import read_comment as comment_to_read
from server.usecases.read_public_comments import CursorUnknown, read_public_comments
from server.usecases.read_round import RoundView
from server.usecases.read_round import read_round as round_to_read
from server.usecases.read_round import read_rounds as rounds_to_read
from server.web import addresses
from server.web.api.asking import MAX_LIMIT, Asked
from server.web.api.shapes import CommentsShape, QuestionShape, RoundShape, RoundsShape
from server.web.problems import GONE, INVALID, FieldError, Problem


class CommentsQuery(msgspec.Struct, forbid_unknown_fields=True):
    """Which comments of a round are asked for; a `cursor` comes from `next` of the answer before."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=MAX_LIMIT, description="How many comments at most.")] = 50
    cursor: Annotated[str, msgspec.Meta(max_length=40, description="The id of the last comment before.")] = ""
    language: Annotated[Language | None, msgspec.Meta(description="In this language only.")] = None
    kind: Annotated[CommentKind | None, msgspec.Meta(description="Of this kind only.")] = None
    group: Annotated[StakeholderGroup | None, msgspec.Meta(description="Of this group only.")] = None
    section: Annotated[str, msgspec.Meta(max_length=200, description="On this section or in it.")] = ""
    thread: Annotated[str, msgspec.Meta(max_length=200, description="In this thread only.")] = ""


def read_rounds(asked: Asked) -> RoundsShape:
    """Every round, the one that opens last first."""
    return RoundsShape([_round(each, asked) for each in rounds_to_read(asked.services.database)])


def read_round(asked: Asked) -> RoundShape:
    """One round."""
    return _round(round_to_read(asked.services.database, asked.path["round"]), asked)


def read_comments(asked: Asked) -> CommentsShape:
    """Some of the shown comments of a round, as they arrived."""
    query, key = asked.query, asked.path["round"]
    chosen = {
        "language": query.language or "",
        "kind": query.kind or "",
        "group": query.group or "",
        "section": query.section,
        "thread": query.thread,
    }
    try:
        found = read_public_comments(
            asked.services.database,
            round_key=key,
            choice=Choice(**chosen),
            limit=query.limit,
            after=query.cursor,
        )
    except CursorUnknown:
        error = FieldError("unknown", "No comment has this id.", parameter="cursor")
        raise Problem(INVALID, errors=[error]) from None
    following = None
    if not found.is_last:
        last = found.comments[-1].comment.id
        following = asked.address("rounds", key, "comments", **chosen, limit=str(query.limit), cursor=last)
    shapes = [comment_shape(each, asked.comment_page) for each in found.comments]
    return CommentsShape(shapes, found.total, following)


def read_comment(asked: Asked) -> CommentShape:
    """One shown comment. Raises Problem for what is left of another."""
    found = comment_to_read(asked.services.database, asked.path["comment"]).found
    if isinstance(found, LeftBehind):
        raise Problem(GONE, more={"tombstone": tombstone_shape(found, asked.comment_page)})
    return comment_shape(found, asked.comment_page)


def _round(view: RoundView, asked: Asked) -> RoundShape:
    round_ = view.round
    return RoundShape(
        key=round_.key,
        address=asked.address("rounds", round_.key),
        edition=round_.edition,
        titles=round_.titles,
        stage=round_.stage(asked.services.clock()),
        opens=round_.opens,
        closes=round_.closes,
        opens_at=whole_seconds(round_.opens_at),
        closes_at=whole_seconds(round_.closes_at),
        time_zone=round_.time_zone,
        answered=round_.answered,
        participation=round_.participation,
        moderation=round_.moderation,
        questions=[QuestionShape(each.key, each.texts) for each in round_.questions],
        privacy_notices=round_.privacy_notices,
        contacts=round_.contacts,
        demonstration=round_.demonstration,
        submissions=view.figures.submissions,
        shown=view.figures.shown,
        comments=asked.address("rounds", round_.key, "comments"),
        files={each.value: asked.page(addresses.round_file(round_.key, each)) for each in CommentsFormat},
        pages=asked.pages(lambda language: addresses.round(language, round_.key)),
    )
