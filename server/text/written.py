"""Dates and numbers as each language writes them; the door to Babel's data of both languages."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal

from server.text.languages import Language

# The time of the Dutch-German border region: both countries have the same.
BORDER_REGION = "Europe/Amsterdam"


def written_day(day: date | datetime, language: Language) -> str:
    """A day in words: "1 november 2021", "1. November 2021"."""
    return format_date(day, format="long", locale=language)


def written_moment(moment: datetime, language: Language, time_zone: str = BORDER_REGION) -> str:
    """A moment to the minute, in a time zone: "1 november 2021 14:05"."""
    zone = moment.astimezone(ZoneInfo(time_zone))
    pattern = "d MMMM y HH:mm" if language is Language.NL else "d. MMMM y HH:mm"
    return format_datetime(zone, format=pattern, locale=language)


def written_time(moment: datetime, language: Language, time_zone: str = BORDER_REGION) -> str:
    """The time of day to the minute, in a time zone: "14:05"."""
    return format_time(moment.astimezone(ZoneInfo(time_zone)), format="HH:mm", locale=language)


def written_number(value: int | float, language: Language) -> str:
    """A number with the separators of the language: "12.345,6"."""
    return format_decimal(value, locale=language)


def written_share(part: int, whole: int, language: Language) -> str:
    """A share in per cent with one decimal: "12,3 %"; of nothing it is nothing."""
    share = 100 * part / whole if whole else 0.0
    return f"{format_decimal(share, format='0.0', locale=language)} %"
