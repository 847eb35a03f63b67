"""The contract of an engine: committing, replacing, removing, rebuilding, holding, and what other readers see."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from server.search.documents import DocumentKey, Field, Kind, SearchDocument
from server.search.engine import IndexBroken, SearchEngine, digest_of
from server.text.languages import Language
from tests.search.conftest import OpenEngine
from tests.search.worlds import EDITION, asked, entry, found, ids, remark, search, text

NL, DE = Language.NL, Language.DE
COMMENT = DocumentKey(Kind.COMMENT, "c-00001", EDITION)


def paragraph_key(paragraph_id: str) -> DocumentKey:
    return DocumentKey(Kind.PARAGRAPH, paragraph_id, EDITION)


def test_a_new_engine_is_not_ready_until_it_is_rebuilt(open_engine: OpenEngine) -> None:
    engine = open_engine()
    assert not engine.is_ready()
    engine.rebuild([])
    assert engine.is_ready()


def test_without_an_index_every_act_asks_for_a_rebuild(open_engine: OpenEngine) -> None:
    engine = open_engine()
    with pytest.raises(IndexBroken):
        search(engine, "kop")
    with pytest.raises(IndexBroken):
        engine.commit([text("p-00001", nl="kop")])
    with pytest.raises(IndexBroken):
        engine.commit([], [COMMENT])
    with pytest.raises(IndexBroken):
        engine.vocabulary()
    with pytest.raises(IndexBroken):
        engine.holds(NL, ["kop"])
    with pytest.raises(IndexBroken):
        engine.status()


def test_an_index_is_there_when_it_is_opened_again(open_engine: OpenEngine) -> None:
    open_engine().rebuild([text("p-00001", nl="kop")])
    again = open_engine()
    assert again.is_ready()
    assert found(again, "kop") == ["p-00001"]


def test_a_rebuild_replaces_everything(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", nl="kop")])
    engine.rebuild([text("p-00002", nl="kop")])
    assert found(engine, "kop") == ["p-00002"]


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(engine: SearchEngine) -> None:
    def documents() -> Iterator[SearchDocument]:
        yield text("p-00002", nl="kop")
        raise RuntimeError("the database went away")

    engine.commit([text("p-00001", nl="kop")])
    with pytest.raises(RuntimeError, match="went away"):
        engine.rebuild(documents())
    assert found(engine, "kop") == ["p-00001"]
    engine.commit([text("p-00003", nl="kop")])
    assert set(found(engine, "kop")) == {"p-00001", "p-00003"}


def test_readers_keep_the_old_index_until_the_new_one_is_whole(open_engine: OpenEngine) -> None:
    writer, reader = open_engine(), open_engine()
    writer.rebuild([text("p-00001", nl="kop")])
    seen: list[list[str]] = []

    def documents() -> Iterator[SearchDocument]:
        for place in range(1_200):
            yield text(f"p-1{place:04}", nl="kop")
            if place % 600 == 599:
                seen.append(found(reader, "kop"))

    writer.rebuild(documents())
    assert seen == [["p-00001"], ["p-00001"]]
    assert search(reader, "kop").total == 1_200


def test_a_commit_that_fails_leaves_the_index_as_it_was(engine: SearchEngine) -> None:
    def documents() -> Iterator[SearchDocument]:
        yield text("p-00002", nl="kop")
        raise RuntimeError("the database went away")

    engine.commit([text("p-00001", nl="kop")])
    with pytest.raises(RuntimeError, match="went away"):
        engine.commit(documents(), [paragraph_key("p-00001")])
    assert found(engine, "kop") == ["p-00001"]


def test_a_document_replaces_the_one_with_its_key(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", nl="kop")])
    engine.commit([text("p-00001", nl="staart")])
    assert found(engine, "kop") == []
    assert found(engine, "staart") == ["p-00001"]


def test_of_two_documents_with_one_key_the_last_counts(engine: SearchEngine) -> None:
    both = [text("p-00001", nl="kop"), text("p-00001", nl="staart")]
    engine.commit(both)
    assert (found(engine, "kop"), found(engine, "staart")) == ([], ["p-00001"])
    engine.rebuild(both)
    assert (found(engine, "kop"), found(engine, "staart")) == ([], ["p-00001"])
    assert engine.status().documents == 1


def test_a_paragraph_stands_in_every_edition(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", nl="kop", edition="2021"), text("p-00001", nl="kop", edition="2022")])
    assert {hit.edition for hit in search(engine, "kop").hits} == {"2021", "2022"}


def test_a_removed_comment_is_not_found(engine: SearchEngine) -> None:
    engine.commit([remark("c-00001", nl="kop"), remark("c-00002", nl="kop")])
    engine.commit([], [COMMENT])
    assert found(engine, "kop") == found(engine, "kop*") == ["c-00002"]
    assert search(engine, "kop").total == 1


def test_one_commit_adds_and_removes(engine: SearchEngine) -> None:
    engine.commit([remark("c-00001", nl="kop")])
    engine.commit([text("p-00001", nl="kop")], [COMMENT])
    assert found(engine, "kop") == ["p-00001"]


def test_what_is_removed_and_put_in_at_once_is_there(engine: SearchEngine) -> None:
    engine.commit([remark("c-00001", nl="kop")])
    engine.commit([remark("c-00001", nl="staart")], [COMMENT])
    assert (found(engine, "kop"), found(engine, "staart")) == ([], ["c-00001"])


def test_a_removed_comment_may_come_back(engine: SearchEngine) -> None:
    engine.commit([remark("c-00001", nl="kop")])
    engine.commit([], [COMMENT])
    engine.commit([remark("c-00001", nl="kop")])
    assert found(engine, "kop") == ["c-00001"]


def test_removing_what_is_not_there_changes_nothing(engine: SearchEngine) -> None:
    engine.commit([entry("kop", nl=["kop"])])
    before = engine.status().digest
    engine.commit([], [COMMENT])
    engine.commit([])
    assert (found(engine, "kop"), engine.status().digest) == (["kop"], before)


def test_many_small_commits_and_a_merge_make_one_index(engine: SearchEngine) -> None:
    for place in range(30):
        gone = [paragraph_key(f"p-000{place - 1:02}")] if place % 2 else []
        engine.commit([text(f"p-000{place:02}", nl="kop", de="Spitze")], gone)
    odd = {f"p-000{place:02}" for place in range(1, 30, 2)}
    for _ in range(2):
        assert set(ids(engine.search(asked("kop", limit=50)))) == odd
        assert set(ids(engine.search(asked('"kop"', limit=50)))) == odd
        engine.merge()
    assert not engine.merge()


def test_a_reader_sees_what_a_writer_committed(open_engine: OpenEngine) -> None:
    writer, reader = open_engine(), open_engine()
    writer.rebuild([text("p-00001", nl="kop")])
    assert found(reader, "kop") == ["p-00001"]
    writer.commit([remark("c-00001", nl="kop")])
    assert set(found(reader, "kop")) == {"p-00001", "c-00001"}
    writer.commit([], [COMMENT])
    assert found(reader, "kop") == ["p-00001"]
    writer.rebuild([text("p-00002", nl="kop")])
    assert found(reader, "kop") == ["p-00002"]


def test_two_writers_take_turns(open_engine: OpenEngine) -> None:
    one, other = open_engine(), open_engine()
    one.rebuild([text("p-00001", nl="kop")])
    other.commit([text("p-00002", nl="kop")])
    one.commit([text("p-00003", nl="kop")])
    assert set(found(other, "kop")) == {"p-00001", "p-00002", "p-00003"}


def test_an_engine_that_was_closed_opens_again(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", nl="kop")])
    engine.close()
    assert found(engine, "kop") == ["p-00001"]


def test_the_digest_is_that_of_the_keys_whatever_the_way_there(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", nl="kop"), text("p-00002", nl="staart"), remark("c-00001", nl="kop")])
    engine.commit([text("p-00002", nl="romp")], [COMMENT])
    keys = [paragraph_key("p-00001"), paragraph_key("p-00002")]
    assert (engine.status().documents, engine.status().digest) == (2, digest_of(keys))
    engine.rebuild([text("p-00001", nl="kop")])
    assert (engine.status().documents, engine.status().digest) == (1, digest_of(keys[:1]))


def test_changes_that_are_held_are_answered_with(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", nl="kop"), text("p-00002", nl="kop"), text("p-00003", nl="kop")])
    engine.hold(
        {
            paragraph_key("p-00001"): text("p-00001", nl="staart"),
            paragraph_key("p-00002"): None,
            COMMENT: remark("c-00001", nl="kop en hals", de=""),
        }
    )
    assert set(found(engine, "kop")) == {"p-00003", "c-00001"}
    assert found(engine, "staart") == found(engine, "sta*") == ["p-00001"]
    assert found(engine, "hals") == found(engine, '"en hals"') == ["c-00001"]


def test_other_changes_replace_those_that_were_held(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", nl="kop")])
    engine.hold({COMMENT: remark("c-00001", nl="kop")})
    engine.hold({DocumentKey(Kind.COMMENT, "c-00002", EDITION): remark("c-00002", nl="kop")})
    assert set(found(engine, "kop")) >= {"p-00001", "c-00002"}
    engine.hold({})
    assert "p-00001" in found(engine, "kop")


class Read(tuple[Field, ...]):
    """Fields that count how often somebody went through them."""

    times = 0

    def __iter__(self) -> Iterator[Field]:
        self.times += 1
        return super().__iter__()


def test_what_is_held_already_is_not_analysed_again(engine: SearchEngine) -> None:
    fields = Read(remark("c-00001", nl="kop").fields)
    held = replace(remark("c-00001", nl="kop"), fields=fields)
    engine.hold({held.key: held})
    once = fields.times
    engine.hold({held.key: held, paragraph_key("p-00001"): text("p-00001", nl="kop")})
    assert (fields.times, search(engine, "kop").total) == (once, 2)


def test_merging_everything_changes_no_answer(engine: SearchEngine) -> None:
    engine.commit([text("p-00001", nl="kop"), text("p-00002", nl="kop")])
    engine.commit([], [paragraph_key("p-00001")])
    engine.merge(everything=True)
    assert found(engine, "kop") == ["p-00002"]


def test_what_is_held_and_committed_is_found_once(engine: SearchEngine) -> None:
    held = remark("c-00001", nl="kop")
    engine.hold({held.key: held})
    engine.commit([held])
    assert (found(engine, "kop"), search(engine, "kop").total) == (["c-00001"], 1)


def test_a_vocabulary_counts_documents_by_word_as_written(engine: SearchEngine) -> None:
    engine.rebuild(
        [
            text("p-00001", nl="Ideeën, ideeën en een mkb’er", de="Förderung der Straße"),
            text("p-00002", nl="ideeën", de="Foerderung"),
        ]
    )
    assert engine.vocabulary().words == {
        NL: {"ideeën": 2, "en": 1, "een": 1, "mkb’er": 1},
        DE: {"förderung": 1, "foerderung": 1, "der": 1, "straße": 1},
    }


def test_two_vocabularies_with_one_generation_are_the_same(engine: SearchEngine) -> None:
    engine.rebuild([text("p-00001", nl="kop")])
    first = engine.vocabulary()
    assert engine.vocabulary() == first
    engine.rebuild([text("p-00001", nl="staart")])
    second = engine.vocabulary()
    assert (second.generation == first.generation) == (second.words == first.words)


def test_a_word_is_held_only_while_a_document_has_it(engine: SearchEngine) -> None:
    engine.commit([remark("c-00001", nl="Förderung kop"), text("p-00001", nl="kop")])
    assert engine.holds(NL, ["förderung", "kop", "staart"]) == {"förderung", "kop"}
    assert engine.holds(DE, ["förderung", "kop"]) == frozenset()
    engine.commit([], [COMMENT])
    assert engine.holds(NL, ["förderung", "kop"]) == {"kop"}


def test_a_word_counts_as_held_with_what_changed_since(engine: SearchEngine) -> None:
    engine.commit([remark("c-00001", nl="geheim kop"), text("p-00001", nl="kop")])
    engine.hold({COMMENT: None, paragraph_key("p-00002"): text("p-00002", nl="staart")})
    assert engine.holds(NL, ["geheim", "kop", "staart"]) == {"kop", "staart"}


@pytest.mark.parametrize(
    "written",
    [
        "\x00 \ud800 kop \\ ' \"",
        "kop'' \\\\ kop's mkb’er",
        "kop " * 20_000,
        "kop " + " ".join(f"woord{place}" for place in range(60_000)),
        "kop " + "x" * 5_000,
        "kop " + "Ⱥ" * 3_000,
        "kop " + " ".join("ﷺ" * 3 for _ in range(3_000)),
    ],
    ids=["signs", "quotes", "same-word", "many-words", "long-word", "wide-letters", "ligatures"],
)
def test_nothing_that_is_written_is_too_much(engine: SearchEngine, written: str) -> None:
    engine.commit([text("p-00001", nl=written, de=written)])
    assert found(engine, "kop") == ["p-00001"]
    engine.commit([text("p-00001", nl="staart")])
    assert engine.vocabulary().words.keys() == {NL, DE}
    assert found(engine, "kop") == []
