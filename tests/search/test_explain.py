"""Why a document was found: for every engine the same, from the document's own words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.search.analysis.chain import Token, analyse
from server.search.documents import Field, Part
from server.search.explain import Reason, missed_words, reasons
from server.search.grammar import parse
from server.search.matching import Group, Pattern, Tier, groups
from server.search.query import Expansion, Query, Way
from server.text.languages import LANGUAGES, Language

NL, DE = Language.NL, Language.DE


def nl(text: str, part: Part = Part.TEXT) -> Field:
    return Field(part, NL, text)


def de(text: str, part: Part = Part.TEXT) -> Field:
    return Field(part, DE, text)


def why(query: Query | str, *fields: Field, one_language: bool = True) -> list[Reason]:
    asked = parse(query) if isinstance(query, str) else query
    return list(reasons(fields, groups(asked), is_in_one_language=one_language))


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        (nl("De Regel."), "regel", Reason(Way.SAME_WORD, NL, Part.TEXT, "regel", "Regel")),
        (nl("De regels."), "regel", Reason(Way.STEM, NL, Part.TEXT, "regel", "regels")),
        (de("Viele Häu\u00adser."), "Haeuser", Reason(Way.SAME_WORD, DE, Part.TEXT, "Haeuser", "Häuser")),
        (nl("De regels."), "reg*", Reason(Way.PREFIX, NL, Part.TEXT, "reg*", "regels")),
        (nl("De regel."), '"de regel"', Reason(Way.PHRASE, NL, Part.TEXT, "de regel", "de regel")),
        (nl("Staarten", Part.TITLE), "staart", Reason(Way.STEM, NL, Part.TITLE, "staart", "Staarten")),
        (nl("De regel.", Part.ANSWER), "regel", Reason(Way.SAME_WORD, NL, Part.ANSWER, "regel", "regel")),
        (
            nl("regels", Part.TRANSLATION),
            "regel",
            Reason(Way.TRANSLATION, NL, Part.TRANSLATION, "regel", "regels"),
        ),
        (nl("regels", Part.CONTEXT), "regel", Reason(Way.CONTEXT, NL, Part.CONTEXT, "regel", "regels")),
    ],
)
def test_a_reason_names_way_language_part_and_word(field: Field, typed: str, reason: Reason) -> None:
    assert why(typed, field) == [reason]


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        (
            nl("Ons innovatiebeleid."),
            "beleid",
            Reason(Way.COMPOUND, NL, Part.TEXT, "beleid", "innovatiebeleid"),
        ),
        (
            de("Die Innovationspolitik."),
            "Politik",
            Reason(Way.COMPOUND, DE, Part.TEXT, "Politik", "Innovationspolitik"),
        ),
        (
            nl("Beleid voor innovaties."),
            "innovatiebeleid",
            Reason(Way.PARTS, NL, Part.TEXT, "innovatiebeleid", "innovaties, Beleid"),
        ),
        (
            nl("Een beleidsinnovatie."),
            "innovatiebeleid",
            Reason(Way.PARTS, NL, Part.TEXT, "innovatiebeleid", "beleidsinnovatie"),
        ),
    ],
)
def test_a_compound_is_found_by_its_parts_and_parts_by_a_compound(
    field: Field, typed: str, reason: Reason
) -> None:
    assert why(typed, field) == [reason]


def test_parts_that_stand_apart_are_as_far_as_the_farthest() -> None:
    parts = nl("Het beleid."), nl("De innovatie.", Part.CONTEXT)
    assert why("innovatiebeleid", *parts) == [
        Reason(Way.CONTEXT, NL, Part.CONTEXT, "innovatiebeleid", "innovatie, beleid")
    ]


def test_parts_of_a_compound_do_not_stand_in_a_title_around() -> None:
    assert why("innovatiebeleid", nl("Het beleid."), nl("De innovatie.", Part.SECTION)) == []


def test_one_of_several_alternatives_is_the_reason() -> None:
    assert why("romp OR staart", nl("kop en staart")) == [
        Reason(Way.SAME_WORD, NL, Part.TEXT, "staart", "staart")
    ]


def expanded(typed: str, *expansions: Expansion) -> Query:
    return replace(parse(typed), expansions=expansions)


def test_a_term_is_named_with_its_concept() -> None:
    query = expanded("lighthouse", Expansion(0, 0, DE, "Leuchtturm", Way.GLOSSARY, 0.4, "lighthouse"))
    assert why(query, de("Mehr Leuchttürme!")) == [
        Reason(Way.GLOSSARY, DE, Part.TEXT, "lighthouse", "Leuchtturm", "lighthouse")
    ]
    assert why(query, de("Der Leuchtturm.", Part.CONTEXT)) == [
        Reason(Way.CONTEXT, DE, Part.CONTEXT, "lighthouse", "Leuchtturm", "lighthouse")
    ]


def test_a_term_of_several_words_is_one_reason() -> None:
    term = Expansion(0, 1, DE, "offene Innovation", Way.GLOSSARY, 0.4, "open-innovation")
    assert why(expanded("open innovatie", term), de("Mit offenen Innovationen.")) == [
        Reason(Way.GLOSSARY, DE, Part.TEXT, "open innovatie", "offene Innovation", "open-innovation")
    ]


@pytest.mark.parametrize("way", [Way.PAIR, Way.COGNATE])
def test_a_learned_or_similar_word_is_named_as_written_for_documents_in_one_language(way: Way) -> None:
    query = expanded("digitalisering", Expansion(0, 0, DE, "digitalisierung", way, 0.4))
    text = de("Die Digitalisierung.")
    assert why(query, text) == [Reason(way, DE, Part.TEXT, "digitalisering", "Digitalisierung")]
    assert why(query, text, one_language=False) == []


def test_the_strongest_reason_of_each_word_and_language_comes_strongest_first() -> None:
    fields = nl("digitale strategie en strategieën"), de("digitale Strategien"), nl("strategie", Part.TITLE)
    assert why("digitale strategie", *fields) == [
        Reason(Way.SAME_WORD, NL, Part.TITLE, "strategie", "strategie"),
        Reason(Way.SAME_WORD, NL, Part.TEXT, "digitale", "digitale"),
        Reason(Way.SAME_WORD, DE, Part.TEXT, "digitale", "digitale"),
        Reason(Way.STEM, DE, Part.TEXT, "strategie", "Strategien"),
    ]


@pytest.mark.parametrize("around", [Part.CONTEXT, Part.SECTION, Part.TRANSLATION])
def test_what_is_around_is_no_reason_where_the_document_itself_has_the_word(around: Part) -> None:
    assert why("regel", nl("Een regel.", around), nl("De regels.")) == [
        Reason(Way.STEM, NL, Part.TEXT, "regel", "regels")
    ]


def test_what_is_around_in_the_other_language_is_no_reason_either() -> None:
    assert why("innovation", de("Mehr Innovation!"), nl("De innovation.", Part.CONTEXT)) == [
        Reason(Way.SAME_WORD, DE, Part.TEXT, "innovation", "Innovation")
    ]


def test_a_title_around_is_a_reason_for_a_word_only_beside_words_of_the_document() -> None:
    title = nl("De staart", Part.SECTION)
    assert why("staart", title, nl("De kop.")) == []
    assert why("kop staart", title, nl("De kop.")) == [
        Reason(Way.SAME_WORD, NL, Part.TEXT, "kop", "kop"),
        Reason(Way.SAME_WORD, NL, Part.SECTION, "staart", "staart"),
    ]


def test_words_may_be_missing_but_not_all_and_no_phrase() -> None:
    assert len(why("kop staart", nl("kop"))) == 1
    assert len(why("kop romp staart", nl("kop romp"))) == 2
    assert why("kop staart", nl("poot")) == why('kop romp "lange staart"', nl("kop romp")) == []


def test_no_phrase_reaches_across_fields() -> None:
    assert why('"kop staart"', nl("kop"), nl("staart")) == []


# Everything a matcher must know, written down as plainly as can be.


def standing(pattern: Pattern, fields: Iterable[Field]) -> set[Part]:
    """The parts of a document in which a pattern stands; for tokens apart all of its own in which any does."""
    runs = [
        (field.part, analyse(field.text, field.language))
        for field in fields
        if field.language is pattern.language
    ]
    if pattern.is_apart:
        of_each = [
            {
                part
                for part, run in runs
                for token in run
                if part is not Part.SECTION and wanted in (token.stem, *token.parts)
            }
            for wanted in pattern.tokens
        ]
        return set().union(*of_each) if all(of_each) else set()
    return {part for part, run in runs for start in range(len(run)) if stands_at(pattern, run[start:])}


def stands_at(pattern: Pattern, run: Sequence[Token]) -> bool:
    if pattern.way is Way.PREFIX:
        return run[0].word.startswith(pattern.tokens[0])
    if pattern.tier is Tier.PART:
        return pattern.tokens[0] in run[0].parts
    words = [token.word if pattern.tier is Tier.WORD else token.stem for token in run]
    return tuple(words[: len(pattern.tokens)]) == pattern.tokens


def meets(fields: Sequence[Field], asked: Sequence[Group], *, one_language: bool) -> bool:
    places = [
        {
            part
            for pattern in group.patterns
            if one_language or not pattern.is_for_one_language
            for part in standing(pattern, fields)
        }
        for group in asked
    ]
    missed = [group for group, parts in zip(asked, places, strict=True) if not parts]
    may_miss = all(group.may_be_missed for group in missed)
    own = any(part is not Part.SECTION for parts in places for part in parts)
    return own and (not missed or may_miss)


WORDS = (
    *("kop", "koppen", "staart", "regel", "regels", "regelgeving", "grens", "grensregio", "regio", "beleid"),
    *("innovatie", "innovatiebeleid", "Innovationspolitik", "Innovation", "Politik", "Haus", "Häuser", "de"),
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
FIELDS = st.lists(st.builds(Field, st.sampled_from(Part), st.sampled_from(LANGUAGES), TEXTS), max_size=4)
ASKED = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.lists(st.sampled_from(WORDS), min_size=2, max_size=2).map(lambda words: f'"{" ".join(words)}"'),
        st.sampled_from(["reg*", "kop*", "häu*", "inn*", "OR", "OR"]),
    ),
    min_size=1,
    max_size=5,
).map(" ".join)
EXPANSIONS = st.lists(
    st.builds(
        Expansion,
        first=st.just(0),
        last=st.integers(0, 1),
        language=st.sampled_from(LANGUAGES),
        term=st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" ".join),
        way=st.sampled_from([Way.GLOSSARY, Way.PAIR, Way.COGNATE]),
        weight=st.just(0.4),
        is_apart=st.booleans(),
    ),
    max_size=2,
)


@given(FIELDS, ASKED, EXPANSIONS, st.booleans())
@settings(deadline=None, database=None, max_examples=1_000)
def test_there_are_reasons_exactly_where_a_document_meets_the_query(
    fields: list[Field], typed: str, expansions: list[Expansion], one_language: bool
) -> None:
    plain = parse(typed)
    fitting = tuple(each for each in expansions if each.last < len(plain.groups))
    asked = groups(replace(plain, expansions=fitting))
    found = reasons(fields, asked, is_in_one_language=one_language)
    assert bool(found) is meets(fields, asked, one_language=one_language)


def test_the_words_that_a_document_misses_are_those_that_were_typed() -> None:
    asked = groups(parse("regels fiets OF koe huizen"))
    assert missed_words([nl("De regel.")], asked, is_in_one_language=True) == ("fiets", "koe", "huizen")
    assert missed_words([nl("Een regel over koeien en een huis.")], asked, is_in_one_language=True) == ()
