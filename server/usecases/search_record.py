"""Search the text, the comments and the concepts, in both languages at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.domain.comments import Comment
from server.domain.glossary import Concept
from server.search.engine import Hit, Kind, SearchEngine
from server.search.expansion import GlossaryExpansion
from server.search.query import Query, parse
from server.store import glossary
from server.store.database import Database
from server.store.found import FoundParagraph, concepts_by_key, paragraphs_by_key, shown_comments_by_id
from server.text.languages import LANGUAGES, Language
from server.usecases.name_targets import NamedTarget, Spot, name_targets


@dataclass(frozen=True, slots=True)
class Found:
    """One hit with what it stands for: a paragraph, a concept, or a comment with the target it is on."""

    hit: Hit
    paragraph: FoundParagraph | None = None
    comment: Comment | None = None
    target: NamedTarget | None = None
    concept: Concept | None = None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The query as it was understood, how many hits there are, and one page of them, best first."""

    query: Query
    total: int
    found: tuple[Found, ...]
    concepts: Mapping[str, Concept]


def search_record(
    database: Database,
    engine: SearchEngine,
    *,
    typed: str,
    languages: Sequence[Language] = LANGUAGES,
    limit: int = 20,
    offset: int = 0,
) -> SearchResult:
    """Hits for what somebody typed. Raises search.query.QueryRefused and search.engine.IndexBroken."""
    query = parse(typed)
    if query.is_empty:
        return SearchResult(query, 0, (), {})
    with database.read() as connection:
        concepts = {concept.key: concept for concept in glossary.all_concepts(connection)}
        query = GlossaryExpansion(concepts.values()).expand(query)
        results = engine.search(query, languages=languages, limit=limit, offset=offset)
        comments = shown_comments_by_id(connection, _ids(results.hits, Kind.COMMENT))
        keys = {(hit.edition, hit.id) for hit in results.hits if hit.kind is Kind.PARAGRAPH}
        paragraphs = paragraphs_by_key(connection, keys)
        targets = name_targets(connection, ((each.edition, each.target) for each in comments.values()))
        shown = concepts_by_key(connection, _ids(results.hits, Kind.CONCEPT))
    found = [_found(hit, paragraphs, comments, targets, shown) for hit in results.hits]
    # The index may be a moment behind the database: what is no longer public is not a hit.
    return SearchResult(query, results.total, tuple(each for each in found if each is not None), concepts)


def _ids(hits: Sequence[Hit], kind: Kind) -> set[str]:
    return {hit.id for hit in hits if hit.kind is kind}


def _found(
    hit: Hit,
    paragraphs: Mapping[tuple[str, str], FoundParagraph],
    comments: Mapping[str, Comment],
    targets: Mapping[Spot, NamedTarget],
    concepts: Mapping[str, Concept],
) -> Found | None:
    if hit.kind is Kind.CONCEPT:
        return Found(hit, concept=concepts[hit.id]) if hit.id in concepts else None
    if hit.kind is Kind.PARAGRAPH:
        paragraph = paragraphs.get((hit.edition, hit.id))
        return Found(hit, paragraph=paragraph) if paragraph else None
    comment = comments.get(hit.id)
    if comment is None:
        return None
    return Found(hit, comment=comment, target=targets[comment.edition, comment.target])
