"""edition.toml: what holds for one edition, and its sections in order."""

import re
from collections.abc import Mapping
from dataclasses import replace

from server.domain.document import PARAGRAPH_ID, Section
from server.domain.editions import Edition, EditionStatus, StepException
from server.domain.section_checks import reserved_sides
from server.record.reading import KEY, KEY_MEANING, Place, Reading
from server.record.section_files import read_section, report_unlisted_files, section_files
from server.record.toml_reading import Table
from server.record.toml_writing import Value, write_toml
from server.text.languages import LANGUAGES, Language

PATTERN = "content/*/editions/*/edition.toml"

_NUMBER = re.compile(r"(?:[1-9]\d*(?:\.[1-9]\d*)*)?")


def read_editions(reading: Reading) -> dict[str, Edition | None]:
    """The editions by key, in order of name; None stands for one that cannot be read."""
    found = reading.keyed_files(PATTERN, place=3)
    complete = {file.removesuffix("/edition.toml") for _, file in found}
    for folder in reading.files("content/*/editions/*"):
        if folder not in complete and reading.files(f"{folder}/*"):
            reading.problem(folder, 1, "no edition.toml in this folder")
    if not found:
        reading.problem(
            "content", 1, "no edition: content/<document>/editions/<edition>/edition.toml is missing"
        )
    editions = {key: _read_edition(reading, key, file) for key, file in found}
    for key, file in found:
        _check_predecessor(reading, file, editions[key], editions)
        _check_paragraphs(reading, file, editions[key], editions)
    return editions


def edition_files(document_key: str, edition: Edition) -> dict[str, str]:
    """The texts of one edition by their paths below the root."""
    folder = f"content/{document_key}/editions/{edition.key}"
    files = {f"{folder}/edition.toml": write_toml(_table_of(edition))}
    for section in edition.sections:
        files |= section_files(folder, section)
    return files


def _read_edition(reading: Reading, key: str, file: str) -> Edition | None:
    """None also when only a section's file is wrong: nothing may then be concluded from what is missing."""
    lines: dict[str, int] = {}
    edition = reading.toml(file, lambda table: _edition(key, table, lines))
    if edition is None:
        return None
    before, folder = len(reading.problems), file.rpartition("/")[0]
    report_unlisted_files(reading, folder, lines)
    sections = tuple(
        read_section(reading, folder, section, Place(file, lines[section.key]))
        for section in edition.sections
    )
    return replace(edition, sections=sections) if len(reading.problems) == before else None


def _edition(key: str, table: Table, lines: dict[str, int]) -> Edition:
    return Edition(
        key=key,
        labels=table.pair("labels"),
        date=table.day("date"),
        status=table.choice("status", EditionStatus),
        predecessor=table.optional_text("predecessor") or None,
        change_notes=table.pair("change_notes"),
        sections=_sections(table.tables("sections"), lines),
        lineage=_lineage(table.table("lineage")) if "lineage" in table else {},
        exceptions=tuple(map(_exception, table.tables("exceptions"))) if "exceptions" in table else (),
    )


def _lineage(table: Table) -> dict[str, tuple[str, ...]]:
    lineage = {key: table.texts(key) for key in table.keys}
    for key, sources in lineage.items():
        for each in (key, *sources):
            if not PARAGRAPH_ID.fullmatch(each):
                table.problem(key, f'"{each}" is not a paragraph id')
        if not sources:
            table.problem(key, "names no paragraph that it came from")
    return lineage


def _exception(table: Table) -> StepException:
    return StepException(
        paragraph=table.matching("paragraph", PARAGRAPH_ID, "a paragraph id"),
        follows=table.choice("follows", Language),
        reasons={language: table.text(f"reason_{language}") for language in LANGUAGES},
        by=table.text("by"),
        date=table.day("date"),
    )


def _sections(tables: list[Table], lines: dict[str, int]) -> tuple[Section, ...]:
    sections, taken = [], dict[str, str]()
    for table in tables:
        section = _section(table)
        lines.setdefault(section.key, table.line())
        for what in _addresses(section):
            if what in taken:
                table.problem(None, f'{what} is already that of section "{taken[what]}"')
            taken.setdefault(what, section.key)
        sections.append(section)
    return tuple(sections)


def _section(table: Table) -> Section:
    titles = {language: table.text(f"title_{language}") for language in LANGUAGES}
    section = Section(
        key=table.matching("key", KEY, KEY_MEANING),
        number=table.matching("number", _NUMBER, 'a number such as "4.2", or ""'),
        titles=titles,
        change_notes=_change_notes(table),
    )
    for language in LANGUAGES:
        if titles[language] and not section.slug(language):
            table.problem(f"title_{language}", "holds no letter or digit to make an address of")
    if all(titles.values()):
        for language in reserved_sides(section):
            reason = f'gives the address "{section.slug(language)}", which is that of another page'
            table.problem(f"title_{language}", reason)
    return section


def _change_notes(table: Table) -> dict[Language, str]:
    """In both languages or in none: a note in one is reported where the other is missing."""
    if not any(f"change_note_{language}" in table for language in LANGUAGES):
        return {}
    return {language: table.text(f"change_note_{language}") for language in LANGUAGES}


def _addresses(section: Section) -> list[str]:
    """All that must differ from section to section of one edition."""
    slugs = [f"address {language}/{section.slug(language)}" for language in LANGUAGES]
    return [f"key {section.key}", *([f"number {section.number}"] if section.number else []), *slugs]


def _table_of(edition: Edition) -> dict[str, Value]:
    table: dict[str, Value] = {"date": edition.date, "status": edition.status}
    if edition.predecessor is not None:
        table["predecessor"] = edition.predecessor
    table |= {
        "labels": edition.labels,
        "change_notes": edition.change_notes,
        "sections": [_section_table(section) for section in edition.sections],
    }
    if edition.lineage:
        table["lineage"] = dict(sorted(edition.lineage.items()))
    if edition.exceptions:
        table["exceptions"] = [_exception_table(each) for each in edition.exceptions]
    return table


def _section_table(section: Section) -> dict[str, Value]:
    titles: dict[str, Value] = {f"title_{language}": section.titles[language] for language in LANGUAGES}
    notes: dict[str, Value] = {f"change_note_{each}": note for each, note in section.change_notes.items()}
    return {
        "key": section.key,
        "number": section.number,
        **titles,
        **dict(sorted(notes.items(), reverse=True)),
    }


def _exception_table(exception: StepException) -> dict[str, Value]:
    reasons: dict[str, Value] = {f"reason_{each}": exception.reasons[each] for each in LANGUAGES}
    head: dict[str, Value] = {"paragraph": exception.paragraph, "follows": exception.follows}
    return {**head, **reasons, "by": exception.by, "date": exception.date}


def _check_predecessor(
    reading: Reading, file: str, edition: Edition | None, editions: Mapping[str, Edition | None]
) -> None:
    if edition is None or edition.predecessor is None:
        return
    if edition.predecessor not in editions:
        reading.problem(file, 1, f'the predecessor "{edition.predecessor}" is not an edition')
        return
    predecessor = editions[edition.predecessor]
    if predecessor is not None and predecessor.date >= edition.date:
        reading.problem(file, 1, f'the predecessor "{predecessor.key}" is not older than this edition')


def _check_paragraphs(
    reading: Reading, file: str, edition: Edition | None, editions: Mapping[str, Edition | None]
) -> None:
    """Lineage and exceptions name paragraphs that are there."""
    if edition is None:
        return
    own = {each.id for section in edition.sections for each in section.paragraphs}
    for each in (*edition.lineage, *(exception.paragraph for exception in edition.exceptions)):
        if each not in own:
            reading.problem(file, 1, f"{each} is named, but is not a paragraph of this edition")
    predecessor = editions.get(edition.predecessor or "")
    if predecessor is None:
        if edition.lineage and edition.predecessor is None:
            reading.problem(file, 1, "lineage needs a predecessor")
        return
    before = {each.id for section in predecessor.sections for each in section.paragraphs}
    for source in dict.fromkeys(each for sources in edition.lineage.values() for each in sources):
        if source not in before:
            reading.problem(file, 1, f"{source} is not a paragraph of the predecessor")
