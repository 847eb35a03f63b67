"""Words of the other language that are written alike are found in the record's own vocabulary."""

from collections.abc import Mapping

from server.search.crossing.cognates import MAX_COGNATES, Cognates
from server.search.engine import Vocabulary
from server.text.languages import Language

NL, DE = Language.NL, Language.DE


def cognates(*, nl: Mapping[str, int] | None = None, de: Mapping[str, int] | None = None) -> Cognates:
    return Cognates(Vocabulary(1, {NL: nl or {}, DE: de or {}}))


def words(found: Cognates, typed: str, language: Language) -> list[str]:
    return [each.word for each in found.of(typed, language)]


def test_a_dutch_word_finds_its_german_twin() -> None:
    german = cognates(de={"digitalisierung": 9, "industrie": 30, "grenze": 5})
    assert words(german, "digitalisering", NL) == ["digitalisierung"]


def test_a_german_word_finds_its_dutch_twin() -> None:
    assert words(cognates(nl={"netwerken": 3, "nederland": 8}), "Netzwerk", DE) == ["netwerken"]


def test_the_more_alike_comes_first() -> None:
    german = cognates(de={"technische": 9, "technik": 9})
    assert words(german, "techniek", NL) == ["technik", "technische"]
    assert words(german, "technisch", NL) == ["technische", "technik"]


def test_of_two_alike_the_more_frequent_comes_first() -> None:
    assert words(cognates(de={"sensorin": 1, "sensoren": 40}), "sensor", NL)[0] == "sensoren"


def test_forms_of_one_word_are_named_once() -> None:
    assert words(cognates(de={"projekte": 3, "projekten": 8, "projekt": 5}), "projecten", NL) == ["projekten"]


def test_there_are_at_most_eight() -> None:
    german = cognates(de={f"sensor{letter}": 1 for letter in "abcdfghijklmopqrtuvwxyz"})
    assert len(german.of("sensor", NL)) <= MAX_COGNATES


def test_numbers_and_short_words_have_none() -> None:
    german = cognates(de={"mit": 9, "2021": 4, "mittel": 3})
    assert german.of("met", NL) == []
    assert german.of("2022", NL) == []


def test_where_the_very_word_stands_there_a_rarer_one_is_not_meant() -> None:
    german = cognates(de={"stand": 9, "stande": 12, "standort": 4})
    assert words(german, "stand", NL) == ["stande"]


def test_a_word_that_stands_there_as_a_name_is_compared() -> None:
    assert words(cognates(de={"project": 1, "projekt": 30}), "project", NL) == ["projekt"]


def test_an_empty_vocabulary_has_none() -> None:
    assert cognates().of("digitalisering", NL) == []
