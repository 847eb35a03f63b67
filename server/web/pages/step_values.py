"""What the pages of the working edition show of two sides: words that differ, and counts as links."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.domain.drift import Mark
from server.text.differences import Kind, Piece, word_differences
from server.text.languages import Language
from server.web import addresses


@dataclass(frozen=True, slots=True)
class MarkLink:
    """A choice with how many paragraphs it would give; `value` is "" for all of them."""

    value: str
    href: str
    count: int
    is_this: bool = False
    text: str = ""


def differing_words(before: str, after: str, *, added_only: bool = False) -> list[Piece]:
    """The pieces of both texts; `added_only` leaves out what only the first one has."""
    pieces = word_differences(before, after)
    return [piece for piece in pieces if not added_only or piece.kind is not Kind.REMOVED]


def mark_links(counts: Mapping[Mark, int], language: Language) -> list[MarkLink]:
    """What there is to do, as links into the view of the drift; marks of nothing are left out."""
    return [
        MarkLink(mark.value, addresses.drift(language, {"show": mark.value}), counts[mark])
        for mark in Mark
        if counts.get(mark)
    ]
