"""A typed word that the record does not hold is held against those that it does."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from server.search.engine import Vocabulary
from server.search.grammar import parse
from server.search.spelling import MAX_OFFERS, MAX_WORDS, Speller, did_you_mean
from server.text.languages import Language
from tests.search.evaluation import record_vocabulary

NL, DE = Language.NL, Language.DE
NONE: Mapping[str, int] = {}


def speller(nl: Mapping[str, int] = NONE, de: Mapping[str, int] = NONE) -> Speller:
    return Speller(Vocabulary(1, {NL: nl, DE: de}))


def all_there(language: Language, words: Iterable[str]) -> frozenset[str]:
    return frozenset(words)


def meant(typed: str, *, nl: Mapping[str, int] = NONE, de: Mapping[str, int] = NONE) -> str:
    return did_you_mean(parse(typed), speller(nl, de), all_there)


def words(found: Speller, typed: str) -> list[str]:
    return [offer.word for offer in found.offers(typed)]


def test_nineteen_of_twenty_typos_lead_back_to_the_word() -> None:
    found = Speller(record_vocabulary())
    typos = tomllib.loads((Path(__file__).parent / "typos.toml").read_text("utf-8"))
    right = [
        words(found, typed)[:1] == [word]
        for of_language in typos.values()
        for typed, word in of_language.items()
    ]
    assert len(right) >= 200
    assert sum(right) / len(right) >= 0.95


def test_a_letter_left_out_put_in_taken_for_another_or_swapped_is_noticed() -> None:
    for typed in ("netwek", "netwerrk", "netwprk", "newterk"):
        assert meant(typed, nl={"netwerk": 3}) == "netwerk"


def test_two_slips_are_noticed_in_longer_words_only() -> None:
    assert meant("samnwerkng", nl={"samenwerking": 3}) == "samenwerking"
    assert meant("gren", nl={"gras": 3}) == ""


def test_of_two_words_the_more_frequent_was_meant() -> None:
    assert meant("regin", nl={"regie": 1, "regio": 90}) == "regio"


def test_swapped_letters_are_likelier_than_a_more_frequent_word() -> None:
    assert words(speller(de={"achsen": 3, "achse": 4}), "achsne")[0] == "achsen"


def test_words_of_both_languages_are_offered_each_once() -> None:
    found = speller(nl={"project": 3, "sensor": 1}, de={"projekt": 2, "sensor": 9})
    assert set(words(found, "projekct")) == {"project", "projekt"}
    assert [tuple(offer) for offer in found.offers("sensorr")] == [("sensor", DE)]


def test_there_are_few_offers() -> None:
    assert len(words(speller(nl={f"gren{letter}": 1 for letter in "abcdefghij"}), "grenq")) == MAX_OFFERS


def test_what_stands_in_the_record_is_not_doubted() -> None:
    assert meant("regie", nl={"regie": 2, "regio": 90}) == ""


def test_what_hardly_stands_there_is_doubted_for_the_sake_of_a_frequent_word() -> None:
    assert meant("regoi", nl={"regoi": 1, "regio": 120}) == "regio"


def test_a_word_of_the_dictionary_is_only_doubted_for_a_frequent_one_at_one_edit() -> None:
    assert meant("robots in de fabriek", nl={"rubriek": 200, "robots": 1}) == ""
    assert [meant("hamer", nl={"kamer": count}) for count in (4, 5)] == ["", "kamer"]


def test_short_words_numbers_and_strange_words_are_left_alone() -> None:
    assert [meant(typed, nl={"mkb": 9, "2021": 4}) for typed in ("mkp", "2022", "xyzzyxyzzy")] == ["", "", ""]


def test_the_rest_of_the_query_stays_as_it_was_typed() -> None:
    assert (
        meant('kind:comment "open inovatie" -markt', nl={"innovatie": 9})
        == 'kind:comment "open innovatie" -markt'
    )


def test_capitals_are_kept() -> None:
    assert meant("Digitalsierung", de={"digitalisierung": 3}) == "Digitalisierung"
    assert meant("NETZWREK", de={"netzwerk": 3}) == "NETZWERK"


def test_what_is_left_out_and_beginnings_of_words_are_not_corrected() -> None:
    assert meant("markt -netwrek", nl={"netwerk": 3}) == ""
    assert meant("netwrek*", nl={"netwerk": 3}) == ""


def test_a_word_that_is_gone_is_never_offered() -> None:
    gone = {"kanarie"}

    def holds(language: Language, asked: Iterable[str]) -> frozenset[str]:
        return frozenset(asked) - gone

    found = speller(nl={"kanarie": 9, "kanaries": 1})
    assert did_you_mean(parse("kannarie"), found, holds) == ""
    assert did_you_mean(parse("kanariess"), found, holds) == "kanaries"


def test_only_the_first_strange_words_are_corrected() -> None:
    typed = " ".join(["netwrek", "regoi", "innovaite", "projcet"])
    known = {"netwerk": 1, "regio": 1, "innovatie": 1, "project": 1}
    assert meant(typed, nl=known).split()[MAX_WORDS:] == ["projcet"]


def test_the_index_is_not_asked_where_nothing_is_strange() -> None:
    def holds(language: Language, asked: Iterable[str]) -> frozenset[str]:
        raise AssertionError

    assert did_you_mean(parse("netwerk"), speller(nl={"netwerk": 3}), holds) == ""
