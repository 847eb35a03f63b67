"""What a concept and its sides say of themselves."""

from dataclasses import replace

import pytest

from server.domain.glossary import DisputeState, TermStatus
from tests.domain.worlds import NL, concept, term


def test_the_preferred_term_of_a_side_is_the_one_marked_so() -> None:
    admitted = term("lab", status=TermStatus.ADMITTED)
    assert concept("lab", nl=[admitted, "proeftuin"]).sides[NL].preferred == "proeftuin"


def test_where_no_term_is_preferred_the_first_stands_for_it() -> None:
    terms = [term(text, status=TermStatus.ADMITTED) for text in ("lab", "proeftuin")]
    assert concept("lab", nl=terms).sides[NL].preferred == "lab"


@pytest.mark.parametrize(
    ("dispute", "is_disputed"),
    [
        (DisputeState.NONE, False),
        (DisputeState.DISPUTED, True),
        (DisputeState.SETTLED, False),
        (DisputeState.AGREE_TO_DIFFER, True),
    ],
)
def test_a_concept_is_marked_while_the_sides_differ(dispute: DisputeState, is_disputed: bool) -> None:
    assert replace(concept("lab"), dispute=dispute).is_disputed is is_disputed
