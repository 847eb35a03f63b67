"""Changing rounds: by administrators only, whole or not at all, and written into the log."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from server.domain.accounts import Account, Role
from server.domain.acts import Act, ActKind
from server.domain.round_changes import RoundProblem, RoundRefused, fingerprint
from server.domain.rounds import ModerationRule, Participation, Question, Round, Stage
from server.domain.targets import Target, TargetKind
from server.store import jobs, stamps
from server.store.database import Database
from server.store.rounds import rounds_by_date
from server.usecases.change_round import (
    NotAnAdministrator,
    RoundChangedMeanwhile,
    RoundChanges,
    add_round,
    change_round,
    close_round,
    extend_round,
    open_round,
)
from server.usecases.keep_draft import RoundNotOpen
from server.usecases.missing import Missing
from server.usecases.read_round import read_round_work
from tests.participating import said, submit
from tests.usecases.people import log_of, person
from tests.worlds import DE, NL, NOON, round_on

AUTUMN = round_on("2021")
LONGER = date(2021, 11, 8)
SPRING = replace(AUTUMN, key="spring", opens=date(2022, 3, 1), closes=date(2022, 4, 1))
QUESTION = Target(TargetKind.QUESTION, "autumn/missing")


def change(
    database: Database, changes: RoundChanges, *, by: Account | None = None, seen: str | None = None
) -> Round:
    """Change the round of the small world."""
    return change_round(database, round_key="autumn", changes=changes, by=by, at=NOON, seen=seen)


def present(database: Database) -> Round:
    """The first round as it is kept."""
    with database.read() as connection:
        return rounds_by_date(connection)[0]


def refused(database: Database, changes: RoundChanges) -> dict[str, RoundProblem]:
    """What is wrong with a change; the round stays as it was."""
    with pytest.raises(RoundRefused) as caught:
        change(database, changes)
    assert present(database) == AUTUMN
    return caught.value.problems


def test_every_field_can_be_changed(loaded: Database) -> None:
    changed = replace(
        AUTUMN,
        opens=date(2021, 9, 20),
        closes=LONGER,
        time_zone="Europe/Berlin",
        titles={NL: "Herfst", DE: "Spätherbst"},
        questions=(Question("more", {NL: "Wat nog?", DE: "Was noch?"}),),
        participation=Participation.INVITED,
        moderation=ModerationRule.AFTER,
        privacy_notices={NL: "Niets.", DE: "Nichts."},
        contacts={NL: "Niemand", DE: "Niemand"},
        retention_months=3,
        answered=date(2022, 1, 31),
    )
    names = RoundChanges.__annotations__
    values = {
        name: getattr(changed, name) for name in names if getattr(changed, name) != getattr(AUTUMN, name)
    }
    assert set(names) - set(values) == {"edition"}
    assert change(loaded, values) == present(loaded) == changed  # type: ignore[arg-type]
    assert change(loaded, {"answered": None}).answered is None


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR])
def test_only_administrators_change_rounds(loaded: Database, role: Role) -> None:
    els = person(loaded, role)
    for act in (
        lambda: change(loaded, {"closes": LONGER}, by=els),
        lambda: open_round(loaded, round_key="autumn", by=els, at=NOON),
        lambda: close_round(loaded, round_key="autumn", by=els, at=NOON),
        lambda: extend_round(loaded, round_key="autumn", closes=LONGER, by=els, at=NOON),
        lambda: add_round(loaded, round_=SPRING, by=els, at=NOON),
    ):
        with pytest.raises(NotAnAdministrator):
            act()
    assert present(loaded) == AUTUMN


def test_a_change_is_logged_with_who_did_it_and_what_it_was(loaded: Database) -> None:
    els = person(loaded, Role.ADMINISTRATOR)
    change(loaded, {"closes": LONGER, "titles": {NL: "Herfst", DE: "Herbst"}}, by=els)
    close_round(loaded, round_key="autumn", by=None, at=NOON)
    reasons = ["closes: 2021-11-01 -> 2021-11-08; titles", "closed: - -> 2021-10-01 12:00:00+00:00"]
    assert log_of(loaded, ActKind.ROUND_CHANGED) == [
        Act(ActKind.ROUND_CHANGED, "autumn", NOON, account=account, reason=reason)
        for account, reason in zip((els.id, None), reasons, strict=True)
    ]
    assert [each.by for each in read_round_work(loaded, "autumn").acts] == ["", "Els"]


def test_a_change_of_nothing_writes_nothing(loaded: Database) -> None:
    marker = loaded.change_marker()
    change(loaded, {"closes": AUTUMN.closes})
    open_round(loaded, round_key="autumn", by=None, at=NOON)
    assert log_of(loaded, ActKind.ROUND_CHANGED) == []
    assert loaded.change_marker() == marker


def test_every_kept_page_follows_a_change(loaded: Database) -> None:
    with loaded.read() as connection:
        before = stamps.stamp(connection, "2021", "1-opening")
    change(loaded, {"closes": LONGER})
    with loaded.read() as connection:
        assert stamps.stamp(connection, "2021", "1-opening") == before + 1


def test_the_index_follows_a_change_of_the_questions(loaded: Database) -> None:
    def waiting() -> list[str]:
        found = []
        with loaded.write() as connection:
            while job := jobs.take_job(connection, now=NOON, until=NOON + timedelta(days=1)):
                found.append(job.kind)
        return found

    waiting()
    change(loaded, {"closes": LONGER})
    assert waiting() == []
    change(loaded, {"questions": ()})
    assert waiting() == ["rebuild-index"]


def test_what_is_wrong_is_named_and_nothing_is_changed(loaded: Database) -> None:
    assert refused(loaded, {"closes": date(2021, 9, 1)}) == {"closes": RoundProblem.CLOSES_BEFORE}
    assert refused(loaded, {"contacts": {NL: "a@example.org", DE: "x"}}) == {
        "contacts.nl": RoundProblem.ADDRESS
    }
    assert refused(loaded, {"edition": "1999"}) == {"edition": RoundProblem.EDITION_UNKNOWN}


def test_two_rounds_on_one_edition_are_never_open_at_once(loaded: Database) -> None:
    add_round(loaded, round_=SPRING, by=None, at=NOON)
    assert refused(loaded, {"closes": SPRING.opens}) == {"opens": RoundProblem.OVERLAPS}
    change(loaded, {"closes": SPRING.opens - timedelta(days=1)})


def test_a_question_that_was_answered_cannot_be_removed_but_reworded(loaded: Database) -> None:
    submit(loaded, on=QUESTION)
    assert refused(loaded, {"questions": ()}) == {"questions": RoundProblem.QUESTION_IN_USE}
    reworded = Question("missing", {NL: "Wat mist u nog?", DE: "Was fehlt noch?"})
    assert change(loaded, {"questions": (reworded,)}).questions == (reworded,)


def test_the_edition_of_a_round_with_comments_stays(loaded: Database) -> None:
    said(loaded)
    with pytest.raises(RoundRefused, match="edition"):
        change(loaded, {"edition": "2020"})


def test_a_form_made_from_an_earlier_round_changes_nothing(loaded: Database) -> None:
    seen = fingerprint(AUTUMN)
    first = change(loaded, {"closes": LONGER}, seen=seen)
    with pytest.raises(RoundChangedMeanwhile) as caught:
        change(loaded, {"retention_months": 3}, seen=seen)
    assert caught.value.round == present(loaded) == first
    assert change(loaded, {"retention_months": 3}, seen=fingerprint(first)).retention_months == 3


def test_nothing_is_accepted_after_closing_and_again_after_extending(loaded: Database) -> None:
    close_round(loaded, round_key="autumn", by=None, at=NOON)
    with pytest.raises(RoundNotOpen):
        submit(loaded, at=NOON)
    extend_round(loaded, round_key="autumn", closes=LONGER, by=None, at=NOON)
    submit(loaded, at=NOON)


def test_a_later_closing_day_takes_an_early_closing_back_and_no_other_change_does(loaded: Database) -> None:
    close_round(loaded, round_key="autumn", by=None, at=NOON)
    assert change(loaded, {"retention_months": 3}).closed == NOON
    assert change(loaded, {"closes": AUTUMN.closes - timedelta(days=1)}).closed == NOON
    assert change(loaded, {"closes": AUTUMN.closes}).closed is None


def test_an_added_round_is_announced_and_its_name_is_taken_then(loaded: Database) -> None:
    assert add_round(loaded, round_=SPRING, by=None, at=NOON).stage(NOON) is Stage.ANNOUNCED
    for key in ("spring", "demonstration"):
        with pytest.raises(RoundRefused, match="key: key-taken"):
            add_round(
                loaded,
                round_=replace(SPRING, key=key, opens=date(2023, 1, 1), closes=date(2023, 1, 2)),
                by=None,
                at=NOON,
            )
    assert log_of(loaded, ActKind.ROUND_CHANGED)[-1].reason == "added"


def test_an_unknown_round_is_missing(loaded: Database) -> None:
    with pytest.raises(Missing):
        open_round(loaded, round_key="winter", by=None, at=NOON)
