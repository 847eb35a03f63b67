"""Read what a search can be narrowed down to: editions, sections, rounds and concepts, with their names."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.domain.rounds import Round
from server.search.documents import Facet
from server.store import editions, glossary, rounds
from server.store.database import Database
from server.store.editions import EditionEntry
from server.store.search_choices import Named, sections_of_all_editions
from server.text.languages import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class SearchChoices:
    """Each by its key, in the order of a page: editions newest first, sections as in the contents.

    `terms` are the preferred terms of the concepts.
    """

    editions: Mapping[str, EditionEntry]
    sections: Mapping[str, Named]
    rounds: Mapping[str, Round]
    terms: Mapping[str, Mapping[Language, str]]

    def keys(self, facet: Facet) -> frozenset[str] | None:
        """The values that a facet can have; None where they do not come from the record."""
        known: dict[Facet, Mapping[str, object]] = {
            Facet.EDITION: self.editions,
            Facet.SECTION: self.sections,
            Facet.ROUND: self.rounds,
            Facet.TERM: self.terms,
        }
        return frozenset(known[facet]) if facet in known else None


def read_search_choices(database: Database) -> SearchChoices:
    """Everything there is to choose, whatever is searched: five queries."""
    with database.read() as connection:
        by_date = editions.editions_by_date(connection)
        return SearchChoices(
            editions={each.key: each for each in reversed(by_date)},
            sections=sections_of_all_editions(connection),
            rounds={each.key: each for each in rounds.rounds_by_date(connection)},
            terms={
                concept.key: {each: concept.sides[each].preferred for each in LANGUAGES}
                for concept in glossary.all_concepts(connection)
            },
        )
