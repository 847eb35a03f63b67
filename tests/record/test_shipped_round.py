"""The round of the source, as the repository ships it."""

import re
from datetime import date
from pathlib import Path

from server.domain.rounds import ModerationRule, Participation
from server.record.record import read_record
from server.text.languages import LANGUAGES

REPOSITORY = Path(__file__).parents[2]


def test_the_round_of_the_source_is_the_one_of_2021_with_its_six_questions() -> None:
    [autumn] = read_record(REPOSITORY).rounds
    assert (autumn.key, autumn.edition) == ("2021-autumn", "2021-consultation")
    assert (autumn.opens, autumn.closes) == (date(2021, 9, 28), date(2021, 11, 1))
    assert (autumn.time_zone, autumn.closed, autumn.answered) == ("Europe/Amsterdam", None, None)
    assert (autumn.participation, autumn.moderation) == (Participation.GUEST, ModerationRule.BEFORE)
    assert [question.key for question in autumn.questions] == ["q1", "q2", "q3", "q4", "q5", "q6"]


def test_its_questions_are_those_of_the_last_section() -> None:
    record = read_record(REPOSITORY)
    last = record.editions[-1].sections[-1]
    text = {each: "\n".join(paragraph.wordings[each] for paragraph in last.paragraphs) for each in LANGUAGES}
    for question in record.rounds[0].questions:
        for language in LANGUAGES:
            assert f"- {question.texts[language]}" in text[language]


def test_its_notices_are_there_in_both_languages_without_an_address() -> None:
    [autumn] = read_record(REPOSITORY).rounds
    for texts in (autumn.privacy_notices, autumn.contacts):
        for language in LANGUAGES:
            assert len(texts[language]) > 100
            assert "@" not in texts[language]
    for language in LANGUAGES:
        months = re.findall(rf"\b{autumn.retention_months}\b", autumn.privacy_notices[language])
        assert len(months) == 1
