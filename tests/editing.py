"""What editors do to the one concept of the small world."""

from dataclasses import replace
from datetime import datetime

from server.domain.accounts import Account, Role
from server.domain.concept_history import ConceptChange
from server.domain.glossary import Concept, Term, TermStatus
from server.store import concept_changes, glossary
from server.store.database import Database
from server.text.languages import Language
from server.usecases.change_concept import (
    revise_concept,
    sign_off_concept,
    summarise_thread,
    withdraw_sign_off,
)
from server.web import addresses
from tests.worlds import DE, NL, NOON, add_account, digitalisation

KEY = digitalisation().key
SUMMARIES = {NL: "Wij houden twee lezingen.", DE: "Wir behalten zwei Lesarten."}


def editor(database: Database, side: Language | None = NL, name: str = "Anna") -> Account:
    """An editor who signs off for this side."""
    return add_account(database, name=name, email=f"{name}@example.org", role=Role.EDITOR, side=side)


def present(database: Database) -> Concept:
    """The concept as it is stored."""
    with database.read() as connection:
        found = glossary.concept(connection, KEY)
    assert found is not None
    return found


def history(database: Database) -> tuple[ConceptChange, ...]:
    """What was done to it."""
    with database.read() as connection:
        return concept_changes.changes_of(connection, KEY)


def with_definition(concept: Concept, text: str, side: Language = NL) -> Concept:
    """The concept with another definition on one side."""
    return replace(concept, sides={**concept.sides, side: replace(concept.sides[side], definition=text)})


def with_term(concept: Concept, text: str, status: TermStatus = TermStatus.ADMITTED) -> Concept:
    """The concept with one Dutch term more."""
    term = Term(text, status, reason="" if status is TermStatus.ADMITTED else "Het zegt te weinig.")
    side = concept.sides[NL]
    return replace(concept, sides={**concept.sides, NL: replace(side, terms=(*side.terms, term))})


def revise(
    database: Database,
    revised: Concept,
    by: Account,
    *,
    seen: int | None = None,
    why: str = "duidelijker",
    at: datetime = NOON,
) -> Concept:
    """Save a revision, made on the present state unless `seen` says otherwise."""
    return revise_concept(
        database,
        revised=revised,
        seen=len(history(database)) if seen is None else seen,
        why=why,
        by=by,
        at=at,
        concept_address=addresses.concept,
    )


def sign_off(database: Database, by: Account, *, seen: int | None = None, at: datetime = NOON) -> Concept:
    """Sign the present description off."""
    known = len(history(database)) if seen is None else seen
    return sign_off_concept(database, key=KEY, seen=known, by=by, at=at)


def withdraw(database: Database, by: Account, why: str = "er is meer") -> Concept:
    """Take a sign-off back."""
    return withdraw_sign_off(database, key=KEY, seen=len(history(database)), why=why, by=by, at=NOON)


def close_thread(database: Database, by: Account, at: datetime = NOON) -> None:
    """Close the thread with a summary."""
    seen = len(history(database))
    summarise_thread(database, key=KEY, seen=seen, summaries=SUMMARIES, by=by, at=at)
