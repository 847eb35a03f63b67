"""Occurrences of terms, as tests/spec/term_matching.md says; and what holds for any glossary and text."""

import sys
import tomllib
from collections.abc import Sequence
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.glossary import Concept, Term
from server.domain.term_matching import Occurrence, TermMatcher, first_of_each
from server.text.languages import Language
from tests.domain.worlds import DE, NL, concept, term
from tests.text.spec_tables import chapters

SPEC = [
    pytest.param(chapter.blocks["toml"], row["text"], row["occurrences"], id=f"{chapter}: {row['text']!a}")
    for chapter in chapters("term_matching")
    for row in chapter.rows
]

WORDS = ["open", "innovatie", "innovatiebeleid", "strategie", "KI", "mkb'er", "mkb’er", "ief", "ë", "x"]
GAPS = [" ", "-", "", "\u00a0", ". ", "\n"]
texts = st.lists(st.sampled_from([*WORDS, *GAPS]) | st.text(max_size=2)).map("".join)
phrases = st.lists(st.sampled_from([*WORDS, " ", "-"]), min_size=1, max_size=3).map("".join)
terms = st.builds(
    term,
    phrases,
    forms=st.lists(phrases, max_size=2),
    not_in=st.lists(phrases, max_size=1),
    case_sensitive=st.booleans(),
)
glossaries = st.lists(st.lists(terms, max_size=3), max_size=4).map(
    lambda sides: [concept(f"c{place}", nl=side) for place, side in enumerate(sides)]
)


@pytest.mark.parametrize(("glossary", "text", "expected"), SPEC)
def test_the_occurrences_in_a_text(glossary: str, text: str, expected: str) -> None:
    language, concepts = read(glossary)
    assert linked(text, TermMatcher(concepts, language).occurrences(text)) == expected


def test_each_language_has_its_own_occurrences() -> None:
    concepts = [concept("lab", nl=["proeftuin"], de=["Reallabor"])]
    text = "Proeftuin, Reallabor"
    assert TermMatcher(concepts, NL).occurrences(text) == [Occurrence("lab", 0, 9, "Proeftuin")]
    assert TermMatcher(concepts, DE).occurrences(text) == [Occurrence("lab", 11, 20, "Reallabor")]


def test_nothing_occurs_without_concepts_or_terms() -> None:
    assert TermMatcher([], NL).occurrences("innovatie") == []
    assert TermMatcher([concept("lab", de=["Labor"])], NL).occurrences("Labor") == []


def test_of_two_concepts_with_one_term_the_first_is_named() -> None:
    concepts = [concept("a", nl=["lab"]), concept("b", nl=["Lab"])]
    assert TermMatcher(concepts, NL).occurrences("lab") == [Occurrence("a", 0, 3, "lab")]


def test_the_first_of_each_concept_over_several_texts() -> None:
    matcher = TermMatcher([concept("lab", nl=["lab"]), concept("hub", nl=["hub"])], NL)
    seen: set[str] = set()
    first = first_of_each(matcher.occurrences("lab, lab"), seen)
    second = first_of_each(matcher.occurrences("lab, hub"), seen)
    assert first == [Occurrence("lab", 0, 3, "lab")]
    assert second == [Occurrence("hub", 5, 8, "hub")]
    assert seen == {"lab", "hub"}


@settings(deadline=None)
@given(glossaries, texts)
def test_occurrences_stand_in_order_and_never_overlap(concepts: list[Concept], text: str) -> None:
    occurrences = TermMatcher(concepts, NL).occurrences(text)
    assert all(one.end <= next_one.start for one, next_one in pairwise(occurrences))


@settings(deadline=None)
@given(glossaries, texts)
def test_an_occurrence_is_the_words_between_its_offsets(concepts: list[Concept], text: str) -> None:
    for occurrence in TermMatcher(concepts, NL).occurrences(text):
        assert text[occurrence.start : occurrence.end] == occurrence.text != ""


@settings(deadline=None)
@given(glossaries, texts)
def test_an_occurrence_lies_between_the_edges_of_words(concepts: list[Concept], text: str) -> None:
    for occurrence in TermMatcher(concepts, NL).occurrences(text):
        for place in (occurrence.start, occurrence.end):
            assert not (text[:place][-1:].isalnum() and text[place:][:1].isalnum())


@settings(deadline=None)
@given(glossaries, texts)
def test_what_occurs_holds_a_term_of_its_concept(concepts: list[Concept], text: str) -> None:
    known = {each.key: each.sides[NL].terms for each in concepts}
    for occurrence in TermMatcher(concepts, NL).occurrences(text):
        assert any(
            _even(form) in _even(occurrence.text)
            for each in known[occurrence.concept]
            for form in (each.text, *each.forms)
        )


def test_twice_the_occurrences_are_about_twice_the_work() -> None:
    matcher = TermMatcher([concept("lab", nl=["lab"])], NL)
    assert lines_run(matcher, "lab " * 800) < 2.5 * lines_run(matcher, "lab " * 400)


def read(glossary: str) -> tuple[Language, list[Concept]]:
    """The language and the concepts of a glossary in the notation of the specification."""
    table = tomllib.loads(glossary)
    language = Language(table.pop("language"))
    concepts = []
    for key, sides in table.items():
        here, there = (_terms(sides.get(name, ())) for name in ("terms", "other_terms"))
        concepts.append(concept(key, **{language.value: here, language.other.value: there}))
    return language, concepts


def _terms(tables: Sequence[dict[str, Any]]) -> list[Term]:
    return [term(**table) for table in tables]


def linked(text: str, occurrences: Sequence[Occurrence]) -> str:
    """The text with every occurrence as a link to its concept."""
    for occurrence in reversed(occurrences):
        before, after = text[: occurrence.start], text[occurrence.end :]
        text = f"{before}[{occurrence.text}]({occurrence.concept}){after}"
    return text


def lines_run(matcher: TermMatcher, text: str) -> int:
    """How many lines of code run to find the occurrences: a measure of work that no busy machine changes."""
    count = 0

    def listen(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return listen

    before = sys.gettrace()
    sys.settrace(listen)
    try:
        matcher.occurrences(text)
    finally:
        sys.settrace(before)
    return count


def _even(text: str) -> str:
    return text.lower().replace("’", "'").replace("\u00a0", " ")
