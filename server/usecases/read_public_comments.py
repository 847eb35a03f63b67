"""Read the shown comments of a round, chosen by what they are and a piece at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from server.domain.public_comments import LeftBehind, PublicComment
from server.store import public_comments, rounds
from server.store.database import Database
from server.store.public_comments import Choice, Sort
from server.usecases.missing import Missing


class CursorUnknown(Exception):
    """No comment has the id after which one is to go on."""


@dataclass(frozen=True, slots=True)
class SomeComments:
    """Some comments as they arrived; `total` counts all that were chosen, `is_last` says that none come after."""

    comments: Sequence[PublicComment]
    total: int
    is_last: bool


def read_public_comments(
    database: Database, *, round_key: str, choice: Choice, limit: int, after: str = ""
) -> SomeComments:
    """The chosen comments after the one with the id `after`. Raises Missing, CursorUnknown."""
    choice = replace(choice, round=round_key)
    with database.read() as connection:
        if rounds.round_by_key(connection, round_key) is None:
            raise Missing("round", round_key)
        sequence = public_comments.sequence_of(connection, after) if after else 0
        if sequence is None:
            raise CursorUnknown(after)
        found = public_comments.public_comments(
            connection, choice, sort=Sort.COMMENTS, limit=limit + 1, after=sequence
        )
        shown = [each for each in found if not isinstance(each, LeftBehind)]
        total = public_comments.count_of(connection, choice)
    return SomeComments(shown[:limit], total, is_last=len(shown) <= limit)
