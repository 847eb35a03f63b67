"""The structure of the working edition: which sections and paragraphs, in which order, and where they come from.

Pure verbs: each returns a new structure or raises StructureRefused, and never loses a paragraph without
being asked to remove it. Lineage always points to paragraphs of the predecessor, also when something is
split or joined twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from server.text.languages import Language


class Refusal(StrEnum):
    """Why a change of the structure is refused."""

    UNKNOWN_SECTION = "unknown-section"
    UNKNOWN_PARAGRAPH = "unknown-paragraph"
    ID_TAKEN = "id-taken"
    SECTION_NOT_EMPTY = "section-not-empty"
    TOO_FEW = "too-few"
    NOT_NEIGHBOURS = "not-neighbours"


class StructureRefused(Exception):
    """A change of the structure that cannot be made; `refusal` says why."""

    def __init__(self, refusal: Refusal, what: str) -> None:
        super().__init__(f"{refusal}: {what}")
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """A section of the working edition: its titles, its number and the ids of its paragraphs in order.

    `change_notes` say what changed in it since the predecessor, in both languages or in none.
    """

    key: str
    number: str
    titles: Mapping[Language, str]
    paragraphs: tuple[str, ...] = ()
    change_notes: Mapping[Language, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Structure:
    """All sections in order. `lineage` names for a new paragraph those of the predecessor it came from."""

    sections: tuple[SectionPlan, ...]
    lineage: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def section(self, key: str) -> SectionPlan:
        """The section with this key. Raises StructureRefused."""
        for section in self.sections:
            if section.key == key:
                return section
        raise StructureRefused(Refusal.UNKNOWN_SECTION, key)

    def section_of(self, paragraph: str) -> SectionPlan:
        """The section in which a paragraph stands. Raises StructureRefused."""
        for section in self.sections:
            if paragraph in section.paragraphs:
                return section
        raise StructureRefused(Refusal.UNKNOWN_PARAGRAPH, paragraph)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Every paragraph in reading order."""
        return tuple(each for section in self.sections for each in section.paragraphs)


def add_paragraph(structure: Structure, paragraph: str, *, section: str, after: str | None) -> Structure:
    """Put a new paragraph behind another of the section, or first. Raises StructureRefused."""
    _must_be_new(structure, [paragraph])
    return _with_paragraphs(structure, section, _inserted(structure.section(section), [paragraph], after))


def remove_paragraph(structure: Structure, paragraph: str) -> Structure:
    """Take a paragraph out. Raises StructureRefused."""
    section = structure.section_of(paragraph)
    rest = [each for each in section.paragraphs if each != paragraph]
    return _without_lineage(_with_paragraphs(structure, section.key, rest), [paragraph])


def move_paragraph(structure: Structure, paragraph: str, *, section: str, after: str | None) -> Structure:
    """Put a paragraph behind another of a section, or first there. Raises StructureRefused."""
    there = structure.section_of(paragraph)
    structure.section(section)
    if after == paragraph:
        return structure
    rest = [each for each in there.paragraphs if each != paragraph]
    taken = _with_paragraphs(structure, there.key, rest)
    return _with_paragraphs(taken, section, _inserted(taken.section(section), [paragraph], after))


def split_paragraph(structure: Structure, paragraph: str, *, into: Sequence[str]) -> Structure:
    """Put new paragraphs in the place of one, which they come from. Raises StructureRefused."""
    if len(into) < 2:
        raise StructureRefused(Refusal.TOO_FEW, paragraph)
    _must_be_new(structure, into)
    return _replaced(structure, [paragraph], into)


def join_paragraphs(structure: Structure, paragraphs: Sequence[str], *, into: str) -> Structure:
    """Put one new paragraph in the place of neighbours in one section. Raises StructureRefused."""
    if len(paragraphs) < 2:
        raise StructureRefused(Refusal.TOO_FEW, ", ".join(paragraphs))
    _must_be_new(structure, [into])
    section = structure.section_of(paragraphs[0])
    start = section.paragraphs.index(paragraphs[0])
    if section.paragraphs[start : start + len(paragraphs)] != tuple(paragraphs):
        raise StructureRefused(Refusal.NOT_NEIGHBOURS, ", ".join(paragraphs))
    return _replaced(structure, paragraphs, [into])


def add_section(structure: Structure, section: SectionPlan, *, after: str | None) -> Structure:
    """Put a new section behind another, or first. Raises StructureRefused."""
    if any(each.key == section.key for each in structure.sections):
        raise StructureRefused(Refusal.ID_TAKEN, section.key)
    place = 0 if after is None else structure.sections.index(structure.section(after)) + 1
    sections = (*structure.sections[:place], section, *structure.sections[place:])
    return replace(structure, sections=sections)


def remove_section(structure: Structure, key: str) -> Structure:
    """Take an empty section out. Raises StructureRefused."""
    section = structure.section(key)
    if section.paragraphs:
        raise StructureRefused(Refusal.SECTION_NOT_EMPTY, key)
    return replace(structure, sections=tuple(each for each in structure.sections if each.key != key))


def move_section(structure: Structure, key: str, *, after: str | None) -> Structure:
    """Put a section with all that is in it behind another, or first. Raises StructureRefused."""
    section = structure.section(key)
    if after == key:
        return structure
    rest = replace(structure, sections=tuple(each for each in structure.sections if each.key != key))
    return add_section(rest, section, after=after)


def name_section(structure: Structure, key: str, *, number: str, titles: Mapping[Language, str]) -> Structure:
    """Give a section another number and other titles. Raises StructureRefused."""
    named = replace(structure.section(key), number=number, titles=titles)
    return replace(
        structure, sections=tuple(named if each.key == key else each for each in structure.sections)
    )


def _must_be_new(structure: Structure, paragraphs: Iterable[str]) -> None:
    known, asked = set(structure.paragraphs), list(paragraphs)
    if known & set(asked) or len(set(asked)) < len(asked):
        raise StructureRefused(Refusal.ID_TAKEN, ", ".join(asked))


def _inserted(section: SectionPlan, paragraphs: Sequence[str], after: str | None) -> list[str]:
    if after is not None and after not in section.paragraphs:
        raise StructureRefused(Refusal.UNKNOWN_PARAGRAPH, after)
    place = 0 if after is None else section.paragraphs.index(after) + 1
    return [*section.paragraphs[:place], *paragraphs, *section.paragraphs[place:]]


def _with_paragraphs(structure: Structure, key: str, paragraphs: Sequence[str]) -> Structure:
    return replace(
        structure,
        sections=tuple(
            replace(each, paragraphs=tuple(paragraphs)) if each.key == key else each
            for each in structure.sections
        ),
    )


def _replaced(structure: Structure, old: Sequence[str], new: Sequence[str]) -> Structure:
    section = structure.section_of(old[0])
    place = section.paragraphs.index(old[0])
    kept = [each for each in section.paragraphs if each not in old]
    changed = _with_paragraphs(structure, section.key, [*kept[:place], *new, *kept[place:]])
    origins = tuple(dict.fromkeys(origin for each in old for origin in structure.lineage.get(each, (each,))))
    lineage = {**_without_lineage(changed, old).lineage, **dict.fromkeys(new, origins)}
    return replace(changed, lineage=lineage)


def _without_lineage(structure: Structure, paragraphs: Iterable[str]) -> Structure:
    gone = set(paragraphs)
    return replace(
        structure, lineage={key: value for key, value in structure.lineage.items() if key not in gone}
    )
