"""Hits with what they stand for, and why they were found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from server.domain.comments import Comment
from server.domain.dispositions import PublicDisposition
from server.domain.glossary import Concept
from server.search.documents import (
    CommentFacts,
    Field,
    Kind,
    Source,
    comment_fields,
    concept_fields,
    paragraph_fields,
    source_fields,
)
from server.search.engine import Hit
from server.search.explain import Reason, missed_words, reasons
from server.search.matching import Group
from server.store import indexed
from server.store.database import Connection
from server.store.found import FoundParagraph
from server.usecases.known_glossary import KnownGlossary
from server.usecases.load_texts import Texts, load_texts
from server.usecases.name_targets import NamedTarget


@dataclass(frozen=True, slots=True)
class Found:
    """One hit, why it was found, strongest reason first, and what it stands for.

    `missed` are the typed words of which nothing stands in it, where it may miss some. It stands for a paragraph
    with the number of its shown comments, a concept, a source, or a comment with the target it is on and its
    public answer.
    """

    hit: Hit
    reasons: tuple[Reason, ...] = ()
    missed: tuple[str, ...] = ()
    paragraph: FoundParagraph | None = None
    comments: int = 0
    concept: Concept | None = None
    source: Source | None = None
    comment: Comment | None = None
    target: NamedTarget | None = None
    answer: PublicDisposition | None = None

    @property
    def opens_section(self) -> bool:
        """Whether it is the first paragraph of its section, which stands for the section's title as well."""
        return self.paragraph is not None and self.paragraph.place.position == 1


def found_texts(
    connection: Connection, hits: Sequence[Hit], groups: Sequence[Group], glossary: KnownGlossary
) -> tuple[Found, ...]:
    """The hits that are public now: an index may be a moment behind. At most eight queries."""
    texts = load_texts(connection, (hit.key for hit in hits), glossary)
    own = {(hit.edition, hit.id) for hit in hits if hit.kind is Kind.PARAGRAPH}
    counts = indexed.shown_on_paragraphs(connection, own)
    found = (_found(hit, texts, counts.get((hit.edition, hit.id), 0), groups, glossary) for hit in hits)
    return tuple(each for each in found if each is not None)


def _found(
    hit: Hit, texts: Texts, comments: int, groups: Sequence[Group], glossary: KnownGlossary
) -> Found | None:
    if hit.kind is Kind.COMMENT:
        return _comment(hit, texts, groups, glossary)
    if hit.kind is Kind.PARAGRAPH:
        paragraph = texts.paragraphs.get((hit.edition, hit.id))
        if paragraph is None:
            return None
        opens = paragraph.place.position == 1
        fields = paragraph_fields(paragraph.place.titles, paragraph.paragraph, opens=opens)
        return Found(hit, *_why(hit, fields, groups), paragraph=paragraph, comments=comments)
    if hit.kind is Kind.CONCEPT:
        return _concept(hit, groups, glossary)
    source = glossary.sources.get(hit.id)
    if source is None:
        return None
    is_in_one = len(source.concepts) == 1
    return Found(hit, *_why(hit, source_fields(source), groups, is_in_one), source=source)


def _concept(hit: Hit, groups: Sequence[Group], glossary: KnownGlossary) -> Found | None:
    concept = glossary.concepts.get(hit.id)
    if concept is None:
        return None
    return Found(hit, *_why(hit, concept_fields(concept), groups), concept=concept)


def _comment(hit: Hit, texts: Texts, groups: Sequence[Group], glossary: KnownGlossary) -> Found | None:
    comment = texts.comments.get(hit.id)
    if comment is None:
        return None
    answer = texts.answers.get(comment.id)
    facts = CommentFacts(answer=answer.responses) if answer else CommentFacts()
    fields = comment_fields(comment, texts.about(comment, glossary), facts)
    return Found(
        hit,
        *_why(hit, fields, groups, is_in_one_language=True),
        comment=comment,
        target=texts.targets[comment.edition, comment.target],
        answer=answer,
    )


def _why(
    hit: Hit, fields: Iterable[Field], groups: Sequence[Group], is_in_one_language: bool = False
) -> tuple[tuple[Reason, ...], tuple[str, ...]]:
    read = tuple(fields)
    missed = missed_words(read, groups, is_in_one_language=is_in_one_language) if hit.missed else ()
    return reasons(read, groups, is_in_one_language=is_in_one_language), missed
