"""Two editors at one concept: nobody's change is lost, and what both changed is named."""

from dataclasses import replace

import pytest

from server.domain.concept_conflicts import conflicts, together
from server.domain.concept_fields import FieldName
from server.domain.glossary import Concept, DisputeState, ProcessState, Relation, Side
from tests.domain.worlds import DE, NL, concept, term

SIDE = Side("wat het is", "Bron, 1", (term("lab"),))
BASE = replace(concept("lab"), sides={NL: SIDE, DE: SIDE})


def with_side(of: Concept, language: object, **values: object) -> Concept:
    """The concept with other values on one side."""
    side = NL if language == NL else DE
    return replace(of, sides={**of.sides, side: replace(of.sides[side], **values)})


def test_what_only_one_of_them_changed_stands() -> None:
    ours = replace(with_side(BASE, NL, definition="ons"), relation=Relation.CLOSE)
    theirs = with_side(BASE, DE, definition="ihres", terms=(term("Labor"),))
    both = with_side(ours, DE, definition="ihres", terms=(term("Labor"),))
    assert together(BASE, ours, theirs) == both
    assert conflicts(BASE, ours, theirs) == frozenset()


def test_what_both_changed_is_as_typed_and_named() -> None:
    ours, theirs = with_side(BASE, NL, definition="ons"), with_side(BASE, NL, definition="hun")
    assert together(BASE, ours, theirs) == ours
    assert conflicts(BASE, ours, theirs) == {FieldName("definition", NL)}


def test_what_both_changed_alike_is_no_conflict() -> None:
    ours = with_side(BASE, NL, definition="ons")
    assert together(BASE, ours, ours) == ours
    assert conflicts(BASE, ours, ours) == frozenset()


def test_a_reason_that_one_of_them_gave_stands() -> None:
    theirs = replace(BASE, dispute=DisputeState.DISPUTED, dispute_reasons={NL: "anders", DE: "anders"})
    ours = with_side(BASE, NL, definition="ons")
    assert together(BASE, ours, theirs) == with_side(theirs, NL, definition="ons")


@pytest.mark.parametrize("present", ProcessState)
def test_who_saw_a_decided_concept_chose_no_state(present: ProcessState) -> None:
    base, theirs = replace(BASE, process=ProcessState.DECIDED), replace(BASE, process=present)
    assert together(base, replace(BASE, process=ProcessState.DRAFT), theirs).process is present
