"""The history of a concept, and which of two records of it goes on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from server.domain.concept_history import Act, ConceptChange, HistoriesDiverge, newer, states
from server.domain.glossary import Concept
from tests.domain.worlds import concept

History = tuple[Concept, Sequence[ConceptChange]]


def state(name: str) -> Concept:
    """A state of the concept, told from others by its subject field."""
    return replace(concept("lab"), subject_field=name)


def history(*names: str) -> History:
    """A concept that went through these states; the last is the present one."""
    at = datetime(2021, 10, 1, tzinfo=UTC)
    changes = [
        ConceptChange(number, "lab", at, "Anna", Act.REVISED, None, "Beter.", state(name))
        for number, name in enumerate(names[:-1], start=1)
    ]
    return state(names[-1]), changes


def test_every_state_stands_in_order_the_present_one_last() -> None:
    assert states(*history("a", "b", "c")) == [state("a"), state("b"), state("c")]
    assert states(*history("a")) == [state("a")]


def test_the_longer_history_goes_on() -> None:
    short, long = history("a", "b"), history("a", "b", "c")
    assert newer(long, short) is long
    assert newer(short, long) is long


def test_with_equal_histories_theirs_is_taken() -> None:
    ours, theirs = history("a", "b"), history("a", "by hand")
    assert newer(ours, theirs) is theirs


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (("a", "b", "c"), ("x", "b", "c")),
        (("a", "b", "c"), ("a", "x")),
        (("a", "x"), ("a", "b", "c")),
        (("a", "b", "c"), ("x", "y", "z", "q")),
    ],
)
def test_histories_that_would_lose_something_of_each_other_diverge(
    ours: tuple[str, ...], theirs: tuple[str, ...]
) -> None:
    with pytest.raises(HistoriesDiverge, match="lab"):
        newer(history(*ours), history(*theirs))
