"""A concept as a list of named texts, so that two states can be held against each other field by field."""

from collections.abc import Iterator
from dataclasses import dataclass

from server.domain.glossary import Concept, Side, Term
from server.text.languages import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class FieldName:
    """Which field: its kind, the side it belongs to, and the term where it is one of a term."""

    kind: str
    side: Language | None = None
    term: str = ""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field with the text it had and the text it has; "" where it was not there."""

    name: FieldName
    before: str
    after: str


def changed_fields(before: Concept, after: Concept) -> list[FieldChange]:
    """The fields that differ, in the order of the newer state; then those that are gone."""
    old, new = dict(_fields(before)), dict(_fields(after))
    names = [*new, *(name for name in old if name not in new)]
    changes = (FieldChange(name, old.get(name, ""), new.get(name, "")) for name in names)
    return [change for change in changes if change.before != change.after]


def _fields(concept: Concept) -> Iterator[tuple[FieldName, str]]:
    yield FieldName("subject-field"), concept.subject_field
    yield FieldName("process"), concept.process
    yield FieldName("relation"), concept.relation
    yield FieldName("dispute"), concept.dispute
    for language in LANGUAGES:
        yield FieldName("dispute-reason", language), concept.dispute_reasons.get(language, "")
    for language in LANGUAGES:
        yield from _of_side(concept.sides[language], language)
    for given in concept.sign_offs:
        yield FieldName("sign-off", given.side), given.by


def _of_side(side: Side, language: Language) -> Iterator[tuple[FieldName, str]]:
    yield FieldName("definition", language), side.definition
    yield FieldName("source", language), side.source
    yield FieldName("reading", language), side.reading
    yield FieldName("reading-source", language), side.reading_source
    for term in side.terms:
        yield FieldName("term", language, term.text), _written(term)


def _written(term: Term) -> str:
    parts = [term.text, term.status, term.part_of_speech, term.gender or "", term.region, term.reason]
    parts += [
        "Aa" if term.case_sensitive else "",
        ", ".join(term.forms),
        " ".join(f"≠ {p}" for p in term.not_in),
    ]
    return "; ".join(part for part in parts if part)
