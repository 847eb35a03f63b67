"""Threads: the order in which comments stand on a page."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outline:
    """What the order of a thread needs to know of one comment: what it answers, "" for nothing."""

    id: str
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A comment in its place; `under` is the comment below which it stands, "" for one of its own."""

    id: str
    under: str = ""


def in_order(comments: Iterable[Outline]) -> list[Standing]:
    """The comments of a thread, given oldest first: each with all replies below it, one level deep.

    A reply to a reply stands below the first comment of the exchange; one to a comment that is not there,
    or that came later, stands alone.
    """
    roots: dict[str, str] = {}
    exchanges: dict[str, list[Standing]] = {}
    for outline in comments:
        under = roots.get(outline.reply_to, "")
        roots[outline.id] = under or outline.id
        exchanges.setdefault(roots[outline.id], []).append(Standing(outline.id, under))
    return [standing for exchange in exchanges.values() for standing in exchange]
