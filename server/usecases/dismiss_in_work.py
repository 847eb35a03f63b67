"""Dismiss a finding of the term check in the working edition, before it is published."""

from datetime import datetime

from server.domain.accounts import Account
from server.store.database import Database
from server.usecases.check_gate import check_gate
from server.usecases.check_terms import dismiss_one_of
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
    dismiss_one_of(
        database,
        lambda: check_gate(database, at=at, concept_address=concept_address).findings,
        finding=finding,
        reason=reason,
        by=by,
    )
