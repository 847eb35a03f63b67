"""Rounds on both sides: what changed on one of them only is kept, what changed on both is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from server.domain.rounds import Round
from server.record.errors import RecordBroken
from server.record.record import read_record, write_record
from server.store.database import Database
from server.store.rounds import KeptRound, kept_rounds
from server.usecases.change_round import RoundChanges, add_round, change_round
from server.usecases.dump_record import dump_record
from server.usecases.load_record import load_record
from server.web import addresses
from tests.participating import said
from tests.worlds import NOON, comment, edition, load, record, round_on

AUTUMN = round_on("2021")
LONGER, LONGEST = date(2021, 11, 8), date(2021, 11, 15)
SPRING = replace(AUTUMN, key="spring", opens=date(2022, 3, 1), closes=date(2022, 4, 1))


@pytest.fixture
def root(database: Database, tmp_path: Path) -> Path:
    """The files of the small world, which is loaded."""
    load(database, tmp_path)
    return tmp_path


def in_files(root: Path, *rounds: Round) -> None:
    """Make the files say this of the rounds."""
    write_record(replace(read_record(root), rounds=rounds), root)


def load_again(database: Database, root: Path) -> bool:
    """Load the files; whether anything changed."""
    return load_record(database, root, at=NOON, concept_address=addresses.concept).changed


def on_page(database: Database, changes: RoundChanges) -> Round:
    """Change the round as an administrator does."""
    return change_round(database, round_key="autumn", changes=changes, by=None, at=NOON)


def kept(database: Database) -> tuple[KeptRound, ...]:
    """Every round as it is kept."""
    with database.read() as connection:
        return kept_rounds(connection)


def refused(database: Database, root: Path) -> str:
    """Why the files cannot be loaded; nothing is changed then."""
    before = kept(database)
    with pytest.raises(RecordBroken) as broken:
        load_again(database, root)
    assert kept(database) == before
    [problem] = broken.value.problems
    return f"{problem.file}: {problem.reason}"


def test_a_round_that_was_changed_on_its_page_stays_so(database: Database, root: Path) -> None:
    changed = on_page(database, {"closes": LONGER})
    assert load_again(database, root) is False
    assert kept(database) == (KeptRound(changed, AUTUMN),)


def test_a_round_that_changed_in_the_files_only_is_taken_from_there(database: Database, root: Path) -> None:
    in_files(root, replace(AUTUMN, closes=LONGER))
    assert load_again(database, root) is True
    assert kept(database) == (KeptRound(replace(AUTUMN, closes=LONGER), replace(AUTUMN, closes=LONGER)),)


def test_a_round_that_changed_on_both_sides_is_refused_by_name(database: Database, root: Path) -> None:
    on_page(database, {"closes": LONGER})
    in_files(root, replace(AUTUMN, closes=LONGEST))
    reason = (
        "was changed here and on its page since it was last loaded: "
        "put this file aside, dump, and make your change again"
    )
    assert refused(database, root) == f"comments/autumn/round.toml: {reason}"
    # As it says: dump, make the change again, load.
    assert dump_record(database, root)[0] == "comments/autumn/round.toml"
    assert read_record(root).rounds == (replace(AUTUMN, closes=LONGER),)
    in_files(root, replace(AUTUMN, closes=LONGEST))
    assert load_again(database, root) is True
    assert kept(database)[0].body.closes == LONGEST


def test_the_same_change_on_both_sides_is_no_conflict(database: Database, root: Path) -> None:
    changed = on_page(database, {"closes": LONGER})
    in_files(root, changed)
    assert load_again(database, root) is True
    assert kept(database) == (KeptRound(changed, changed),)
    assert load_again(database, root) is False


def test_a_change_reaches_the_files_by_dump_and_is_known_to_be_there(database: Database, root: Path) -> None:
    changed = on_page(database, {"closes": LONGER})
    assert "comments/autumn/round.toml" in dump_record(database, root)
    assert kept(database) == (KeptRound(changed, changed),)
    assert load_again(database, root) is False


def test_a_copy_of_the_record_is_not_what_is_loaded_again(
    database: Database, root: Path, tmp_path: Path
) -> None:
    changed = on_page(database, {"closes": LONGER})
    dump_record(database, tmp_path / "copy", is_record=False)
    assert read_record(tmp_path / "copy").rounds == (changed,)
    assert load_again(database, root) is False
    assert kept(database) == (KeptRound(changed, AUTUMN),)


def test_a_round_that_was_added_on_the_page_stays_until_it_is_dumped(database: Database, root: Path) -> None:
    add_round(database, round_=SPRING, by=None, at=NOON)
    assert load_again(database, root) is False
    assert kept(database)[1] == KeptRound(SPRING, None)
    dump_record(database, root)
    assert [each.key for each in read_record(root).rounds] == ["autumn", "spring"]
    assert kept(database)[1] == KeptRound(SPRING, SPRING)


def test_a_round_that_left_the_files_leaves_unless_it_was_changed_here(
    database: Database, root: Path
) -> None:
    in_files(root, AUTUMN, SPRING)
    load_again(database, root)
    in_files(root, AUTUMN)
    assert load_again(database, root) is True
    assert [each.body.key for each in kept(database)] == ["autumn"]
    on_page(database, {"closes": LONGER})
    in_files(root)
    assert refused(database, root).startswith("comments/autumn/round.toml: was changed here")


def test_a_round_with_comments_cannot_leave_the_files(database: Database, root: Path) -> None:
    said(database)
    in_files(root)
    assert refused(database, root) == "comments/autumn/round.toml: missing, but there are comments"


Broken = tuple[RoundChanges, Callable[[Path], None], str]

CONTRADICTIONS: dict[str, Broken] = {
    "its edition is gone": (
        {"edition": "2020"},
        lambda root: write_record(replace(read_record(root), editions=(edition(),)), root) and None,
        'the round as it is now is on the edition "2020", which is gone',
    ),
    "another round is open at the same time": (
        {"closes": date(2022, 3, 1)},
        lambda root: in_files(root, AUTUMN, SPRING),
        'as it is now, the round is open at the same time as "spring"',
    ),
    "a comment of the record is on another edition": (
        {"edition": "2020"},
        lambda root: write_record(replace(read_record(root), comments=(comment(),)), root) and None,
        "the round as it is now does not have what c-00000001 is about",
    ),
}


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_a_change_that_the_new_record_contradicts_is_refused(
    database: Database, tmp_path: Path, case: str
) -> None:
    changes, change_files, reason = CONTRADICTIONS[case]
    older = edition("2020", day=date(2020, 1, 1))
    load(database, tmp_path, record(older, edition()))
    on_page(database, changes)
    change_files(tmp_path)
    assert refused(database, tmp_path).endswith(reason)
