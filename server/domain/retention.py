"""Retention: how long personal data are kept after a round."""

import calendar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from server.domain.rounds import Round


def retention_ends(round_: Round) -> datetime:
    """The moment (UTC) at which the personal data of a round go: its months after the last of its two ends.

    It ends when it takes no comments any more, and when its answers were published. Months are counted in
    the round's own time zone; a month that is too short ends on its last day.
    """
    zone = ZoneInfo(round_.time_zone)
    last = round_.closes_at.astimezone(zone)
    if round_.answered is not None:
        last = max(last, datetime.combine(round_.answered + timedelta(days=1), time.min, zone))
    return datetime.combine(_later(last.date(), round_.retention_months), last.timetz()).astimezone(UTC)


def _later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
