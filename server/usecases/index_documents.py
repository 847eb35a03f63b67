"""Make the documents of the index from the database: those with some keys, or all, page by page."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Final

from server.domain.comments import Comment
from server.search.documents import (
    CommentFacts,
    DocumentKey,
    Facet,
    Kind,
    Part,
    SearchDocument,
    comment_document,
    concept_document,
    paragraph_fields,
    source_document,
)
from server.store import indexed
from server.store.database import Connection
from server.usecases.known_glossary import KnownGlossary
from server.usecases.load_texts import Texts, load_texts

# So many documents are in memory at once when all are made: a few megabytes.
PAGE: Final = 500


def documents_of(
    connection: Connection, keys: Iterable[DocumentKey], glossary: KnownGlossary
) -> dict[DocumentKey, SearchDocument | None]:
    """The documents with these keys as they are now, None for what is not public: at most nine queries.

    `glossary` is that of the same moment.
    """
    wanted = list(dict.fromkeys(keys))
    return made_of(connection, wanted, load_texts(connection, wanted, glossary), glossary)


def made_of(
    connection: Connection, keys: list[DocumentKey], texts: Texts, glossary: KnownGlossary
) -> dict[DocumentKey, SearchDocument | None]:
    """As documents_of, where the texts have been loaded: two queries."""
    concepts = (glossary.concepts.get(key.id) for key in keys if key.kind is Kind.CONCEPT)
    sources = (glossary.sources.get(key.id) for key in keys if key.kind is Kind.SOURCE)
    made = [
        *_paragraphs(connection, keys, texts),
        *(_comment(each, texts, glossary) for each in texts.comments.values()),
        *(concept_document(each) for each in concepts if each),
        *(source_document(each) for each in sources if each),
    ]
    found = {each.key: each for each in made}
    return {key: found.get(key) for key in keys}


def every_document(connection: Connection, glossary: KnownGlossary) -> Iterator[SearchDocument]:
    """All that is public now; memory holds one page at a time, whatever there is."""
    for page in key_pages(connection, glossary):
        for each in documents_of(connection, page, glossary).values():
            if each is not None:
                yield each


def key_pages(
    connection: Connection, glossary: KnownGlossary, *, size: int = PAGE
) -> Iterator[list[DocumentKey]]:
    """The keys of all that is public now, a page at a time."""
    for kind, pages in (
        (Kind.PARAGRAPH, indexed.paragraph_pages),
        (Kind.COMMENT, indexed.shown_comment_pages),
    ):
        for page in pages(connection, size):
            yield [DocumentKey(kind, key, edition) for edition, key in page]
    yield [DocumentKey(Kind.CONCEPT, key, "") for key in glossary.concepts]
    yield [DocumentKey(Kind.SOURCE, key, "") for key in glossary.sources]


def _paragraphs(
    connection: Connection, keys: Iterable[DocumentKey], texts: Texts
) -> Iterator[SearchDocument]:
    own = {(key.edition, key.id) for key in keys if key.kind is Kind.PARAGRAPH} & texts.paragraphs.keys()
    terms = indexed.concepts_in_paragraphs(connection, own)
    days = indexed.edition_days(connection) if own else {}
    for key in own:
        place, paragraph = texts.paragraphs[key].place, texts.paragraphs[key].paragraph
        yield SearchDocument(
            kind=Kind.PARAGRAPH,
            id=paragraph.id,
            edition=place.edition,
            section=place.section,
            language=None,
            fields=paragraph_fields(place.titles, paragraph, opens=place.position == 1),
            moment=_midnight(days[place.edition]),
            more={Facet.TERM: terms.get(key, ())},
        )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _comment(comment: Comment, texts: Texts, glossary: KnownGlossary) -> SearchDocument:
    answer = texts.answers.get(comment.id)
    facts = CommentFacts(outcome=answer.outcome, answer=answer.responses) if answer else CommentFacts()
    made = comment_document(comment, texts.about(comment, glossary), facts)
    return replace(made, more={**made.more, Facet.TERM: _terms(comment, made, glossary)})


def _terms(comment: Comment, made: SearchDocument, glossary: KnownGlossary) -> tuple[str, ...]:
    """The concept that a comment is on, and those whose terms its writer used."""
    text = "\n".join(each.text for each in made.fields if each.part is Part.TEXT)
    named = glossary.concepts_in({comment.language: text})
    return tuple(dict.fromkeys((comment.concept, *named))) if comment.concept else named
