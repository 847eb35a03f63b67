"""Change a concept: revise it, sign it off, withdraw a sign-off; and mark its terms in the text anew."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from server.domain.accounts import Account, Role
from server.domain.concept_decisions import ReasonMissing, revise, sign_off, withdraw
from server.domain.concept_history import Act, ConceptChange
from server.domain.glossary import Concept
from server.store import concept_changes, glossary, jobs, stamps
from server.store.database import Connection, Database
from server.text.languages import LANGUAGES, Language
from server.usecases.mark_terms import mark_terms
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed
from server.usecases.note_change import note_concept
from server.usecases.render_fragments import ConceptAddress


class RevisedMeanwhile(Exception):
    """The concept changed between reading and saving; `present` is how it stands now."""

    def __init__(self, present: Concept) -> None:
        super().__init__(present.key)
        self.present = present


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an editor asks for, on the state of the concept with `seen` changes."""

    key: str
    seen: int
    act: Act
    by: Account
    at: datetime
    why: str = ""

    @property
    def side(self) -> Language | None:
        """The side that acts; a revision and a summary are for both."""
        return self.by.side if self.act in (Act.SIGNED_OFF, Act.WITHDRAWN) else None


def revise_concept(
    database: Database,
    *,
    revised: Concept,
    seen: int,
    why: str,
    by: Account,
    at: datetime,
    concept_address: ConceptAddress,
) -> Concept:
    """Save an editor's revision made on the state with `seen` changes; its terms are marked anew everywhere.

    Raises Missing, NotAllowed, RevisedMeanwhile, ConceptRefused, and ReasonMissing where `why` is empty.
    """
    if not why.strip():
        raise ReasonMissing("why")
    asked = _Asked(revised.key, seen, Act.REVISED, by, at, why)
    with database.write() as connection:
        before, after = _change(connection, asked, lambda present: revise(present, revised))
        if after != before:
            mark_terms(connection, concept_address)
            note_concept(connection, before, after, at=at)
            jobs.add_job(connection, "rebuild-index", {}, run_after=at)
        return after


def sign_off_concept(database: Database, *, key: str, seen: int, by: Account, at: datetime) -> Concept:
    """Sign a concept off for the editor's side, as it stood when the editor saw it.

    Raises Missing, NotAllowed, RevisedMeanwhile, and NotYourSide, SameEditor of domain.concept_decisions.
    """
    asked = _Asked(key, seen, Act.SIGNED_OFF, by, at)
    with database.write() as connection:
        _, after = _change(connection, asked, lambda present: sign_off(present, by, _second(at)))
        return after


def withdraw_sign_off(
    database: Database, *, key: str, seen: int, why: str, by: Account, at: datetime
) -> Concept:
    """Take the sign-off of the editor's side back, with a reason.

    Raises Missing, NotAllowed, RevisedMeanwhile, and NotYourSide, NothingToWithdraw, ReasonMissing.
    """
    asked = _Asked(key, seen, Act.WITHDRAWN, by, at, why)
    with database.write() as connection:
        _, after = _change(connection, asked, lambda present: withdraw(present, by, why))
        return after


def summarise_thread(
    database: Database, *, key: str, seen: int, summaries: Mapping[Language, str], by: Account, at: datetime
) -> None:
    """Close the thread on a concept with a summary in both languages of what came of the comments.

    Raises Missing, NotAllowed, RevisedMeanwhile, and ReasonMissing where a language has no summary.
    """
    written = {language: summaries.get(language, "").strip() for language in LANGUAGES}
    if not all(written.values()):
        raise ReasonMissing("summary")
    asked = _Asked(key, seen, Act.SUMMARISED, by, at)
    with database.write() as connection:
        present = _seen_by(connection, asked)
        _record(connection, asked, present, written)


def _change(
    connection: Connection, asked: _Asked, changed: Callable[[Concept], Concept]
) -> tuple[Concept, Concept]:
    """The concept before and after; what changes nothing leaves no entry."""
    present = _seen_by(connection, asked)
    after = changed(present)
    if after != present:
        _record(connection, asked, present)
        glossary.save_concept(connection, after)
    return present, after


def _seen_by(connection: Connection, asked: _Asked) -> Concept:
    """The concept as the editor saw it. Raises NotAllowed, Missing, RevisedMeanwhile."""
    if not asked.by.role.includes(Role.EDITOR):
        raise NotAllowed(f"{asked.by.role} may not change concepts")
    present = glossary.concept(connection, asked.key)
    if present is None:
        raise Missing("concept", asked.key)
    if len(concept_changes.changes_of(connection, asked.key)) != asked.seen:
        raise RevisedMeanwhile(present)
    return present


def _record(
    connection: Connection,
    asked: _Asked,
    present: Concept,
    summaries: Mapping[Language, str] = MappingProxyType({}),
) -> None:
    """Add the entry to the history."""
    entry = ConceptChange(
        number=asked.seen + 1,
        concept=asked.key,
        at=_second(asked.at),
        by=asked.by.name,
        act=asked.act,
        side=asked.side,
        why=asked.why.strip(),
        before=present,
        summaries=dict(summaries),
    )
    concept_changes.add_change(connection, entry)
    # A concept is shown on the pages of every section that uses it.
    stamps.bump_all(connection)


def _second(at: datetime) -> datetime:
    return at.replace(microsecond=0)
