"""Read what an editor can choose from when registering a letter: rounds, and the targets of one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from server.domain.document import Section
from server.domain.rounds import Question, Round, Stage
from server.store import edition_values, glossary, rounds
from server.store.database import Connection, Database
from server.text.languages import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """The rounds that have begun, the newest first, and what can be commented on in the chosen one.

    `round` is None before any has begun. `concepts` are terms by key.
    """

    rounds: tuple[Round, ...]
    round: Round | None
    sections: tuple[Section, ...] = ()
    questions: tuple[Question, ...] = ()
    concepts: Mapping[str, Mapping[Language, str]] | None = None


def read_intake_options(
    database: Database, *, round_key: str, at: datetime, with_targets: bool = True
) -> IntakeOptions:
    """What can be chosen at the moment `at` (UTC); an unknown round is the newest one."""
    with database.read() as connection:
        known = reversed(rounds.rounds_by_date(connection))
        begun = tuple(each for each in known if each.stage(at) is not Stage.ANNOUNCED)
        chosen = next((each for each in begun if each.key == round_key), begun[0] if begun else None)
        if chosen is None or not with_targets:
            return IntakeOptions(begun, chosen)
        return IntakeOptions(
            begun, chosen, _sections(connection, chosen), chosen.questions, _concepts(connection)
        )


def _sections(connection: Connection, round_: Round) -> tuple[Section, ...]:
    edition = edition_values.whole_edition(connection, round_.edition)
    return edition.sections if edition else ()


def _concepts(connection: Connection) -> Mapping[str, Mapping[Language, str]]:
    return {
        concept.key: {each: concept.sides[each].preferred for each in LANGUAGES}
        for concept in glossary.all_concepts(connection)
    }
