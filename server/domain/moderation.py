"""Moderation: may a comment be shown; never whether it is right."""

from enum import StrEnum


class ModerationState(StrEnum):
    """States of a comment: only a shown one is public (LANGUAGE.md).

    Unconfirmed ones wait for their submitter; unpublished ones were sent to the editors only.
    """

    UNCONFIRMED = "unconfirmed"
    HELD = "held"
    SHOWN = "shown"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    UNPUBLISHED = "unpublished"


class DeclineReason(StrEnum):
    """Why a comment is not shown; the category is public, the moderator's own words are not."""

    SPAM = "spam"
    INSULT = "insult"
    PERSONAL_DATA = "personal-data"
    OFF_TOPIC = "off-topic"
    UNLAWFUL = "unlawful"
    DUPLICATE = "duplicate"
    OTHER = "other"


# What a moderator may make of a comment.
_DECISIONS = {
    ModerationState.HELD: {ModerationState.SHOWN, ModerationState.DECLINED},
    ModerationState.SHOWN: {ModerationState.DECLINED},
    ModerationState.DECLINED: {ModerationState.SHOWN},
}
# What follows from an act of the submitter: confirming, correcting, withdrawing, another consent.
_OWN_ACTS = {
    ModerationState.UNCONFIRMED: {
        ModerationState.HELD,
        ModerationState.SHOWN,
        ModerationState.UNPUBLISHED,
        ModerationState.WITHDRAWN,
    },
    ModerationState.HELD: {ModerationState.WITHDRAWN, ModerationState.UNPUBLISHED},
    ModerationState.SHOWN: {
        ModerationState.HELD,
        ModerationState.WITHDRAWN,
        ModerationState.UNPUBLISHED,
    },
    ModerationState.DECLINED: {ModerationState.HELD, ModerationState.WITHDRAWN, ModerationState.UNPUBLISHED},
    ModerationState.UNPUBLISHED: {
        ModerationState.HELD,
        ModerationState.SHOWN,
        ModerationState.WITHDRAWN,
    },
}

# What editors answer: also what only they may read, and never what is not (yet) cleared.
ANSWERED = (ModerationState.SHOWN, ModerationState.UNPUBLISHED)

# What leaves a public trace without its text once it has been public or was refused.
TOMBSTONES = (ModerationState.DECLINED, ModerationState.WITHDRAWN)


class MoveNotAllowed(Exception):
    """A comment cannot go from its present state to the asked one (a withdrawn comment never returns)."""


def move(present: ModerationState, to: ModerationState) -> ModerationState:
    """The state after a moderator's decision; asking for the present state again changes nothing.

    Raises MoveNotAllowed.
    """
    return _moved(present, to, _DECISIONS.get(present, set()))


def own_move(present: ModerationState, to: ModerationState) -> ModerationState:
    """The state after an act of the submitter; asking for the present state again changes nothing.

    Raises MoveNotAllowed.
    """
    return _moved(present, to, _OWN_ACTS.get(present, set()))


def _moved(present: ModerationState, to: ModerationState, allowed: set[ModerationState]) -> ModerationState:
    if to is present:
        return present
    if to not in allowed:
        raise MoveNotAllowed(f"{present} -> {to}")
    return to
