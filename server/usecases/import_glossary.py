"""Import a glossary: concepts of a file become revisions of ours, each with its entry in the history."""

from dataclasses import dataclass, replace
from datetime import datetime

from server.domain.accounts import Account, Role
from server.domain.concept_checks import check_concept
from server.domain.concept_decisions import revise
from server.domain.concept_history import Act, ConceptChange
from server.domain.glossary import Concept, ProcessState
from server.formats import glossary_tables, tbx2, tbx3
from server.store import accounts, concept_changes, glossary, jobs
from server.store.database import Connection, Database
from server.usecases.export_glossary import GlossaryFormat
from server.usecases.mark_terms import mark_terms
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed
from server.usecases.render_fragments import ConceptAddress

_READERS = {
    GlossaryFormat.TBX3: tbx3.import_,
    GlossaryFormat.TBX2: tbx2.import_,
    GlossaryFormat.CSV: glossary_tables.import_csv,
}


class NotImportable(Exception):
    """This format leaves too much out to be read back (TSV, SKOS)."""


@dataclass(frozen=True, slots=True)
class Imported:
    """The keys of the concepts that were added, revised and left as they were."""

    added: tuple[str, ...]
    revised: tuple[str, ...]
    unchanged: tuple[str, ...]


def import_glossary(
    database: Database,
    *,
    kind: GlossaryFormat,
    data: bytes,
    why: str,
    by: str,
    at: datetime,
    concept_address: ConceptAddress,
) -> Imported:
    """Take over every concept of the file, all or none; concepts that the file lacks stay.

    `by` is the e-mail address of an editor's account. What was signed off and is revised has to be signed
    again. Raises formats.refusal.FormatRefused, ConceptRefused, NotImportable, NotAllowed, Missing.
    """
    if kind not in _READERS:
        raise NotImportable(kind)
    concepts = _READERS[kind](data)
    with database.write() as connection:
        account = _editor(connection, by)
        fates = {concept.key: _take(connection, concept, why, account, at) for concept in concepts}
        if set(fates.values()) != {"unchanged"}:
            mark_terms(connection, concept_address)
            jobs.add_job(connection, "rebuild-index", {}, run_after=at)
    return Imported(*(tuple(k for k, v in fates.items() if v == fate) for fate in _FATES))


_FATES = ("added", "revised", "unchanged")


def _editor(connection: Connection, email: str) -> Account:
    account = accounts.account_by_email(connection, email)
    if account is None:
        raise Missing("account", email)
    if not account.role.includes(Role.EDITOR):
        raise NotAllowed(f"{account.role} may not change concepts")
    return account


def _take(connection: Connection, concept: Concept, why: str, by: Account, at: datetime) -> str:
    present = glossary.concept(connection, concept.key)
    if present is None:
        check_concept(concept)
        glossary.add_concept(connection, replace(concept, sign_offs=(), process=ProcessState.DRAFT))
        return "added"
    after = revise(present, concept)
    if after == present:
        return "unchanged"
    number = len(concept_changes.changes_of(connection, concept.key)) + 1
    second = at.replace(microsecond=0)
    entry = ConceptChange(number, concept.key, second, by.name, Act.REVISED, None, why.strip(), present)
    concept_changes.add_change(connection, entry)
    glossary.save_concept(connection, after)
    return "revised"
