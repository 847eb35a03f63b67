"""Moderation: may a comment be shown; never whether it is right."""

from enum import StrEnum


class ModerationState(StrEnum):
    """States of moderation (LANGUAGE.md): only a shown comment is public."""

    HELD = "held"
    SHOWN = "shown"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


_ALLOWED = {
    ModerationState.HELD: {ModerationState.SHOWN, ModerationState.DECLINED, ModerationState.WITHDRAWN},
    ModerationState.SHOWN: {ModerationState.DECLINED, ModerationState.WITHDRAWN},
    ModerationState.DECLINED: {ModerationState.SHOWN, ModerationState.WITHDRAWN},
    ModerationState.WITHDRAWN: set[ModerationState](),
}


class MoveNotAllowed(Exception):
    """A comment cannot go from its present state to the asked one (a withdrawn comment never returns)."""


def move(present: ModerationState, to: ModerationState) -> ModerationState:
    """The state after a moderator's decision; asking for the present state again changes nothing.

    Raises MoveNotAllowed.
    """
    if to is present:
        return present
    if to not in _ALLOWED[present]:
        raise MoveNotAllowed(f"{present} -> {to}")
    return to
