"""Deciding on a concept: two sign-offs, one for each side, on the very same description."""

from dataclasses import replace
from datetime import datetime

from server.domain.accounts import Account
from server.domain.concept_checks import check_concept
from server.domain.glossary import Concept, ProcessState, SignOff
from server.text.languages import LANGUAGES


class NotYourSide(Exception):
    """Only an editor for a language may sign off for that side."""


class SameEditor(Exception):
    """The other side was signed off by the same person: a decision needs two."""


class NothingToWithdraw(Exception):
    """This side is not signed off."""


class ReasonMissing(Exception):
    """Who changes, withdraws or dismisses something says why."""


def sign_off(concept: Concept, by: Account, at: datetime) -> Concept:
    """The concept with this editor's sign-off; decided when both sides have signed.

    `at` is UTC. Signing twice changes nothing. Raises NotYourSide, SameEditor, and ConceptRefused for a
    concept that does not say yet what it must.
    """
    if by.side is None:
        raise NotYourSide(by.name)
    if any(given.side is by.side for given in concept.sign_offs):
        return concept
    if any(given.by == by.name for given in concept.sign_offs):
        raise SameEditor(by.name)
    check_concept(concept)
    given = (*concept.sign_offs, SignOff(by.side, by.name, at))
    ordered = tuple(sorted(given, key=lambda each: LANGUAGES.index(each.side)))
    process = ProcessState.DECIDED if len(ordered) == len(LANGUAGES) else ProcessState.OPEN
    return replace(concept, sign_offs=ordered, process=process)


def withdraw(concept: Concept, by: Account, why: str) -> Concept:
    """The concept without this side's sign-off, open again. Raises NotYourSide, NothingToWithdraw, ReasonMissing."""
    if by.side is None:
        raise NotYourSide(by.name)
    if not why.strip():
        raise ReasonMissing("withdraw")
    left = tuple(given for given in concept.sign_offs if given.side is not by.side)
    if left == concept.sign_offs:
        raise NothingToWithdraw(by.side)
    return replace(concept, sign_offs=left, process=ProcessState.OPEN)


def revise(present: Concept, to: Concept) -> Concept:
    """The revised concept: what was signed off was another description, so the sign-offs end.

    A revision that changes nothing keeps them. Raises ConceptRefused of domain.concept_checks.
    """
    # Only sign-offs decide, so a revision can at most open what is a draft, or make a draft of what is open.
    wanted = present.process if ProcessState.DECIDED in (present.process, to.process) else to.process
    revised = replace(to, key=present.key, sign_offs=present.sign_offs, process=wanted)
    if revised == present:
        return present
    check_concept(revised)
    process = ProcessState.OPEN if wanted is ProcessState.DECIDED else wanted
    return replace(revised, sign_offs=(), process=process)
