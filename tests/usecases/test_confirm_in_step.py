"""Confirming that both sides say the same, signing that they do not yet, and taking that back."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from server.domain.accounts import Account, Role
from server.domain.editions import StepException
from server.domain.revisions import StepState
from server.store import revisions, working_editions
from server.store.database import Database
from server.usecases.begin_working_edition import begin_working_edition
from server.usecases.confirm_in_step import (
    MAX_REASON,
    ReasonRefused,
    SideMissing,
    confirm_in_step,
    sign_exception,
)
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed
from server.usecases.revise_paragraph import RevisedMeanwhile
from server.usecases.take_back_exception import take_back_exception
from tests.revising import LABELS, bases, begun, present, revised
from tests.usecases.people import person
from tests.worlds import DE, NL, NOON, edition, load, record

HOUR = NOON + timedelta(hours=1)
REASONS = {NL: "Het cijfer wordt nagegaan.", DE: "Die Zahl wird geprüft."}
ONE = "p-aaaa1"


@pytest.fixture
def editor(database: Database, tmp_path: Path) -> Account:
    """An editor in a working edition whose first paragraph changed in Dutch."""
    load(database, tmp_path)
    els = person(database)
    begun(database, els)
    revised(database, els, ONE, nl="De digitalisering gaat sneller.")
    return els


def states(database: Database) -> tuple[StepState, StepState]:
    """How the two sides of the first paragraph stand, Dutch first."""
    found = present(database, ONE).states
    return found[NL], found[DE]


def sign(database: Database, by: Account, **changed: object) -> StepException:
    """Sign that German follows."""
    values = {"follows": DE, "reasons": REASONS, "bases": bases(database, ONE), **changed}
    return sign_exception(database, paragraph=ONE, by=by, at=HOUR, **values)  # type: ignore[arg-type]


def test_confirming_is_kept_with_name_and_time(database: Database, editor: Account) -> None:
    confirm_in_step(database, paragraph=ONE, bases=bases(database, ONE), by=editor, at=HOUR)
    assert states(database) == (StepState.IN_STEP, StepState.IN_STEP)
    last = present(database, ONE).last_in_step
    assert last is not None
    assert (last.by, last.at) == ("Els", HOUR)


def test_confirming_twice_is_kept_once(database: Database, editor: Account) -> None:
    for _ in range(2):
        confirm_in_step(database, paragraph=ONE, bases=bases(database, ONE), by=editor, at=HOUR)
    assert len(present(database, ONE).confirmed) == 2


def test_an_exception_holds_until_a_substantive_revision(database: Database, editor: Account) -> None:
    signed = sign(database, editor)
    assert signed == StepException(ONE, DE, REASONS, "Els", date(2021, 10, 1))
    revised(database, editor, ONE, de="Die Digitalisierung kommt schnell voran!", note="Zeichen.", minute=70)
    assert present(database, ONE).exception == signed
    revised(database, editor, ONE, nl="De digitalisering gaat traag.", minute=80)
    assert present(database, ONE).exception is None


def test_a_reason_is_one_line(database: Database, editor: Account) -> None:
    signed = sign(database, editor, reasons={NL: " Het\n cijfer ", DE: "Die Zahl"})
    assert signed.reasons == {NL: "Het cijfer", DE: "Die Zahl"}


@pytest.mark.parametrize(
    "reasons", [{NL: "Alleen hier."}, {NL: "Kort.", DE: " "}, {NL: "Kort.", DE: "a" * (MAX_REASON + 1)}]
)
def test_without_a_fit_reason_in_both_languages_it_is_refused(
    database: Database, editor: Account, reasons: dict[object, str]
) -> None:
    with pytest.raises(ReasonRefused):
        sign(database, editor, reasons=reasons)
    assert present(database, ONE).exception is None


def test_signing_again_with_another_reason_is_kept_beside_the_first(
    database: Database, editor: Account
) -> None:
    sign(database, editor)
    sign(database, editor)
    assert len(present(database, ONE).confirmed) == 2
    sign(database, editor, reasons={**REASONS, DE: "Es dauert."})
    found = present(database, ONE)
    assert len(found.confirmed) == 3
    assert found.exception is not None
    assert found.exception.reasons[DE] == "Es dauert."


def test_taken_back_it_is_as_if_it_had_never_been_signed(database: Database, editor: Account) -> None:
    before = states(database)
    sign(database, editor)
    after = take_back_exception(database, paragraph=ONE, bases=bases(database, ONE), by=editor, at=HOUR)
    assert after == present(database, ONE)
    assert (after.exception, states(database)) == (None, before)
    take_back_exception(database, paragraph=ONE, bases=bases(database, ONE), by=editor, at=HOUR)
    assert len(present(database, ONE).confirmed) == 3


def test_on_outdated_revisions_nothing_is_kept(database: Database, editor: Account) -> None:
    seen = {NL: 1, DE: 1}
    with pytest.raises(RevisedMeanwhile) as meanwhile:
        confirm_in_step(database, paragraph=ONE, bases=seen, by=editor, at=HOUR)
    assert meanwhile.value.present == present(database, ONE)
    with pytest.raises(RevisedMeanwhile):
        sign(database, editor, bases=seen)
    with pytest.raises(RevisedMeanwhile):
        take_back_exception(database, paragraph=ONE, bases=seen, by=editor, at=HOUR)
    assert len(present(database, ONE).confirmed) == 1


def test_of_a_side_that_is_missing_nothing_is_said(database: Database, editor: Account) -> None:
    revised(database, editor, ONE, de="", minute=5)
    with pytest.raises(SideMissing):
        confirm_in_step(database, paragraph=ONE, bases=bases(database, ONE), by=editor, at=HOUR)
    with pytest.raises(SideMissing):
        sign(database, editor)


def test_only_editors_may_and_only_in_the_working_edition(database: Database, editor: Account) -> None:
    moderator = person(database, Role.MODERATOR, "Mo")
    seen = bases(database, ONE)
    with pytest.raises(NotAllowed):
        confirm_in_step(database, paragraph=ONE, bases=seen, by=moderator, at=HOUR)
    with pytest.raises(NotAllowed):
        sign(database, moderator)
    with pytest.raises(NotAllowed):
        take_back_exception(database, paragraph=ONE, bases=seen, by=moderator, at=HOUR)
    with pytest.raises(Missing):
        confirm_in_step(database, paragraph="p-zzzzz", bases=seen, by=editor, at=HOUR)


def test_what_was_published_with_an_exception_still_has_it_in_the_next_working_edition(
    database: Database, tmp_path: Path
) -> None:
    signed = StepException(ONE, DE, REASONS, "Els", date(2021, 9, 1))
    load(database, tmp_path, record(replace(edition(), exceptions=(signed,))))
    els = person(database)
    begin_working_edition(database, key="2022", labels=LABELS, by=els, at=NOON)
    assert present(database, ONE).exception == signed
    assert states(database) == (StepState.IN_STEP, StepState.OUTDATED)


def test_the_states_are_found_again_in_the_store(database: Database, editor: Account) -> None:
    sign(database, editor)
    take_back_exception(database, paragraph=ONE, bases=bases(database, ONE), by=editor, at=HOUR)
    with database.read() as connection:
        working = working_editions.open_working_edition(connection)
        assert working is not None
        found = revisions.working_paragraph(connection, working.key, ONE)
    assert found is not None
    assert [(each.exception is not None, each.withdrawn) for each in found.confirmed] == [
        (False, False),
        (True, False),
        (False, True),
    ]
