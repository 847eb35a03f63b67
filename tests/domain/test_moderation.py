"""From which state a comment may go to which: by a moderator, and by an act of its submitter."""

from collections.abc import Callable

import pytest

from server.domain.moderation import ModerationState, MoveNotAllowed, move, own_move

DECISIONS = {
    "unconfirmed": {"unconfirmed"},
    "held": {"held", "shown", "declined"},
    "shown": {"shown", "declined"},
    "declined": {"declined", "shown"},
    "withdrawn": {"withdrawn"},
    "unpublished": {"unpublished"},
}
OWN_ACTS = {
    "unconfirmed": {"unconfirmed", "held", "shown", "unpublished", "withdrawn"},
    "held": {"held", "withdrawn", "unpublished"},
    "shown": {"shown", "held", "withdrawn", "unpublished"},
    "declined": {"declined", "held", "withdrawn", "unpublished"},
    "withdrawn": {"withdrawn"},
    "unpublished": {"unpublished", "held", "shown", "withdrawn"},
}
Move = Callable[[ModerationState, ModerationState], ModerationState]
EVERY = [
    (how, table[present], present, to)
    for how, table in ((move, DECISIONS), (own_move, OWN_ACTS))
    for present in ModerationState
    for to in ModerationState
]


def test_the_tables_name_every_state() -> None:
    assert set(DECISIONS) == set(OWN_ACTS) == set(ModerationState)


@pytest.mark.parametrize(("how", "allowed", "present", "to"), [each for each in EVERY if each[3] in each[1]])
def test_a_move_that_is_allowed(
    how: Move, allowed: set[str], present: ModerationState, to: ModerationState
) -> None:
    assert how(present, to) is to


@pytest.mark.parametrize(
    ("how", "allowed", "present", "to"), [each for each in EVERY if each[3] not in each[1]]
)
def test_a_move_that_is_not_allowed(
    how: Move, allowed: set[str], present: ModerationState, to: ModerationState
) -> None:
    with pytest.raises(MoveNotAllowed, match=rf"^{present} -> {to}$"):
        how(present, to)
