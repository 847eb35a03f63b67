"""From which state of moderation a comment may go to which."""

import pytest

from server.domain.moderation import ModerationState, MoveNotAllowed, move

MOVES = {
    "held": {"held", "shown", "declined", "withdrawn"},
    "shown": {"shown", "declined", "withdrawn"},
    "declined": {"declined", "shown", "withdrawn"},
    "withdrawn": {"withdrawn"},
}
EVERY = [(present, to) for present in ModerationState for to in ModerationState]


def test_the_table_names_every_state() -> None:
    assert set(MOVES) == set(ModerationState)


@pytest.mark.parametrize(("present", "to"), [pair for pair in EVERY if pair[1] in MOVES[pair[0]]])
def test_a_move_that_is_allowed(present: ModerationState, to: ModerationState) -> None:
    assert move(present, to) is to


@pytest.mark.parametrize(("present", "to"), [pair for pair in EVERY if pair[1] not in MOVES[pair[0]]])
def test_a_move_that_is_not_allowed(present: ModerationState, to: ModerationState) -> None:
    with pytest.raises(MoveNotAllowed, match=rf"^{present} -> {to}$"):
        move(present, to)
