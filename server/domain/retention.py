"""Retention: how long personal data are kept after a round."""

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


def kept_from(round_: Round, at: datetime) -> datetime:
    """The moment (UTC) from which on what came in is kept even when the retention of its round is over at `at`.

    A letter that is registered years later is kept for as many months as one that came in time.
    """
    local = at.astimezone(ZoneInfo(round_.time_zone))
    earlier = _later(local.date(), -round_.retention_months)
    return datetime.combine(earlier, local.timetz()).astimezone(UTC)


def _later(day: date, months: int) -> date:
    month = day.year * 12 + day.month - 1 + months
    last = _first(month + 1) - timedelta(days=1)
    return last.replace(day=min(day.day, last.day))


def _first(month: int) -> date:
    """The first day of a month, counted from the beginning of the calendar."""
    return date(month // 12, month % 12 + 1, 1)
