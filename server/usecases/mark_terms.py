"""Mark the terms anew in every edition, after the glossary or an editor's word on a place changed."""

from datetime import datetime

from server.domain.accounts import Account, Role
from server.domain.concept_decisions import ReasonMissing
from server.domain.term_checks import Dismissal, TermFindingKind, both_wordings
from server.store import dismissals, edition_values, glossary, sections, stamps
from server.store.database import Connection, Database
from server.text.languages import Language
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed
from server.usecases.note_change import note_paragraph
from server.usecases.render_fragments import ConceptAddress, find_occurrences, render_fragments


def mark_terms(connection: Connection, concept_address: ConceptAddress) -> None:
    """Render every fragment and find every occurrence anew, in the caller's transaction."""
    concepts = glossary.all_concepts(connection)
    dismissed = dismissals.all_dismissals(connection)
    for edition in edition_values.whole_editions(connection):
        rendered = list(render_fragments(edition, concepts, concept_address, dismissed))
        sections.save_fragments(connection, edition.key, rendered)
        glossary.save_occurrences(connection, edition.key, find_occurrences(edition, concepts, dismissed))
    stamps.bump_all(connection)


def dismiss_place(
    database: Database,
    *,
    edition: str,
    paragraph_id: str,
    language: Language,
    concept: str,
    reason: str,
    by: Account,
    at: datetime,
    concept_address: ConceptAddress,
) -> None:
    """Keep an editor's word that a wording uses a concept's words for something else.

    It holds for as long as both wordings stay as they are. Raises NotAllowed, ReasonMissing, Missing.
    """
    if not by.role.includes(Role.EDITOR):
        raise NotAllowed(f"{by.role} may not dismiss places")
    if not reason.strip():
        raise ReasonMissing("dismissal")
    with database.write() as connection:
        found = sections.paragraph_in(connection, edition, paragraph_id)
        if found is None:
            raise Missing("paragraph", paragraph_id)
        dismissals.add_dismissal(
            connection,
            Dismissal(
                kind=TermFindingKind.NOT_THIS_TERM,
                concept=concept,
                paragraph_id=paragraph_id,
                language=language,
                base=both_wordings(found[1]),
                reason=reason.strip(),
                by=by.name,
            ),
        )
        mark_terms(connection, concept_address)
        note_paragraph(connection, paragraph_id, at=at)
