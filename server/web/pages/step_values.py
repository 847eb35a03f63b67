"""What the pages of the working edition show of two sides: words that differ, and counts as links."""

from dataclasses import dataclass

from server.text.differences import Kind, Piece, edits_between, words_of


@dataclass(frozen=True, slots=True)
class MarkLink:
    """A choice with how many paragraphs it would give; `value` is "" for all of them."""

    value: str
    href: str
    count: int
    is_this: bool = False
    text: str = ""


def differing_words(before: str, after: str, *, added_only: bool = False) -> list[Piece]:
    """The pieces of both Markdown texts, what stands between two changes with them where it says nothing.

    `added_only` leaves out what only the first text has. Editors see the text as it is typed: an address
    behind a word is a difference as well.
    """
    words, reached = words_of(before), 0
    pieces: list[Piece] = []
    for edit in edits_between(before, after):
        pieces.append(Piece(Kind.SAME, "".join(words[reached : edit.start])))
        if not added_only:
            pieces.append(Piece(Kind.REMOVED, "".join(words[edit.start : edit.end])))
        pieces.append(Piece(Kind.ADDED, edit.text))
        reached = edit.end
    pieces.append(Piece(Kind.SAME, "".join(words[reached:])))
    return [piece for piece in pieces if piece.text]
