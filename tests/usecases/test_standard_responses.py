"""Standard responses: kept once, changed only by who saw the last text, retired; what used them keeps its text."""

from dataclasses import replace
from pathlib import Path

import pytest

from server.domain.accounts import Account
from server.domain.disposition_forms import FormRefused, Problem
from server.domain.dispositions import Outcome, StandardResponse
from server.store.database import Database
from server.usecases.keep_standard_response import (
    ChangedMeanwhile,
    StandardResponseForm,
    keep_standard_response,
    mark_of,
)
from server.usecases.missing import Missing
from server.usecases.read_standard_responses import read_standard_response, read_standard_responses
from tests.disposing import answer, dispose, stored, world
from tests.worlds import DE, NL, comment

FORM = StandardResponseForm("Dank", Outcome.NOTED, {NL: "Dank u.", DE: "Danke."})


@pytest.fixture
def els(database: Database, tmp_path: Path) -> Account:
    """An editor with a comment."""
    return world(database, tmp_path)


def keep(
    database: Database,
    els: Account,
    form: StandardResponseForm = FORM,
    number: int | None = None,
    seen: str = "",
) -> StandardResponse:
    return keep_standard_response(database, number=number, form=form, seen=seen, by=els)


def test_the_same_form_twice_is_one_response(database: Database, els: Account) -> None:
    first = keep(database, els)
    assert keep(database, els) == first
    assert read_standard_responses(database).responses == (first,)


def test_a_title_names_one_that_is_in_use_and_both_texts_are_needed(database: Database, els: Account) -> None:
    keep(database, els)
    with pytest.raises(FormRefused) as refused:
        keep(database, els, replace(FORM, responses={NL: "Anders."}))
    assert refused.value.problems == {"title": Problem.TAKEN, "response_de": Problem.MISSING}


def test_what_used_it_keeps_its_text(database: Database, els: Account) -> None:
    used = keep(database, els)
    form = answer(Outcome.NOTED, responses=used.responses, standard_response=used.id)
    dispose(database, comment().id, els, form)
    changed = replace(FORM, responses={NL: "Hartelijk dank.", DE: "Herzlichen Dank."})
    keep(database, els, changed, used.id, mark_of(used))
    kept = stored(database, comment().id)
    assert kept is not None
    assert (kept.responses, kept.standard_response) == (used.responses, used.id)
    assert read_standard_responses(database).used == {used.id: 1}
    assert read_standard_response(database, used.id).responses == changed.responses


def test_a_change_made_on_an_older_text_is_refused(database: Database, els: Account) -> None:
    first = keep(database, els)
    second = keep(database, els, replace(FORM, title="Dank u"), first.id, mark_of(first))
    with pytest.raises(ChangedMeanwhile) as meanwhile:
        keep(database, els, replace(FORM, title="Bedankt"), first.id, mark_of(first))
    assert meanwhile.value.present == second


def test_a_retired_one_frees_its_title(database: Database, els: Account) -> None:
    first = keep(database, els)
    keep(database, els, replace(FORM, retired=True), first.id, mark_of(first))
    again = keep(database, els, replace(FORM, responses={NL: "Nieuw.", DE: "Neu."}))
    found = read_standard_responses(database).responses
    assert {each.id: each.retired for each in found} == {first.id: True, again.id: False}


def test_an_unknown_one_cannot_be_changed_and_is_not_kept_as_used(database: Database, els: Account) -> None:
    with pytest.raises(Missing):
        keep(database, els, number=99)
    assert dispose(database, comment().id, els, answer(standard_response=99)).standard_response is None
