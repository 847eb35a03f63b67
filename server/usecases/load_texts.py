"""What documents of the index stand for: texts, targets and answers of many at once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from server.domain.comments import Comment
from server.domain.dispositions import PublicDisposition
from server.domain.targets import TargetKind
from server.search.documents import About, DocumentKey, Kind
from server.store import dispositions, indexed, rounds
from server.store.database import Connection
from server.store.documents import document
from server.store.found import FoundParagraph, paragraphs_by_key, shown_comments_by_id
from server.text.languages import LANGUAGES, Language
from server.usecases.known_glossary import KnownGlossary
from server.usecases.name_targets import NamedTarget, Spot

Names = Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Texts:
    """Paragraphs by (edition, id), with those that comments are on; shown comments, their answers and targets.

    A target that is there no more has no names.
    """

    paragraphs: Mapping[tuple[str, str], FoundParagraph]
    comments: Mapping[str, Comment]
    answers: Mapping[str, PublicDisposition]
    targets: Mapping[Spot, NamedTarget]

    def about(self, comment: Comment, glossary: KnownGlossary) -> About:
        """What a comment is about as it is now; nothing where that is gone."""
        nothing: Names = {}
        if comment.concept:
            return glossary.concepts.get(comment.concept, nothing)
        if comment.paragraph_id:
            found = self.paragraphs.get((comment.edition, comment.paragraph_id))
            return found.paragraph if found else nothing
        return self.targets[comment.edition, comment.target].names


def load_texts(connection: Connection, keys: Iterable[DocumentKey], glossary: KnownGlossary) -> Texts:
    """The texts of the documents with these keys that are public now: at most nine queries.

    `glossary` is that of the same moment.
    """
    wanted = list(keys)
    said = shown_comments_by_id(connection, [key.id for key in wanted if key.kind is Kind.COMMENT])
    own = {(key.edition, key.id) for key in wanted if key.kind is Kind.PARAGRAPH}
    spoken_of = {(each.edition, each.paragraph_id) for each in said.values() if each.paragraph_id}
    paragraphs = paragraphs_by_key(connection, own | spoken_of)
    targets = {(each.edition, each.target): _on_paragraph(each, paragraphs) for each in said.values()}
    return Texts(
        paragraphs,
        said,
        dispositions.public_dispositions_of(connection, list(said)),
        {**targets, **_targets(connection, targets, glossary)},
    )


def _on_paragraph(comment: Comment, paragraphs: Mapping[tuple[str, str], FoundParagraph]) -> NamedTarget:
    found = paragraphs.get((comment.edition, comment.paragraph_id))
    if found is None:
        return NamedTarget(comment.edition, comment.target)
    place = found.place
    return NamedTarget(
        comment.edition, comment.target, place.titles, place.number, place.slugs, place.position
    )


def _targets(
    connection: Connection, spots: Collection[Spot], glossary: KnownGlossary
) -> dict[Spot, NamedTarget]:
    """The targets that are no paragraphs, as far as they are there."""
    of_sections = {spot for spot in spots if spot[1].kind is TargetKind.SECTION}
    places = indexed.section_places(connection, {(edition, target.key) for edition, target in of_sections})
    found = {
        (edition, target): NamedTarget(edition, target, place.titles, place.number, place.slugs)
        for edition, target in of_sections
        if (place := places.get((edition, target.key)))
    }
    names = _names(connection, {target.kind for _, target in spots}, glossary)
    return found | {
        (edition, target): NamedTarget(edition, target, names[target.kind, target.key])
        for edition, target in spots
        if (target.kind, target.key) in names
    }


def _names(
    connection: Connection, kinds: Collection[TargetKind], glossary: KnownGlossary
) -> dict[tuple[TargetKind, str], Names]:
    """The names of the document, of concepts and of questions, where comments are on any."""
    names: dict[tuple[TargetKind, str], Names] = {}
    if TargetKind.CONCEPT in kinds:
        names |= {
            (TargetKind.CONCEPT, key): {each: concept.sides[each].preferred for each in LANGUAGES}
            for key, concept in glossary.concepts.items()
        }
    if TargetKind.DOCUMENT in kinds and (known := document(connection)):
        names[TargetKind.DOCUMENT, ""] = known.titles
    if TargetKind.QUESTION in kinds:
        names |= {
            (TargetKind.QUESTION, f"{round_.key}/{question.key}"): question.texts
            for round_ in rounds.rounds_by_date(connection)
            for question in round_.questions
        }
    return names
