"""Search the text, the comments, the concepts and their sources, in both languages at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from server.domain.glossary import Concept
from server.search.documents import Facet
from server.search.engine import IndexBroken, Order, Request, Results
from server.search.grammar import parse
from server.search.leniency import with_enough
from server.search.matching import Group, excluded, groups
from server.search.query import Note, Query, Way
from server.search.spelling import did_you_mean
from server.store.database import Connection, Database
from server.text.languages import LANGUAGES, Language
from server.usecases.catch_up import catch_up, marker_of
from server.usecases.found_texts import Found, found_texts
from server.usecases.narrow_search import Filters, narrow_search
from server.usecases.search_plainly import search_plainly
from server.usecases.search_room import SearchRoom

# What the hits are counted by.
COUNTED: Final = (
    Facet.KIND,
    Facet.LANGUAGE,
    Facet.EDITION,
    Facet.SECTION,
    Facet.ROUND,
    Facet.GROUP,
    Facet.OUTCOME,
    Facet.TERM,
)
# Somebody who finds so few documents may have slipped.
NEXT_TO_NOTHING: Final = 2
_GUESSES: Final = (Way.PAIR, Way.COGNATE, Way.TRANSLATION, Way.CONTEXT)
Counts = Mapping[Facet, Mapping[str, int]]
_NOTHING: Final[Filters] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of hits, best first, of `total`, and the query as it was understood.

    `missing` is how many words a document may miss, 0 as long as enough documents have all of them.
    `groups` is what to mark in texts. `counts` are by facet and value, see search.engine.Results. `corrected`
    is what may have been meant where next to nothing was found, "" for no idea. `is_makeshift` says that there
    was no index to ask. `concepts` are all concepts by key, for the names in reasons and counts.
    """

    query: Query
    total: int = 0
    found: tuple[Found, ...] = ()
    groups: tuple[Group, ...] = ()
    counts: Counts = field(default_factory=dict)
    corrected: str = ""
    is_makeshift: bool = False
    missing: int = 0
    concepts: Mapping[str, Concept] = field(default_factory=dict)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What of the query could not be taken as it was typed."""
        return self.query.notes


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is searched for: a query with its filters, in texts of some languages; `typed` are those of field words."""

    query: Query
    request: Request
    languages: Sequence[Language]
    typed: Mapping[Facet, frozenset[str]]


def search_record(
    database: Database,
    room: SearchRoom,
    *,
    typed: str,
    languages: Sequence[Language] = LANGUAGES,
    filters: Filters = _NOTHING,
    order: Order = Order.BEST,
    limit: int = 20,
    offset: int = 0,
    with_counts: bool = False,
) -> SearchResult:
    """Hits for whatever somebody typed, with what changed a moment ago; `languages` are those of the texts.

    Nothing is asked for without words and filters. Where the index is broken the database answers for it,
    as well as it can. The queries to the database are a constant number.
    """
    query = parse(typed)
    if query.is_empty and not any(filters.values()):
        return SearchResult(query)
    marker = marker_of(database)
    with database.read() as connection:
        asked = _asked(connection, room, query, filters, languages)
        request = replace(
            asked.request,
            order=order,
            limit=limit,
            offset=offset,
            count=COUNTED if with_counts else (),
        )
        asked = replace(asked, request=request)
        try:
            catch_up(connection, room, marker=marker)
            return _indexed(connection, room, asked)
        except IndexBroken:
            room.close()
            return _makeshift(connection, room, asked)


def _asked(
    connection: Connection,
    room: SearchRoom,
    query: Query,
    filters: Filters,
    languages: Sequence[Language],
) -> _Asked:
    narrowed = narrow_search(connection, filters, query.fields, room.glossary(connection))
    if narrowed.unknown:
        query = replace(query, notes=tuple(dict.fromkeys((*query.notes, Note.UNKNOWN_VALUE))))
    request = Request(excluded=excluded(query, languages), filters=narrowed.filters, without=narrowed.without)
    return _Asked(query, request, languages, narrowed.typed)


def _indexed(connection: Connection, room: SearchRoom, asked: _Asked) -> SearchResult:
    query = room.crossing(connection, asked.query).expand(asked.query)
    request = replace(asked.request, groups=groups(query, asked.languages))
    request = with_enough(room.engine, request)
    results = _with_all_editions(room, request, room.engine.search(request))
    results = replace(results, counts=_within(results.counts, asked.typed))
    result = replace(_result(connection, room, query, request.groups, results), missing=request.missing)
    if results.total > NEXT_TO_NOTHING and not all(map(_is_guess, result.found)):
        return result
    return replace(result, corrected=did_you_mean(query, room.speller(), room.engine.holds))


def _is_guess(found: Found) -> bool:
    """Whether no typed word stands in it, only what is like one: a slip of the finger has hits of that kind."""
    return bool(found.reasons) and found.reasons[0].way in _GUESSES


def _with_all_editions(room: SearchRoom, request: Request, results: Results) -> Results:
    """Counted by edition as if one were chosen: older wordings are left out only where none is."""
    if Facet.EDITION not in request.count or Facet.WORDINGS_OF not in request.without:
        return results
    without = dict(request.without)
    del without[Facet.WORDINGS_OF]
    every = room.engine.search(replace(request, without=without, count=(Facet.EDITION,), limit=0, offset=0))
    return replace(results, counts={**results.counts, **every.counts})


def _within(counts: Counts, typed: Mapping[Facet, frozenset[str]]) -> Counts:
    """Without the values that a field word leaves out: choosing one of them as well would find nothing."""
    return {
        facet: {
            value: count for value, count in of_facet.items() if facet not in typed or value in typed[facet]
        }
        for facet, of_facet in counts.items()
    }


def _makeshift(connection: Connection, room: SearchRoom, asked: _Asked) -> SearchResult:
    glossary = room.glossary(connection)
    results = search_plainly(connection, asked.query, asked.request, glossary, languages=asked.languages)
    sought = groups(asked.query, asked.languages)
    return replace(_result(connection, room, asked.query, sought, results), is_makeshift=True)


def _result(
    connection: Connection, room: SearchRoom, query: Query, sought: tuple[Group, ...], results: Results
) -> SearchResult:
    glossary = room.glossary(connection)
    return SearchResult(
        query,
        results.total,
        found_texts(connection, results.hits, sought, glossary),
        sought,
        results.counts,
        concepts=glossary.concepts,
    )
