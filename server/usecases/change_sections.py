"""Change the sections of the working edition: add, remove, move, name them, and number them anew."""

from collections.abc import Mapping
from datetime import datetime

from server.domain import section_checks, structure
from server.domain.accounts import Account
from server.domain.structure import SectionPlan, Structure, StructureAct
from server.domain.typed import clean_line, clean_text
from server.domain.working_editions import WorkingEdition
from server.store import used_ids
from server.store.database import Connection, Database
from server.text.languages import LANGUAGES, Language
from server.usecases.change_structure import edition_to_change, keep_structure


def add_section(
    database: Database,
    *,
    number: str,
    titles: Mapping[Language, str],
    after: str | None,
    base: int,
    by: Account,
    at: datetime,
    key: str = "",
) -> WorkingEdition:
    """Put a new, empty section behind another, or first where `after` is None.

    Without a `key` one is made of the number and the Dutch title that no section of any edition has. Raises
    NotAllowed, Missing, StructureRefused, EditionChangedMeanwhile, SectionRefused.
    """
    with database.write() as connection:
        working = edition_to_change(connection, base=base, by=by)
        named = _titles(titles)
        number = clean_line(number)
        if key:
            section_checks.check_key(key, {each.key for each in working.structure.sections})
        else:
            key = section_checks.derived_key(number, named[Language.NL], _keys(connection, working))
        plan = SectionPlan(key, number, named)
        section_checks.check_section(working.structure, plan)
        changed = structure.add_section(working.structure, plan, after=after)
        return keep_structure(connection, working, changed, StructureAct.SECTION_ADDED, key, by=by, at=at)


def remove_section(database: Database, *, key: str, base: int, by: Account, at: datetime) -> WorkingEdition:
    """Take an empty section out. Raises NotAllowed, Missing, StructureRefused, EditionChangedMeanwhile."""
    with database.write() as connection:
        working = edition_to_change(connection, base=base, by=by)
        changed = structure.remove_section(working.structure, key)
        return keep_structure(connection, working, changed, StructureAct.SECTION_REMOVED, key, by=by, at=at)


def move_section(
    database: Database, *, key: str, after: str | None, base: int, by: Account, at: datetime
) -> WorkingEdition:
    """Put a section with all that is in it behind another, or first where `after` is None; numbers stay.

    Raises NotAllowed, Missing, StructureRefused, EditionChangedMeanwhile.
    """
    with database.write() as connection:
        working = edition_to_change(connection, base=base, by=by)
        changed = structure.move_section(working.structure, key, after=after)
        return keep_structure(connection, working, changed, StructureAct.SECTION_MOVED, key, by=by, at=at)


def name_section(
    database: Database,
    *,
    key: str,
    number: str,
    titles: Mapping[Language, str],
    base: int,
    by: Account,
    at: datetime,
    change_notes: Mapping[Language, str] | None = None,
) -> WorkingEdition:
    """Give a section a number, titles, and notes of what changed in it, where these are named.

    Notes are there in both languages or, both empty, in none. Raises NotAllowed, Missing, StructureRefused,
    EditionChangedMeanwhile, SectionRefused.
    """
    with database.write() as connection:
        working = edition_to_change(connection, base=base, by=by)
        changed = structure.name_section(
            working.structure,
            key,
            number=clean_line(number),
            titles=_titles(titles),
            change_notes=None if change_notes is None else cleaned_notes(change_notes),
        )
        section_checks.check_section(changed, changed.section(key))
        return keep_structure(connection, working, changed, StructureAct.SECTION_NAMED, key, by=by, at=at)


def renumber(
    database: Database, *, numbers: Mapping[str, str], base: int, by: Account, at: datetime
) -> WorkingEdition:
    """Give sections the numbers that an editor confirmed, by key; structure.consistent_numbers proposes them.

    Raises NotAllowed, Missing, StructureRefused, EditionChangedMeanwhile, SectionRefused.
    """
    with database.write() as connection:
        working = edition_to_change(connection, base=base, by=by)
        cleaned = {key: clean_line(number) for key, number in numbers.items()}
        present = {each.key: each.number for each in working.structure.sections}
        section_checks.check_numbers({**present, **cleaned})
        changed = structure.renumber(working.structure, cleaned)
        for section in changed.sections:
            section_checks.check_section(changed, section)
        what = _differences(working.structure, changed)
        return keep_structure(connection, working, changed, StructureAct.RENUMBERED, what, by=by, at=at)


def cleaned_notes(notes: Mapping[Language, str]) -> dict[Language, str]:
    """Change notes in their canonical form; none at all where both are empty."""
    written = {language: clean_text(notes.get(language, "")) for language in LANGUAGES}
    return written if any(written.values()) else {}


def _titles(titles: Mapping[Language, str]) -> dict[Language, str]:
    return {language: clean_line(titles.get(language, "")) for language in LANGUAGES}


def _keys(connection: Connection, working: WorkingEdition) -> set[str]:
    """Every key that a section has or had: a new one is not to be taken for an old one."""
    return {each.key for each in working.structure.sections} | used_ids.used_section_keys(connection)


def _differences(before: Structure, after: Structure) -> str:
    pairs = zip(before.sections, after.sections, strict=True)
    return ", ".join(f"{old.number or '–'} → {new.number or '–'}" for old, new in pairs if old != new)
