"""What is indexed: paragraphs with both wordings, shown comments, concepts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from server.domain.comments import Comment
from server.domain.document import Paragraph, Section
from server.domain.editions import Edition
from server.domain.glossary import Concept
from server.domain.moderation import ModerationState
from server.text.comment_markdown import plain_comment
from server.text.languages import LANGUAGES, Language
from server.text.markdown import plain

# What a comment can be about; titles and questions are plain text by language.
About = Paragraph | Concept | Mapping[Language, str]


class Kind(StrEnum):
    """The kinds of document that can be found."""

    PARAGRAPH = "paragraph"
    COMMENT = "comment"
    CONCEPT = "concept"


class Part(StrEnum):
    """Where in a document words stand.

    `TERM` is a term or form of a concept; `TITLE` the title of the section that a paragraph opens;
    `TEXT` the wording, comment, suggested wording, definition or reading; `SECTION` the title of the
    section around; `CONTEXT` what a comment is about, and the words that it quotes.
    """

    TERM = "term"
    TITLE = "title"
    TEXT = "text"
    SECTION = "section"
    CONTEXT = "context"


class DocumentKey(NamedTuple):
    """What names a document: a paragraph's id stands in every edition; a concept's edition is ""."""

    kind: Kind
    id: str
    edition: str


class Field(NamedTuple):
    """Plain text in one language; no phrase reaches from one field into the next."""

    part: Part
    language: Language
    text: str


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One thing to be found; `language` is None for what has both. Edition and section may be ""."""

    kind: Kind
    id: str
    edition: str
    section: str
    language: Language | None
    fields: tuple[Field, ...]

    @property
    def key(self) -> DocumentKey:
        """The document's name in an index."""
        return DocumentKey(self.kind, self.id, self.edition)


def edition_documents(edition: Edition) -> Iterator[SearchDocument]:
    """All paragraphs of an edition."""
    for section in edition.sections:
        for paragraph in section.paragraphs:
            yield paragraph_document(edition.key, section, paragraph)


def paragraph_document(edition: str, section: Section, paragraph: Paragraph) -> SearchDocument:
    """A paragraph with both wordings.

    The first paragraph of a section carries its title, so that a word of the title finds the section
    once; with the others the title only helps a word of their own.
    """
    opens = section.paragraphs[0].id == paragraph.id
    titles = [
        Field(Part.TITLE if opens else Part.SECTION, language, section.titles[language])
        for language in LANGUAGES
    ]
    return SearchDocument(
        kind=Kind.PARAGRAPH,
        id=paragraph.id,
        edition=edition,
        section=section.key,
        language=None,
        fields=(*titles, *_wordings(Part.TEXT, paragraph)),
    )


def comment_document(comment: Comment, target: About) -> SearchDocument:
    """A comment in its own language, with what it is about as context.

    That is both wordings of a paragraph, a concept, or the title or question by language.
    Raises ValueError unless the comment is shown: what moderation holds back is never indexed.
    """
    if comment.state is not ModerationState.SHOWN:
        raise ValueError(f"comment {comment.id} is {comment.state}: only shown comments are searched")
    return SearchDocument(
        kind=Kind.COMMENT,
        id=comment.id,
        edition=comment.edition,
        section=comment.section,
        language=comment.language,
        fields=(*_comment_fields(comment), *_context(target)),
    )


def concept_document(concept: Concept) -> SearchDocument:
    """A concept with the terms, forms, definition and reading of both languages."""
    return SearchDocument(
        kind=Kind.CONCEPT,
        id=concept.key,
        edition="",
        section="",
        language=None,
        fields=tuple(_concept_fields(concept)),
    )


def _comment_fields(comment: Comment) -> Iterator[Field]:
    # Both were typed by strangers: none is a wording of ours.
    for text in map(plain_comment, (comment.text, comment.suggested_wording)):
        if text:
            yield Field(Part.TEXT, comment.language, text)
    if comment.quote:
        # Somebody may quote the counterpart; the wording may say something else by now.
        is_own = comment.quote.exact in plain(comment.base_text)
        language = comment.language if is_own else comment.language.other
        yield Field(Part.CONTEXT, language, comment.quote.exact)


def _context(target: About) -> Iterator[Field]:
    if isinstance(target, Paragraph):
        yield from _wordings(Part.CONTEXT, target)
        return
    if isinstance(target, Concept):
        for field in _concept_fields(target):
            yield Field(Part.CONTEXT, field.language, field.text)
        return
    for language, text in target.items():
        yield Field(Part.CONTEXT, language, text)


def _wordings(part: Part, paragraph: Paragraph) -> Iterator[Field]:
    for language, wording in paragraph.wordings.items():
        yield Field(part, language, plain(wording))


def _concept_fields(concept: Concept) -> Iterator[Field]:
    for language, side in concept.sides.items():
        for term in side.terms:
            for phrase in dict.fromkeys((term.text, *term.forms)):
                yield Field(Part.TERM, language, phrase)
        for text in (side.definition, side.reading):
            if text:
                yield Field(Part.TEXT, language, text)
