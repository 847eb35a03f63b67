"""Revisions: every recorded change of a wording in the working edition, and what they say of the two sides.

A wording's meaning is the hash of the last substantive text: a minor revision keeps the meaning of the one
before it, and a text that stood there before has the meaning that it had then. The two sides are in step
when the pair of their meanings is one that an editor has confirmed. So either side may lead, a minor
revision changes nothing, and a revert finds the confirmed pair again.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from server.domain.document import wording_hash
from server.domain.editions import StepException
from server.text.languages import Language


class Weight(StrEnum):
    """An editor's word on a revision: same meaning, or meaning changed."""

    MINOR = "minor"
    SUBSTANTIVE = "substantive"


class StepState(StrEnum):
    """How a wording stands to its counterpart (LANGUAGE.md)."""

    IN_STEP = "in-step"
    OUTDATED = "outdated"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Revision:
    """One recorded change of one wording; numbers count from 1 per paragraph and language.

    `base` is the number of the revision that the editor had before them, 0 for none. `comments` are the ids
    of the comments from which it came. A minor revision has a note that says what it mended. `by` is the
    name of who made it, "" for the wording of the predecessor.
    """

    paragraph: str
    language: Language
    number: int
    text: str
    weight: Weight
    by: str
    at: datetime
    base: int
    note: str = ""
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A pair of meanings (see meaning_of) that an editor has confirmed as saying the same.

    With an `exception` it says the opposite: they do not say the same yet, and that is signed for this pair.
    """

    nl: str
    de: str
    by: str
    at: datetime
    exception: StepException | None = None

    def meaning(self, language: Language) -> str:
        """The meaning of one side."""
        return self.nl if language is Language.NL else self.de


def meaning_of(revisions: Sequence[Revision]) -> str:
    """The meaning of a wording after these revisions, oldest first; "" when there is no text.

    The first revision is the wording as the predecessor had it and counts as substantive.
    """
    meanings: dict[str, str] = {}
    present = ""
    for revision in revisions:
        own = wording_hash(revision.text)
        if not revision.text:
            present = ""
        elif own in meanings:
            present = meanings[own]
        elif revision.weight is Weight.SUBSTANTIVE or not present:
            present = own
        meanings.setdefault(own, present)
    return present


def step_states(
    nl: Sequence[Revision], de: Sequence[Revision], confirmed: Collection[Confirmed]
) -> dict[Language, StepState]:
    """How each side stands, from the revisions of both and the confirmed pairs, each oldest first.

    Signed exceptions change nothing here: what they cover stays outdated, and `exception_for` finds them.
    """
    present = {Language.NL: meaning_of(nl), Language.DE: meaning_of(de)}
    states = {each: StepState.IN_STEP if present[each] else StepState.MISSING for each in Language}
    if StepState.MISSING in states.values():
        return states
    said_same = [pair for pair in confirmed if pair.exception is None]
    if any((pair.nl, pair.de) == (present[Language.NL], present[Language.DE]) for pair in said_same):
        return states
    last = max(said_same, key=lambda pair: pair.at, default=None)
    for language in Language:
        # A side is outdated when the other one is no longer what it was confirmed against.
        if last is None or last.meaning(language.other) != present[language.other]:
            states[language] = StepState.OUTDATED
    return states


def exception_for(
    nl: Sequence[Revision], de: Sequence[Revision], confirmed: Sequence[Confirmed]
) -> StepException | None:
    """The exception that was signed last for the two sides as they are now; None when they have changed since."""
    present = (meaning_of(nl), meaning_of(de))
    for pair in reversed(confirmed):
        if (pair.nl, pair.de) == present:
            return pair.exception
    return None
