"""The interface in Dutch and German: catalogues read at start, dates and numbers as each language writes them."""

import gettext
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from server.text.languages import Language


@cache
def catalogue(language: Language) -> gettext.NullTranslations:
    """The interface texts of one language.

    The .po files are read as they are (about 13 ms for 600 messages), so no compiled file is kept in step.
    """
    source = files("server.web") / "locale" / language / "LC_MESSAGES" / "messages.po"
    compiled = BytesIO()
    with source.open("rb") as opened:
        write_mo(compiled, read_po(opened, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def written_date(day: date | datetime, language: Language) -> str:
    """A day in words: "1 november 2021", "1. November 2021"."""
    return format_date(day, format="long", locale=language)


def written_moment(moment: datetime, language: Language, time_zone: str = "Europe/Amsterdam") -> str:
    """A moment to the minute, in the time of the Dutch-German border region."""
    zone = moment.astimezone(ZoneInfo(time_zone))
    pattern = "d MMMM y HH:mm" if language is Language.NL else "d. MMMM y HH:mm"
    return format_datetime(zone, format=pattern, locale=language)


def written_time(moment: datetime, language: Language, time_zone: str = "Europe/Amsterdam") -> str:
    """The time of day to the minute, in the time of the Dutch-German border region: "14:05"."""
    return format_time(moment.astimezone(ZoneInfo(time_zone)), format="HH:mm", locale=language)


def written_number(value: int | float, language: Language) -> str:
    """A number with the separators of the language: "12.345,6"."""
    return format_decimal(value, locale=language)
