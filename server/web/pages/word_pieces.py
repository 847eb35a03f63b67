"""Words that stayed, went and came, as a template shows them."""

from collections.abc import Iterable

from server.text.differences import Piece


def pieces_of(pieces: Iterable[Piece]) -> list[tuple[str, str]]:
    """Each piece as what happened to it ("same", "removed", "added") and its text."""
    return [(piece.kind.value, piece.text) for piece in pieces]
