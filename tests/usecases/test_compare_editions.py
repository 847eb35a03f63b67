"""Two editions compared from the database: what is told, over whatever editions in between, with its causes."""

from datetime import date
from pathlib import Path

import pytest

from server.domain.changes import Change
from server.domain.dispositions import Outcome, PublicDisposition
from server.store import dispositions
from server.store.database import Database
from server.usecases.compare_editions import Comparison, OtherWayRound, compare_editions
from server.usecases.find_comparison import find_comparison
from server.usecases.missing import Missing
from server.usecases.read_section_history import read_section_history
from tests.editions_compared import three_editions
from tests.worlds import DE, NL, load, statements


@pytest.fixture
def compared(database: Database, tmp_path: Path) -> Database:
    """A database with three editions."""
    load(database, tmp_path, three_editions())
    return database


def told(found: Comparison) -> dict[str, list[str]]:
    return {each.section.key: [_told(change) for change in each.changes] for each in found.shown}


def _told(change: Change) -> str:
    before, after = (
        ",".join(each.paragraph.id[2:] for each in side) for side in (change.before, change.after)
    )
    return f"{change.kind} {before}>{after}{' moved' if change.moved else ''}"


def test_an_edition_against_its_predecessor(compared: Database) -> None:
    found = compare_editions(compared, older="2021", newer="2022", language=NL)
    assert told(found) == {
        "1-opening": ["reworded aaaa1>aaaa1", "split aaaa2>aaaa3,aaaa4", "moved bbbb1>bbbb1 moved"],
        "2-steps": ["removed bbbb3>", "added >bbbb4", "reworded bbbb5>bbbb5"],
    }
    assert [each.key for each in found.steps] == ["2022"]


def test_over_the_editions_in_between_lineage_is_followed(compared: Database) -> None:
    found = compare_editions(compared, older="2021", newer="2023", language=NL)
    assert told(found) == {
        # Split in 2022, and one half joined with another paragraph in 2023.
        "1-opening": [
            "split aaaa0,aaaa2>aaaa5,aaaa4",
            "reworded aaaa1>aaaa1",
            "moved bbbb1>bbbb1 moved",
        ],
        "2-steps": ["removed bbbb3>", "added >bbbb4", "reworded bbbb5>bbbb5"],
        "3-last": ["removed cccc1>"],
    }
    assert [each.key for each in found.steps] == ["2022", "2023"]


def test_one_section_is_found_by_its_address_in_either_edition(compared: Database) -> None:
    for language, slug in ((NL, "2-1-stappen"), (DE, "2-1-schritte"), (NL, "2-stappen")):
        found = compare_editions(compared, older="2021", newer="2022", language=language, slug=slug)
        assert list(told(found)) == ["2-steps"]
    gone = compare_editions(compared, older="2022", newer="2023", language=DE, slug="3-schluss")
    assert told(gone) == {"3-last": ["removed cccc1>"]}


MISSING = {
    "an unknown older edition": {"older": "1999", "newer": "2021"},
    "an unknown newer edition": {"older": "2021", "newer": "2099"},
    "one edition twice": {"older": "2021", "newer": "2021"},
    "an unknown section": {"older": "2021", "newer": "2022", "slug": "9-niets"},
}


@pytest.mark.parametrize("case", MISSING)
def test_what_is_not_there(compared: Database, case: str) -> None:
    with pytest.raises(Missing):
        compare_editions(compared, **MISSING[case], language=NL)


def test_the_newest_first_is_the_other_way_round(compared: Database) -> None:
    with pytest.raises(OtherWayRound):
        compare_editions(compared, older="2022", newer="2021", language=NL)


def test_notes_are_those_of_every_edition_in_between(compared: Database) -> None:
    found = compare_editions(compared, older="2021", newer="2023", language=NL)
    assert {place: notes[NL] for place, notes in found.notes.items()} == {
        ("2022", "1-opening"): "De stad is herzien."
    }


def answered(edition: str, *paragraphs: str, comment: str = "c-00000001") -> PublicDisposition:
    return PublicDisposition(
        comment=comment,
        round="autumn",
        edition=edition,
        outcome=Outcome.ADOPTED,
        responses={NL: "Ja.", DE: "Ja."},
        decided=date(2022, 4, 1),
        paragraphs=paragraphs,
    )


def test_a_change_names_the_comments_that_led_to_it(compared: Database) -> None:
    with compared.write() as connection:
        dispositions.save_public(connection, [answered("2022", "p-aaaa1", "p-aaaa3")])
    found = compare_editions(compared, older="2021", newer="2022", language=NL)
    causes = {
        key: [(each.comment.id, each.outcome) for each in several] for key, several in found.causes.items()
    }
    assert causes == {
        "p-aaaa1": [("c-00000001", Outcome.ADOPTED)],
        "p-aaaa3": [("c-00000001", Outcome.ADOPTED)],
    }


def test_what_led_to_a_paragraph_led_to_those_made_from_it(compared: Database) -> None:
    with compared.write() as connection:
        dispositions.save_public(connection, [answered("2022", "p-aaaa3")])
    found = compare_editions(compared, older="2021", newer="2023", language=NL)
    assert list(found.causes) == ["p-aaaa5"]


def test_every_comparison_takes_as_many_statements(compared: Database) -> None:
    sent = []
    for slug in (None, "1-opening", "2-1-stappen"):
        with statements() as found:
            compare_editions(compared, older="2021", newer="2022", language=NL, slug=slug)
        sent.append(len(found))
    assert len(set(sent)) == 1
    assert sent[0] <= 14


def test_a_comparison_is_found_whichever_edition_was_named_first(compared: Database) -> None:
    for one, other in (("2021", "2022"), ("2022", "2021")):
        found = find_comparison(compared, one=one, other=other, section="2-steps")
        assert (found.older, found.newer) == ("2021", "2022")
        assert found.slugs == {NL: "2-1-stappen", DE: "2-1-schritte"}
    assert find_comparison(compared, one="2021", other="2022").slugs is None
    with pytest.raises(Missing):
        find_comparison(compared, one="2021", other="2099")


def test_the_history_of_a_section_tells_the_editions_in_which_it_changed(compared: Database) -> None:
    found = read_section_history(compared, section="2-steps")
    assert [(each.edition.key, each.is_new) for each in found.versions] == [("2022", False), ("2021", True)]
    assert found.head.number == "2.1"
    assert found.is_current


def test_the_history_of_a_section_that_is_gone_ends_with_that(compared: Database) -> None:
    found = read_section_history(compared, section="3-last")
    assert [(each.edition.key, each.head is None) for each in found.versions] == [
        ("2023", True),
        ("2021", False),
    ]
    assert (found.is_current, found.latest.key) == (False, "2022")


def test_a_section_that_never_was_has_no_history(compared: Database) -> None:
    with pytest.raises(Missing):
        read_section_history(compared, section="9-none")
