"""`rounds` and `demo`: what they do, what they say to scripts, and how they end."""

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Installation

REPOSITORY = Path(__file__).parents[2]
# The round of the small record was in 2021; the clock of the command is the real one.
TODAY = datetime.now(UTC).date()
LATER = (TODAY + timedelta(days=30)).isoformat()


def rounds(installation: Installation) -> dict[str, Any]:
    """Every round by its key, as scripts see it."""
    return {each["key"]: each for each in installation.run("rounds", "list", "--json").json}


@pytest.fixture
def with_demo(loaded: Installation) -> Installation:
    """The installation with the demonstration that is shipped beside its record."""
    shutil.copytree(REPOSITORY / "demonstration", loaded.record / "demonstration")
    return loaded


def test_rounds_are_listed_with_where_they_stand(loaded: Installation) -> None:
    [line] = loaded.run("rounds", "list").out.splitlines()
    assert line == "autumn               closed     2021-09-28 to 2021-11-01 (Europe/Amsterdam) on 2021"
    assert rounds(loaded)["autumn"] == {
        "key": "autumn",
        "stage": "closed",
        "edition": "2021",
        "opens": "2021-09-28",
        "closes": "2021-11-01",
        "time_zone": "Europe/Amsterdam",
        "opens_at": "2021-09-27T22:00:00+00:00",
        "closes_at": "2021-11-01T23:00:00+00:00",
        "answered": None,
        "participation": "guest",
        "moderation": "before",
        "demonstration": False,
        "submissions": 0,
        "comments": 1,
        "unpublished": 0,
    }


def test_a_round_is_extended_closed_and_opened_again(loaded: Installation) -> None:
    said = loaded.run("rounds", "extend", "autumn", "--to", LATER, "--json")
    assert (said.code, said.json["stage"], said.json["closes"]) == (0, "open", LATER)
    closed = loaded.run("rounds", "close", "autumn")
    assert (closed.code, "closed" in closed.out) == (0, True)
    assert rounds(loaded)["autumn"]["stage"] == "closed"
    assert loaded.run("rounds", "open", "autumn", "--json").json["stage"] == "open"


def test_a_change_that_makes_no_sense_is_refused_and_ends_with_1(loaded: Installation) -> None:
    for arguments, reason in (
        (("open", "autumn"), "its last day is over; extend it first"),
        (("extend", "autumn", "--to", "2020-01-01"), "its last day is over; extend it first"),
    ):
        said = loaded.run("rounds", *arguments)
        assert (said.code, said.out, said.err) == (1, "", f"Nothing was changed: {reason}.\n")
    assert rounds(loaded)["autumn"]["closes"] == "2021-11-01"


def test_an_unknown_round_ends_with_1_and_a_day_that_is_none_with_2(loaded: Installation) -> None:
    unknown = loaded.run("rounds", "close", "winter")
    assert (unknown.code, unknown.err) == (1, "There is no round 'winter'.\n")
    no_day = loaded.run("rounds", "extend", "autumn", "--to", "soon")
    assert (no_day.code, no_day.err) == (2, "'soon' is not a day: write it as 2021-11-08.\n")


def test_invitations_are_made_listed_and_revoked(loaded: Installation) -> None:
    made = loaded.run(
        "rounds", "invite", "autumn", "Kamer", "Bakker <b@example.org>", "--lang", "de", "--json"
    )
    assert [each["label"] for each in made.json] == ["Kamer", "Bakker"]
    assert made.json[0]["link"].startswith("http://127.0.0.1:8000/de/konsultation/autumn?einladung=")
    revoked = loaded.run("rounds", "revoke", made.json[0]["id"])
    assert (revoked.code, revoked.out) == (0, "Kamer: the link opens nothing any more.\n")
    listed = loaded.run("rounds", "invitations", "autumn", "--json").json
    assert {each["label"]: (each["state"], bool(each["link"])) for each in listed} == {
        "Kamer": ("revoked", False),
        "Bakker": ("open", True),
    }
    assert "b@example.org" not in loaded.run("rounds", "invitations", "autumn").out


def test_guests_without_a_name_are_wrong_use(loaded: Installation) -> None:
    said = loaded.run("rounds", "invite", "autumn", "bakker@example.org")
    assert (said.code, said.err) == (2, "Nobody was invited: 1: label-missing.\n")


def test_the_demonstration_is_put_in_once_and_taken_out(with_demo: Installation) -> None:
    first, second = with_demo.run("demo"), with_demo.run("demo")
    assert (first.code, first.out) == (0, second.out)
    assert first.out.endswith("http://127.0.0.1:8000/nl/consultatie/demonstration\n")
    demonstration = rounds(with_demo)["demonstration"]
    assert (demonstration["stage"], demonstration["demonstration"]) == ("open", True)
    assert date.fromisoformat(demonstration["closes"]) > TODAY + timedelta(days=26)
    # Loading and dumping go on as if there were none.
    assert with_demo.run("load", "--json").json["changed"] is False
    assert with_demo.run("dump", "--json").json == []
    assert with_demo.run("check").code == 0
    gone, again = with_demo.run("demo", "--remove"), with_demo.run("demo", "--remove")
    assert (gone.out, again.out) == ("The demonstration is gone.\n", "There is no demonstration.\n")
    assert list(rounds(with_demo)) == ["autumn"]


def test_a_demonstration_beside_a_real_round_is_refused(with_demo: Installation) -> None:
    with_demo.run("rounds", "extend", "autumn", "--to", LATER)
    said = with_demo.run("demo")
    assert (said.code, said.out) == (1, "")
    assert said.err == "There is no demonstration: the round autumn is open on some of its days.\n"


def test_without_its_files_there_is_no_demonstration(loaded: Installation) -> None:
    said = loaded.run("demo")
    assert said.code == 1
    assert (
        said.err == f"There is no demonstration: the folder {loaded.record / 'demonstration'} is missing.\n"
    )
    elsewhere = loaded.run("demo", "--folder", str(REPOSITORY / "demonstration"))
    assert elsewhere.code == 0


def test_nothing_but_demo_makes_a_demonstration(with_demo: Installation) -> None:
    for command in ("load", "dump", "check", "index"):
        with_demo.run(command)
    assert list(rounds(with_demo)) == ["autumn"]
