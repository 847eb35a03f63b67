"""Name the targets of many comments at once: what stands there, and where it is found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from server.domain.comments import Comment
from server.domain.targets import Target, TargetKind
from server.store import editions, glossary, rounds, sections
from server.store.database import Connection, Database
from server.store.documents import document
from server.text.languages import LANGUAGES, Language

# Where a comment is: the key of an edition, and the target in it.
Spot = tuple[str, Target]


@dataclass(frozen=True, slots=True)
class NamedTarget:
    """A target with its names: the title of its section or the document, the term, the question.

    `number` and `slugs` are those of the section, `position` counts its paragraphs from 1; all are empty for
    what stands in no section. `names` is empty where the edition has the target no more.
    """

    edition: str
    target: Target
    names: Mapping[Language, str] = field(default_factory=dict)
    number: str = ""
    slugs: Mapping[Language, str] = field(default_factory=dict)
    position: int = 0


def name_targets(connection: Connection, spots: Iterable[Spot]) -> dict[Spot, NamedTarget]:
    """The names of all these targets, in as many queries as there are editions and kinds of targets."""
    wanted = set(spots)
    named = {spot: NamedTarget(*spot) for spot in wanted}
    for edition in {edition for edition, _ in wanted}:
        targets = [target for each, target in wanted if each == edition]
        named |= _in_sections(connection, edition, targets)
    kinds = {target.kind for _, target in wanted}
    finders = {
        TargetKind.DOCUMENT: _documents,
        TargetKind.CONCEPT: _concepts,
        TargetKind.QUESTION: _questions,
    }
    for kind in kinds & finders.keys():
        names = finders[kind](connection)
        named |= {
            (edition, target): NamedTarget(edition, target, names[target.key])
            for edition, target in wanted
            if target.kind is kind and target.key in names
        }
    return named


def names_of(database: Database, comments: Iterable[Comment]) -> dict[Spot, NamedTarget]:
    """The names of what these comments are on."""
    with database.read() as connection:
        return name_targets(connection, ((each.edition, each.target) for each in comments))


def _in_sections(connection: Connection, edition: str, targets: list[Target]) -> dict[Spot, NamedTarget]:
    keys = {each.key for each in targets if each.kind is TargetKind.SECTION}
    entries = editions.contents(connection, edition) if keys else ()
    found = {
        (edition, Target(TargetKind.SECTION, entry.key)): NamedTarget(
            edition, Target(TargetKind.SECTION, entry.key), entry.titles, entry.number, entry.slugs
        )
        for entry in entries
        if entry.key in keys
    }
    ids = {each.key for each in targets if each.kind is TargetKind.PARAGRAPH}
    for paragraph_id, place in sections.places_in(connection, edition, ids).items():
        target = Target(TargetKind.PARAGRAPH, paragraph_id)
        found[edition, target] = NamedTarget(
            edition, target, place.titles, place.number, place.slugs, place.position
        )
    return found


def _documents(connection: Connection) -> Mapping[str, Mapping[Language, str]]:
    known = document(connection)
    return {} if known is None else {"": known.titles}


def _concepts(connection: Connection) -> Mapping[str, Mapping[Language, str]]:
    return {
        concept.key: {each: concept.sides[each].preferred for each in LANGUAGES}
        for concept in glossary.all_concepts(connection)
    }


def _questions(connection: Connection) -> Mapping[str, Mapping[Language, str]]:
    return {
        f"{round_.key}/{question.key}": question.texts
        for round_ in rounds.rounds_by_date(connection)
        for question in round_.questions
    }
