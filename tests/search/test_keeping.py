"""The contract of an engine: adding, replacing, removing, rebuilding, and what other readers see."""

import pytest

from server.search.engine import DocumentKey, IndexBroken, Kind, SearchEngine
from server.search.query import parse
from tests.search.conftest import OpenEngine
from tests.search.worlds import EDITION, entry, found, remark, search, text

COMMENT = DocumentKey(Kind.COMMENT, "c-00001", EDITION)


def test_a_new_engine_is_not_ready_until_it_is_rebuilt(open_engine: OpenEngine) -> None:
    engine = open_engine()
    assert not engine.is_ready()
    engine.rebuild([])
    assert engine.is_ready()


def test_without_an_index_every_act_asks_for_a_rebuild(open_engine: OpenEngine) -> None:
    engine = open_engine()
    with pytest.raises(IndexBroken):
        engine.search(parse("kop"))
    with pytest.raises(IndexBroken):
        engine.index([text("p-00001", nl="kop")])
    with pytest.raises(IndexBroken):
        engine.remove([COMMENT])


def test_an_index_is_there_when_it_is_opened_again(open_engine: OpenEngine) -> None:
    open_engine().rebuild([text("p-00001", nl="kop")])
    again = open_engine()
    assert again.is_ready()
    assert found(again, "kop") == ["p-00001"]


def test_a_rebuild_replaces_everything(engine: SearchEngine) -> None:
    engine.index([text("p-00001", nl="kop")])
    engine.rebuild([text("p-00002", nl="kop")])
    assert found(engine, "kop") == ["p-00002"]


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(engine: SearchEngine) -> None:
    def documents():  # type: ignore[no-untyped-def]
        yield text("p-00002", nl="kop")
        raise RuntimeError("the database went away")

    engine.index([text("p-00001", nl="kop")])
    with pytest.raises(RuntimeError, match="went away"):
        engine.rebuild(documents())
    assert found(engine, "kop") == ["p-00001"]
    engine.index([text("p-00003", nl="kop")])
    assert set(found(engine, "kop")) == {"p-00001", "p-00003"}


def test_a_document_replaces_the_one_with_its_key(engine: SearchEngine) -> None:
    engine.index([text("p-00001", nl="kop")])
    engine.index([text("p-00001", nl="staart")])
    assert found(engine, "kop") == []
    assert found(engine, "staart") == ["p-00001"]


def test_of_two_documents_with_one_key_the_last_counts(engine: SearchEngine) -> None:
    engine.index([text("p-00001", nl="kop"), text("p-00001", nl="staart")])
    assert (found(engine, "kop"), found(engine, "staart")) == ([], ["p-00001"])


def test_a_paragraph_stands_in_every_edition(engine: SearchEngine) -> None:
    engine.index([text("p-00001", nl="kop", edition="2021"), text("p-00001", nl="kop", edition="2022")])
    assert {hit.edition for hit in search(engine, "kop").hits} == {"2021", "2022"}


def test_a_removed_comment_is_not_found(engine: SearchEngine) -> None:
    engine.index([remark("c-00001", nl="kop"), remark("c-00002", nl="kop")])
    engine.remove([COMMENT])
    assert found(engine, "kop") == found(engine, "kop*") == ["c-00002"]
    assert search(engine, "kop").total == 1


def test_a_removed_comment_may_come_back(engine: SearchEngine) -> None:
    engine.index([remark("c-00001", nl="kop")])
    engine.remove([COMMENT])
    engine.index([remark("c-00001", nl="kop")])
    assert found(engine, "kop") == ["c-00001"]


def test_removing_what_is_not_there_changes_nothing(engine: SearchEngine) -> None:
    engine.index([entry("kop", nl=["kop"])])
    engine.remove([COMMENT])
    engine.remove([])
    assert found(engine, "kop") == ["kop"]


def test_many_small_commits_make_one_index(engine: SearchEngine) -> None:
    for place in range(30):
        engine.index([text(f"p-000{place:02}", nl="kop", de="Spitze")])
        engine.remove([DocumentKey(Kind.PARAGRAPH, f"p-000{place - 1:02}", EDITION)] if place % 2 else [])
    odd = {f"p-000{place:02}" for place in range(1, 30, 2)}
    assert {hit.id for hit in engine.search(parse("kop"), limit=50).hits} == odd
    assert {hit.id for hit in engine.search(parse('"kop"'), limit=50).hits} == odd


def test_a_reader_sees_what_a_writer_committed(open_engine: OpenEngine) -> None:
    writer, reader = open_engine(), open_engine()
    writer.rebuild([text("p-00001", nl="kop")])
    assert found(reader, "kop") == ["p-00001"]
    writer.index([remark("c-00001", nl="kop")])
    assert set(found(reader, "kop")) == {"p-00001", "c-00001"}
    writer.remove([COMMENT])
    assert found(reader, "kop") == ["p-00001"]
    writer.rebuild([text("p-00002", nl="kop")])
    assert found(reader, "kop") == ["p-00002"]


def test_two_writers_take_turns(open_engine: OpenEngine) -> None:
    one, other = open_engine(), open_engine()
    one.rebuild([text("p-00001", nl="kop")])
    other.index([text("p-00002", nl="kop")])
    one.index([text("p-00003", nl="kop")])
    assert set(found(other, "kop")) == {"p-00001", "p-00002", "p-00003"}


def test_an_engine_that_was_closed_opens_again(engine: SearchEngine) -> None:
    engine.index([text("p-00001", nl="kop")])
    engine.close()
    assert found(engine, "kop") == ["p-00001"]
