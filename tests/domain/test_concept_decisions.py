"""A concept is decided when an editor of each side has signed off the very same description."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from server.domain.accounts import Account, Role
from server.domain.concept_checks import ConceptRefused
from server.domain.concept_decisions import (
    NothingToWithdraw,
    NotYourSide,
    ReasonMissing,
    SameEditor,
    revise,
    sign_off,
    withdraw,
)
from server.domain.glossary import Concept, ProcessState, Side, SignOff
from server.text.languages import Language
from tests.domain.worlds import DE, NL, concept, term

NOON, LATER = datetime(2021, 10, 1, 12, tzinfo=UTC), datetime(2021, 10, 2, 12, tzinfo=UTC)
SIDE = Side("wat het is", "Bron, 1", (term("lab"),))
OPEN = replace(concept("lab"), subject_field="cooperation", sides={NL: SIDE, DE: SIDE})


def editor(name: str, side: Language | None) -> Account:
    """An account that signs off for this side."""
    return Account(1, name, f"{name}@example.org", Role.EDITOR, side)


ANNA, BERND = editor("Anna", NL), editor("Bernd", DE)
SIGNED = sign_off(OPEN, ANNA, NOON)
DECIDED = sign_off(SIGNED, BERND, LATER)


def test_the_first_sign_off_leaves_the_concept_open() -> None:
    assert replace(OPEN, sign_offs=(SignOff(NL, "Anna", NOON),), process=ProcessState.OPEN) == SIGNED


def test_the_second_decides() -> None:
    signed = (SignOff(NL, "Anna", NOON), SignOff(DE, "Bernd", LATER))
    assert replace(OPEN, sign_offs=signed, process=ProcessState.DECIDED) == DECIDED


def test_sign_offs_stand_dutch_first_whoever_signed_first() -> None:
    other_way_round = sign_off(sign_off(OPEN, BERND, NOON), ANNA, LATER)
    assert [given.side for given in other_way_round.sign_offs] == [NL, DE]
    assert other_way_round.process is ProcessState.DECIDED


def test_signing_a_draft_off_opens_it() -> None:
    assert sign_off(replace(OPEN, process=ProcessState.DRAFT), ANNA, NOON).process is ProcessState.OPEN


def test_signing_a_side_twice_changes_nothing() -> None:
    assert sign_off(SIGNED, ANNA, LATER) == SIGNED
    assert sign_off(DECIDED, editor("Carla", NL), LATER) == DECIDED


def test_nobody_decides_alone() -> None:
    with pytest.raises(SameEditor, match="Anna"):
        sign_off(SIGNED, editor("Anna", DE), LATER)


def test_an_account_without_a_side_signs_for_none() -> None:
    with pytest.raises(NotYourSide, match="Dora"):
        sign_off(OPEN, editor("Dora", None), NOON)
    with pytest.raises(NotYourSide, match="Dora"):
        withdraw(DECIDED, editor("Dora", None), "Anders.")


def test_a_sign_off_withdrawn_opens_the_concept_and_leaves_the_other() -> None:
    open_again = withdraw(DECIDED, editor("Carla", NL), "Te ruim.")
    assert open_again == replace(OPEN, sign_offs=(SignOff(DE, "Bernd", LATER),), process=ProcessState.OPEN)


def test_who_withdraws_says_why() -> None:
    with pytest.raises(ReasonMissing):
        withdraw(DECIDED, ANNA, " \n")


def test_only_what_is_signed_off_can_be_withdrawn() -> None:
    with pytest.raises(NothingToWithdraw, match="de"):
        withdraw(SIGNED, BERND, "Anders.")


REVISED = replace(OPEN, subject_field="innovation")


@pytest.mark.parametrize("present", [OPEN, SIGNED, DECIDED])
def test_a_revision_ends_the_sign_offs_and_leaves_the_concept_open(present: Concept) -> None:
    assert revise(present, REVISED) == REVISED


def test_a_revision_that_changes_nothing_keeps_the_sign_offs() -> None:
    assert revise(DECIDED, replace(OPEN, process=ProcessState.DECIDED)) == DECIDED
    assert revise(SIGNED, OPEN) == SIGNED


def test_a_revision_cannot_decide_nor_bring_sign_offs_or_another_key() -> None:
    forged = replace(REVISED, key="other", process=ProcessState.DECIDED, sign_offs=DECIDED.sign_offs)
    assert revise(OPEN, forged) == REVISED
    assert revise(SIGNED, forged) == REVISED
    assert revise(OPEN, DECIDED) == OPEN


def test_a_revision_may_open_a_draft_and_make_a_draft_of_what_is_open() -> None:
    draft = replace(OPEN, process=ProcessState.DRAFT)
    assert revise(draft, OPEN) == OPEN
    assert revise(OPEN, draft) == draft


def test_a_revision_that_says_too_little_is_refused() -> None:
    with pytest.raises(ConceptRefused):
        revise(OPEN, replace(OPEN, subject_field=""))
