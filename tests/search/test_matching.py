"""What satisfies a query: patterns for engines, for explaining and for marking."""

from dataclasses import replace

import pytest

from server.search.analysis.stemming import stem
from server.search.grammar import MAX_WORDS, parse
from server.search.matching import Group, Pattern, Tier, excluded, groups
from server.search.query import Expansion, Way
from server.text.languages import LANGUAGES, Language

NL, DE = Language.NL, Language.DE


def looked_for(patterns: tuple[Pattern, ...]) -> list[tuple[Way, Tier, tuple[str, ...]]]:
    return [(pattern.way, pattern.tier, pattern.tokens) for pattern in patterns]


def only_group(typed: str, language: Language = NL) -> Group:
    (group,) = groups(parse(typed), (language,))
    return group


def test_a_word_is_looked_for_as_it_is_as_its_stem_and_in_compounds() -> None:
    assert looked_for(only_group("regels").patterns) == [
        (Way.SAME_WORD, Tier.WORD, ("regels",)),
        (Way.STEM, Tier.STEM, ("regel",)),
        (Way.COMPOUND, Tier.PART, ("regel",)),
    ]


def test_the_parts_of_a_compound_are_looked_for_together() -> None:
    assert looked_for(only_group("grensregio").patterns)[-1] == (
        Way.PARTS,
        Tier.PART,
        (stem("grens", NL), stem("regio", NL)),
    )
    assert only_group("grensregio").patterns[-1].is_apart


def test_the_very_word_weighs_most_and_a_part_of_a_compound_least() -> None:
    assert [pattern.weight for pattern in only_group("regels").patterns] == [1.0, 0.6, 0.3]


def test_a_phrase_is_looked_for_in_any_form_but_not_in_compounds() -> None:
    assert looked_for(only_group('"Häuser der Straße"', DE).patterns) == [
        (Way.PHRASE, Tier.WORD, ("haeuser", "der", "strasse")),
        (Way.PHRASE, Tier.STEM, ("haus", "der", "strass")),
    ]


def test_a_beginning_is_looked_for_among_words_as_written() -> None:
    assert looked_for(only_group("Förd*", DE).patterns) == [(Way.PREFIX, Tier.WORD, ("foerd",))]


def test_every_language_is_looked_through() -> None:
    (group,) = groups(parse('"mkb er"'))
    assert [pattern.language for pattern in group.patterns] == [NL, NL, DE, DE]


@pytest.mark.parametrize(
    ("typed", "may_be_missed"),
    [
        ("kop", True),
        ("kop OR staart", True),
        ('"kop staart"', False),
        ("kop*", False),
        ("kop OR sta*", False),
    ],
)
def test_only_words_may_be_missed(typed: str, may_be_missed: bool) -> None:
    assert only_group(typed).may_be_missed is may_be_missed


def test_common_words_are_left_out_beside_others_and_beside_or() -> None:
    patterns = [group.patterns for group in groups(parse("de kop OR van"), (NL,))]
    assert [looked_for(each) for each in patterns] == [
        [
            (Way.SAME_WORD, Tier.WORD, ("kop",)),
            (Way.STEM, Tier.STEM, ("kop",)),
            (Way.COMPOUND, Tier.PART, ("kop",)),
        ]
    ]


def test_common_words_alone_are_looked_for() -> None:
    assert [group.patterns[0].tokens for group in groups(parse("de OR het van"), (NL,))] == [
        ("de",),
        ("van",),
    ]


def test_two_forms_of_a_word_beside_or_are_not_counted_twice() -> None:
    assert looked_for(only_group("bedrijf OR bedrijven").patterns) == [
        (Way.SAME_WORD, Tier.WORD, ("bedrijf",)),
        (Way.STEM, Tier.STEM, ("bedrijf",)),
        (Way.COMPOUND, Tier.PART, ("bedrijf",)),
        (Way.SAME_WORD, Tier.WORD, ("bedrijven",)),
    ]


def test_what_is_left_out_is_left_out_in_any_form_but_not_in_compounds() -> None:
    query = parse('kop -regels -grensregio -"lange staart" -dig*')
    assert looked_for(excluded(query, (NL,))) == [
        (Way.SAME_WORD, Tier.WORD, ("regels",)),
        (Way.STEM, Tier.STEM, ("regel",)),
        (Way.SAME_WORD, Tier.WORD, ("grensregio",)),
        (Way.STEM, Tier.STEM, ("grensregio",)),
        (Way.PHRASE, Tier.WORD, ("lange", "staart")),
        (Way.PHRASE, Tier.STEM, ("lang", "staart")),
        (Way.PREFIX, Tier.WORD, ("dig",)),
    ]


def test_a_term_stands_for_every_word_that_it_was_found_by() -> None:
    term = Expansion(0, 1, DE, "offene Innovation", Way.GLOSSARY, 0.4, "open-innovation")
    query = replace(parse("open innovatie regio"), expansions=(term,))
    pattern = Pattern(
        Way.GLOSSARY,
        DE,
        Tier.STEM,
        ("off", "innovation"),
        "open innovatie",
        0.4,
        matched="offene Innovation",
        concept="open-innovation",
    )
    assert groups(query, (DE,))[0].patterns[-1] == pattern
    assert [pattern in group.patterns for group in groups(query)] == [True, True, False]


@pytest.mark.parametrize("way", [Way.PAIR, Way.COGNATE])
def test_what_was_learned_or_is_written_alike_leads_to_documents_in_one_language_only(way: Way) -> None:
    query = replace(parse("bedrijf"), expansions=(Expansion(0, 0, DE, "Betrieb", way, 0.4),))
    (group,) = groups(query, (DE,))
    assert group.patterns[-2:] == (
        Pattern(way, DE, Tier.STEM, ("betrieb",), "bedrijf", 0.4, is_for_one_language=True),
        Pattern(way, DE, Tier.PART, ("betrieb",), "bedrijf", 0.2, is_for_one_language=True),
    )


def test_an_expansion_without_words_or_in_another_language_adds_nothing() -> None:
    expansions = (Expansion(0, 0, NL, "?!", Way.PAIR, 0.4), Expansion(0, 0, DE, "Kopf", Way.PAIR, 0.4))
    plain = parse("kop")
    assert groups(replace(plain, expansions=expansions), (NL,)) == groups(plain, (NL,))


def test_the_work_is_bounded_by_the_words_of_a_query() -> None:
    for typed in ("kop " * 300, "kop* " * 300, "a OR b " * 300, '"kop staart" ' * 300, "-kop " * 300):
        query = parse(typed)
        looked = [pattern for group in groups(query) for pattern in group.patterns]
        assert len(looked) + len(excluded(query)) <= MAX_WORDS * 4 * len(LANGUAGES)
