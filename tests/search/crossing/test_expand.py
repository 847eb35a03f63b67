"""Everything that may stand for a word is added in one go, in bounded numbers."""

from collections.abc import Mapping

from server.domain.glossary import Concept
from server.search.analysis.stemming import stem
from server.search.crossing.cognates import Cognates
from server.search.crossing.counterparts import Counterpart
from server.search.crossing.expand import MAX_EXPANSIONS, PAIR_WEIGHT, Crossing, Pairs, asked_stems
from server.search.crossing.glossary import GlossaryExpansion
from server.search.engine import Vocabulary
from server.search.grammar import parse
from server.search.query import Expansion, Query, Way
from server.text.languages import Language
from tests.search.worlds import concept

NL, DE = Language.NL, Language.DE
NONE: Mapping[str, int] = {}


def crossing(
    *concepts: Concept, pairs: Pairs | None = None, nl: Mapping[str, int] = NONE, de: Mapping[str, int] = NONE
) -> Crossing:
    return Crossing(GlossaryExpansion(concepts), pairs or {}, Cognates(Vocabulary(1, {NL: nl, DE: de})))


def learned(word: str, *found: tuple[str, float], language: Language = NL) -> Pairs:
    return {(language, stem(word, language)): [Counterpart(*each) for each in found]}


def ways(query: Query) -> list[tuple[Way, str]]:
    return [(each.way, each.term) for each in query.expansions]


def test_a_learned_pair_is_asked_for() -> None:
    query = crossing(pairs=learned("bedrijf", ("Unternehmen", 0.5))).expand(parse("bedrijven"))
    assert query.expansions == (
        Expansion(0, 0, DE, "Unternehmen", Way.PAIR, 0.5 * PAIR_WEIGHT, typed="bedrijven"),
    )


def test_a_word_written_alike_is_asked_for() -> None:
    assert ways(crossing(de={"technik": 4}).expand(parse("techniek"))) == [(Way.COGNATE, "technik")]


def test_a_word_found_in_two_ways_is_asked_for_once() -> None:
    both = crossing(pairs=learned("techniek", ("Technik", 0.9)), de={"technik": 4})
    assert ways(both.expand(parse("techniek"))) == [(Way.PAIR, "Technik")]


def test_a_term_of_the_glossary_is_not_asked_for_again() -> None:
    sensor = concept("technique", nl=["techniek"], de=["Technik"])
    both = crossing(sensor, pairs=learned("techniek", ("Technik", 0.9)), de={"technik": 4})
    assert ways(both.expand(parse("techniek"))) == [(Way.GLOSSARY, "Technik")]


def test_a_word_written_the_same_is_found_anyway() -> None:
    assert ways(crossing(nl={"digipro": 1}, de={"digipro": 9}).expand(parse("Digipro"))) == []


def test_common_words_phrases_and_prefixes_are_left_alone() -> None:
    pairs = {**learned("techniek", ("Technik", 0.9)), **learned("de", ("die", 0.9))}
    leading = crossing(pairs=pairs, de={"technik": 4})
    assert ways(leading.expand(parse('de "nieuwe techniek" techn*'))) == []


def test_each_word_of_a_group_is_crossed() -> None:
    pairs = {**learned("gemeente", ("Stadt", 0.5)), **learned("bedrijf", ("Unternehmen", 0.6))}
    query = crossing(pairs=pairs).expand(parse("gemeente OR bedrijf"))
    assert [(each.first, each.term, each.typed) for each in query.expansions] == [
        (0, "Unternehmen", "bedrijf"),
        (0, "Stadt", "gemeente"),
    ]


def test_the_parts_of_a_compound_lead_to_those_of_another() -> None:
    pairs = {**learned("bedrijf", ("Unternehmen", 0.6)), **learned("cultuur", ("Kultur", 0.8))}
    both, first = crossing(pairs=pairs).expand(parse("bedrijfscultuur")).expansions
    assert (both.term, both.is_apart, both.way) == ("Unternehmen Kultur", True, Way.PAIR)
    assert (first.term, first.is_apart, first.weight < both.weight) == ("Unternehmen", False, True)


def test_terms_of_the_glossary_name_parts_of_compounds_too() -> None:
    voucher = concept("voucher", nl=["voucher"], de=["Gutschein"])
    leading = crossing(voucher, pairs=learned("innovatie", ("Innovation", 0.8)))
    assert "Innovation Gutschein" in [
        each.term for each in leading.expand(parse("innovatievoucher")).expansions
    ]


def test_a_query_has_a_bounded_number_of_expansions_shared_out_among_its_words() -> None:
    words = ["techniek", "kwaliteit", "netwerk", "project"]
    pairs = {key: several for word in words for key, several in learned(word, *_many(word)).items()}
    query = crossing(pairs=pairs).expand(parse(" ".join(words)))
    assert len(query.expansions) <= MAX_EXPANSIONS
    assert {each.first for each in query.expansions} == {0, 1, 2, 3}


def test_the_stems_of_all_words_that_count_are_looked_up_in_the_language_of_the_query() -> None:
    assert asked_stems(parse('het project "nieuwe techniek"')) == {(NL, stem("project", NL))}
    assert asked_stems(parse("project")) == {(NL, stem("project", NL)), (DE, stem("project", DE))}


def test_a_word_of_both_languages_is_taken_for_one_of_the_language_of_the_query() -> None:
    pairs = {**learned("stand", ("Messestand", 0.9)), **learned("Stand", ("situatie", 0.9), language=DE)}
    leading = crossing(pairs=pairs)
    assert ways(leading.expand(parse("Stand der Technik"))) == [(Way.PAIR, "situatie")]
    assert [term for _, term in ways(leading.expand(parse("stand")))] == ["Messestand", "situatie"]


def test_the_stems_of_parts_are_looked_up() -> None:
    assert {(NL, stem("bedrijf", NL)), (NL, stem("cultuur", NL))} <= asked_stems(parse("bedrijfscultuur"))


def _many(word: str) -> list[tuple[str, float]]:
    return [(f"{word}{letter * 3}", 0.5) for letter in "bcdfgkmpqrvwxyz"]
