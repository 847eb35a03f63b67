"""What a concept lacks, or has too much, to stand in the record."""

from collections.abc import Iterator
from dataclasses import dataclass

from server.domain.glossary import Concept, DisputeState, Side, TermStatus
from server.text.languages import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to mend; `language` is None for the concept itself, `term` is a position or None for the side."""

    language: Language | None
    term: int | None
    reason: str


def gaps(concept: Concept) -> Iterator[Gap]:
    """Everything to mend before the record takes this concept; nothing when it is whole."""
    if not concept.subject_field:
        yield Gap(None, None, "has no subject field")
    for language in LANGUAGES:
        side = concept.sides[language]
        reason = concept.dispute_reasons.get(language, "")
        differing = {
            "reading": side.reading,
            "source of the reading": side.reading_source,
            "reason of the dispute": reason,
        }
        for name, text in {"definition": side.definition, "source of the definition": side.source}.items():
            if not text:
                yield Gap(language, None, f"has no {name} in '{language}'")
        for name, text in differing.items():
            if not text and concept.dispute is not DisputeState.NONE:
                yield Gap(language, None, f"is {concept.dispute}, but has no {name} in '{language}'")
            if text and concept.dispute is DisputeState.NONE:
                yield Gap(language, None, f"has a {name} in '{language}', but no dispute")
        yield from _of_terms(language, side)


def _of_terms(language: Language, side: Side) -> Iterator[Gap]:
    if not side.terms:
        yield Gap(language, None, f"has no term in '{language}'")
    for position, term in enumerate(side.terms):
        if not term.text:
            yield Gap(language, position, f"has an empty term in '{language}'")
        if term.status in (TermStatus.DEPRECATED, TermStatus.SUPERSEDED) and not term.reason:
            yield Gap(language, position, f'says of "{term.text}" that it is {term.status}, but not why')
