"""What the values of field words mean, in Dutch, German and English."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.comments import StakeholderGroup
from server.domain.dispositions import Outcome
from server.domain.document import Section
from server.search.documents import Facet, Kind
from server.search.field_values import Narrowing, names, narrowing, same_spelling, section_names, values_of
from server.search.query import FieldWord
from server.text.languages import LANGUAGES, Language

SECTIONS = (
    Section("2-aims", "2", {Language.NL: "Doelen", Language.DE: "Ziele"}),
    Section("2-3-choices", "2.3", {Language.NL: "Keuzes", Language.DE: "Überlegungen"}),
    Section("0-about", "", {Language.NL: "Over deze editie", Language.DE: "Über diese Fassung"}),
)


@pytest.mark.parametrize(
    ("facet", "typed", "value"),
    [
        (Facet.KIND, "alinea", "paragraph"),
        (Facet.KIND, "Absätze", "paragraph"),
        (Facet.KIND, "absaetze", "paragraph"),
        (Facet.KIND, "alinea’s", "paragraph"),
        (Facet.KIND, "REACTIES", "comment"),
        (Facet.KIND, "Anmerkung", "comment"),
        (Facet.KIND, "begrip", "concept"),
        (Facet.KIND, "Quellen", "source"),
        (Facet.LANGUAGE, "NL", "nl"),
        (Facet.LANGUAGE, "Niederländisch", "nl"),
        (Facet.LANGUAGE, "niederlaendisch", "nl"),
        (Facet.LANGUAGE, "niederlandisch", "nl"),
        (Facet.LANGUAGE, "duits", "de"),
        (Facet.GROUP, "gemeente", "municipality"),
        (Facet.GROUP, "kamer-van-koophandel", "chamber"),
        (Facet.GROUP, "buergerin oder buerger", "citizen"),
        (Facet.OUTCOME, "deels overgenomen", "adopted-in-part"),
        (Facet.OUTCOME, "adopted_in_part", "adopted-in-part"),
        (Facet.OUTCOME, "zur  Kenntnis genommen", "noted"),
        (Facet.OUTCOME, "AUSSERHALB der Konsultation", "out-of-scope"),
    ],
)
def test_a_value_may_be_typed_in_dutch_german_or_english(facet: Facet, typed: str, value: str) -> None:
    assert values_of(FieldWord(facet, typed), {}) == {value}


@pytest.mark.parametrize(
    ("facet", "values"),
    [
        (Facet.KIND, Kind),
        (Facet.LANGUAGE, LANGUAGES),
        (Facet.GROUP, StakeholderGroup),
        (Facet.OUTCOME, Outcome),
    ],
)
def test_every_value_names_itself(facet: Facet, values: list[str]) -> None:
    assert [values_of(FieldWord(facet, value), {}) for value in values] == [{value} for value in values]


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("2.3", {"2-3-choices"}),
        ("2", {"2-aims", "2-3-choices"}),
        ("2-aims", {"2-aims"}),
        ("uberlegungen", {"2-3-choices"}),
        ("Ueberlegungen", {"2-3-choices"}),
        ("over deze editie", {"0-about"}),
        ("23", set()),
        ("", set()),
    ],
)
def test_a_section_is_named_by_key_number_or_title(typed: str, keys: set[str]) -> None:
    known = {Facet.SECTION: section_names(SECTIONS)}
    assert values_of(FieldWord(Facet.SECTION, typed), known) == keys


def test_a_number_that_changed_between_editions_names_both_sections() -> None:
    moved = Section("2-9-new", "2.3", {Language.NL: "Nieuw", Language.DE: "Neu"})
    known = {Facet.SECTION: section_names((*SECTIONS, moved))}
    assert values_of(FieldWord(Facet.SECTION, "2.3"), known) == {"2-3-choices", "2-9-new"}


def test_field_words_narrow_down_to_any_value_of_each_facet() -> None:
    fields = [
        FieldWord(Facet.KIND, "reactie"),
        FieldWord(Facet.KIND, "Begriff"),
        FieldWord(Facet.ROUND, "eerste ronde"),
        FieldWord(Facet.LANGUAGE, "de", is_excluded=True),
    ]
    known = {Facet.ROUND: names([("round-1", ("Eerste ronde", "Erste Runde"))])}
    assert narrowing(fields, known) == Narrowing(
        filters={Facet.KIND: frozenset({"comment", "concept"}), Facet.ROUND: frozenset({"round-1"})},
        without={Facet.LANGUAGE: frozenset({"de"})},
    )


def test_what_names_nothing_narrows_nothing_down() -> None:
    fields = (FieldWord(Facet.KIND, "brief"), FieldWord(Facet.EDITION, "1999", is_excluded=True))
    assert narrowing(fields, {}) == Narrowing({}, {}, unknown=fields)


def test_values_are_plain_strings() -> None:
    assert {type(value) for value in values_of(FieldWord(Facet.KIND, "alinea"), {})} == {str}


@given(st.text(max_size=60))
@settings(deadline=None, database=None)
def test_any_title_is_found_by_itself_and_in_capitals(title: str) -> None:
    known = {Facet.TERM: names([("key", (title,))])}
    if same_spelling(title) != ("",):
        assert values_of(FieldWord(Facet.TERM, title), known) == {"key"}
        assert set(same_spelling(title.casefold())) == set(same_spelling(title))
