"""What the hits can be narrowed down to, as links with counts; and what is chosen, as links that take it away."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from server.search.documents import Facet
from server.text.languages import Language
from server.usecases.read_search_choices import SearchChoices
from server.web.pages.reading import section_heading
from server.web.pages.reasons import language_name
from server.web.pages.search_asking import FACETS, VALUES, SearchAsked
from server.web.words import word

# So many values stand open; the others fold away.
SHOWN_AT_ONCE: Final = 8
# Facets with few values, in an order that readers know; those of the others stand by how often they are there.
_BY_COUNT: Final = (Facet.SECTION, Facet.TERM)
_MACROS: Final = {Facet.KIND: "kind_text", Facet.GROUP: "group_name", Facet.OUTCOME: "outcome_text"}


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen value, and the address without it."""

    facet: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value: choosing it shows what has any chosen value, choosing it again takes it away.

    `text` is "" and `count` None for everything.
    """

    text: str
    href: str
    count: int | None
    is_this: bool


@dataclass(frozen=True, slots=True)
class FacetLinks:
    """The values of a facet, everything first; `more` are those that fold away."""

    name: str
    links: tuple[Choice, ...]
    more: tuple[Choice, ...]


def chips(asked: SearchAsked, choices: SearchChoices, language: Language) -> list[Chip]:
    """What is chosen, in the order of the page."""
    return [
        Chip(facet.value, names[value], asked.choosing(facet, value).address(language))
        for facet in FACETS
        if facet in asked.filters and (names := _names(facet, choices, language))
        for value in asked.filters[facet]
    ]


def facet_links(
    asked: SearchAsked,
    counts: Mapping[Facet, Mapping[str, int]],
    total: int,
    choices: SearchChoices,
    language: Language,
) -> list[FacetLinks]:
    """Each facet in which another choice would give other hits."""
    return [
        _links(asked, facet, counted, choices, language)
        for facet in FACETS
        if (counted := counts.get(facet, {}))
        and (facet in asked.filters or any(each < total for each in counted.values()))
    ]


def _names(facet: Facet, choices: SearchChoices, language: Language) -> Mapping[str, str]:
    """What the values of a facet are called in the language of the page, in its order."""
    match facet:
        case Facet.EDITION:
            return {key: each.labels[language] for key, each in choices.editions.items()}
        case Facet.SECTION:
            return {key: section_heading(*each, language) for key, each in choices.sections.items()}
        case Facet.ROUND:
            return {key: each.titles[language] for key, each in choices.rounds.items()}
        case Facet.TERM:
            return {key: each[language] for key, each in choices.terms.items()}
        case Facet.LANGUAGE:
            return {each: language_name(each, language) for each in Language}
        case _:
            return {value: _capital(word(_MACROS[facet], value, language)) for value in VALUES[facet]}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _links(
    asked: SearchAsked,
    facet: Facet,
    counted: Mapping[str, int],
    choices: SearchChoices,
    language: Language,
) -> FacetLinks:
    chosen, names = asked.filters.get(facet, ()), _names(facet, choices, language)

    def choice(value: str) -> Choice:
        text = names[value] if value else ""
        count = counted.get(value, 0) if value else None
        return Choice(text, asked.choosing(facet, value).address(language), count, value in chosen)

    everything = Choice("", asked.choosing(facet, "").address(language), None, not chosen)
    values = [value for value in names if counted.get(value) or value in chosen]
    if facet in _BY_COUNT:
        values.sort(key=lambda value: (value not in chosen, -counted.get(value, 0)))
    shown = values if len(values) <= SHOWN_AT_ONCE + 1 else values[:SHOWN_AT_ONCE]
    return FacetLinks(
        facet.value, (everything, *map(choice, shown)), tuple(map(choice, values[len(shown) :]))
    )
