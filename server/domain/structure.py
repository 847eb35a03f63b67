"""The structure of the working edition: which sections and paragraphs, in which order, and where they come from.

Pure verbs: each returns a new structure or raises StructureRefused, and never loses a paragraph without
being asked to remove it. Lineage always points to paragraphs of the predecessor, also when something is
split or joined twice.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
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
    NUMBER_TAKEN = "number-taken"


class StructureAct(StrEnum):
    """What an editor did to a working edition, apart from its wordings; the log's category of the act."""

    PARAGRAPH_ADDED = "paragraph-added"
    PARAGRAPH_REMOVED = "paragraph-removed"
    PARAGRAPH_RESTORED = "paragraph-restored"
    PARAGRAPH_MOVED = "paragraph-moved"
    PARAGRAPH_SPLIT = "paragraph-split"
    PARAGRAPHS_JOINED = "paragraphs-joined"
    SECTION_ADDED = "section-added"
    SECTION_REMOVED = "section-removed"
    SECTION_MOVED = "section-moved"
    SECTION_NAMED = "section-named"
    RENUMBERED = "renumbered"
    DESCRIBED = "described"


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
class RemovedParagraph:
    """A paragraph that was taken out, and what is needed to put it back where it was.

    `after` is the paragraph that it stood behind, None for the first of its section; `origins` is its lineage.
    """

    section: str
    after: str | None
    origins: tuple[str, ...] = ()
    added: bool = False


@dataclass(frozen=True, slots=True)
class Structure:
    """All sections in order. `lineage` names for a new paragraph those of the predecessor it came from.

    `added` are the new paragraphs that come from none; `removed` those that can be put back, oldest first.
    """

    sections: tuple[SectionPlan, ...]
    lineage: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    removed: Mapping[str, RemovedParagraph] = field(default_factory=dict)

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

    def origins(self, paragraph: str) -> tuple[str, ...]:
        """The paragraphs of the predecessor that it came from: itself where it was there already."""
        return () if paragraph in self.added else self.lineage.get(paragraph, (paragraph,))

    def commented(self, paragraph: str) -> frozenset[str]:
        """The ids under which a paragraph, a removed one too, was commented on: its own and its origins'."""
        gone = self.removed.get(paragraph)
        return frozenset({paragraph, *(gone.origins if gone else self.lineage.get(paragraph, ()))})


def add_paragraph(structure: Structure, paragraph: str, *, section: str, after: str | None) -> Structure:
    """Put a new paragraph behind another of the section, or first. Raises StructureRefused."""
    _must_be_new(structure, [paragraph])
    placed = _with_paragraphs(structure, section, _inserted(structure.section(section), [paragraph], after))
    return replace(placed, added=(*structure.added, paragraph))


def remove_paragraph(structure: Structure, paragraph: str) -> Structure:
    """Take a paragraph out; restore_paragraph puts it back. Raises StructureRefused."""
    section = structure.section_of(paragraph)
    place = section.paragraphs.index(paragraph)
    gone = RemovedParagraph(
        section.key,
        section.paragraphs[place - 1] if place else None,
        structure.lineage.get(paragraph, ()),
        paragraph in structure.added,
    )
    rest = [each for each in section.paragraphs if each != paragraph]
    taken = _forgotten(_with_paragraphs(structure, section.key, rest), [paragraph])
    return replace(taken, removed={**structure.removed, paragraph: gone})


def restore_paragraph(structure: Structure, paragraph: str, *, section: str | None = None) -> Structure:
    """Put a removed paragraph back where it was, or into another section, at its end. Raises StructureRefused.

    Where the paragraph that it stood behind has gone from the section, it comes to the end as well.
    """
    gone = structure.removed.get(paragraph)
    if gone is None:
        raise StructureRefused(Refusal.UNKNOWN_PARAGRAPH, paragraph)
    there = structure.section(section or gone.section)
    is_known = there.key == gone.section and (gone.after is None or gone.after in there.paragraphs)
    after = gone.after if is_known else next(reversed(there.paragraphs), None)
    placed = _with_paragraphs(structure, there.key, _inserted(there, [paragraph], after))
    return replace(
        placed,
        lineage={**structure.lineage, paragraph: gone.origins} if gone.origins else structure.lineage,
        added=(*structure.added, paragraph) if gone.added else structure.added,
        removed={key: value for key, value in structure.removed.items() if key != paragraph},
    )


def move_paragraph(structure: Structure, paragraph: str, *, section: str, after: str | None) -> Structure:
    """Put a paragraph behind another of a section, or first there. Raises StructureRefused."""
    there = structure.section_of(paragraph)
    if after == paragraph and section == there.key:
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


def name_section(
    structure: Structure,
    key: str,
    *,
    number: str,
    titles: Mapping[Language, str],
    change_notes: Mapping[Language, str] | None = None,
) -> Structure:
    """Give a section another number, other titles and, where named, other change notes. Raises StructureRefused."""
    present = structure.section(key)
    notes = present.change_notes if change_notes is None else change_notes
    named = replace(present, number=number, titles=titles, change_notes=notes)
    return replace(
        structure, sections=tuple(named if each.key == key else each for each in structure.sections)
    )


def consistent_numbers(structure: Structure) -> dict[str, str]:
    """For every section by key the number that its place and its depth ask for, as "4.2"; "" stays "".

    The depth is that of its present number. A section whose chapter is missing counts as in the last one.
    """
    counted: list[int] = []
    numbers: dict[str, str] = {}
    for section in structure.sections:
        if not section.number:
            numbers[section.key] = ""
            continue
        depth = section.number.count(".") + 1
        # A chapter that is not there counts as 1, so that no number holds a 0.
        parents = [*counted[: depth - 1], *[1] * (depth - 1 - len(counted))]
        counted = [*parents, (counted[depth - 1] if len(counted) >= depth else 0) + 1]
        numbers[section.key] = ".".join(map(str, counted))
    return numbers


def renumber(structure: Structure, numbers: Mapping[str, str]) -> Structure:
    """Give sections other numbers by key, all at once. Raises StructureRefused where two would be alike."""
    for key in numbers:
        structure.section(key)
    sections = tuple(replace(each, number=numbers.get(each.key, each.number)) for each in structure.sections)
    taken = set[str]()
    for section in sections:
        if section.number in taken:
            raise StructureRefused(Refusal.NUMBER_TAKEN, section.number)
        taken |= {section.number} - {""}
    return replace(structure, sections=sections)


def _must_be_new(structure: Structure, paragraphs: Iterable[str]) -> None:
    origins = (origin for several in structure.lineage.values() for origin in several)
    known, asked = {*structure.paragraphs, *structure.removed, *origins}, list(paragraphs)
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
    changed = _forgotten(_with_paragraphs(structure, section.key, [*kept[:place], *new, *kept[place:]]), old)
    origins = tuple(dict.fromkeys(origin for each in old for origin in structure.origins(each)))
    if not origins:
        return replace(changed, added=(*changed.added, *new))
    return replace(changed, lineage={**changed.lineage, **dict.fromkeys(new, origins)})


def _forgotten(structure: Structure, paragraphs: Collection[str]) -> Structure:
    """Without what is known of where these came from."""
    return replace(
        structure,
        lineage={key: value for key, value in structure.lineage.items() if key not in paragraphs},
        added=tuple(each for each in structure.added if each not in paragraphs),
    )
