"""What is held in memory is found as if it were committed."""

from dataclasses import replace
from pathlib import Path

import pytest

from server.search.documents import DocumentKey, Facet, Kind, SearchDocument
from server.search.engine import Order, Request
from server.search.whoosh_engine.engine import WhooshEngine
from server.search.whoosh_engine.opened import Held
from server.text.languages import Language
from tests.search.worlds import EDITION, asked, entry, found, ids, paragraph, remark, search, text, under

COMMITTED = [
    text("p-00001", nl="De kop van de grensregio.", de="Der Kopf der Grenzregion."),
    text("p-00002", nl="De staart, een innovatiefonds.", de="Ein Schwanz."),
    remark("c-00000001", nl="Een kop en een staart.", on_nl="De kop.", on_de="Der Kopf."),
]
CHANGES = [
    text("p-00001", nl="De staart van de grensregio.", de="Der Schwanz der Grenzregion."),
    remark("c-00000002", de="Mehr Kopf für den Innovationsfonds!", on_nl="De kop."),
    entry("kop", nl=["kop", "open kop"], de=["Kopf"]),
    *under(
        paragraph("p-00007", nl="Een begin."), paragraph("p-00008", nl="Dan een kop."), nl="Kop en staart"
    ),
]
QUERIES = [
    "kop",
    "kop staart",
    "grens*",
    '"open kop"',
    '"de staart"',
    "-kop staart",
    "innovatie",
    "fonds",
    "Kopf",
]


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    engine = WhooshEngine(tmp_path / "held")
    engine.rebuild(COMMITTED)
    return engine


def by_key(documents: list[SearchDocument]) -> dict[DocumentKey, SearchDocument | None]:
    return {document.key: document for document in documents}


@pytest.mark.parametrize("typed", QUERIES)
def test_what_is_held_is_found_like_what_is_in_one_index(
    engine: WhooshEngine, tmp_path: Path, typed: str
) -> None:
    engine.hold(by_key(CHANGES) | {COMMITTED[1].key: None})
    whole = WhooshEngine(tmp_path / "whole")
    whole.rebuild([COMMITTED[2], *CHANGES])
    for order in Order:
        request = asked(typed, count=tuple(Facet), order=order)
        ours, expected = engine.search(request), whole.search(request)
        assert (ours.total, ours.counts, set(ids(ours))) == (
            expected.total,
            expected.counts,
            set(ids(expected)),
        )
    assert ids(ours) == ids(expected)


def test_what_is_not_held_any_more_is_as_committed(engine: WhooshEngine) -> None:
    before = search(engine, "kop")
    engine.hold(by_key(CHANGES))
    assert search(engine, "kop") != before
    engine.hold({})
    assert search(engine, "kop") == before
    assert engine.status().held == 0


def test_a_held_document_may_change_and_go(engine: WhooshEngine) -> None:
    key = DocumentKey(Kind.COMMENT, "c-00000009", EDITION)
    for written, expected in (("vogel", ["c-00000009"]), ("vis", []), ("vogels", ["c-00000009"])):
        engine.hold({key: remark(key.id, nl=written)})
        assert found(engine, "vogel") == expected
    engine.hold({key: None})
    assert (found(engine, "vogel"), engine.status().held) == ([], 1)


def test_held_documents_are_counted_and_listed_without_words(engine: WhooshEngine) -> None:
    engine.hold(by_key(CHANGES))
    results = engine.search(Request(count=(Facet.KIND,)))
    assert results.counts == {Facet.KIND: {"comment": 2, "concept": 1, "paragraph": 4}}
    assert [hit.key for hit in results.hits] == sorted(hit.key for hit in results.hits)


def test_what_is_held_stays_when_another_process_commits(engine: WhooshEngine, tmp_path: Path) -> None:
    engine.hold(by_key(CHANGES))
    WhooshEngine(tmp_path / "held").commit(CHANGES[:2])
    assert set(found(engine, "grensregio")) == {"p-00001"}
    assert engine.holds(Language.NL, ["grensregio", "begin", "nergens"]) == {"grensregio", "begin"}


def test_only_what_is_new_counts_as_a_change() -> None:
    held = Held()
    held.replace(by_key(CHANGES[:2]))
    first = held.version
    held.replace(by_key([replace(document) for document in CHANGES[:2]]))
    assert held.version == first
    held.replace(by_key(CHANGES[1:3]))
    assert held.version == first + 2
    held.replace({})
    assert (held.version, held.segment.count) == (first + 4, 0)
