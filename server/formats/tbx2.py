"""TBX v2 (ISO 30042:2008) in the dialect TBX-Basic: the "martif" that today's tools read."""

from collections.abc import Iterable

from server.domain.glossary import Concept
from server.formats.tbx_reading import read_tbx
from server.formats.tbx_words import TBX2
from server.formats.tbx_writing import write_tbx


def export(concepts: Iterable[Concept]) -> bytes:
    """The concepts in the given order; the same concepts are always the same bytes.

    Raises ValueError when there is no concept, a side without a term, or a character that XML does not carry.
    """
    return write_tbx(concepts, TBX2)


def import_(data: bytes) -> tuple[Concept, ...]:
    """The concepts of a file, whole enough for the record; raises FormatRefused at the first thing wrong."""
    return read_tbx(data, TBX2)
