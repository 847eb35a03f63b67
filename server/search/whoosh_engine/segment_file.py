"""One immutable segment as raw arrays; what of Whoosh's codec is needed to find them stays in here."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec
from whoosh.reading import TermNotFound

from server.search.whoosh_engine.blocks import Placed, Postings, placed, postings
from server.search.whoosh_engine.codec import (
    DOCUMENT,
    LIST_SEPARATOR,
    MOMENT,
    Codec,
    counts_extension,
    words_extension,
)


class SegmentFile:
    """Reads what a segment holds, each time anew; fails in Whoosh's many ways when the bytes do not fit."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._segment = segment
        self._files = segment.open_compound_file(storage) if segment.is_compound() else storage
        self._terms = Codec().terms_reader(self._files, segment)
        self._postings = self._open(W3Codec.POSTS_EXT)
        self.id: str = segment.segid
        self.count: int = segment.doc_count_all()

    def fields(self) -> list[str]:
        """The fields that have postings."""
        return list(self._terms.indexed_field_names())

    def terms(self) -> Iterator[tuple[str, bytes, Postings, Placed]]:
        """Every term of every field, with all that is known of it."""
        for (field, term), info in self._terms.items():
            offset, (length,) = info.extent()
            content = self._postings[offset : offset + length]
            yield field, term, postings(content), placed(content)

    def postings(self, field: str, term: str) -> Postings | None:
        """The documents of a term with their weights; None where there are none."""
        content = self._content(field, term)
        return postings(content) if content else None

    def placed(self, field: str, term: str) -> Placed | None:
        """Where a term stands; None where it does not."""
        content = self._content(field, term)
        return placed(content) if content else None

    def listed(self, field: str) -> tuple[list[str], NDArray[np.uint32]]:
        """The words of a field in rising order, with the number of documents of each."""
        if not self._files.file_exists(self._segment.make_filename(words_extension(field))):
            return [], np.empty(0, np.uint32)
        words, counts = self._open(words_extension(field)), self._open(counts_extension(field))
        return bytes(words).decode().split(LIST_SEPARATOR.decode()), np.frombuffer(counts, "<u4")

    def lengths(self, field: str) -> NDArray[np.uint8] | None:
        """The length of the field in each document, as Whoosh's code of one byte; None where it has none."""
        name = W3Codec.column_filename(self._segment, f"_{field}_len")
        return self._column(name, np.dtype(np.uint8)) if self._files.file_exists(name) else None

    def total_length(self, field: str) -> int:
        """The length of the field in all documents together."""
        return int(self._segment._fieldlengths.get(field, 0))

    def moments(self) -> NDArray[np.int64]:
        """When each document became public, in microseconds since 1970."""
        name = W3Codec.column_filename(self._segment, MOMENT)
        return self._column(name, np.dtype(">i8")).astype(np.int64)

    def documents(self) -> tuple[memoryview, NDArray[np.int64]]:
        """Stored names of all documents, one after the other, and where each begins and the last ends."""
        content = self._open(f".{DOCUMENT}{W3Codec.COLUMN_EXT}")
        # Whoosh's VarBytesColumn: values, lengths, for long columns offsets too, then the codes of both types.
        end, code = len(content) - 1, chr(content[-1])
        if code == "X":
            end, code = end - 2 - self.count * np.dtype(chr(content[-2])).itemsize, chr(content[-3])
        kind = np.dtype(f">{code}")
        lengths = np.frombuffer(content[end - self.count * kind.itemsize : end], kind)
        return content, np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])

    def _content(self, field: str, term: str) -> memoryview | None:
        try:
            # Whoosh unpacks the length and forgets to take it out of its tuple.
            offset, (length,) = self._terms.term_info(field, term.encode("utf-8", "replace")).extent()
        except TermNotFound:
            return None
        return self._postings[offset : offset + length]

    def _open(self, extension: str) -> memoryview:
        view: memoryview = self._files.open_file(self._segment.make_filename(extension)).whole()
        return view

    def _column(self, name: str, kind: Any) -> NDArray[Any]:
        # Whoosh leaves out the zeros at the end of a column.
        found = np.frombuffer(self._files.open_file(name).whole(), kind)
        return np.concatenate([found, np.zeros(self.count - len(found), kind)])
