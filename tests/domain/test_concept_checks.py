"""What a concept must say before it can be saved."""

from dataclasses import replace

import pytest

from server.domain.concept_checks import ConceptProblem, ConceptRefused, check_concept
from server.domain.glossary import Concept, DisputeState, Side, TermStatus
from tests.domain.worlds import DE, NL, both, concept, term

SIDE = Side("wat het is", "Bron, 1", (term("lab"),), "hoe het gelezen wordt", "Bron, 2")
WHOLE = replace(
    concept("lab", dispute=DisputeState.DISPUTED),
    subject_field="cooperation",
    dispute_reasons=both("Het verschilt.", "Es ist verschieden."),
    sides={NL: SIDE, DE: SIDE},
)


def problems(checked: Concept) -> list[tuple[str, ConceptProblem]]:
    """What is wrong with a concept, in form order."""
    try:
        check_concept(checked)
    except ConceptRefused as refused:
        return list(refused.problems.items())
    return []


def german(**changes: object) -> Concept:
    """The whole concept with these changes on the German side."""
    return replace(WHOLE, sides={NL: SIDE, DE: replace(SIDE, **changes)})  # type: ignore[arg-type]


def test_nothing_is_wrong_with_a_whole_concept() -> None:
    assert problems(WHOLE) == []


def test_a_subject_field_a_definition_and_its_source_are_asked_for() -> None:
    assert problems(replace(WHOLE, subject_field=" ")) == [("subject_field", ConceptProblem.EMPTY)]
    assert problems(german(definition="\n")) == [("de.definition", ConceptProblem.EMPTY)]
    assert problems(german(source="")) == [("de.source", ConceptProblem.EMPTY)]


@pytest.mark.parametrize("dispute", [DisputeState.DISPUTED, DisputeState.AGREE_TO_DIFFER])
def test_while_the_sides_differ_each_has_a_reading_with_its_source(dispute: DisputeState) -> None:
    concept = replace(german(reading=" ", reading_source=""), dispute=dispute)
    assert problems(concept) == [
        ("de.reading", ConceptProblem.READING_MISSING),
        ("de.reading_source", ConceptProblem.EMPTY),
    ]


def test_a_reading_is_not_asked_for_once_the_dispute_is_settled() -> None:
    assert problems(replace(german(reading="", reading_source=""), dispute=DisputeState.SETTLED)) == []


@pytest.mark.parametrize("dispute", [state for state in DisputeState if state is not DisputeState.NONE])
def test_a_dispute_in_any_state_has_a_reason_in_both_languages(dispute: DisputeState) -> None:
    without = replace(WHOLE, dispute=dispute, dispute_reasons={NL: " "})
    assert problems(without) == [
        ("dispute_reasons.nl", ConceptProblem.REASON_MISSING),
        ("dispute_reasons.de", ConceptProblem.REASON_MISSING),
    ]


def test_without_a_dispute_there_are_no_reasons_and_no_readings() -> None:
    plain = replace(SIDE, reading="", reading_source="")
    undisputed = replace(WHOLE, dispute=DisputeState.NONE, dispute_reasons={}, sides={NL: plain, DE: plain})
    assert problems(undisputed) == []
    for disputing in (
        replace(undisputed, dispute_reasons=WHOLE.dispute_reasons),
        replace(undisputed, sides={NL: plain, DE: SIDE}),
    ):
        assert problems(disputing) == [("dispute", ConceptProblem.NO_DISPUTE)]


def test_a_side_has_one_preferred_term() -> None:
    admitted = term("lab", status=TermStatus.ADMITTED)
    assert problems(german(terms=())) == [("de.terms", ConceptProblem.NO_TERM)]
    assert problems(german(terms=(admitted,))) == [("de.terms", ConceptProblem.NOT_ONE_PREFERRED)]
    assert problems(german(terms=(term("lab"), term("hub")))) == [
        ("de.terms", ConceptProblem.NOT_ONE_PREFERRED)
    ]
    assert problems(german(terms=(admitted, term("hub")))) == []


def test_a_term_is_written_and_stands_once() -> None:
    admitted = TermStatus.ADMITTED
    terms = (
        term("lab"),
        term("hub", status=admitted),
        term(" ", status=admitted),
        term("hub", status=admitted),
    )
    assert problems(german(terms=terms)) == [
        ("de.terms.1.text", ConceptProblem.DOUBLE_TERM),
        ("de.terms.2.text", ConceptProblem.EMPTY),
        ("de.terms.3.text", ConceptProblem.DOUBLE_TERM),
    ]


@pytest.mark.parametrize("status", [TermStatus.DEPRECATED, TermStatus.SUPERSEDED])
def test_a_term_that_is_advised_against_has_a_reason(status: TermStatus) -> None:
    old = term("werkplaats", status=status)
    assert problems(german(terms=(term("lab"), old))) == [
        ("de.terms.1.reason", ConceptProblem.REASON_MISSING)
    ]
    assert problems(german(terms=(term("lab"), replace(old, reason="Te ruim.")))) == []


def test_everything_wrong_is_named_in_the_order_of_the_form() -> None:
    with pytest.raises(
        ConceptRefused, match=r"^subject_field: empty, dispute_reasons\.nl: reason-missing, "
    ) as refused:
        check_concept(concept("lab", dispute=DisputeState.DISPUTED))
    assert list(refused.value.problems) == [
        "subject_field",
        "dispute_reasons.nl",
        "dispute_reasons.de",
        *(f"nl.{field}" for field in ("definition", "source", "reading", "reading_source", "terms")),
        *(f"de.{field}" for field in ("definition", "source", "reading", "reading_source", "terms")),
    ]
