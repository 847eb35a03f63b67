"""Check the terms: does each paragraph use the glossary's terms alike in both wordings; dismiss what is meant."""

import re
from dataclasses import dataclass

from server.domain.accounts import Account, Role
from server.domain.concept_decisions import ReasonMissing
from server.domain.document import Section
from server.domain.term_checks import Dismissal, TermChecker, TermFinding, undismissed
from server.store import dismissals, edition_values, glossary, sections
from server.store.database import Connection, Database
from server.text.languages import Language
from server.usecases.moderate_comment import NotAllowed

_MARK = re.compile(r'data-concept="([^"]+)"')


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A finding with the edition and section it is in."""

    edition: str
    section: str
    finding: TermFinding


def check_terms(database: Database, *, edition: str | None = None) -> list[PlacedFinding]:
    """What no editor has dismissed yet, in reading order; of every edition or of one."""
    with database.read() as connection:
        checker = TermChecker(glossary.all_concepts(connection))
        dismissed = dismissals.all_dismissals(connection)
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


def dismiss_finding(database: Database, *, finding: TermFinding, reason: str, by: Account) -> None:
    """Keep an editor's word that a finding needs no change, for as long as the paragraph stays as it is.

    Raises NotAllowed, ReasonMissing.
    """
    if not by.role.includes(Role.EDITOR):
        raise NotAllowed(f"{by.role} may not dismiss findings")
    if not reason.strip():
        raise ReasonMissing("dismissal")
    with database.write() as connection:
        dismissals.add_dismissal(
            connection,
            Dismissal(
                kind=finding.kind,
                concept=finding.concept,
                paragraph_id=finding.paragraph_id,
                language=finding.language,
                base=finding.base,
                reason=reason.strip(),
                by=by.name,
            ),
        )


def _of_section(
    connection: Connection, checker: TermChecker, edition: str, section: Section
) -> list[TermFinding]:
    marked: dict[str, dict[Language, frozenset[str]]] = {
        row.id: {language: frozenset(_MARK.findall(html)) for language, html in row.html.items()}
        for row in sections.section_fragments(connection, edition, section.key)
    }
    return [
        finding
        for paragraph in section.paragraphs
        for finding in checker.findings(paragraph, marked.get(paragraph.id, {}))
    ]
