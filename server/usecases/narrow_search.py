"""What a search is narrowed down to: by the filters of the address and by the field words of the query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from server.domain.document import Section
from server.search.documents import Facet
from server.search.field_values import Named, Narrowing, names, narrowing, section_names
from server.search.query import FieldWord
from server.store import editions, rounds
from server.store.database import Connection
from server.store.search_choices import sections_of_all_editions
from server.usecases.known_glossary import KnownGlossary

Filters = Mapping[Facet, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Narrowed(Narrowing):
    """The filters of a search; `typed` are those of its field words alone."""

    typed: Mapping[Facet, frozenset[str]] = field(default_factory=dict)


def narrow_search(
    connection: Connection, filters: Filters, fields: Sequence[FieldWord], glossary: KnownGlossary
) -> Narrowed:
    """Filters and field words together: a document must pass both.

    Where no edition is chosen, the wordings of older editions are left out; comments on them are not.
    """
    typed = narrowing(fields, _named(connection, {each.facet for each in fields}, glossary))
    chosen = {facet: frozenset(values) for facet, values in filters.items() if values}
    both = {
        facet: chosen.get(facet, values) & typed.filters.get(facet, values)
        for facet, values in {**typed.filters, **chosen}.items()
    }
    without = dict(typed.without)
    if not both.keys() & {Facet.EDITION, Facet.WORDINGS_OF}:
        older = frozenset(each.key for each in editions.editions_by_date(connection)[:-1])
        without |= {Facet.WORDINGS_OF: older} if older else {}
    return Narrowed(both, without, typed.unknown, typed.filters)


def _named(connection: Connection, facets: set[Facet], glossary: KnownGlossary) -> dict[Facet, Named]:
    """The names that may be typed, of the facets that were."""
    known: dict[Facet, Named] = {}
    if Facet.EDITION in facets:
        entries = editions.editions_by_date(connection)
        known[Facet.EDITION] = names((each.key, each.labels.values()) for each in entries)
    if Facet.SECTION in facets:
        found = sections_of_all_editions(connection).items()
        known[Facet.SECTION] = section_names(Section(key, *named) for key, named in found)
    if Facet.ROUND in facets:
        every = rounds.rounds_by_date(connection)
        known[Facet.ROUND] = names((each.key, each.titles.values()) for each in every)
    if Facet.TERM in facets:
        known[Facet.TERM] = names(
            (key, [term.text for side in concept.sides.values() for term in side.terms])
            for key, concept in glossary.concepts.items()
        )
    return known
