"""Reading rounds: with their edition and what was said in them."""

from dataclasses import replace
from datetime import date

import pytest

from server.domain.moderation import ModerationState
from server.domain.targets import Target, TargetKind
from server.store.database import Database
from server.text.languages import Language
from server.usecases.change_round import add_round, change_round
from server.usecases.dump_record import dump_record
from server.usecases.missing import Missing
from server.usecases.moderate_comment import moderate_comment
from server.usecases.read_round import read_round, read_round_work, read_rounds
from tests.participating import said, submitted
from tests.usecases.people import person
from tests.worlds import DE, NL, NOON, round_on

SPRING = replace(round_on("2021"), key="spring", opens=date(2022, 3, 1), closes=date(2022, 4, 1))
QUESTION = Target(TargetKind.QUESTION, "autumn/missing")


def shown(database: Database, language: Language, on: Target) -> None:
    """A comment that a moderator has shown."""
    comment = said(database, on=on, typed={"language": language.value})
    moderate_comment(
        database,
        comment_id=comment.id,
        to=ModerationState.SHOWN,
        by=person(database, name=f"M{language}"),
        at=NOON,
    )


def test_a_round_comes_with_its_edition_and_its_figures(loaded: Database) -> None:
    shown(loaded, NL, QUESTION)
    shown(loaded, DE, Target(TargetKind.DOCUMENT))
    submitted(loaded, publication="not")
    said(loaded)
    view = read_round(loaded, "autumn")
    assert (view.round, view.edition.key) == (round_on("2021"), "2021")
    figures = view.figures
    assert (figures.submissions, figures.shown, figures.unpublished) == (4, {NL: 1, DE: 1}, 1)
    assert figures.answers == {"missing": 1}


def test_rounds_come_by_opening_day_the_last_first(loaded: Database) -> None:
    add_round(loaded, round_=SPRING, by=None, at=NOON)
    assert [view.round.key for view in read_rounds(loaded)] == ["spring", "autumn"]


def test_an_unknown_round_is_missing(loaded: Database) -> None:
    for read in (read_round, read_round_work):
        with pytest.raises(Missing):
            read(loaded, "winter")


def test_administrators_see_whether_the_record_has_the_round_as_it_is(
    loaded: Database, tmp_path: object
) -> None:
    assert read_round_work(loaded, "autumn").is_in_record
    change_round(loaded, round_key="autumn", changes={"retention_months": 3}, by=None, at=NOON)
    work = read_round_work(loaded, "autumn")
    assert (work.is_in_record, [each.act.reason for each in work.acts]) == (
        False,
        ["retention_months: 12 -> 3"],
    )
    dump_record(loaded, tmp_path / "record")  # type: ignore[operator]
    assert read_round_work(loaded, "autumn").is_in_record
