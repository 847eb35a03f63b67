"""Check the terms: does each paragraph use the glossary's terms alike in both wordings; dismiss what is meant."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from server.domain.accounts import Account, Role
from server.domain.concept_decisions import ReasonMissing
from server.domain.document import Section
from server.domain.term_checks import Dismissal, TermChecker, TermFinding, undismissed
from server.store import dismissals, edition_values, glossary, sections
from server.store.database import Connection, Database
from server.store.found import FoundParagraph, paragraphs_by_key
from server.text.languages import Language
from server.usecases.moderate_comment import NotAllowed

_MARK = re.compile(r'data-concept="([^"]+)"')


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A finding with the edition and section it is in."""

    edition: str
    section: str
    finding: TermFinding


@dataclass(frozen=True, slots=True)
class Findings:
    """The first of the findings, how many there are, and the paragraphs by (edition, id)."""

    total: int
    shown: tuple[PlacedFinding, ...]
    paragraphs: Mapping[tuple[str, str], FoundParagraph]


class FindingGone(Exception):
    """There is no such finding any more."""


def check_terms(database: Database, *, edition: str | None = None) -> list[PlacedFinding]:
    """What no editor has dismissed yet, in reading order; of every edition or of one."""
    with database.read() as connection:
        dismissed = dismissals.all_dismissals(connection)
        checker = TermChecker(glossary.all_concepts(connection), dismissed)
        found: list[PlacedFinding] = []
        for each in edition_values.whole_editions(connection):
            if edition in (None, each.key):
                for section in each.sections:
                    findings = _of_section(connection, checker, each.key, section)
                    found += [
                        PlacedFinding(each.key, section.key, finding)
                        for finding in undismissed(findings, dismissed)
                    ]
    return found


def read_findings(database: Database, *, limit: int) -> Findings:
    """The first findings with the paragraphs they are in, and how many there are in all."""
    found = check_terms(database)
    shown = tuple(found[:limit])
    with database.read() as connection:
        keys = {(each.edition, each.finding.paragraph_id) for each in shown}
        return Findings(len(found), shown, paragraphs_by_key(connection, keys))


def dismiss_finding(database: Database, *, finding: str, reason: str, by: Account) -> None:
    """Keep an editor's word that a finding needs no change, for as long as the paragraph stays as it is.

    `finding` is the id of a finding. Raises NotAllowed, ReasonMissing, and FindingGone when the text or
    the glossary changed meanwhile, or somebody dismissed it already.
    """
    dismiss_one_of(
        database,
        lambda: [each.finding for each in check_terms(database)],
        finding=finding,
        reason=reason,
        by=by,
    )


def dismiss_one_of(
    database: Database,
    find: Callable[[], Iterable[TermFinding]],
    *,
    finding: str,
    reason: str,
    by: Account,
) -> None:
    """As dismiss_finding, of what `find` finds; it is asked only of whoever may dismiss and says why."""
    if not by.role.includes(Role.EDITOR):
        raise NotAllowed(f"{by.role} may not dismiss findings")
    if not reason.strip():
        raise ReasonMissing("dismissal")
    meant = next((each for each in find() if each.id == finding), None)
    if meant is None:
        raise FindingGone(finding)
    with database.write() as connection:
        dismissals.add_dismissal(
            connection,
            Dismissal(
                kind=meant.kind,
                concept=meant.concept,
                paragraph_id=meant.paragraph_id,
                language=meant.language,
                base=meant.base,
                reason=reason.strip(),
                by=by.name,
            ),
        )


def marked_concepts(html: str) -> frozenset[str]:
    """The concepts whose terms are marked in a fragment."""
    return frozenset(_MARK.findall(html))


def _of_section(
    connection: Connection, checker: TermChecker, edition: str, section: Section
) -> list[TermFinding]:
    marked: dict[str, dict[Language, frozenset[str]]] = {
        row.id: {language: marked_concepts(html) for language, html in row.html.items()}
        for row in sections.section_fragments(connection, edition, section.key)
    }
    return [
        finding
        for paragraph in section.paragraphs
        for finding in checker.findings(paragraph, marked.get(paragraph.id, {}))
    ]
