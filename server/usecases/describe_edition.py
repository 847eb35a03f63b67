"""Describe the working edition: its labels, the day it will carry, its status and what changed in it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from server.domain.accounts import Account
from server.domain.editions import EditionStatus
from server.domain.section_checks import change_note_problems
from server.domain.structure import StructureAct
from server.domain.typed import clean_line
from server.domain.working_editions import WorkingEdition
from server.store import editions
from server.store.database import Connection, Database
from server.text.languages import LANGUAGES, Language
from server.usecases.begin_working_edition import MAX_LABEL, EditionRefused
from server.usecases.change_sections import cleaned_notes
from server.usecases.change_structure import edition_to_change, keep_change


def describe_edition(
    database: Database,
    *,
    labels: Mapping[Language, str],
    day: date | None,
    status: EditionStatus,
    change_notes: Mapping[Language, str],
    base: int,
    by: Account,
    at: datetime,
) -> WorkingEdition:
    """Keep what the working edition says of itself; `day` is None as long as it is not known.

    Change notes may wait, but not in one language only. Raises NotAllowed, Missing, EditionChangedMeanwhile,
    EditionRefused (fields "label_nl", "label_de", "note_nl", "note_de", "date"; "before-predecessor" where
    it would be older than the edition that it was made from).
    """
    with database.write() as connection:
        working = edition_to_change(connection, base=base, by=by)
        changed = replace(
            working,
            labels={language: clean_line(labels.get(language, "")) for language in LANGUAGES},
            date=day,
            status=status,
            change_notes=cleaned_notes(change_notes),
        )
        _check(connection, changed)
        if changed == working:
            return working
        what = ", ".join(
            name
            for name in ("labels", "date", "status", "change_notes")
            if getattr(changed, name) != getattr(working, name)
        )
        return keep_change(connection, changed, StructureAct.DESCRIBED, what, by=by, at=at)


def _check(connection: Connection, changed: WorkingEdition) -> None:
    problems = change_note_problems(changed.change_notes)
    for language, label in changed.labels.items():
        if not label:
            problems[f"label_{language}"] = "missing"
        elif len(label) > MAX_LABEL:
            problems[f"label_{language}"] = "too-long"
    if changed.date is not None and changed.date < _day_of(connection, changed.predecessor):
        problems["date"] = "before-predecessor"
    if problems:
        raise EditionRefused(problems)


def _day_of(connection: Connection, edition: str) -> date:
    days = {each.key: each.date for each in editions.editions_by_date(connection)}
    return days.get(edition, date.min)
