"""The door to Whoosh: its files, segments and commits, with posting lists written by numpy.

Uses what Whoosh 2.7.4 keeps to itself (`_tindex`, `_terminfo`, `_fieldlengths` ...), hence the pinned version.
What is written stays readable for Whoosh's own readers; a test holds both to the same answers.
"""

from collections.abc import Mapping
from io import SEEK_CUR, SEEK_END
from secrets import token_hex
from typing import Any, Final

import numpy as np
import whoosh
from whoosh import columns, fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3Segment, W3TermInfo
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.filedb.structfile import BufferFile
from whoosh.matching import ListMatcher
from whoosh.system import pack_ushort
from whoosh.writing import SegmentWriter

from server.search.whoosh_engine.blocks import packed, placed, postings
from server.search.whoosh_engine.pool import FieldPool, Term
from server.search.whoosh_engine.schema import EXACT, LISTED, SCORED, Prepared

if whoosh.versionstring() != "2.7.4":
    raise ImportError(
        f"whoosh {whoosh.versionstring()} is installed; the index needs exactly 2.7.4"
        " (whoosh3 and whoosh-reloaded install into the same folder)"
    )

DOCUMENT: Final = "document"
MOMENT: Final = "moment"
LIST_SEPARATOR: Final = b"\x1e"


def words_extension(field: str) -> str:
    """Of our own file in a segment with the sorted words of a field."""
    return f".{field}.words"


def counts_extension(field: str) -> str:
    """Of our own file in a segment with the number of documents of each of these words."""
    return f".{field}.counts"


class Places(formats.Format):  # type: ignore[misc]  # whoosh has no types
    """Positions as 16-bit numbers, as many as a posting has."""

    def decode_positions(self, value: bytes) -> list[int]:
        """What Whoosh asks for phrases."""
        return list(np.frombuffer(value, np.uint16).tolist())

    def decode_frequency(self, value: bytes) -> int:
        """How many positions there are."""
        return len(value) // 2


class Scored(fields.FieldType):  # type: ignore[misc]  # whoosh has no types
    """Words, stems or parts with weights and positions."""

    def __init__(self) -> None:
        super().__init__(Places(), None, scorable=True)


class Exact(fields.FieldType):  # type: ignore[misc]  # whoosh has no types
    """Terms that a document has or has not."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None)


def make_schema() -> fields.Schema:
    """The schema of the index; ANALYSIS_VERSION must rise when it changes."""
    schema = fields.Schema()
    schema.add(DOCUMENT, fields.COLUMN(columns.VarBytesColumn()))
    schema.add(MOMENT, fields.COLUMN(columns.NumericColumn("q")))
    for name in EXACT:
        schema.add(name, Exact())
    for name in SCORED.values():
        schema.add(name, Scored())
    return schema


class Memory(RamStorage):  # type: ignore[misc]  # whoosh has no types
    """Files in memory; `runs` is a folder for what Whoosh writes aside while a commit is made."""

    runs = ""

    def __init__(self, files: Mapping[str, bytes] | None = None) -> None:
        super().__init__()
        self.files.update(files or {})

    def temp_storage(self, name: str | None = None) -> FileStorage:
        """Whoosh's own would be one folder for all processes, and is not always removed."""
        del name
        return FileStorage(self.runs)

    def open_file(self, name: str, **_: object) -> "View":
        """Whoosh's own copies the whole file twice."""
        return View(memoryview(self.files[name]), name)


class View(BufferFile):  # type: ignore[misc]  # whoosh has no types
    """A file or a part of one, not copied."""

    def __init__(self, content: memoryview, name: str = "") -> None:
        self._buf, self._name, self.onclose = content, name, None
        self.file = _Cursor(content)
        self.is_real = self.is_closed = False

    def subset(self, position: int, length: int, name: str = "") -> "View":
        """A part as a file of its own."""
        return View(self._buf[position : position + length], name)

    def whole(self) -> memoryview:
        """All that the file holds."""
        return self._buf


class _Cursor:
    def __init__(self, content: memoryview) -> None:
        self._content, self._at = content, 0

    def seek(self, to: int, whence: int = 0) -> int:
        base = {SEEK_CUR: self._at, SEEK_END: len(self._content)}.get(whence, 0)
        self._at = base + to
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        end = len(self._content) if size is None or size < 0 else self._at + size
        found = bytes(self._content[self._at : end])
        self._at += len(found)
        return found

    def readline(self) -> bytes:
        rest = bytes(self._content[self._at :])
        line = rest[: rest.find(b"\n") + 1] or rest
        self._at += len(line)
        return line

    def close(self) -> None:
        """Nothing to let go of."""


class Codec(W3Codec):  # type: ignore[misc]  # whoosh has no types
    """Whoosh's codec with posting lists that come and go whole."""

    def field_writer(self, storage: Any, segment: Any) -> "_FieldWriter":
        """What writes all postings of a segment."""
        return _FieldWriter(self, storage, segment)

    def postings_reader(
        self, dbfile: "View", terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> ListMatcher:
        """For Whoosh's own searchers; ours reads the bytes itself."""
        # Whoosh unpacks the length and forgets to take it out of its tuple.
        offset, (length,) = terminfo.extent()
        content = dbfile.whole()[offset : offset + length]
        found, where = postings(content), placed(content)
        weights = np.ones(len(found.docs), np.float32) if found.weights is None else found.weights
        values = [each.tobytes() for each in np.split(where.positions, where.starts[1:-1])]
        return ListMatcher(
            found.docs.tolist(),
            weights.tolist(),
            values,
            format_,
            scorer=scorer,
            term=term,
            terminfo=terminfo,
        )

    def new_segment(self, storage: Any, indexname: str) -> W3Segment:
        """Whoosh draws names from `random`, which forked processes and seeded tests draw alike."""
        del storage
        return W3Segment(self, indexname, segid=token_hex(8))


class _FieldWriter(W3FieldWriter):  # type: ignore[misc]  # whoosh has no types
    """Writes a whole pool, and the words of the fields in LISTED to a list of their own."""

    def add_postings(self, schema: Any, lengths: Any, items: dict[str, FieldPool]) -> None:
        """Write a pool; lengths are not needed."""
        del lengths
        for name in sorted(items):
            self.start_field(name, schema[name])
            words: list[bytes] = []
            counts: list[int] = []
            # Taken out of the pool, so that it shrinks while the files grow.
            for term in items.pop(name).terms():
                self._write(term)
                words.append(term.token)
                counts.append(len(term.docs))
            self.finish_field()
            if name in LISTED:
                self._list(words_extension(name), LIST_SEPARATOR.join(words))
                self._list(counts_extension(name), np.array(counts, "<u4").tobytes())

    def _list(self, extension: str, content: bytes) -> None:
        with self._create_file(extension) as file:
            file.write(content)

    def _write(self, term: Term) -> None:
        content = packed(term.docs, term.weights, term.counts, term.positions)
        info = W3TermInfo()
        info.set_extent(self._postfile.tell(), len(content))
        info._df = len(term.docs)
        info._weight, info._maxweight = float(term.weights.sum()), float(term.weights.max())
        # By the shortest length in a list Whoosh leaves out what cannot be good enough: 0 leaves out nothing.
        info._minlength = 0
        info._minid, info._maxid = int(term.docs[0]), int(term.docs[-1])
        self._postfile.write(content)
        self._tindex.add(pack_ushort(self._fieldid) + term.token, info.to_bytes())


class Writer(SegmentWriter):  # type: ignore[misc]  # whoosh has no types
    """Whoosh's writer of one segment, over a pool that holds arrays instead of a tuple for each posting."""

    def __init__(self, index: Any) -> None:
        super().__init__(index, codec=Codec())
        self.pool = _Pool()

    def add(self, document: Prepared) -> int:
        """Add a document; returns its number in the segment."""
        number = self.begin(
            document.stored,
            document.moment,
            {name: words.length for name, words in document.words.items()},
        )
        for name, words in document.words.items():
            self.pool[name].add(number, words)
        for name, terms in document.exact.items():
            if terms:
                self.pool[name].add_exact(number, terms)
        return number

    def begin(self, stored: bytes, moment: int, lengths: Mapping[str, int]) -> int:
        """Add all of a document but its postings; returns its number in the segment."""
        number, writer = int(self.docnum), self.perdocwriter
        writer.start_doc(number)
        for name, length in lengths.items():
            writer.add_field(name, None, None, length)
        for name, value in ((DOCUMENT, stored), (MOMENT, moment)):
            writer.add_column_value(name, self.schema[name].column_type, value)
        writer.finish_doc()
        self._added = True
        self.docnum += 1
        return number


class _Pool(dict[str, FieldPool]):
    """What Whoosh's writer asks of a pool."""

    @property
    def size(self) -> int:
        """How many postings it holds."""
        return sum(map(len, self.values()))

    def __missing__(self, name: str) -> FieldPool:
        self[name] = FieldPool()
        return self[name]

    def iter_postings(self) -> "_Pool":
        """For the field writer, which takes it as it is."""
        return self

    def cleanup(self) -> None:
        """Let go of everything."""
        self.clear()
