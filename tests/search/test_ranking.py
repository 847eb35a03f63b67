"""The contract of an engine: what comes before what."""

from datetime import timedelta

from server.search.engine import Order, SearchEngine
from server.search.query import Expansion, Way
from server.text.languages import Language
from tests.search.worlds import (
    DAY,
    asked,
    concept,
    entry,
    found,
    ids,
    only_hit,
    paragraph,
    remark,
    search,
    text,
    under,
)

NL, DE = Language.NL, Language.DE

LIGHTHOUSE = concept("lighthouse", nl=["lighthouse"], de=["Leuchtturm"])
# What is searched for stands in one place each; the rest keeps lengths and counts of words alike.
OTHERS = [text(f"p-1000{place}", nl="iets heel anders") for place in range(9)]


def test_what_comes_before_what(engine: SearchEngine) -> None:
    opening = paragraph("p-00002", nl="over deze plek")
    engine.commit(
        [
            *OTHERS,
            remark("c-00008", nl="eens met dit", on_nl="een lighthouse hier"),
            # Several, as there are of the Dutch word: a rarer one would count more.
            *(text(f"p-0000{place}", de="ein Leuchtturm hier") for place in (5, 6, 7)),
            text("p-00004", nl="meer lighthouses hier"),
            text("p-00003", nl="een lighthouse hier"),
            *under(opening, nl="Het lighthouse"),
            entry("lighthouse", nl=["lighthouse"]),
        ]
    )
    assert found(engine, "lighthouse", LIGHTHOUSE) == [
        "lighthouse",
        "p-00002",
        "p-00003",
        "p-00004",
        "p-00005",
        "p-00006",
        "p-00007",
        "c-00008",
    ]


def test_the_counterpart_counts_like_the_own_wording(engine: SearchEngine) -> None:
    engine.commit(
        [text("p-00001", nl="de brug", de="das Haus"), text("p-00002", nl="de plek", de="das Dorf")]
    )
    dutch, german = only_hit(engine, "brug"), only_hit(engine, "Haus")
    assert (dutch.id, round(dutch.score, 5)) == (german.id, round(german.score, 5))


def test_many_terms_of_a_concept_do_not_outweigh_the_very_word(engine: SearchEngine) -> None:
    small = concept("sme", nl=["mkb"], de=["KMU", "Mittelstand", "Kleinbetriebe"])
    engine.commit(
        [*OTHERS, text("p-00001", de="KMU, Mittelstand, Kleinbetriebe"), text("p-00002", nl="het mkb hier")]
    )
    assert found(engine, "mkb", small) == ["p-00002", "p-00001"]


def test_of_expansions_only_the_best_one_counts(engine: SearchEngine) -> None:
    engine.commit(
        [*OTHERS, remark("c-00001", de="Fortschritt"), remark("c-00002", de="Fortschritt Neuerung")]
    )
    expansions = [
        Expansion(0, 0, DE, "Fortschritt", Way.PAIR, 0.4),
        Expansion(0, 0, DE, "Neuerung", Way.PAIR, 0.1),
    ]
    # The second document has both words, but is longer: the weaker one does not make up for that.
    assert ids(engine.search(asked("vooruitgang", expansions=expansions))) == ["c-00001", "c-00002"]


def test_a_rarer_word_counts_more(engine: SearchEngine) -> None:
    engine.commit(
        [*OTHERS, text("p-00001", nl="anders dan zeldzaam"), text("p-00002", nl="anders anders dan")]
    )
    assert found(engine, "anders OF zeldzaam")[0] == "p-00001"


def test_a_word_counts_more_the_more_often_it_stands_there(engine: SearchEngine) -> None:
    engine.commit([*OTHERS, text("p-00001", nl="kop en staart nu"), text("p-00002", nl="kop en kop nu")])
    assert found(engine, "kop") == ["p-00002", "p-00001"]


def test_a_word_counts_more_in_a_short_text(engine: SearchEngine) -> None:
    engine.commit(
        [
            *OTHERS,
            text("p-00001", nl="kop " + "en nog heel veel meer woorden " * 5),
            text("p-00002", nl="de kop"),
        ]
    )
    assert found(engine, "kop") == ["p-00002", "p-00001"]


def test_a_context_does_not_make_a_comment_long(engine: SearchEngine) -> None:
    context = "en nog heel veel meer woorden " * 5
    engine.commit(
        [*OTHERS, remark("c-00001", nl="kop", on_nl=context), remark("c-00002", nl="kop en nog iets")]
    )
    assert found(engine, "kop") == ["c-00001", "c-00002"]


def test_the_same_word_comes_before_a_compound_with_it(engine: SearchEngine) -> None:
    engine.commit([*OTHERS, text("p-00001", de="eine Grenzregion"), text("p-00002", de="eine Region")])
    assert found(engine, "Region") == ["p-00002", "p-00001"]


def test_the_same_world_gives_the_same_order(engine: SearchEngine) -> None:
    engine.commit(text(f"p-0000{place}", nl="kop staart") for place in (3, 1, 4, 0, 2))
    assert found(engine, "kop") == [f"p-0000{place}" for place in range(5)]


def test_what_is_equal_keeps_the_order_of_kinds_ids_and_editions(engine: SearchEngine) -> None:
    engine.commit(
        [
            text("p-00002", nl="kop", edition="2022"),
            text("p-00001", nl="kop", edition="2022"),
            text("p-00001", nl="kop", edition="2021"),
            remark("c-00001", nl="kop"),
        ]
    )
    keys = [(hit.kind, hit.id, hit.edition) for hit in search(engine, "kop").hits]
    assert keys == sorted(keys)


def test_the_newest_first(engine: SearchEngine) -> None:
    engine.commit(
        [
            text("p-00001", nl="kop " * 5, moment=DAY),
            remark("c-00002", nl="kop", moment=DAY + timedelta(days=2)),
            remark("c-00003", nl="kop", moment=DAY + timedelta(days=1)),
            remark("c-00001", nl="kop", moment=DAY + timedelta(days=1)),
        ]
    )
    assert found(engine, "kop")[0] == "p-00001"
    for typed in ("kop", ""):
        newest = asked(typed, order=Order.NEWEST)
        assert ids(engine.search(newest)) == ["c-00002", "c-00001", "c-00003", "p-00001"]


def test_the_pages_of_the_newest_follow_each_other(engine: SearchEngine) -> None:
    engine.commit(
        remark(f"c-0000{place}", nl="kop", moment=DAY + timedelta(hours=place)) for place in range(5)
    )
    pages = [
        ids(engine.search(asked("kop", order=Order.NEWEST, limit=2, offset=offset))) for offset in (0, 2, 4)
    ]
    assert pages == [["c-00004", "c-00003"], ["c-00002", "c-00001"], ["c-00000"]]
