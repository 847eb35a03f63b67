"""Find what a comment is to be about: where it stands, and what its writer sees there in each language."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.domain.concept_history import is_closed
from server.domain.targets import Target, TargetKind
from server.store import concept_changes, editions, glossary, rounds, sections
from server.store.database import Connection
from server.store.documents import document
from server.store.editions import EditionEntry
from server.text.languages import LANGUAGES, Language
from server.usecases.missing import Missing
from server.usecases.read_contents import choose_edition


class ThreadClosed(Exception):
    """The editors closed this thread with a summary; a revision of the concept opens it again."""


@dataclass(frozen=True, slots=True)
class FoundTarget:
    """A target in an edition; `bases` is what stands there in each language.

    `section` is the key of the section on whose page it stands, "" for what stands in none.
    """

    edition: EditionEntry
    target: Target
    section: str
    bases: Mapping[Language, str]
    is_closed: bool = False


def find_target(connection: Connection, edition: str | None, target: Target) -> FoundTarget:
    """What a comment is to be about, in the edition named or the current one. Raises Missing.

    A question stands in the edition of its round, whichever is current.
    """
    if edition is None and target.kind is TargetKind.QUESTION:
        round_ = rounds.round_by_key(connection, target.key.partition("/")[0])
        edition = round_.edition if round_ else None
    entry, _ = choose_edition(connection, edition)
    return _FINDERS[target.kind](connection, entry, target)


def _paragraph(connection: Connection, entry: EditionEntry, target: Target) -> FoundTarget:
    found = sections.paragraph_in(connection, entry.key, target.key)
    if found is None:
        raise Missing("paragraph", target.key)
    place, paragraph = found
    return FoundTarget(entry, target, place.section, paragraph.wordings)


def _section(connection: Connection, entry: EditionEntry, target: Target) -> FoundTarget:
    for section in editions.contents(connection, entry.key):
        if section.key == target.key:
            titles = {each: f"{section.number} {section.titles[each]}".strip() for each in LANGUAGES}
            return FoundTarget(entry, target, section.key, titles)
    raise Missing("section", target.key)


def _document(connection: Connection, entry: EditionEntry, target: Target) -> FoundTarget:
    known = document(connection)
    if known is None:
        raise Missing("document", "")
    return FoundTarget(entry, target, "", known.titles)


def _concept(connection: Connection, entry: EditionEntry, target: Target) -> FoundTarget:
    concept = glossary.concept(connection, target.key)
    if concept is None:
        raise Missing("concept", target.key)
    bases = {
        language: "\n\n".join(text for text in (side.definition, side.reading) if text)
        for language, side in concept.sides.items()
    }
    closed = is_closed(concept_changes.changes_of(connection, target.key))
    return FoundTarget(entry, target, "", bases, is_closed=closed)


def _question(connection: Connection, entry: EditionEntry, target: Target) -> FoundTarget:
    key, _, question_key = target.key.partition("/")
    round_ = rounds.round_by_key(connection, key)
    question = round_.question(question_key) if round_ else None
    if round_ is None or question is None or round_.edition != entry.key:
        raise Missing("question", target.key)
    return FoundTarget(entry, target, "", question.texts)


_FINDERS = {
    TargetKind.PARAGRAPH: _paragraph,
    TargetKind.SECTION: _section,
    TargetKind.DOCUMENT: _document,
    TargetKind.CONCEPT: _concept,
    TargetKind.QUESTION: _question,
}
