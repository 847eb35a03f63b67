"""Lineage over several editions: which paragraphs of an older one those of a newer one come from."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

Lineage = Mapping[str, Sequence[str]]


class Descendant(Protocol):
    """An edition as far as its descent goes."""

    @property
    def key(self) -> str:
        """The edition's key."""

    @property
    def predecessor(self) -> str | None:
        """The key of the edition that it was made from."""

    @property
    def lineage(self) -> Lineage:
        """For a paragraph that was split or joined those of the predecessor that it came from."""


def descent(editions: Iterable[Descendant], older: str, newer: str) -> list[Descendant]:
    """The editions after `older` up to `newer`, oldest first, each the predecessor of the next.

    Empty where `newer` was not made from `older`, over whatever editions.
    """
    known = {each.key: each for each in editions}
    line: list[Descendant] = []
    key: str | None = newer
    while key is not None and key != older and key in known and len(line) < len(known):
        line.append(known[key])
        key = known[key].predecessor
    return line[::-1] if key == older else []


def composed(steps: Iterable[Lineage]) -> dict[str, tuple[str, ...]]:
    """The lineage of several editions after each other, oldest first, as one.

    What was split in one and joined in the next comes from what it was before; ids that were kept in between
    name themselves and need no entry.
    """
    whole: dict[str, tuple[str, ...]] = {}
    for step in steps:
        origins = {
            key: tuple(dict.fromkeys(origin for each in sources for origin in whole.get(each, (each,))))
            for key, sources in step.items()
        }
        whole |= origins
    return whole
