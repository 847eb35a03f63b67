"""What is indexed: paragraphs with both wordings, shown comments, concepts and the sources they cite."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b
from typing import Final, NamedTuple

from server.domain.comments import Comment
from server.domain.document import Paragraph, Section
from server.domain.editions import Edition
from server.domain.glossary import Concept
from server.domain.moderation import ModerationState
from server.text.comment_markdown import plain_comment
from server.text.languages import LANGUAGES, Language
from server.text.markdown import plain

# When what has no day of its own became public: after everything that has one.
LONG_AGO: Final = datetime.fromtimestamp(0, UTC)

# What a comment can be about; titles and questions are plain text by language.
About = Paragraph | Concept | Mapping[Language, str]


class Kind(StrEnum):
    """The kinds of document that can be found."""

    PARAGRAPH = "paragraph"
    COMMENT = "comment"
    CONCEPT = "concept"
    SOURCE = "source"


class Facet(StrEnum):
    """By what hits are counted and narrowed down.

    `LANGUAGE` is the language that a document was written in, both for what has two wordings; `OUTCOME` that of a
    public disposition; `TERM` the keys of the concepts that a document is about or uses terms of.
    `WORDINGS_OF` is the edition of a paragraph only, so that older wordings can be left out while comments
    of earlier rounds are not.
    """

    KIND = "kind"
    LANGUAGE = "language"
    EDITION = "edition"
    SECTION = "section"
    ROUND = "round"
    GROUP = "group"
    OUTCOME = "outcome"
    TERM = "term"
    WORDINGS_OF = "wordings-of"


class Part(StrEnum):
    """Where in a document words stand.

    `TERM` is a term or form of a concept; `TITLE` the title of the section that a paragraph opens;
    `TEXT` the wording, comment, suggested wording, definition or reading; `SECTION` the title of the
    section around; `ANSWER` the public reasoned response to a comment; `CONTEXT` what a comment is about,
    and the words that it quotes; `TRANSLATION` a machine translation of a comment.
    """

    TERM = "term"
    TITLE = "title"
    TEXT = "text"
    ANSWER = "answer"
    TRANSLATION = "translation"
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
    """One thing to be found; `language` is None for what has both. Edition and section may be "".

    `moment` says when it became public, for lists that start with the newest. `more` holds the values of the
    facets that do not follow from the other attributes.
    """

    kind: Kind
    id: str
    edition: str
    section: str
    language: Language | None
    fields: tuple[Field, ...]
    moment: datetime = LONG_AGO
    more: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)

    @property
    def key(self) -> DocumentKey:
        """The document's name in an index."""
        return DocumentKey(self.kind, self.id, self.edition)

    @property
    def is_in_one_language(self) -> bool:
        """Whether only similar words and learned pairs lead from the other language to it."""
        return self.language is not None

    def facets(self) -> Iterator[tuple[Facet, str]]:
        """Every value that it is counted under, each once."""
        yield Facet.KIND, self.kind
        for language in LANGUAGES if self.language is None else (self.language,):
            yield Facet.LANGUAGE, language
        for facet, value in ((Facet.EDITION, self.edition), (Facet.SECTION, self.section)):
            if value:
                yield facet, value
        if self.kind is Kind.PARAGRAPH:
            yield Facet.WORDINGS_OF, self.edition
        for facet, values in self.more.items():
            yield from ((facet, value) for value in dict.fromkeys(values) if value)


@dataclass(frozen=True, slots=True)
class CommentFacts:
    """What a comment's document holds besides the comment: concepts it names, and what became of it in public.

    `terms` are keys of concepts; `outcome` and `answer` (by language) those of a public disposition, else
    empty; `translation` a machine translation into the other language, "" for none.
    """

    terms: tuple[str, ...] = ()
    outcome: str = ""
    answer: Mapping[Language, str] = field(default_factory=dict)
    translation: str = ""


NOTHING_MORE: Final = CommentFacts()


def edition_documents(
    edition: Edition, terms: Mapping[str, Collection[str]], *, moment: datetime
) -> Iterator[SearchDocument]:
    """All paragraphs of an edition; `terms` are the keys of the concepts that each paragraph uses terms of."""
    for section in edition.sections:
        for paragraph in section.paragraphs:
            yield paragraph_document(
                edition.key, section, paragraph, terms=terms.get(paragraph.id, ()), moment=moment
            )


def paragraph_document(
    edition: str, section: Section, paragraph: Paragraph, *, terms: Iterable[str] = (), moment: datetime
) -> SearchDocument:
    """A paragraph with both wordings.

    The first paragraph of a section carries its title, so that a word of the title finds the section
    once; with the others the title only helps a word of their own.
    """
    opens = section.paragraphs[0].id == paragraph.id
    return SearchDocument(
        kind=Kind.PARAGRAPH,
        id=paragraph.id,
        edition=edition,
        section=section.key,
        language=None,
        fields=paragraph_fields(section.titles, paragraph, opens=opens),
        moment=moment,
        more={Facet.TERM: tuple(terms)},
    )


def paragraph_fields(
    titles: Mapping[Language, str], paragraph: Paragraph, *, opens: bool
) -> tuple[Field, ...]:
    """The words of a paragraph; `opens` says whether it is the first of its section."""
    part = Part.TITLE if opens else Part.SECTION
    named = [Field(part, language, titles[language]) for language in LANGUAGES]
    return (*named, *_wordings(Part.TEXT, paragraph))


def comment_document(comment: Comment, target: About, facts: CommentFacts = NOTHING_MORE) -> SearchDocument:
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
        fields=comment_fields(comment, target, facts),
        moment=comment.created,
        more={
            Facet.ROUND: (comment.round,),
            Facet.GROUP: (comment.group,),
            Facet.OUTCOME: (facts.outcome,),
            Facet.TERM: facts.terms,
        },
    )


def comment_fields(comment: Comment, target: About, facts: CommentFacts = NOTHING_MORE) -> tuple[Field, ...]:
    """The words of a comment, of its answer and translation, and of what it is about."""
    return (*_said(comment), *_added(comment, facts), *_context(target))


def concept_document(concept: Concept) -> SearchDocument:
    """A concept with the terms, forms, definition and reading of both languages."""
    return SearchDocument(
        kind=Kind.CONCEPT,
        id=concept.key,
        edition="",
        section="",
        language=None,
        fields=concept_fields(concept),
        more={Facet.TERM: (concept.key,)},
    )


def concept_fields(concept: Concept) -> tuple[Field, ...]:
    """The words of a concept."""
    return tuple(_concept_fields(concept))


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that concepts cite, as they cite it; `concepts` are their keys by the language they cite in."""

    text: str
    concepts: Mapping[Language, tuple[str, ...]]

    @property
    def id(self) -> str:
        """The same for the same words, on every machine."""
        return f"s-{blake2b(self.text.encode(), digest_size=5).hexdigest()}"


def sources_of(concepts: Iterable[Concept]) -> list[Source]:
    """What the concepts cite for definitions and readings, each text once, in order of first use."""
    cited: dict[str, dict[Language, dict[str, None]]] = {}
    for concept in concepts:
        for language, side in concept.sides.items():
            for text in filter(None, (side.source, side.reading_source)):
                cited.setdefault(text, {}).setdefault(language, {})[concept.key] = None
    return [
        Source(text, {language: tuple(keys) for language, keys in by.items()}) for text, by in cited.items()
    ]


def source_document(source: Source) -> SearchDocument:
    """A cited source, in the language that cites it, or both."""
    languages = tuple(source.concepts)
    keys = dict.fromkeys(key for cited in source.concepts.values() for key in cited)
    return SearchDocument(
        kind=Kind.SOURCE,
        id=source.id,
        edition="",
        section="",
        language=languages[0] if len(languages) == 1 else None,
        fields=source_fields(source),
        more={Facet.TERM: tuple(keys)},
    )


def source_fields(source: Source) -> tuple[Field, ...]:
    """The words of a source."""
    return tuple(Field(Part.TEXT, language, source.text) for language in source.concepts)


def _said(comment: Comment) -> Iterator[Field]:
    # Both were typed by strangers: none is a wording of ours.
    for text in map(plain_comment, (comment.text, comment.suggested_wording)):
        if text:
            yield Field(Part.TEXT, comment.language, text)
    if comment.quote:
        # Somebody may quote the counterpart; the wording may say something else by now.
        is_own = comment.quote.exact in plain(comment.base_text)
        language = comment.language if is_own else comment.language.other
        yield Field(Part.CONTEXT, language, comment.quote.exact)


def _added(comment: Comment, facts: CommentFacts) -> Iterator[Field]:
    for language, answer in facts.answer.items():
        if answer:
            yield Field(Part.ANSWER, language, plain_comment(answer))
    if facts.translation:
        yield Field(Part.TRANSLATION, comment.language.other, plain_comment(facts.translation))


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
        yield Field(part, language, _plain(wording))


# Many comments are about the same paragraph; this holds the wordings of a long document, a few megabytes.
_plain = lru_cache(maxsize=4096)(plain)


def _concept_fields(concept: Concept) -> Iterator[Field]:
    for language, side in concept.sides.items():
        for term in side.terms:
            for phrase in dict.fromkeys((term.text, *term.forms)):
                yield Field(Part.TERM, language, phrase)
        for text in (side.definition, side.reading):
            if text:
                yield Field(Part.TEXT, language, text)
