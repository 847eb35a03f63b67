"""The two Markdown files of a section become one list of paragraphs with a wording in each language."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from server.domain.counterparts import misalignments
from server.domain.document import Paragraph, Section
from server.record.reading import Place, Reading
from server.record.section_file import PlacedWording, parse_section, write_section
from server.text.languages import LANGUAGES, Language

PATTERNS = tuple(f"content/*/editions/*/{language}/*.md" for language in LANGUAGES)

Wordings = Mapping[Language, list[PlacedWording]]


def read_section(reading: Reading, folder: str, section: Section, listed: Place) -> Section:
    """The section with its paragraphs from the folder of its edition; without them when anything is wrong.

    `listed` is where edition.toml names the section, for files that are missing.
    """
    wordings = {}
    for language in LANGUAGES:
        file = f"{language}/{section.key}.md"
        if not (reading.root / folder / file).is_file():
            reading.problem(listed.file, listed.line, f'section "{section.key}" has no file {file}')
        elif (found := _read_wordings(reading, folder, language, section.key)) is not None:
            wordings[language] = found
    if len(wordings) < len(LANGUAGES) or not _are_aligned(reading, folder, section.key, wordings):
        return section
    rows = zip(*(wordings[language] for language in LANGUAGES), strict=True)
    return replace(section, paragraphs=tuple(_paragraph(row) for row in rows))


def report_unlisted_files(reading: Reading, folder: str, sections: Collection[str]) -> None:
    """Report the Markdown files that belong to no section of the edition."""
    for language in LANGUAGES:
        for file in reading.files(f"{folder}/{language}/*.md"):
            if PurePosixPath(file).stem not in sections:
                reading.problem(file, 1, "not among the sections of edition.toml")


def section_files(folder: str, section: Section) -> dict[str, str]:
    """The texts of a section's files by their paths below the root."""
    return {
        f"{folder}/{language}/{section.key}.md": write_section(
            (paragraph.id, paragraph.wordings[language]) for paragraph in section.paragraphs
        )
        for language in LANGUAGES
    }


def _read_wordings(
    reading: Reading, folder: str, language: Language, section_key: str
) -> list[PlacedWording] | None:
    file, edition = f"{folder}/{language}/{section_key}.md", PurePosixPath(folder).name
    text = reading.text(file)
    if text is None:
        return None
    wordings = parse_section(text, reading.reporter(file))
    for wording in wordings:
        here = Place(file, wording.line)
        first = reading.places.wordings.setdefault((edition, language, wording.id), here)
        if first.file != file:
            reading.problem(file, wording.line, f"{wording.id} already stands in {first.file}:{first.line}")
    return wordings


def _are_aligned(reading: Reading, folder: str, section_key: str, wordings: Wordings) -> bool:
    lines = {
        language: {wording.id: wording.line for wording in found} for language, found in wordings.items()
    }
    aligned = True
    for misalignment in misalignments(
        {language: [wording.id for wording in found] for language, found in wordings.items()}
    ):
        aligned = False
        # A missing paragraph has no line of its own: its counterpart shows where it is missing.
        paragraph_id, language = misalignment.paragraph_id, misalignment.language
        side = language if paragraph_id in lines[language] else language.other
        file = f"{folder}/{side}/{section_key}.md"
        reading.problem(file, lines[side][paragraph_id], f"{paragraph_id} {misalignment.reason}")
    return aligned


def _paragraph(row: tuple[PlacedWording, ...]) -> Paragraph:
    wordings = {language: wording.text for language, wording in zip(LANGUAGES, row, strict=True)}
    return Paragraph(row[0].id, wordings)
