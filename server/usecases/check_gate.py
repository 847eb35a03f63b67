"""Check the gate: everything that is open before the working edition may be published."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from server.domain.editions import Edition
from server.domain.glossary import Concept
from server.domain.publishing import (
    OpenPoint,
    PointKind,
    blocking,
    mended_since,
    points_of_cover,
    points_of_text,
    unchanged_paragraphs,
)
from server.domain.rounds import Round
from server.domain.term_checks import Dismissal, TermChecker, TermFinding, undismissed
from server.domain.working_editions import WorkingEdition
from server.store import dismissals, editions, glossary, rounds, undecided
from server.store.database import Connection, Database
from server.store.sections import Fragment
from server.text.languages import LANGUAGES, Language
from server.usecases.check_terms import marked_concepts
from server.usecases.read_working_edition import Workspace, workspace_in
from server.usecases.render_fragments import ConceptAddress, render_fragments


@dataclass(frozen=True, slots=True)
class Gate:
    """The working edition before the gate: what it would become, and all that is open, in reading order.

    `fragments` is what the public would read of it, `findings` what the points on terms speak of; both
    follow from `concepts` and `dismissed`.
    """

    workspace: Workspace
    edition: Edition
    points: tuple[OpenPoint, ...]
    fragments: tuple[Fragment, ...]
    findings: tuple[TermFinding, ...]
    concepts: tuple[Concept, ...]
    dismissed: tuple[Dismissal, ...]

    @property
    def is_open(self) -> bool:
        """Whether it may be published."""
        return not blocking(self.points)

    @property
    def working(self) -> WorkingEdition:
        """The working edition."""
        return self.workspace.working


def check_gate(database: Database, *, at: datetime, concept_address: ConceptAddress) -> Gate:
    """All that is open; a fixed number of queries. Raises Missing where there is no working edition."""
    with database.read() as connection:
        workspace = workspace_in(connection)
        edition = workspace.edition(at.date())
        concepts = glossary.all_concepts(connection)
        dismissed = dismissals.all_dismissals(connection)
        both = _with_both_sides(edition)
        fragments = tuple(render_fragments(both, concepts, concept_address, dismissed))
        findings = _term_findings(both, TermChecker(concepts, dismissed), fragments, dismissed)
        has_date = workspace.working.date is not None
        newest = editions.editions_by_date(connection)[-1].date
        points = (
            *points_of_cover(edition, newest=newest, today=at.date(), has_date=has_date),
            *points_of_text(edition, workspace.paragraphs, workspace.predecessor),
            *_of_terms(edition, findings),
            *points_of_comments(connection, edition, workspace.predecessor, at),
            *mended_since(edition, workspace.paragraphs, workspace.predecessor),
        )
    return Gate(workspace, edition, points, fragments, tuple(findings), concepts, dismissed)


def points_of_comments(
    connection: Connection, edition: Edition, predecessor: Edition, at: datetime
) -> Iterator[OpenPoint]:
    """What is open in the rounds on the predecessor; a demonstration is no one's comment and holds nothing up."""
    of_edition = [each for each in rounds.rounds_by_date(connection) if _is_answered_in(each, edition)]
    for each in of_edition:
        if at < each.closes_at:
            yield OpenPoint(PointKind.ROUND_OPEN, each.key)
    for comment, section in undecided.held_comments(connection, of_edition):
        yield OpenPoint(PointKind.HELD, comment, section=section)
    for comment, section in undecided.undecided_comments(connection, of_edition):
        yield OpenPoint(PointKind.UNDECIDED, comment, section=section)
    named = undecided.named_paragraphs(connection, edition.key)
    yield from unchanged_paragraphs(edition, predecessor, named)
    for comment in undecided.unanswered_proposals(connection, edition.key):
        yield OpenPoint(PointKind.UNANSWERED, comment)
    here = {each.id for section in edition.sections for each in section.paragraphs}
    for paragraph, language in undecided.unsaved_texts(connection, edition.key):
        # What was typed into a paragraph that was removed since cannot be saved any more.
        if paragraph in here:
            yield OpenPoint(PointKind.UNSAVED, paragraph, language)


def _is_answered_in(round_: Round, edition: Edition) -> bool:
    return round_.edition == edition.predecessor and not round_.demonstration


def _with_both_sides(edition: Edition) -> Edition:
    """The edition without the paragraphs that lack a side: these are points of their own."""
    return replace(
        edition,
        sections=tuple(
            replace(
                section,
                paragraphs=tuple(each for each in section.paragraphs if len(each.wordings) == len(LANGUAGES)),
            )
            for section in edition.sections
        ),
    )


def _term_findings(
    edition: Edition, checker: TermChecker, fragments: Iterable[Fragment], dismissed: Iterable[Dismissal]
) -> list[TermFinding]:
    marked: dict[str, dict[Language, frozenset[str]]] = {}
    for each in fragments:
        marked.setdefault(each.paragraph_id, {})[each.language] = marked_concepts(each.html)
    found = [
        finding
        for section in edition.sections
        for paragraph in section.paragraphs
        for finding in checker.findings(paragraph, marked[paragraph.id])
    ]
    return list(undismissed(found, dismissed))


def _of_terms(edition: Edition, findings: Iterable[TermFinding]) -> Iterator[OpenPoint]:
    section_of = {each.id: section.key for section in edition.sections for each in section.paragraphs}
    for each in findings:
        place = section_of[each.paragraph_id]
        yield OpenPoint(PointKind.TERM, each.paragraph_id, each.language, each.concept, place)
