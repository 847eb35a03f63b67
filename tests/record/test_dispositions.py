"""dispositions.jsonl: what became of the comments, read strictly and written as it was read."""

from datetime import date
from pathlib import Path

import pytest

from server.domain.dispositions import Outcome, PublicDisposition
from server.record.record import read_record, survey_record, write_record
from tests.record.worlds import contents, put
from tests.worlds import DE, NL

ANSWERS = "comments/2021-autumn/dispositions.jsonl"
ANSWER = (
    '{"comment":"c-k7m2q9xa","round":"2021-autumn","edition":"2021","outcome":"adopted-in-part",'
    '"responses":{"nl":"Deels.","de":"Zum Teil."},"decided":"2022-01-05","paragraphs":["p-aaaa1"]}\n'
)


def problems(root: Path, answers: str) -> list[tuple[str, int, str]]:
    """What is wrong with a record that has these dispositions."""
    survey = survey_record(put(root, {ANSWERS: answers}))
    return [(each.file, each.line, each.reason) for each in survey.problems]


def test_dispositions_are_read_and_written_with_the_same_bytes(tmp_path: Path) -> None:
    record = read_record(put(tmp_path / "a", {ANSWERS: ANSWER}))
    assert record.dispositions == (
        PublicDisposition(
            "c-k7m2q9xa",
            "2021-autumn",
            "2021",
            Outcome.ADOPTED_IN_PART,
            {NL: "Deels.", DE: "Zum Teil."},
            date(2022, 1, 5),
            ("p-aaaa1",),
        ),
    )
    write_record(record, tmp_path / "b")
    assert contents(tmp_path / "b") == contents(tmp_path / "a")


WRONG = {
    "no comment of the record": (
        ANSWER.replace("c-k7m2q9xa", "c-zzzzzz99"),
        "c-zzzzzz99 is not among the shown comments",
    ),
    "another round": (
        ANSWER.replace('"round":"2021-autumn"', '"round":"2022-spring"'),
        '"round" must be that of the comment and of the folder, "2021-autumn"',
    ),
    "unknown edition": (ANSWER.replace('"edition":"2021"', '"edition":"2029"'), 'unknown edition "2029"'),
    "unknown paragraph": (
        ANSWER.replace("p-aaaa1", "p-zzzz9"),
        'unknown paragraph "p-zzzz9" in edition "2021"',
    ),
    "one language only": (
        ANSWER.replace('"de":"Zum Teil."', '"de":" "'),
        '"responses.de" must have 1 to 10000 characters',
    ),
    "a control character": (
        ANSWER.replace("Deels.", "Deels.\\u0007"),
        '"responses.nl": control character U+0007',
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_disposition_that_contradicts_the_record_is_refused_with_its_line(
    tmp_path: Path, case: str
) -> None:
    answers, reason = WRONG[case]
    assert problems(tmp_path, answers) == [(ANSWERS, 1, reason)]


def test_a_comment_is_answered_once(tmp_path: Path) -> None:
    assert problems(tmp_path, ANSWER * 2) == [(ANSWERS, 2, f"c-k7m2q9xa is answered already in {ANSWERS}:1")]


def test_an_unknown_outcome_is_refused(tmp_path: Path) -> None:
    [(file, line, reason)] = problems(tmp_path, ANSWER.replace("adopted-in-part", "praised"))
    assert (file, line) == (ANSWERS, 1)
    assert reason.startswith("bad disposition: Invalid enum value 'praised'")
