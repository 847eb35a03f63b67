"""What must hold for a section's key, number, titles and change notes, in the working edition as in the record."""

import re
from collections.abc import Mapping
from typing import Final

from server.domain.document import Section, slug
from server.domain.structure import SectionPlan, Structure
from server.text.languages import LANGUAGES, Language

# As the record's files: the key is the name of a file, the number is read as "4.2".
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"(?:[1-9]\d*(?:\.[1-9]\d*)*)?")
MAX_KEY = 60
MAX_NUMBER = 20
# The slug of a title is part of an address.
MAX_TITLE = 200
MAX_CHANGE_NOTE = 2_000
# What stands below the address of an edition, or of a section, besides sections: a page of ours would hide a
# section that has one of these words for its address. tests/web/test_addresses.py holds them against all addresses.
RESERVED_SLUGS: Final[Mapping[Language, frozenset[str]]] = {
    Language.NL: frozenset({"afdoening", "bestanden", "naast-elkaar", "reacties"}),
    Language.DE: frozenset({"abwaegung", "anmerkungen", "dateien", "nebeneinander"}),
}


class SectionRefused(Exception):
    """A section cannot be so; `problems` maps a field to a word for what is wrong.

    Fields: "key", "number", "title_nl", "title_de", "note_nl", "note_de"; of renumbering "number.<key>".
    Words: "missing", "invalid", "taken", "too-long", "no-letters", "reserved", "one-side".
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{field}: {problem}" for field, problem in problems.items()))
        self.problems = dict(problems)


def check_section(structure: Structure, section: SectionPlan) -> None:
    """Hold a section against the others of the structure, whatever is there under its key. Raises SectionRefused.

    Two may have one number until they are numbered anew, but not one address.
    """
    others = [each for each in structure.sections if each.key != section.key]
    problems = _of_number(section.number, set())
    for language in LANGUAGES:
        problem = _of_title(section, language, {_slug(each, language) for each in others})
        if problem:
            problems[f"title_{language}"] = problem
    problems |= change_note_problems(section.change_notes)
    if problems:
        raise SectionRefused(problems)


def reserved_sides(section: Section) -> list[Language]:
    """The languages in which another page has the address that the section would have."""
    return [each for each in LANGUAGES if section.slug(each) in RESERVED_SLUGS[each]]


def check_key(key: str, taken: set[str]) -> None:
    """A new section's key. Raises SectionRefused."""
    if not _KEY.fullmatch(key) or len(key) > MAX_KEY:
        raise SectionRefused({"key": "invalid"})
    if key in taken:
        raise SectionRefused({"key": "taken"})


def derived_key(number: str, title: str, taken: set[str]) -> str:
    """A key made of a number and a title that is not taken yet; "section" where neither holds a letter."""
    stem = slug(number, title)[: MAX_KEY - 4].strip("-") or "section"
    return next(
        key for count in range(1, 1_000) if (key := stem if count == 1 else f"{stem}-{count}") not in taken
    )


def check_numbers(numbers: Mapping[str, str]) -> None:
    """Numbers for sections by key, all at once. Raises SectionRefused naming every "number.<key>"."""
    problems: dict[str, str] = {}
    taken = set[str]()
    for key, number in numbers.items():
        found = _of_number(number, taken)
        if found:
            problems[f"number.{key}"] = found["number"]
        taken.add(number)
    if problems:
        raise SectionRefused(problems)


def change_note_problems(notes: Mapping[Language, str]) -> dict[str, str]:
    """What is wrong with change notes, by field: they are there in both languages or in none."""
    problems: dict[str, str] = {}
    for language in LANGUAGES:
        if len(notes.get(language, "")) > MAX_CHANGE_NOTE:
            problems[f"note_{language}"] = "too-long"
        elif not notes.get(language) and notes.get(language.other):
            problems[f"note_{language}"] = "one-side"
    return problems


def _of_number(number: str, taken: set[str]) -> dict[str, str]:
    if not _NUMBER.fullmatch(number) or len(number) > MAX_NUMBER:
        return {"number": "invalid"}
    return {"number": "taken"} if number and number in taken else {}


def _of_title(section: SectionPlan, language: Language, taken: set[str]) -> str:
    title = section.titles.get(language, "")
    if not title:
        return "missing"
    if len(title) > MAX_TITLE:
        return "too-long"
    if not _slug(section, language):
        return "no-letters"
    if _slug(section, language) in RESERVED_SLUGS[language]:
        return "reserved"
    return "taken" if _slug(section, language) in taken else ""


def _slug(section: SectionPlan, language: Language) -> str:
    return Section(section.key, section.number, section.titles).slug(language)
