"""Segments: few enough to search fast, and never written anew without need."""

from pathlib import Path

import pytest

from server.search.engine import digest_of
from server.search.whoosh_engine import memory
from server.search.whoosh_engine.engine import WhooshEngine
from tests.search.worlds import search, text

KEPT = [text(f"p-0{place:04}", nl=f"kop w{place}", de="Der Kopf") for place in range(30)]


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    engine = WhooshEngine(tmp_path)
    engine.rebuild(KEPT[:10])
    return engine


def test_a_commit_merges_nothing(engine: WhooshEngine) -> None:
    for document in KEPT[10:20]:
        engine.commit([document])
    assert engine.status().segments == 11
    assert not engine.merge()


def test_too_many_small_segments_become_few(engine: WhooshEngine) -> None:
    for document in KEPT[10:]:
        engine.commit([document])
    before = search(engine, '"kop w15"'), search(engine, "kop").total, engine.status().digest
    assert engine.merge()
    assert not engine.merge()
    assert engine.status().segments <= memory.MAX_SMALL
    assert (search(engine, '"kop w15"'), search(engine, "kop").total, engine.status().digest) == before


def test_merging_leaves_large_segments_alone() -> None:
    files = memory.built(KEPT[:10]).files
    large = {part.id for part in memory.parts_of(files)}
    for document in KEPT[10:]:
        files = memory.changed(files, added=[document], removed=[]).files
    merged = memory.merged(files, everything=False, small=5)
    assert merged is not None
    assert large < {part.id for part in memory.parts_of(merged)}
    assert sum(part.open().count for part in memory.parts_of(merged)) == len(KEPT)


def test_a_commit_writes_small_segments_with_removed_words_anew(engine: WhooshEngine) -> None:
    engine.commit(KEPT[10:12])
    engine.commit([], [KEPT[0].key, KEPT[10].key])
    assert [part.removed for part in memory.parts_of(engine._contents().files)] == [frozenset()]
    assert search(engine, "kop").total == 10


def test_a_rebuild_of_many_words_makes_several_segments() -> None:
    again = [text(KEPT[3].id, nl="anders"), text(KEPT[29].id, nl="anders")]
    made = memory.built([*KEPT, *again], max_postings=100)
    parts = memory.parts_of(made.files)
    assert len(parts) > 2
    assert sum(len(part.removed) for part in parts) == 2
    assert sum(part.open().count for part in parts) == len(KEPT) + 2
    assert len(made.added) == len(KEPT)


def test_the_manifest_knows_number_and_digest_after_every_act(engine: WhooshEngine) -> None:
    engine.commit([KEPT[5], *KEPT[10:20]], [KEPT[0].key, KEPT[29].key])
    engine.commit([KEPT[0]], [KEPT[0].key, KEPT[1].key])
    engine.merge(everything=True)
    status = engine.status()
    expected = [KEPT[0], *KEPT[2:20]]
    assert (status.documents, status.digest) == (len(expected), digest_of(each.key for each in expected))
    assert status.size > 0
