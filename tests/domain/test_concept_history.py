"""The history of a concept, and which of two records of it goes on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from server.domain.concept_history import (
    Act,
    ConceptChange,
    HistoriesDiverge,
    is_closed,
    last_summary,
    newer,
    states,
)
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


def acts(*acts: Act) -> list[ConceptChange]:
    """A history of these acts."""
    return [
        replace(history("a", "b")[1][0], number=number, act=act) for number, act in enumerate(acts, start=1)
    ]


CLOSED = {
    (): False,
    (Act.REVISED,): False,
    (Act.SUMMARISED,): True,
    (Act.SUMMARISED, Act.SIGNED_OFF, Act.WITHDRAWN): True,
    (Act.SUMMARISED, Act.REVISED): False,
    (Act.SUMMARISED, Act.REVISED, Act.SIGNED_OFF): False,
    (Act.REVISED, Act.SUMMARISED): True,
    (Act.SUMMARISED, Act.REVISED, Act.SUMMARISED): True,
}


@pytest.mark.parametrize("done", CLOSED)
def test_a_thread_is_closed_by_a_summary_until_the_concept_is_revised(done: tuple[Act, ...]) -> None:
    assert is_closed(acts(*done)) is CLOSED[done]


def test_the_last_summary_is_found_whatever_came_after() -> None:
    changes = acts(Act.SUMMARISED, Act.SUMMARISED, Act.REVISED)
    assert last_summary(changes) is changes[1]
    assert last_summary(acts(Act.REVISED, Act.SIGNED_OFF)) is None


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
