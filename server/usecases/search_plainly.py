"""Search without an index, while a broken one is being made anew: fewer hits, in no order of merit."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from server.search.documents import DocumentKey, Facet, Kind, SearchDocument
from server.search.engine import Hit, Order, Request, Results
from server.search.query import Clause, Query
from server.store.database import Connection
from server.store.plain_search import comments_holding, paragraphs_holding
from server.text.languages import Language
from server.usecases.index_documents import documents_of
from server.usecases.known_glossary import KnownGlossary

# So many of each kind at most, whatever there is: every text is looked through, and each hit is made a document.
MAX_OF_A_KIND: Final = 200


def search_plainly(
    connection: Connection,
    query: Query,
    request: Request,
    glossary: KnownGlossary,
    *,
    languages: Collection[Language],
) -> Results:
    """What holds the letters of the query and passes the filters of the request; nothing is counted by facets.

    Concepts first, then paragraphs, comments and sources; with Order.NEWEST by their moments.
    """
    keys = _keys(connection, query, glossary, languages)
    made = documents_of(connection, keys, glossary)
    found = [each for each in made.values() if each and _passes(each, request)]
    found = [each for each in found if not _holds_any(each, query.excluded)]
    if request.order is Order.NEWEST:
        found.sort(key=lambda each: each.moment, reverse=True)
    page = found[request.offset : request.offset + request.limit]
    hits = (Hit(each.kind, each.id, each.edition, each.section, 0.0) for each in page)
    return Results(len(found), tuple(hits))


def _keys(
    connection: Connection, query: Query, glossary: KnownGlossary, languages: Collection[Language]
) -> Iterator[DocumentKey]:
    groups = [{_letters(clause) for clause in query.groups[place]} for place in query.counting]
    yield from _in_glossary(glossary, groups, Kind.CONCEPT)
    for edition, key in paragraphs_holding(connection, groups, languages=languages, limit=MAX_OF_A_KIND):
        yield DocumentKey(Kind.PARAGRAPH, key, edition)
    for edition, key in comments_holding(connection, groups, languages=languages, limit=MAX_OF_A_KIND):
        yield DocumentKey(Kind.COMMENT, key, edition)
    yield from _in_glossary(glossary, groups, Kind.SOURCE)


def _letters(clause: Clause) -> str:
    return " ".join(clause.words)


def _in_glossary(glossary: KnownGlossary, groups: list[set[str]], kind: Kind) -> Iterator[DocumentKey]:
    texts: Mapping[str, str] = (
        {key: _words_of_concept(glossary, key) for key in glossary.concepts}
        if kind is Kind.CONCEPT
        else {key: source.text for key, source in glossary.sources.items()}
    )
    for key, text in texts.items():
        if all(any(each.casefold() in text.casefold() for each in group) for group in groups):
            yield DocumentKey(kind, key, "")


def _words_of_concept(glossary: KnownGlossary, key: str) -> str:
    sides = glossary.concepts[key].sides.values()
    return "\n".join(
        text
        for side in sides
        for text in (side.definition, side.reading, *(term.text for term in side.terms))
    )


def _passes(document: SearchDocument, request: Request) -> bool:
    values: dict[Facet, set[str]] = {}
    for facet, value in document.facets():
        values.setdefault(facet, set()).add(value)
    return all(values.get(facet, set()) & wanted for facet, wanted in request.filters.items()) and not any(
        values.get(facet, set()) & unwanted for facet, unwanted in request.without.items()
    )


def _holds_any(document: SearchDocument, excluded: Collection[Clause]) -> bool:
    text = "\n".join(field.text for field in document.fields).casefold()
    return any(_letters(clause).casefold() in text for clause in excluded)
