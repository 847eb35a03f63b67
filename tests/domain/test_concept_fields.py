"""Two states of a concept held against each other, field by field."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from server.domain.concept_fields import FieldChange, FieldName, changed_fields
from server.domain.glossary import (
    Concept,
    DisputeState,
    Gender,
    PartOfSpeech,
    ProcessState,
    Relation,
    Side,
    SignOff,
    TermStatus,
)
from tests.domain.worlds import DE, NL, concept, term

SIDE = Side("wat", "bron", (term("lab"),), "lezing", "bron 2")
BEFORE = replace(concept("lab"), sides={NL: SIDE, DE: SIDE})


def german(side: Side) -> Concept:
    """The concept with another German side."""
    return replace(BEFORE, sides={NL: SIDE, DE: side})


CHANGES = {
    "subject field": (
        replace(BEFORE, subject_field="innovation"),
        FieldChange(FieldName("subject-field"), "", "innovation"),
    ),
    "process": (
        replace(BEFORE, process=ProcessState.DRAFT),
        FieldChange(FieldName("process"), "open", "draft"),
    ),
    "relation": (
        replace(BEFORE, relation=Relation.CLOSE),
        FieldChange(FieldName("relation"), "exact", "close"),
    ),
    "dispute": (
        replace(BEFORE, dispute=DisputeState.SETTLED),
        FieldChange(FieldName("dispute"), "none", "settled"),
    ),
    "reason": (
        replace(BEFORE, dispute_reasons={DE: "Anders."}),
        FieldChange(FieldName("dispute-reason", DE), "", "Anders."),
    ),
    "definition": (
        german(replace(SIDE, definition="was")),
        FieldChange(FieldName("definition", DE), "wat", "was"),
    ),
    "source": (
        german(replace(SIDE, source="Quelle")),
        FieldChange(FieldName("source", DE), "bron", "Quelle"),
    ),
    "reading": (
        german(replace(SIDE, reading="Lesart")),
        FieldChange(FieldName("reading", DE), "lezing", "Lesart"),
    ),
    "source of the reading": (
        german(replace(SIDE, reading_source="")),
        FieldChange(FieldName("reading-source", DE), "bron 2", ""),
    ),
    "a new term": (
        german(replace(SIDE, terms=(term("lab"), term("Labor", status=TermStatus.ADMITTED)))),
        FieldChange(FieldName("term", DE, "Labor"), "", "Labor; admitted; noun"),
    ),
    "a term gone": (
        german(replace(SIDE, terms=())),
        FieldChange(FieldName("term", DE, "lab"), "lab; preferred; noun", ""),
    ),
    "a sign-off": (
        replace(BEFORE, sign_offs=(SignOff(DE, "Bernd", datetime(2021, 10, 1, tzinfo=UTC)),)),
        FieldChange(FieldName("sign-off", DE), "", "Bernd"),
    ),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_field_that_differs(case: str) -> None:
    after, change = CHANGES[case]
    assert changed_fields(BEFORE, after) == [change]
    assert changed_fields(after, BEFORE) == [FieldChange(change.name, change.after, change.before)]


def test_equal_states_differ_in_no_field() -> None:
    assert changed_fields(BEFORE, BEFORE) == []


def test_a_term_is_written_with_everything_it_says() -> None:
    whole = replace(
        term(
            "Labor",
            status=TermStatus.DEPRECATED,
            forms=["Labors", "Labore"],
            not_in=["Labor X"],
            case_sensitive=True,
        ),
        part_of_speech=PartOfSpeech.PROPER_NOUN,
        gender=Gender.NEUTER,
        region="NRW",
        reason="Zu eng.",
    )
    (change,) = changed_fields(german(replace(SIDE, terms=())), german(replace(SIDE, terms=(whole,))))[:1]
    assert (
        change.after == "Labor; deprecated; properNoun; neuter; NRW; Zu eng.; Aa; Labors, Labore; ≠ Labor X"
    )


def test_fields_stand_in_the_order_of_the_newer_state_then_those_that_are_gone() -> None:
    after = replace(german(replace(SIDE, terms=(term("Labor"),), definition="was")), subject_field="x")
    assert [change.name for change in changed_fields(BEFORE, after)] == [
        FieldName("subject-field"),
        FieldName("definition", DE),
        FieldName("term", DE, "Labor"),
        FieldName("term", DE, "lab"),
    ]
