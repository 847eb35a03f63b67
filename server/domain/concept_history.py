"""The history of a concept: what was done to it, by whom, when and why; entries are added, never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from server.domain.glossary import Concept
from server.text.languages import Language


class Act(StrEnum):
    """What can be done to a concept."""

    REVISED = "revised"
    SIGNED_OFF = "signed-off"
    WITHDRAWN = "sign-off-withdrawn"
    SUMMARISED = "thread-closed"


@dataclass(frozen=True, slots=True)
class ConceptChange:
    """One entry; `number` counts from 1, `at` is UTC, `before` is the concept as it was until then.

    `side` is the side that signed off or withdrew; a revision has none. `summaries` say, per language,
    what came of the comments when their thread was closed.
    """

    number: int
    concept: str
    at: datetime
    by: str
    act: Act
    side: Language | None
    why: str
    before: Concept
    summaries: Mapping[Language, str] = field(default_factory=dict)


class HistoriesDiverge(Exception):
    """Two records of one concept's history that are not one the continuation of the other."""


def last_summary(changes: Sequence[ConceptChange]) -> ConceptChange | None:
    """The summary that closed the thread last, whether or not it is open again."""
    return next((change for change in reversed(changes) if change.act is Act.SUMMARISED), None)


def is_closed(changes: Sequence[ConceptChange]) -> bool:
    """Whether the thread on the concept is closed: summarised, and the concept not revised since."""
    for change in reversed(changes):
        if change.act in (Act.SUMMARISED, Act.REVISED):
            return change.act is Act.SUMMARISED
    return False


def states(present: Concept, changes: Sequence[ConceptChange]) -> list[Concept]:
    """Every state of a concept in order: state n is how change n+1 found it, the last is the present one."""
    return [*(change.before for change in changes), present]


def newer(
    ours: tuple[Concept, Sequence[ConceptChange]], theirs: tuple[Concept, Sequence[ConceptChange]]
) -> tuple[Concept, Sequence[ConceptChange]]:
    """Which of two (concept, history) goes on: `ours` when its history continues theirs, else `theirs`.

    With equal histories theirs is taken: somebody edited the file by hand. Raises HistoriesDiverge when
    either would lose something of the other.
    """
    (our_concept, our_changes), (their_concept, their_changes) = ours, theirs
    shorter = min(len(our_changes), len(their_changes))
    if list(our_changes[:shorter]) != list(their_changes[:shorter]):
        raise HistoriesDiverge(their_concept.key)
    if len(our_changes) <= len(their_changes):
        if len(our_changes) < len(their_changes) and their_changes[shorter].before != our_concept:
            raise HistoriesDiverge(their_concept.key)
        return theirs
    if our_changes[shorter].before != their_concept:
        raise HistoriesDiverge(their_concept.key)
    return ours
