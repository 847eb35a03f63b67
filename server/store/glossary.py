"""The glossary: concepts, and where their terms occur in the text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, and_, delete, insert, select, update

from server.domain.glossary import Concept
from server.store.schema import concepts, occurrences, paragraphs, sections, wordings
from server.text.languages import Language


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place in a wording where a term is used; `start` and `end` count characters of the wording."""

    concept: str
    section: str
    paragraph_id: str
    language: Language
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class OccurrenceInText:
    """An occurrence with what a reader needs to find it: the section, the paragraph's place, the wording."""

    occurrence: Occurrence
    number: str
    titles: Mapping[Language, str]
    slugs: Mapping[Language, str]
    position: int
    wording: str


def save_concepts(connection: Connection, glossary: Iterable[Concept]) -> None:
    """Make these the concepts; all occurrences go and have to be saved again."""
    connection.execute(delete(concepts))
    rows = [{"key": concept.key, "body": concept, "dispute": concept.dispute} for concept in glossary]
    if rows:
        connection.execute(insert(concepts), rows)


def add_concept(connection: Connection, new: Concept) -> None:
    """Add a concept; raises sqlalchemy.exc.IntegrityError when its key is taken."""
    connection.execute(insert(concepts).values(key=new.key, body=new, dispute=new.dispute))


def save_concept(connection: Connection, changed: Concept) -> None:
    """Put a concept in the place of the one with the same key; its occurrences stay."""
    connection.execute(
        update(concepts).where(concepts.c.key == changed.key).values(body=changed, dispute=changed.dispute)
    )


def all_concepts(connection: Connection) -> tuple[Concept, ...]:
    """Every concept, by key."""
    return tuple(_by_key(connection.execute(select(concepts.c.body)).scalars()))


def concept(connection: Connection, key: str) -> Concept | None:
    """The concept with this key."""
    found: Concept | None = connection.execute(select(concepts.c.body).where(concepts.c.key == key)).scalar()
    return found


def save_occurrences(connection: Connection, edition: str, found: Iterable[Occurrence]) -> None:
    """Make these the occurrences in an edition; its paragraphs and the concepts are there already."""
    connection.execute(delete(occurrences).where(occurrences.c.edition == edition))
    rows = [
        {
            "edition": edition,
            "concept": each.concept,
            "section": each.section,
            "paragraph": each.paragraph_id,
            "language": each.language,
            "start": each.start,
            "end": each.end,
            "text": each.text,
        }
        for each in found
    ]
    if rows:
        connection.execute(insert(occurrences), rows)


def occurrences_of(connection: Connection, key: str, edition: str) -> list[OccurrenceInText]:
    """Where a concept's terms stand in an edition, in reading order, in both languages: one query."""
    statement = (
        select(
            occurrences,
            sections.c.number,
            sections.c.titles,
            sections.c.slug_nl,
            sections.c.slug_de,
            paragraphs.c.position,
            wordings.c.text.label("wording"),
        )
        .join(
            paragraphs,
            and_(
                paragraphs.c.edition == occurrences.c.edition,
                paragraphs.c.id == occurrences.c.paragraph,
            ),
        )
        .join(
            sections,
            and_(sections.c.edition == paragraphs.c.edition, sections.c.key == paragraphs.c.section),
        )
        .join(
            wordings,
            and_(
                wordings.c.edition == occurrences.c.edition,
                wordings.c.paragraph == occurrences.c.paragraph,
                wordings.c.language == occurrences.c.language,
            ),
        )
        .where(occurrences.c.concept == key, occurrences.c.edition == edition)
        .order_by(
            sections.c.position, paragraphs.c.position, occurrences.c.language.desc(), occurrences.c.start
        )
    )
    return [
        OccurrenceInText(
            occurrence=Occurrence(
                concept=row.concept,
                section=row.section,
                paragraph_id=row.paragraph,
                language=Language(row.language),
                start=row.start,
                end=row.end,
                text=row.text,
            ),
            number=row.number,
            titles=row.titles,
            slugs={Language.NL: row.slug_nl, Language.DE: row.slug_de},
            position=row.position,
            wording=row.wording,
        )
        for row in connection.execute(statement)
    ]


def concepts_in_section(connection: Connection, edition: str, section: str) -> list[Concept]:
    """The concepts whose terms are used in a section, in either language, by key."""
    used = select(occurrences.c.concept).where(
        occurrences.c.edition == edition, occurrences.c.section == section
    )
    return _by_key(connection.execute(select(concepts.c.body).where(concepts.c.key.in_(used))).scalars())


def _by_key(found: Iterable[Concept]) -> list[Concept]:
    # Not by the database: its collation may read past the hyphens of a key.
    return sorted(found, key=lambda concept: concept.key)
