"""The files of an index in memory: made, changed, merged. They come and go as bytes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

import numpy as np
from whoosh.util.numeric import byte_to_length

from server.search.documents import SearchDocument
from server.search.whoosh_engine.blocks import Placed, Postings
from server.search.whoosh_engine.codec import Memory, Writer, make_schema
from server.search.whoosh_engine.pool import Term
from server.search.whoosh_engine.schema import KEY, SCORED, prepared
from server.search.whoosh_engine.segment_file import SegmentFile
from server.search.whoosh_engine.sets import Places

Files = Mapping[str, bytes]

# A rebuild starts a new segment after so many postings, which take 250 MiB of memory (measured). 100,000 documents of
# 34 words have 11 million; a second segment would cost every query half as much again.
MAX_POSTINGS: Final = 12_000_000
# Whoosh only marks what is removed; its words stay in the file. Up to so many documents a segment is written
# anew at once, in two seconds at most (measured); a larger one when everything is merged.
MAX_REWRITTEN: Final = 1_000
# Of so many segments below SMALL documents none is merged: read as one, twelve add three tenths of a millisecond to
# a query of 41 words (measured), and a batch of 200 documents makes one.
MAX_SMALL: Final = 12
SMALL: Final = 10_000


@dataclass(frozen=True, slots=True)
class Changed:
    """The files of an index after a commit, and the keys that it has now and had not before, or the reverse."""

    files: Files
    added: frozenset[str]
    removed: frozenset[str]


class Part(NamedTuple):
    """A segment of an index: its name, the numbers of its removed documents, and what opens it."""

    id: str
    removed: frozenset[int]
    open: Callable[[], SegmentFile]


def parts_of(files: Files) -> list[Part]:
    """The segments of an index."""
    storage = Memory(files)
    return [
        Part(segment.segid, frozenset(segment.deleted_docs()), partial(SegmentFile, storage, segment))
        for segment in storage.open_index(schema=make_schema())._segments()
    ]


def built(documents: Iterable[SearchDocument], *, max_postings: int = MAX_POSTINGS) -> Changed:
    """The files of a new index, made one segment after the other."""
    storage = Memory()
    index = storage.create_index(make_schema())
    made = _Made({}, [])
    pending = iter(documents)
    for place in count():
        with _writer(index) as writer:
            made.fill(writer, place, pending, max_postings)
        if not writer.docnum:
            break
    if made.replaced:
        with _writer(index) as writer:
            for place, number in made.replaced:
                writer.segments[place].delete_document(number)
    return Changed(dict(storage.files), frozenset(made.places), frozenset())


class _Made(NamedTuple):
    """Segment and number of each document of a rebuild by its key, and of those that a later one replaced."""

    places: dict[str, tuple[int, int]]
    replaced: list[tuple[int, int]]

    def fill(
        self, writer: Writer, place: int, documents: Iterator[SearchDocument], max_postings: int
    ) -> None:
        """Put documents into one segment until it is full."""
        for document in documents:
            made = prepared(document)
            if made.key in self.places:
                self.replaced.append(self.places[made.key])
            self.places[made.key] = (place, writer.add(made))
            if writer.pool.size >= max_postings:
                break


def changed(files: Files, *, added: Iterable[SearchDocument], removed: Iterable[str]) -> Changed:
    """The files of an index after one commit; documents replace those with their key."""
    documents = {made.key: made for made in map(prepared, added)}
    storage = Memory(files)
    index = storage.open_index(schema=make_schema())
    found: set[str] = set()
    with _writer(index) as writer:
        touched = []
        for segment in writer.segments:
            file = SegmentFile(storage, segment)
            gone = {key: _document(file, segment, key) for key in (*removed, *documents)}
            for key, number in gone.items():
                if number is not None:
                    found.add(key)
                    segment.delete_document(number)
                    if segment.doc_count_all() <= MAX_REWRITTEN and segment not in touched:
                        touched.append(segment)
        for document in documents.values():
            writer.add(document)
        _absorb(storage, writer, touched)
    return Changed(
        dict(storage.files), frozenset(documents.keys() - found), frozenset(found - documents.keys())
    )


def merged(files: Files, *, everything: bool, small: int = SMALL) -> Files | None:
    """The files of the same index in fewer segments, None where there is nothing to do."""
    storage = Memory(files)
    index = storage.open_index(schema=make_schema())
    chosen = {segment.segid for segment in _to_merge(index._segments(), everything, small)}
    if not chosen:
        return None
    with _writer(index) as writer:
        _absorb(storage, writer, [segment for segment in writer.segments if segment.segid in chosen])
    return dict(storage.files)


def _to_merge(segments: list[Any], everything: bool, limit: int) -> list[Any]:
    """Small segments where there are too many, and those with removed documents.

    Of the small ones those that are no larger than all smaller ones together: so each document is written
    anew only as often as its part doubles.
    """
    holding = [
        each
        for each in segments
        if each.has_deletions() and (everything or each.doc_count_all() <= MAX_REWRITTEN)
    ]
    small = sorted(
        (each for each in segments if each.doc_count_all() < limit), key=lambda each: each.doc_count_all()
    )
    if len(small) <= MAX_SMALL:
        return holding
    taken, total = small[:2], sum(each.doc_count_all() for each in small[:2])
    for each in small[2:]:
        if each.doc_count_all() > total and len(small) - len(taken) < MAX_SMALL:
            break
        taken.append(each)
        total += each.doc_count_all()
    return taken + [each for each in holding if each not in taken]


def _document(file: SegmentFile, segment: Any, key: str) -> int | None:
    found = file.postings(KEY, key)
    if found is None:
        return None
    # A document that was replaced within one rebuild stands in its segment twice.
    alive = [int(number) for number in found.docs if not segment.is_deleted(int(number))]
    return alive[0] if alive else None


def _absorb(storage: Memory, writer: Writer, segments: list[Any]) -> None:
    """Move what is left of some segments into the one that is being written."""
    for segment in segments:
        _copy(SegmentFile(storage, segment), segment, writer)
    gone = {segment.segid for segment in segments}
    writer.segments = [segment for segment in writer.segments if segment.segid not in gone]


def _copy(file: SegmentFile, segment: Any, writer: Writer) -> None:
    content, starts = file.documents()
    moments = file.moments()
    lengths = {name: codes for name in SCORED.values() if (codes := file.lengths(name)) is not None}
    numbers = np.full(file.count, -1, np.int64)
    for number in range(file.count):
        if not segment.is_deleted(number):
            numbers[number] = writer.begin(
                bytes(content[starts[number] : starts[number + 1]]),
                int(moments[number]),
                {name: byte_to_length(codes[number]) for name, codes in lengths.items()},
            )
    is_whole = not segment.has_deletions()
    for name, token, found, placed in file.terms():
        term = _moved(token, found, placed, numbers, is_whole=is_whole)
        if len(term.docs):
            writer.pool[name].add_term(term)


def _moved(token: bytes, found: Postings, placed: Placed, numbers: Places, *, is_whole: bool) -> Term:
    """A term with its documents renumbered, those left out whose new number is -1."""
    docs = numbers[found.docs]
    weights = np.ones(len(docs), np.float32) if found.weights is None else found.weights
    counts = np.diff(placed.starts).astype(np.uint16)
    if is_whole:
        return Term(token, docs.astype(np.uint32), weights, counts, placed.positions)
    keep = docs >= 0
    positions = placed.positions[np.repeat(keep, counts)]
    return Term(token, docs[keep].astype(np.uint32), weights[keep], counts[keep], positions)


@contextmanager
def _writer(index: Any) -> Iterator[Writer]:
    with TemporaryDirectory(prefix="search-runs-", ignore_cleanup_errors=True) as index.storage.runs:
        writer = Writer(index)
        try:
            yield writer
        except BaseException:
            writer.cancel()
            raise
        writer.commit(merge=False)
