"""The help of the search page: what it tells people to type does what it says, in every language."""

import pytest
from babel.messages.pofile import read_po

from server.domain.document import Section
from server.search.documents import Facet
from server.search.field_values import Narrowing, narrowing, section_names
from server.search.grammar import parse
from server.search.query import Query, Way
from server.text.languages import Language
from tests.house.source_tree import REPOSITORY

SECTION = Section("2-region", "2", {Language.NL: "Regio", Language.DE: "Region"})


def examples(language: Language | None) -> dict[str, Query]:
    """The examples by their English words, as they are shown in a language; None for English."""
    path = (
        REPOSITORY / "server" / "web" / "locale" / (language or Language.NL) / "LC_MESSAGES" / "messages.po"
    )
    with path.open("rb") as opened:
        messages = [each for each in read_po(opened) if each.context == "search example"]
    return {str(each.id): parse(str(each.string if language else each.id)) for each in messages}


def narrowed(query: Query) -> Narrowing:
    return narrowing(query.fields, {Facet.SECTION: section_names([SECTION])})


@pytest.mark.parametrize("language", [*Language, None])
def test_every_example_is_taken_as_it_is_typed(language: Language | None) -> None:
    shown = examples(language)
    assert len(shown) == 9
    assert {typed: query.notes for typed, query in shown.items() if query.notes} == {}
    assert {typed: narrowed(query).unknown for typed, query in shown.items() if narrowed(query).unknown} == {}


@pytest.mark.parametrize("language", [*Language, None])
def test_every_example_means_what_the_help_says(language: Language | None) -> None:
    shown = examples(language)
    assert [len(group) for group in shown["open innovation"].groups] == [1, 1]
    assert [clause.way for clause in shown['"open innovation"'].groups[0]] == [Way.PHRASE]
    assert len(shown["innovation -region"].excluded) == 1
    assert [len(group) for group in shown["voucher OR subsidy"].groups] == [2]
    assert [clause.way for clause in shown["digital*"].groups[0]] == [Way.PREFIX]
    assert narrowed(shown["company kind:comment"]).filters == {Facet.KIND: {"comment"}}
    assert narrowed(shown["company -kind:source"]).without == {Facet.KIND: {"source"}}
    assert narrowed(shown["company section:2"]).filters == {Facet.SECTION: {"2-region"}}
    assert Facet.LANGUAGE in narrowed(shown["company language:German"]).filters
