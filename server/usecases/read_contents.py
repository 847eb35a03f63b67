"""Read the editions and the contents of one."""

from dataclasses import dataclass
from datetime import datetime

from server.domain.rounds import Round, round_to_speak_of
from server.store import editions, glossary, rounds
from server.store.database import Connection, Database
from server.store.decisions import editions_with_decisions
from server.store.editions import EditionEntry, SectionEntry
from server.usecases.missing import Missing


@dataclass(frozen=True, slots=True)
class Contents:
    """The sections of an edition in order, with their counts; `answers` says whether it answers comments."""

    edition: EditionEntry
    is_current: bool
    sections: tuple[SectionEntry, ...]
    answers: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """What the start page says: the current edition, the round to speak of, and how much there is."""

    contents: Contents
    round: Round | None
    concepts: int
    disputed: int


def read_editions(database: Database) -> list[EditionEntry]:
    """All editions, newest first; the first is the current one."""
    with database.read() as connection:
        return editions.editions_by_date(connection)[::-1]


def read_answering_editions(database: Database) -> set[str]:
    """The keys of the editions that answer comments in public."""
    with database.read() as connection:
        return editions_with_decisions(connection)


def read_contents(database: Database, edition: str | None = None) -> Contents:
    """The contents of an edition, the current one by default. Raises Missing."""
    with database.read() as connection:
        return _contents(connection, edition)


def read_overview(database: Database, *, at: datetime) -> Overview:
    """The start page's data at the moment `at` (UTC). Raises Missing when nothing has been loaded."""
    with database.read() as connection:
        contents = _contents(connection, None)
        concepts = glossary.all_concepts(connection)
        round_ = round_to_speak_of(rounds.rounds_by_date(connection), contents.edition.key, at)
    return Overview(
        contents,
        round_,
        concepts=len(concepts),
        disputed=sum(concept.is_disputed for concept in concepts),
    )


def choose_edition(connection: Connection, key: str | None) -> tuple[EditionEntry, EditionEntry]:
    """The edition asked for (the current one by default) and the current one. Raises Missing."""
    known = editions.editions_by_date(connection)
    if not known:
        raise Missing("edition", key or "")
    if key is None:
        return known[-1], known[-1]
    for entry in known:
        if entry.key == key:
            return entry, known[-1]
    raise Missing("edition", key)


def _contents(connection: Connection, key: str | None) -> Contents:
    entry, current = choose_edition(connection, key)
    return Contents(
        entry,
        entry == current,
        tuple(editions.contents(connection, entry.key)),
        entry.key in editions_with_decisions(connection),
    )
