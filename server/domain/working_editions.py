"""The working edition: the one edition that is still open for change, and what it says now."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from server.domain.document import Paragraph, Section
from server.domain.editions import Edition, EditionStatus, StepException
from server.domain.revisions import (
    Confirmed,
    InStep,
    Revision,
    StepState,
    exception_for,
    last_in_step,
    step_states,
)
from server.domain.structure import SectionPlan, Structure
from server.text.languages import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class WorkingEdition:
    """All of a working edition but its wordings.

    `date` is the day that it will carry, None until an editor names it; `revision` counts from 1 what was
    changed here (structure, titles, labels, notes), so that two editors cannot overwrite each other.
    """

    key: str
    predecessor: str
    labels: Mapping[Language, str]
    date: date | None
    status: EditionStatus
    change_notes: Mapping[Language, str]
    structure: Structure
    revision: int


@dataclass(frozen=True, slots=True)
class WorkingParagraph:
    """A paragraph of the working edition: revisions per language and confirmed pairs, each oldest first."""

    id: str
    revisions: Mapping[Language, tuple[Revision, ...]]
    confirmed: tuple[Confirmed, ...] = ()

    def latest(self, language: Language) -> Revision | None:
        """The last revision of one side; None where there never was a wording."""
        revisions = self.revisions.get(language, ())
        return revisions[-1] if revisions else None

    def text(self, language: Language) -> str:
        """What one side says now; "" where it is missing."""
        latest = self.latest(language)
        return "" if latest is None else latest.text

    def number(self, language: Language) -> int:
        """The number of the last revision, 0 for none: what an editor has before them."""
        latest = self.latest(language)
        return 0 if latest is None else latest.number

    @property
    def states(self) -> dict[Language, StepState]:
        """How each side stands to the other."""
        return step_states(*self._sides, self.confirmed)

    @property
    def exception(self) -> StepException | None:
        """The signed exception that holds for the two sides as they are now."""
        return exception_for(*self._sides, self.confirmed)

    @property
    def last_in_step(self) -> InStep | None:
        """What both sides said when they were last in step; None when they never were."""
        return last_in_step(*self._sides, self.confirmed)

    def with_word(self, pair: Confirmed) -> "WorkingParagraph":
        """The same with one word more on a pair."""
        return replace(self, confirmed=(*self.confirmed, pair))

    @property
    def _sides(self) -> tuple[tuple[Revision, ...], tuple[Revision, ...]]:
        return self.revisions.get(Language.NL, ()), self.revisions.get(Language.DE, ())


def structure_of(edition: Edition) -> Structure:
    """The structure with which a working edition begins; notes and lineage belong to the step that follows."""
    return Structure(
        tuple(
            SectionPlan(each.key, each.number, each.titles, tuple(inner.id for inner in each.paragraphs))
            for each in edition.sections
        )
    )


def edition_of(working: WorkingEdition, paragraphs: Mapping[str, WorkingParagraph], *, day: date) -> Edition:
    """What the working edition would be, published now; `day` stands where it has no date yet.

    A side that is missing is left out of its paragraph's wordings.
    """
    exceptions = (paragraphs[each].exception for each in working.structure.paragraphs)
    return Edition(
        key=working.key,
        labels=working.labels,
        date=working.date or day,
        status=working.status,
        predecessor=working.predecessor,
        change_notes=working.change_notes,
        sections=tuple(_section(plan, paragraphs) for plan in working.structure.sections),
        lineage=working.structure.lineage,
        exceptions=tuple(each for each in exceptions if each is not None),
    )


def _section(plan: SectionPlan, paragraphs: Mapping[str, WorkingParagraph]) -> Section:
    return Section(
        plan.key,
        plan.number,
        plan.titles,
        tuple(_paragraph(paragraphs[each]) for each in plan.paragraphs),
        plan.change_notes,
    )


def _paragraph(working: WorkingParagraph) -> Paragraph:
    texts = {language: working.text(language) for language in LANGUAGES}
    return Paragraph(working.id, {language: text for language, text in texts.items() if text})
