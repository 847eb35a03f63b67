"""tombstones.jsonl: places without words, read strictly and written as they were read."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from server.domain.moderation import DeclineReason, ModerationState
from server.domain.tombstones import Tombstone
from server.record.record import read_record, survey_record, write_record
from server.text.languages import Language
from tests.record.worlds import ROUND, contents, put

STONES = "comments/2021-autumn/tombstones.jsonl"
DECLINED = (
    '{"id":"c-dddd0001","round":"2021-autumn","edition":"2021","section":"1-opening","thread":"p-aaaa1",'
    '"language":"nl","created":"2021-10-01T09:30:00Z","state":"declined","reason":"insult"}\n'
)
WITHDRAWN = (
    '{"id":"c-dddd0002","round":"2021-autumn","edition":"2021","section":"","thread":"document",'
    '"language":"de","created":"2021-10-02T09:30:00Z","state":"withdrawn","reply_to":"c-k7m2q9xa"}\n'
)


def problems(root: Path, stones: str, **more: str | bytes | None) -> list[tuple[str, int, str]]:
    """What is wrong with a record that has these tombstones."""
    survey = survey_record(put(root, {STONES: stones, **more}))
    return [(each.file, each.line, each.reason) for each in survey.problems]


def test_tombstones_are_read_and_written_with_the_same_bytes(tmp_path: Path) -> None:
    record = read_record(put(tmp_path / "a", {STONES: DECLINED + WITHDRAWN}))
    assert record.tombstones == (
        Tombstone(
            "c-dddd0001",
            "2021-autumn",
            "2021",
            "1-opening",
            "p-aaaa1",
            Language.NL,
            datetime(2021, 10, 1, 9, 30, tzinfo=UTC),
            ModerationState.DECLINED,
            DeclineReason.INSULT,
        ),
        Tombstone(
            "c-dddd0002",
            "2021-autumn",
            "2021",
            "",
            "document",
            Language.DE,
            datetime(2021, 10, 2, 9, 30, tzinfo=UTC),
            ModerationState.WITHDRAWN,
            reply_to="c-k7m2q9xa",
        ),
    )
    write_record(record, tmp_path / "b")
    assert contents(tmp_path / "b") == contents(tmp_path / "a")


def test_a_round_without_tombstones_has_no_such_file(tmp_path: Path) -> None:
    before = put(tmp_path, {STONES: DECLINED})
    record = read_record(put(tmp_path / "other"))
    assert write_record(record, before) == [STONES]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"c-dddd0001"', '"dddd"', '"dddd" is not a comment id such as c-7k2qd9xa'),
        ("09:30:00Z", "09:30:00", '"created" must name its time zone: end it with Z'),
        ('"declined"', '"shown"', '"state" must be declined or withdrawn, not "shown"'),
        ('"declined"', '"withdrawn"', '"reason" is for declined comments only'),
        ("p-aaaa1", "p-zzzz9", 'unknown paragraph "p-zzzz9"'),
        ("p-aaaa1", "opinion/x", '"thread": there is nothing such as "opinion/x" to comment on'),
        ('"1-opening"', '"2-steps"', '"section" must be "1-opening", where p-aaaa1 stands'),
        ('"round":"2021-autumn"', '"round":"2020"', '"round" must be the name of the folder, "2021-autumn"'),
        ('"edition":"2021"', '"edition":"2020"', 'unknown edition "2020"'),
        ("c-dddd0001", "c-k7m2q9xa", "c-k7m2q9xa is among the shown comments"),
    ],
)
def test_a_tombstone_that_is_not_as_it_should_be_is_refused(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    assert (STONES, 1, reason) in problems(tmp_path, DECLINED.replace(old, new))


@pytest.mark.parametrize(
    "stone",
    [
        DECLINED.replace("insult", "ugly"),
        DECLINED.replace('"reason"', '"text"'),
        DECLINED.replace('"reason":"insult"', '"name":"Anna"'),
        "nonsense\n",
    ],
)
def test_nothing_else_is_in_a_tombstone(tmp_path: Path, stone: str) -> None:
    [(file, line, reason)] = problems(tmp_path, stone)
    assert (file, line) == (STONES, 1)
    assert reason.startswith("bad tombstone: ")


def test_a_tombstone_that_stands_twice_is_refused(tmp_path: Path) -> None:
    expected = [(STONES, 2, f"c-dddd0001 already stands in {STONES}:1")]
    assert problems(tmp_path, DECLINED * 2) == expected


def test_tombstones_of_a_round_that_is_not_there_are_refused(tmp_path: Path) -> None:
    assert (STONES, 1, "no round.toml beside these tombstones") in problems(
        tmp_path, DECLINED, **{ROUND: None}
    )
