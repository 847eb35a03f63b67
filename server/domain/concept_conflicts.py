"""Two editors changed one concept: what each of them changed, together, and what both changed differently."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from server.domain.concept_fields import FieldName, changed_fields
from server.domain.glossary import Concept, ProcessState, Side
from server.text.languages import LANGUAGES, Language

Value = TypeVar("Value")


def together(base: Concept, ours: Concept, theirs: Concept) -> Concept:
    """The concept with what `ours` changed of `base`, and everything else as in `theirs`.

    What both changed is as in `ours`; the terms of a side count as one. Sign-offs are those of `theirs`.
    """
    # Who saw a decided concept chose no state: sign-offs decide.
    was_decided = base.process is ProcessState.DECIDED
    return replace(
        theirs,
        subject_field=_chosen(base.subject_field, ours.subject_field, theirs.subject_field),
        process=theirs.process if was_decided else _chosen(base.process, ours.process, theirs.process),
        relation=_chosen(base.relation, ours.relation, theirs.relation),
        dispute=_chosen(base.dispute, ours.dispute, theirs.dispute),
        dispute_reasons=_reasons(base.dispute_reasons, ours.dispute_reasons, theirs.dispute_reasons),
        sides={each: _side(base.sides[each], ours.sides[each], theirs.sides[each]) for each in LANGUAGES},
    )


def conflicts(base: Concept, ours: Concept, theirs: Concept) -> frozenset[FieldName]:
    """The fields that both changed, and not alike."""
    changed_by_us = {change.name: change.after for change in changed_fields(base, ours)}
    changed_by_them = {change.name: change.after for change in changed_fields(base, theirs)}
    return frozenset(
        name
        for name in changed_by_us.keys() & changed_by_them
        if changed_by_us[name] != changed_by_them[name]
    )


def _chosen(base: Value, ours: Value, theirs: Value) -> Value:
    return theirs if ours == base else ours


def _reasons(
    base: Mapping[Language, str], ours: Mapping[Language, str], theirs: Mapping[Language, str]
) -> dict[Language, str]:
    reasons = {each: _chosen(base.get(each), ours.get(each), theirs.get(each)) for each in LANGUAGES}
    return {each: text for each, text in reasons.items() if text is not None}


def _side(base: Side, ours: Side, theirs: Side) -> Side:
    return Side(
        definition=_chosen(base.definition, ours.definition, theirs.definition),
        source=_chosen(base.source, ours.source, theirs.source),
        terms=_chosen(base.terms, ours.terms, theirs.terms),
        reading=_chosen(base.reading, ours.reading, theirs.reading),
        reading_source=_chosen(base.reading_source, ours.reading_source, theirs.reading_source),
    )
