"""What a concept must say before it can be saved: definitions with sources, one preferred term, reasons."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from server.domain.glossary import Concept, DisputeState, Side, Term, TermStatus
from server.text.languages import LANGUAGES


class ConceptProblem(StrEnum):
    """Why a field of a concept is refused; the pages hold the sentence for each in both languages."""

    EMPTY = "empty"
    NO_TERM = "no-term"
    NOT_ONE_PREFERRED = "not-one-preferred"
    DOUBLE_TERM = "double-term"
    REASON_MISSING = "reason-missing"
    READING_MISSING = "reading-missing"
    NO_DISPUTE = "no-dispute"


class ConceptRefused(Exception):
    """A concept with problems; `problems` maps a field such as "nl.definition" to what is wrong, in form order."""

    def __init__(self, problems: dict[str, ConceptProblem]) -> None:
        super().__init__(", ".join(f"{field}: {problem}" for field, problem in problems.items()))
        self.problems = problems


def check_concept(concept: Concept) -> None:
    """Raise ConceptRefused with everything that is wrong, if anything is.

    A definition has a source (ISO 704: a definition can be checked), each side one preferred term, a
    deprecated or superseded term its reason (the status alone helps nobody), a dispute a reason in both
    languages and, while the sides differ, a reading on each; without a dispute there is neither.
    """
    problems = dict(_problems(concept))
    if problems:
        raise ConceptRefused(problems)


def _problems(concept: Concept) -> Iterator[tuple[str, ConceptProblem]]:
    if not concept.subject_field.strip():
        yield "subject_field", ConceptProblem.EMPTY
    for language in LANGUAGES:
        if concept.dispute is not DisputeState.NONE and not concept.dispute_reasons.get(language, "").strip():
            yield f"dispute_reasons.{language}", ConceptProblem.REASON_MISSING
    if concept.dispute is DisputeState.NONE and _speaks_of_a_dispute(concept):
        yield "dispute", ConceptProblem.NO_DISPUTE
    for language in LANGUAGES:
        for field, problem in _of_side(concept.sides[language], concept.is_disputed):
            yield f"{language}.{field}", problem


def _speaks_of_a_dispute(concept: Concept) -> bool:
    sides = concept.sides.values()
    return bool(concept.dispute_reasons) or any(side.reading or side.reading_source for side in sides)


def _of_side(side: Side, is_disputed: bool) -> Iterator[tuple[str, ConceptProblem]]:
    if not side.definition.strip():
        yield "definition", ConceptProblem.EMPTY
    if not side.source.strip():
        yield "source", ConceptProblem.EMPTY
    if is_disputed and not side.reading.strip():
        yield "reading", ConceptProblem.READING_MISSING
    if is_disputed and not side.reading_source.strip():
        yield "reading_source", ConceptProblem.EMPTY
    yield from _of_terms(side.terms)


def _of_terms(terms: tuple[Term, ...]) -> Iterator[tuple[str, ConceptProblem]]:
    if not terms:
        yield "terms", ConceptProblem.NO_TERM
    elif sum(term.status is TermStatus.PREFERRED for term in terms) != 1:
        yield "terms", ConceptProblem.NOT_ONE_PREFERRED
    written = Counter(term.text for term in terms)
    for position, term in enumerate(terms):
        if not term.text.strip():
            yield f"terms.{position}.text", ConceptProblem.EMPTY
        elif written[term.text] > 1:
            yield f"terms.{position}.text", ConceptProblem.DOUBLE_TERM
        if term.status in (TermStatus.DEPRECATED, TermStatus.SUPERSEDED) and not term.reason.strip():
            yield f"terms.{position}.reason", ConceptProblem.REASON_MISSING
