"""Publishing: what must be done before a working edition may become an edition."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from server.domain.document import Paragraph, Section
from server.domain.editions import Edition
from server.domain.revisions import StepState
from server.domain.section_checks import reserved_sides
from server.domain.wording_checks import Severity, check_wordings
from server.domain.working_editions import WorkingParagraph
from server.text.languages import LANGUAGES, Language


class PointKind(StrEnum):
    """What is open; the comment beside each says what `key` names, and what `detail` says."""

    MISSING_SIDE = "missing-side"  # paragraph; language: the side
    OUTDATED_SIDE = "outdated-side"  # paragraph; language: the side
    WORDING = "wording"  # paragraph; language; detail: the English sentence of domain.wording_checks
    TERM = "term"  # paragraph; language; detail: the concept
    EMPTY_SECTION = "empty-section"  # section
    NUMBER_TAKEN = "number-taken"  # section; detail: the number
    ADDRESS_TAKEN = "address-taken"  # section; language; detail: the address
    ADDRESS_RESERVED = "address-reserved"  # section; language; detail: the address, which is another page's
    DATE_MISSING = "date-missing"
    DATE_TOO_EARLY = "date-too-early"  # detail: that of the newest edition
    DATE_TOO_LATE = "date-too-late"  # detail: the last day that it may carry
    NOTE_MISSING = "note-missing"  # language: the change note of the edition
    NOTHING_CHANGED = "nothing-changed"
    ROUND_OPEN = "round-open"  # round
    HELD = "held"  # comment: it waits for moderation, and may be shown yet
    UNDECIDED = "undecided"  # comment
    PARAGRAPH_GONE = "paragraph-gone"  # comment; detail: the paragraph that its disposition names
    # What an editor should know, and may leave.
    PREDECESSOR_MENDED = (
        "predecessor-mended"  # paragraph; language: the record mended the predecessor's text since
    )
    UNSAVED = "unsaved"  # paragraph; language: somebody typed something that is not saved
    UNANSWERED = "unanswered"  # comment: a counter-proposal waits for an answer
    UNCHANGED = "unchanged"  # comment; detail: the paragraph that was to change and did not

    @property
    def is_notice(self) -> bool:
        """Whether publishing is possible all the same."""
        return self in _NOTICES


# A day that is further ahead is a slip of the hand.
MOST_AHEAD = timedelta(days=366)

_NOTICES = (PointKind.PREDECESSOR_MENDED, PointKind.UNSAVED, PointKind.UNANSWERED, PointKind.UNCHANGED)


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One thing that is open, see PointKind; `section` is the section's key where it has one."""

    kind: PointKind
    key: str = ""
    language: Language | None = None
    detail: str = ""
    section: str = ""


def points_of_text(
    edition: Edition, paragraphs: Mapping[str, WorkingParagraph], predecessor: Edition
) -> Iterator[OpenPoint]:
    """What is open in the edition that would be published, apart from terms and comments, in reading order."""
    yield from _of_structure(edition)
    for section in edition.sections:
        for paragraph in section.paragraphs:
            yield from _of_sides(section, paragraphs[paragraph.id])
            yield from _of_wordings(section, paragraph)
    if (edition.sections, edition.lineage) == (predecessor.sections, predecessor.lineage):
        yield OpenPoint(PointKind.NOTHING_CHANGED)


def points_of_cover(edition: Edition, *, newest: date, today: date, has_date: bool) -> Iterator[OpenPoint]:
    """What is open on the edition's own form: its date and its change note.

    `newest` is the day of the newest edition. With a day far ahead it would stay the current one for good.
    """
    last = today + MOST_AHEAD
    if not has_date:
        yield OpenPoint(PointKind.DATE_MISSING)
    elif edition.date <= newest:
        yield OpenPoint(PointKind.DATE_TOO_EARLY, detail=newest.isoformat())
    elif edition.date > last:
        yield OpenPoint(PointKind.DATE_TOO_LATE, detail=last.isoformat())
    for language in LANGUAGES:
        if not edition.change_notes.get(language, "").strip():
            yield OpenPoint(PointKind.NOTE_MISSING, language=language)


def mended_since(
    edition: Edition, paragraphs: Mapping[str, WorkingParagraph], predecessor: Edition
) -> Iterator[OpenPoint]:
    """The texts that the working edition began with and that the predecessor words otherwise by now."""
    before = _wordings(predecessor)
    for section in edition.sections:
        for paragraph in section.paragraphs:
            for language, text in before.get(paragraph.id, {}).items():
                began = next(iter(paragraphs[paragraph.id].revisions.get(language, ())), None)
                if began is not None and text not in (began.text, paragraph.wordings.get(language)):
                    yield OpenPoint(PointKind.PREDECESSOR_MENDED, paragraph.id, language, section=section.key)


def unchanged_paragraphs(
    edition: Edition, predecessor: Edition, named: Iterable[tuple[str, str]]
) -> Iterator[OpenPoint]:
    """Of (comment, paragraph) pairs, those that name a paragraph that is gone or as it was."""
    before = _wordings(predecessor)
    now = _wordings(edition)
    for comment, paragraph in named:
        if paragraph not in now:
            yield OpenPoint(PointKind.PARAGRAPH_GONE, comment, detail=paragraph)
        elif before.get(paragraph) == now[paragraph]:
            yield OpenPoint(PointKind.UNCHANGED, comment, detail=paragraph)


def blocking(points: Collection[OpenPoint]) -> list[OpenPoint]:
    """The points without which nothing is published."""
    return [each for each in points if not each.kind.is_notice]


def _wordings(edition: Edition) -> dict[str, Mapping[Language, str]]:
    return {each.id: each.wordings for section in edition.sections for each in section.paragraphs}


def _of_structure(edition: Edition) -> Iterator[OpenPoint]:
    numbers = Counter(each.number for each in edition.sections if each.number)
    addresses = {
        language: Counter(each.slug(language) for each in edition.sections) for language in LANGUAGES
    }
    for section in edition.sections:
        if not section.paragraphs:
            yield OpenPoint(PointKind.EMPTY_SECTION, section.key, section=section.key)
        if numbers[section.number] > 1:
            yield OpenPoint(PointKind.NUMBER_TAKEN, section.key, detail=section.number, section=section.key)
        for language in LANGUAGES:
            slug = section.slug(language)
            if addresses[language][slug] > 1 or not slug:
                yield OpenPoint(PointKind.ADDRESS_TAKEN, section.key, language, slug, section.key)
        for language in reserved_sides(section):
            slug = section.slug(language)
            yield OpenPoint(PointKind.ADDRESS_RESERVED, section.key, language, slug, section.key)


def _of_sides(section: Section, paragraph: WorkingParagraph) -> Iterator[OpenPoint]:
    excepted = paragraph.exception is not None
    for language, state in paragraph.states.items():
        if state is StepState.MISSING:
            yield OpenPoint(PointKind.MISSING_SIDE, paragraph.id, language, section=section.key)
        elif state is StepState.OUTDATED and not excepted:
            yield OpenPoint(PointKind.OUTDATED_SIDE, paragraph.id, language, section=section.key)


def _of_wordings(section: Section, paragraph: Paragraph) -> Iterator[OpenPoint]:
    if len(paragraph.wordings) < len(LANGUAGES):
        return
    for remark in check_wordings(paragraph.wordings):
        if remark.severity is Severity.ERROR:
            yield OpenPoint(PointKind.WORDING, paragraph.id, remark.language, remark.reason, section.key)
