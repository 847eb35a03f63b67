"""Long lists in pieces: as many values at once as a statement of either engine takes with ease."""

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

PIECE: Final = 1000
Value = TypeVar("Value")


def pieces(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """The values in their order, a thousand at a time."""
    for start in range(0, len(values), PIECE):
        yield values[start : start + PIECE]
