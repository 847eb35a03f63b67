"""Before a decision: what has to be there, and that a proposed translation alone decides nothing."""

from dataclasses import replace

import pytest

from server.domain.disposition_forms import (
    DispositionForm,
    Problem,
    filled_in,
    problems_of,
    successors,
)
from server.domain.dispositions import Disposition, Outcome
from tests.worlds import DE, NL

KNOWN = ("p-aaaa1", "p-aaaa2")
BLANK = Disposition("c-1", "2022")
WHOLE = DispositionForm(Outcome.ADOPTED, {NL: "Ja.", DE: "Ja."}, paragraphs=("p-aaaa1",))


def wrong(
    form: DispositionForm, present: Disposition = BLANK, *, deciding: bool = True
) -> dict[str, Problem]:
    return problems_of(filled_in(present, form), deciding=deciding, known_paragraphs=KNOWN)


def test_a_whole_answer_is_a_decision() -> None:
    assert wrong(WHOLE) == {}


def test_unfinished_work_may_lack_everything() -> None:
    assert wrong(DispositionForm(), deciding=False) == {}


def test_a_decision_needs_an_outcome_and_an_answer_in_both_languages() -> None:
    missing = Problem.MISSING
    assert wrong(DispositionForm(responses={NL: " \n"})) == {
        "outcome": missing,
        "response_nl": missing,
        "response_de": missing,
    }


@pytest.mark.parametrize("outcome", [Outcome.ADOPTED, Outcome.ADOPTED_IN_PART])
def test_what_is_adopted_led_to_a_paragraph_or_the_editor_says_that_the_text_could_stay(
    outcome: Outcome,
) -> None:
    nowhere = replace(WHOLE, outcome=outcome, paragraphs=())
    assert wrong(nowhere) == {"paragraphs": Problem.MISSING}
    assert wrong(replace(nowhere, text_unchanged=True)) == {}


@pytest.mark.parametrize("outcome", [Outcome.NOT_ADOPTED, Outcome.NOTED, Outcome.OUT_OF_SCOPE])
def test_what_is_not_adopted_needs_no_paragraph(outcome: Outcome) -> None:
    assert wrong(replace(WHOLE, outcome=outcome, paragraphs=())) == {}


def test_the_text_stayed_only_where_no_paragraph_is_named() -> None:
    both = filled_in(BLANK, replace(WHOLE, text_unchanged=True))
    assert (both.paragraphs, both.text_unchanged) == (("p-aaaa1",), False)


def test_a_paragraph_that_the_edition_does_not_have_is_refused_even_unfinished() -> None:
    assert wrong(replace(WHOLE, paragraphs=("p-zzzzz",)), deciding=False) == {"paragraphs": Problem.UNKNOWN}


def test_an_unconfirmed_proposal_is_no_decision() -> None:
    proposed = replace(BLANK, responses=WHOLE.responses, proposed=DE)
    assert wrong(WHOLE, proposed) == {"confirmed": Problem.UNCONFIRMED}
    assert wrong(replace(WHOLE, confirmed=True), proposed) == {}


def test_a_proposal_stays_one_until_it_is_confirmed_or_emptied() -> None:
    proposed = replace(BLANK, responses=WHOLE.responses, proposed=DE)
    changed = replace(WHOLE, responses={NL: "Ja.", DE: "Doch."})
    assert filled_in(proposed, changed).proposed is DE
    assert filled_in(proposed, replace(changed, confirmed=True)).proposed is None
    assert filled_in(proposed, replace(WHOLE, responses={NL: "Ja."})).proposed is None


def test_an_answer_of_three_pages_is_too_long() -> None:
    long = replace(WHOLE, responses={NL: "x" * 10_001, DE: "Ja."})
    assert wrong(long, deciding=False) == {"response_nl": Problem.TOO_LONG}


def test_what_became_of_a_paragraph_is_itself_or_what_was_split_from_it() -> None:
    present, lineage = ("p-1", "p-3", "p-2", "p-4"), {"p-2": ("p-0",), "p-3": ("p-0", "p-9")}
    assert successors("p-1", present=present, lineage=lineage) == ("p-1",)
    assert successors("p-0", present=present, lineage=lineage) == ("p-3", "p-2")
