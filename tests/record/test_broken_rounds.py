"""A broken round is refused with file, line and reason."""

from pathlib import Path

import pytest

from tests.record.test_broken_records import Changes, problems
from tests.record.worlds import COMMENTS, RECORD, ROUND, changed

ROUNDS: dict[str, tuple[Changes, tuple[str, int, str]]] = {
    "a round on an unknown edition": (
        {**changed(ROUND, '"2021"', '"2020"'), COMMENTS: None},
        (ROUND, 1, '"edition": unknown edition "2020"'),
    ),
    "an unknown time zone": (
        changed(ROUND, "Europe/Amsterdam", "Europe/Enschede"),
        (ROUND, 4, '"time_zone": unknown time zone "Europe/Enschede"'),
    ),
    "a question without a key": (
        changed(ROUND, 'key = "missing"\n', ""),
        (ROUND, 21, 'missing key "questions.key"'),
    ),
    "a question whose key is a sentence": (
        changed(ROUND, 'key = "missing"', 'key = "What is missing"'),
        (ROUND, 22, '"questions.key": "What is missing" is not a question\'s key such as q1'),
    ),
    "two questions with one key": (
        {ROUND: RECORD[ROUND] + '\n[[questions]]\nkey = "missing"\nnl = "En?"\nde = "Und?"\n'},
        (ROUND, 27, '"questions.key": "missing" is already the key of another question'),
    ),
    "a round without a privacy notice": (
        changed(ROUND, '[privacy_notices]\nnl = "Wij bewaren weinig."\nde = "Wir speichern wenig."\n', ""),
        (ROUND, 1, 'missing key "privacy_notices"'),
    ),
    "a round that says its contact in one language": (
        changed(ROUND, 'de = "Das Büro"\n', ""),
        (ROUND, 13, 'missing key "contacts.de"'),
    ),
    "a contact with an e-mail address": (
        changed(ROUND, "Das Büro", "buero@example.org"),
        (ROUND, 13, '"contacts": no e-mail address ever enters the record: name the body and its page'),
    ),
    "a round that opens before there were calendars": (
        changed(ROUND, "opens = 2021-09-28", "opens = 0001-01-01"),
        (ROUND, 2, '"opens": must lie between 2000-01-01 and 2999-12-31'),
    ),
    "a round that is answered before it closes": (
        changed(ROUND, "closes = 2021-11-01", "closes = 2021-11-01\nanswered = 2021-10-31"),
        (ROUND, 4, '"answered": is before the round closes'),
    ),
    "a round that was closed before it opened": (
        changed(ROUND, "closes = 2021-11-01", "closes = 2021-11-01\nclosed = 2021-09-27T21:59:59Z"),
        (ROUND, 2, '"opens": is after the round was closed'),
    ),
    "a title that fits on no page": (
        changed(ROUND, "Najaar", "N" * 151),
        (ROUND, 9, '"titles": is too long'),
    ),
    "a round of the record that is called as the one for trying": (
        {"comments/demonstration/round.toml": RECORD[ROUND].replace("2021-11-01", "2021-09-28")
         .replace("opens = 2021-09-28", "opens = 2021-01-01").replace("closes = 2021-09-28", "closes = 2021-01-01")},
        ("comments/demonstration/round.toml", 1,
         'the name "demonstration" is kept for the round that is there for trying'),
    ),
    "two rounds that are open at once": (
        {"comments/2021-winter/round.toml": RECORD[ROUND].replace("2021-11-01", "2021-12-01")
         .replace("2021-09-28", "2021-11-01")},
        ("comments/2021-winter/round.toml", 1,
         'is open at the same time as "2021-autumn", on the same edition'),
    ),
    "an unknown way of taking part": (
        changed(ROUND, 'participation = "guest"', 'participation = "all"'),
        (ROUND, 5, '"participation": unknown value "all"; known are guest, invited, account'),
    ),
    "an unknown rule of moderation": (
        changed(ROUND, 'moderation = "before"', 'moderation = "never"'),
        (ROUND, 6, '"moderation": unknown value "never"; known are before, after'),
    ),
    "personal data that are kept for longer than ten years": (
        changed(ROUND, "retention_months = 12", "retention_months = 121"),
        (ROUND, 7, '"retention_months": must be from 0 to 120'),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ROUNDS)
def test_a_round_that_is_not_as_it_should_be_is_refused(tmp_path: Path, case: str) -> None:
    changes, expected = ROUNDS[case]
    assert problems(tmp_path, changes) == [expected]
