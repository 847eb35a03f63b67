"""Dismiss a finding of the term check in the working edition, before it is published."""

from datetime import datetime

from server.domain.accounts import Account, Role
from server.domain.concept_decisions import ReasonMissing
from server.domain.term_checks import Dismissal
from server.store import dismissals
from server.store.database import Database
from server.usecases.check_gate import check_gate
from server.usecases.check_terms import FindingGone
from server.usecases.moderate_comment import NotAllowed
from server.usecases.render_fragments import ConceptAddress


def dismiss_in_work(
    database: Database,
    *,
    finding: str,
    reason: str,
    by: Account,
    at: datetime,
    concept_address: ConceptAddress,
) -> None:
    """Keep an editor's word that a finding at the gate needs no change, for as long as the paragraph stays so.

    `finding` is the id of a finding. Raises NotAllowed, ReasonMissing, Missing where there is no working
    edition, and FindingGone when the text or the glossary changed meanwhile.
    """
    if not by.role.includes(Role.EDITOR):
        raise NotAllowed(f"{by.role} may not dismiss findings")
    if not reason.strip():
        raise ReasonMissing("dismissal")
    gate = check_gate(database, at=at, concept_address=concept_address)
    meant = {each.id: each for each in gate.findings}.get(finding)
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
