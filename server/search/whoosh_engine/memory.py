"""An index in memory as Whoosh sees it: reading, adding, removing. Files come and go as bytes."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Any

from whoosh import query
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.reading import SegmentReader
from whoosh.writing import MERGE_SMALL

from server.search.documents import DocumentKey, SearchDocument
from server.search.whoosh_engine.schema import index_fields, key_term, make_schema
from server.search.whoosh_engine.weighting import Weighting

# Whoosh only marks what is removed; its words stay in the file. Up to so many documents a file is written
# anew at once, in two seconds at most (measured); a larger one at the next rebuild.
MAX_REWRITTEN = 1_000


class _Memory(RamStorage):  # type: ignore[misc]  # whoosh has no types
    """Files in memory; `runs` is a folder for sorting while a commit is made."""

    runs = ""

    def temp_storage(self, name: str | None = None) -> FileStorage:
        """Whoosh's own would be one folder for all processes, and is not always removed."""
        del name
        return FileStorage(self.runs)


class _Codec(W3Codec):  # type: ignore[misc]  # whoosh has no types
    def new_segment(self, storage: Any, indexname: str) -> W3Segment:
        """Whoosh draws names from `random`, which forked processes and seeded tests draw alike."""
        del storage
        return W3Segment(self, indexname, segid=token_hex(8))


def open_searcher(files: Mapping[str, bytes]) -> Any:
    """A Whoosh searcher over the files of an index; fails in Whoosh's many ways when they do not fit."""
    return _open(files).searcher(weighting=Weighting())


def built(documents: Iterable[SearchDocument]) -> dict[str, bytes]:
    """The files of a new index."""
    storage = _Memory()
    index = storage.create_index(make_schema())
    with _writer(index) as writer:
        for document in _latest(documents):
            writer.add_document(**index_fields(document))
    return dict(storage.files)


def changed(
    files: Mapping[str, bytes], *, added: Iterable[SearchDocument] = (), removed: Iterable[DocumentKey] = ()
) -> dict[str, bytes]:
    """The files of an index after one commit; documents replace those with their key."""
    documents = _latest(added)
    index = _open(files)
    gone = [*removed, *(document.key for document in documents)]
    with _writer(index) as writer:
        if gone:
            writer.delete_by_query(query.Or([query.Term("key", key_term(key)) for key in gone]))
        for document in documents:
            writer.add_document(**index_fields(document))
    return dict(index.storage.files)


@contextmanager
def _writer(index: Any) -> Iterator[Any]:
    with TemporaryDirectory(prefix="search-runs-", ignore_cleanup_errors=True) as index.storage.runs:
        writer = index.writer(codec=_Codec())
        try:
            yield writer
        except BaseException:
            writer.cancel()
            raise
        writer.commit(mergetype=_without_removed)


def _without_removed(writer: Any, segments: list[Any]) -> list[Any]:
    """Merge as Whoosh does, and write anew what holds words of removed documents."""
    kept = []
    for segment in segments:
        if segment.has_deletions() and segment.doc_count_all() <= MAX_REWRITTEN:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
        else:
            kept.append(segment)
    return list(MERGE_SMALL(writer, kept))


def _open(files: Mapping[str, bytes]) -> Any:
    storage = _Memory()
    storage.files.update(files)
    return storage.open_index(schema=make_schema())


def _latest(documents: Iterable[SearchDocument]) -> list[SearchDocument]:
    """One document per key, the last one: Whoosh does not replace within a commit."""
    return list({document.key: document for document in documents}.values())
