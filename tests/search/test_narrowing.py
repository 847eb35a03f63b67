"""The contract of an engine: filters, what is left out by them, and counts of facets."""

import pytest

from server.domain.comments import StakeholderGroup
from server.search.documents import CommentFacts, Facet, Kind
from server.search.engine import SearchEngine
from tests.search.worlds import asked, entry, ids, remark, text

CITIZEN, COMPANY = StakeholderGroup.CITIZEN, StakeholderGroup.COMPANY


@pytest.fixture
def world(engine: SearchEngine) -> SearchEngine:
    """One document of each kind with the word "kop", and one that has another word only."""
    engine.commit(
        [
            text("p-00001", nl="kop", terms=["head"]),
            text("p-00001", nl="kop", edition="2020", terms=["head", "tail"]),
            remark(
                "c-00001", nl="kop", group=CITIZEN, facts=CommentFacts(terms=("head",), outcome="adopted")
            ),
            remark("c-00002", de="kop", group=COMPANY),
            entry("head", nl=["kop"]),
            text("p-00009", nl="staart"),
        ]
    )
    return engine


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({Facet.KIND: [Kind.COMMENT]}, ["c-00001", "c-00002"]),
        ({Facet.KIND: [Kind.CONCEPT, Kind.COMMENT]}, ["c-00001", "c-00002", "head"]),
        ({Facet.KIND: [Kind.COMMENT], Facet.GROUP: [COMPANY]}, ["c-00002"]),
        ({Facet.LANGUAGE: ["de"]}, ["c-00002", "head", "p-00001", "p-00001"]),
        ({Facet.EDITION: ["2020"]}, ["p-00001"]),
        ({Facet.OUTCOME: ["adopted"]}, ["c-00001"]),
        ({Facet.TERM: ["tail"]}, ["p-00001"]),
        ({Facet.ROUND: ["no-such-round"]}, []),
        ({Facet.ROUND: []}, []),
    ],
)
def test_only_documents_with_one_of_the_values_are_found(
    world: SearchEngine, filters: dict[Facet, list[str]], expected: list[str]
) -> None:
    results = world.search(asked("kop", filters=filters))
    assert (sorted(ids(results)), results.total) == (expected, len(expected))


def test_documents_with_one_of_the_values_are_left_out(world: SearchEngine) -> None:
    results = world.search(asked("kop", without={Facet.WORDINGS_OF: ["2020"], Facet.TERM: []}))
    assert sorted((hit.id, hit.edition) for hit in results.hits) == [
        ("c-00001", "2021"),
        ("c-00002", "2021"),
        ("head", ""),
        ("p-00001", "2021"),
    ]


def test_filters_alone_list_what_they_let_through(world: SearchEngine) -> None:
    assert ids(world.search(asked("", filters={Facet.KIND: [Kind.PARAGRAPH]}))) == [
        "p-00001",
        "p-00001",
        "p-00009",
    ]
    assert ids(world.search(asked("", without={Facet.KIND: [Kind.PARAGRAPH, Kind.COMMENT]}))) == ["head"]


def test_words_left_out_narrow_down_a_list_without_words(world: SearchEngine) -> None:
    assert ids(world.search(asked("-kop"))) == ["p-00009"]


def test_values_are_counted_over_all_hits(world: SearchEngine) -> None:
    results = world.search(asked("kop", count=Facet, limit=1))
    assert results.counts == {
        Facet.KIND: {"paragraph": 2, "comment": 2, "concept": 1},
        Facet.LANGUAGE: {"nl": 4, "de": 4},
        Facet.EDITION: {"2021": 3, "2020": 1},
        Facet.SECTION: {"1": 4},
        Facet.ROUND: {"round-1": 2},
        Facet.GROUP: {str(CITIZEN): 1, str(COMPANY): 1},
        Facet.OUTCOME: {"adopted": 1},
        Facet.TERM: {"head": 4, "tail": 1},
        Facet.WORDINGS_OF: {"2021": 1, "2020": 1},
    }


def test_a_facet_is_counted_as_if_it_had_no_filter(world: SearchEngine) -> None:
    filters = {Facet.KIND: [Kind.COMMENT], Facet.GROUP: [COMPANY], Facet.EDITION: ["2021"]}
    results = world.search(asked("kop", filters=filters, count=[Facet.KIND, Facet.GROUP, Facet.ROUND]))
    assert results.total == 1
    assert results.counts == {
        Facet.KIND: {"comment": 1},
        Facet.GROUP: {str(CITIZEN): 1, str(COMPANY): 1},
        Facet.ROUND: {"round-1": 1},
    }


def test_where_a_filter_lets_nothing_through_its_facet_still_counts(world: SearchEngine) -> None:
    results = world.search(asked("kop", filters={Facet.KIND: [Kind.SOURCE]}, count=[Facet.KIND, Facet.ROUND]))
    assert (results.total, results.hits) == (0, ())
    assert results.counts == {Facet.KIND: {"paragraph": 2, "comment": 2, "concept": 1}, Facet.ROUND: {}}


def test_where_nothing_is_found_nothing_is_counted(world: SearchEngine) -> None:
    assert world.search(asked("pels", count=[Facet.KIND])).counts == {Facet.KIND: {}}


def test_what_misses_a_word_is_narrowed_down_and_counted_as_well(engine: SearchEngine) -> None:
    engine.commit(
        [text("p-00001", nl="kop romp staart"), remark("c-00001", nl="kop romp"), entry("a", nl=["kop"])]
    )
    results = engine.search(
        asked("kop romp staart", missing=1, filters={Facet.KIND: ["comment"]}, count=[Facet.KIND])
    )
    assert (ids(results), results.total) == (["c-00001"], 1)
    assert results.counts == {Facet.KIND: {"paragraph": 1, "comment": 1}}


def test_nothing_is_counted_unasked(world: SearchEngine) -> None:
    assert world.search(asked("kop")).counts == {}
