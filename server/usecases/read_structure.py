"""Read the structure of the working edition: all of it in brief, one section, or what a form is made from."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from server.domain import drift
from server.domain.accounts import Account
from server.domain.acts import ActKind
from server.domain.drift import Mark
from server.domain.revisions import StepState
from server.domain.structure import SectionPlan, StructureRefused
from server.domain.working_editions import WorkingEdition, WorkingParagraph
from server.store import acts, comment_counts, editions, revisions, working_editions
from server.store.acts import LoggedAct
from server.store.database import Connection, Database
from server.store.disposition_lists import ListFilter, Scope, Work, list_counts
from server.store.editions import EditionEntry
from server.store.open_comments import open_comments
from server.usecases.missing import Missing
from server.usecases.tell_presence import who_is_there

# The rest is a link away, in the log.
_LAST_ACTS = 8
# Whose comments they are makes no difference here.
_NOBODY = 0


@dataclass(frozen=True, slots=True)
class SectionInBrief:
    """A section with its number of paragraphs in each state, and of comments on it that are not decided."""

    plan: SectionPlan
    states: Mapping[StepState, int]
    comments: int


@dataclass(frozen=True, slots=True)
class WorkingOverview:
    """The working edition in brief; `acts` are the last changes of it apart from its wordings, newest first.

    `comments` counts the undecided ones on the predecessor as the list of dispositions does: those of a
    section by where they were made, and in all also those on what stands in no section. `marks` counts
    paragraphs as the view of the drift does, and `there` names the other editors by section.
    """

    working: WorkingEdition
    predecessor: EditionEntry
    sections: tuple[SectionInBrief, ...]
    acts: tuple[LoggedAct, ...]
    comments: int
    marks: Mapping[Mark, int]
    there: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SectionInWork:
    """A section with its paragraphs in order, how many comments on each are not decided, who else is there."""

    working: WorkingEdition
    plan: SectionPlan
    paragraphs: tuple[WorkingParagraph, ...]
    comments: Mapping[str, int]
    there: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StructureInWork:
    """What a form of the structure is made from: `paragraphs` by id, those that were asked for."""

    working: WorkingEdition
    paragraphs: Mapping[str, WorkingParagraph]
    comments: Mapping[str, int]


def state_in_step(paragraph: WorkingParagraph) -> StepState:
    """How a paragraph stands as a whole: as the side that is further behind."""
    found = set(paragraph.states.values())
    order = (StepState.MISSING, StepState.OUTDATED, StepState.IN_STEP)
    return next(state for state in order if state in found)


def read_overview(database: Database, *, at: datetime, but: Account | None = None) -> WorkingOverview | None:
    """The working edition in brief, in seven queries whatever its size; None where nobody has begun one.

    Who is there is named to the editor `but`, and to nobody else.
    """
    with database.read() as connection:
        working = working_editions.open_working_edition(connection)
        if working is None:
            return None
        known = {each.key: each for each in editions.editions_by_date(connection)}
        paragraphs = revisions.working_paragraphs(connection, working.key)
        scope = Scope(working.predecessor, _NOBODY, at.date())
        waiting = list_counts(connection, scope, ListFilter(Work.UNDECIDED))
        there = who_is_there(connection, working.key, but=but, at=at) if but else {}
        done = acts.latest_acts(
            connection,
            limit=_LAST_ACTS,
            kinds=(ActKind.EDITION_BEGUN, ActKind.EDITION_CHANGED),
            subject=working.key,
        )
    sections = tuple(
        SectionInBrief(
            plan,
            Counter(state_in_step(_of(paragraphs, each)) for each in plan.paragraphs),
            waiting.facets["section"].get(plan.key, 0),
        )
        for plan in working.structure.sections
    )
    marks = drift.counts(_of(paragraphs, each) for each in working.structure.paragraphs)
    return WorkingOverview(
        working, known[working.predecessor], sections, tuple(done), waiting.total, marks, there
    )


def read_section_in_work(database: Database, *, key: str, but: Account, at: datetime) -> SectionInWork:
    """One section with all that is to be said of its paragraphs, in five queries; `but` reads it. Raises Missing."""
    with database.read() as connection:
        working = _open(connection)
        try:
            plan = working.structure.section(key)
        except StructureRefused:
            raise Missing("section", key) from None
        known = revisions.working_paragraphs(connection, working.key, plan.paragraphs)
        waiting = open_comments(connection, working.predecessor)
        there = who_is_there(connection, working.key, but=but, at=at)
    comments = {
        each: sum(waiting.get(origin, 0) for origin in working.structure.origins(each))
        for each in plan.paragraphs
    }
    paragraphs = tuple(_of(known, each) for each in plan.paragraphs)
    return SectionInWork(working, plan, paragraphs, comments, there.get(key, ()))


def read_structure(database: Database, *, paragraphs: Collection[str] | None = None) -> StructureInWork:
    """The working edition with these paragraphs, all of it where none is named, and their shown comments.

    A paragraph that was split or joined has those of what it came from. Four queries. Raises Missing where
    nobody has begun one.
    """
    with database.read() as connection:
        working = _open(connection)
        wanted = (
            (*working.structure.paragraphs, *working.structure.removed) if paragraphs is None else paragraphs
        )
        known = revisions.working_paragraphs(connection, working.key, paragraphs)
        commented = {each: working.structure.commented(each) for each in wanted}
        shown = comment_counts.shown_on(connection, frozenset().union(*commented.values()))
    comments = {key: sum(shown.get(each, 0) for each in ids) for key, ids in commented.items()}
    return StructureInWork(working, {each: _of(known, each) for each in wanted}, comments)


def _open(connection: Connection) -> WorkingEdition:
    working = working_editions.open_working_edition(connection)
    if working is None:
        raise Missing("working edition", "")
    return working


def _of(known: Mapping[str, WorkingParagraph], key: str) -> WorkingParagraph:
    return known.get(key) or WorkingParagraph(key, {})
