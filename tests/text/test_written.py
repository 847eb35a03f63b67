"""Dates and numbers as Dutch and German write them."""

from datetime import UTC, date, datetime

import pytest

from server.text.languages import Language
from server.text.written import written_day, written_moment, written_number, written_share, written_time

NL, DE = Language.NL, Language.DE
# An hour that the clock passes twice: summer time ends.
MOMENT = datetime(2021, 10, 31, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(("language", "words"), [(NL, "1 maart 2022"), (DE, "1. März 2022")])
def test_a_day_is_written_in_words(language: Language, words: str) -> None:
    assert written_day(date(2022, 3, 1), language) == words


@pytest.mark.parametrize(
    ("language", "words"), [(NL, "31 oktober 2021 02:30"), (DE, "31. Oktober 2021 02:30")]
)
def test_a_moment_is_written_in_the_time_of_the_border_region(language: Language, words: str) -> None:
    assert written_moment(MOMENT, language) == words


def test_a_time_is_written_in_the_zone_that_is_asked_for() -> None:
    assert written_time(MOMENT, DE, "Europe/London") == "01:30"


def test_numbers_and_shares_have_the_separators_of_both_languages() -> None:
    for language in (NL, DE):
        assert written_number(12_345.6, language) == "12.345,6"
        assert written_share(1, 8, language) == "12,5 %"
        assert written_share(0, 0, language) == "0,0 %"
