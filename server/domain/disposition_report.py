"""The disposition report of a round: everything that was said, what became of it, and the numbers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from server.domain.comments import Comment, Country, StakeholderGroup
from server.domain.dispositions import Outcome
from server.domain.document import Document
from server.domain.rounds import Round
from server.domain.targets import TargetKind, target_of_thread
from server.text.languages import LANGUAGES, Language

# What stands in no section, by the key of its heading; the document comes first, the others come last.
DOCUMENT: Final = "document/"
QUESTIONS: Final = "question/"
CONCEPTS: Final = "concept/"
_OUTSIDE: Final = {
    TargetKind.DOCUMENT: DOCUMENT,
    TargetKind.QUESTION: QUESTIONS,
    TargetKind.CONCEPT: CONCEPTS,
}


@dataclass(frozen=True, slots=True)
class NamedEdition:
    """An edition by its name; `date` is None for a working edition that has none yet."""

    key: str
    labels: Mapping[Language, str]
    date: date | None


@dataclass(frozen=True, slots=True)
class Heading:
    """What gathers comments: a section of the round's edition, or what stands in none (then without a number)."""

    key: str
    number: str
    titles: Mapping[Language, str]
    slugs: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in an edition: number and titles of the section, and the paragraph's number there, from 1."""

    number: str
    titles: Mapping[Language, str]
    position: int


@dataclass(frozen=True, slots=True)
class ResultingChange:
    """What became of the wording: `before` in the round's edition, `after` in the one that answers.

    Both hold the languages only in which something changed; `spots` is where it stands in the newer edition,
    empty for what was removed.
    """

    paragraphs: tuple[str, ...]
    spots: tuple[Spot, ...]
    before: Mapping[Language, str]
    after: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """The disposition of a comment; `decided` is the day of the decision, or on which it became public."""

    outcome: Outcome
    responses: Mapping[Language, str]
    edition: str
    decided: date
    is_public: bool
    changes: tuple[ResultingChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """A comment in the report, counted from 1; `names` is the question or the term that it is on, or nothing.

    `position` is the number of its paragraph in the section, 0 for what is on no paragraph.
    """

    number: int
    comment: Comment
    heading: Heading
    position: int
    names: Mapping[Language, str]
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class ReportLine:
    """As much of a comment as its place in the report and the numbers need."""

    id: str
    sequence: int
    section: str
    thread: str
    language: Language
    group: StakeholderGroup
    country: Country | None
    outcome: Outcome | None

    @property
    def heading(self) -> str:
        """The key of the heading under which it stands."""
        return self.section or _OUTSIDE.get(target_of_thread(self.thread).kind, DOCUMENT)


@dataclass(frozen=True, slots=True)
class Count:
    """How many comments have a value; "" is no country, or no answer yet."""

    key: str
    number: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a report; each of the five adds up to `total`. Of the headings only those with comments."""

    total: int
    headings: tuple[Count, ...]
    groups: tuple[Count, ...]
    languages: tuple[Count, ...]
    countries: tuple[Count, ...]
    outcomes: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class DispositionReport:
    """The report of a round, with all comments or a page of them; the numbers are always those of all.

    `editions` names the round's edition and those that answer, by key. With `for_editors` there are decisions
    in it that are not public. `made` is UTC.
    """

    document: Document
    round: Round
    editions: Mapping[str, NamedEdition]
    figures: Figures
    headings: Mapping[str, Heading]
    entries: tuple[ReportEntry, ...]
    made: datetime
    for_editors: bool = False

    @property
    def edition(self) -> NamedEdition:
        """The edition that the round was about."""
        return self.editions[self.round.edition]


def in_report_order(
    lines: Iterable[ReportLine], headings: Sequence[str], positions: Mapping[str, int]
) -> list[ReportLine]:
    """The comments as the document has what they are on, whatever their language; on one thing as they arrived.

    `headings` are the keys of the sections in order, `positions` the numbers of paragraphs by id.
    """
    places = {key: place for place, key in enumerate((DOCUMENT, *headings, QUESTIONS, CONCEPTS))}

    def place(line: ReportLine) -> tuple[int, int, str, int]:
        position = positions.get(line.thread, 0)
        # What stands at no number is told apart by its thread: all on one question, then all on the next.
        thread = "" if position or line.heading == line.section else line.thread
        return places.get(line.heading, len(places)), position, thread, line.sequence

    return sorted(lines, key=place)


def figures_of(ordered: Sequence[ReportLine]) -> Figures:
    """The numbers of the comments; of these values, all are named but for headings without comments."""
    headings = Counter(line.heading for line in ordered)
    return Figures(
        total=len(ordered),
        headings=tuple(Count(key, number) for key, number in headings.items()),
        groups=_counts((line.group for line in ordered), StakeholderGroup),
        languages=_counts((line.language for line in ordered), LANGUAGES),
        countries=_counts((line.country or "" for line in ordered), (*Country, "")),
        outcomes=_counts((line.outcome or "" for line in ordered), (*Outcome, "")),
    )


def _counts(found: Iterable[str], known: Iterable[str]) -> tuple[Count, ...]:
    counted = Counter(map(str, found))
    return tuple(Count(str(key), counted[str(key)]) for key in known)
