"""Intake: what arrived by letter, by e-mail or in a meeting, typed in by an editor or read from a table."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from server.domain.comment_forms import CommentForm, Problem
from server.domain.comments import Channel
from server.domain.rounds import Participation, Round
from server.domain.submissions import Contact, ContactForm, check_contact
from server.domain.typed import clean_line, clean_text

INTAKE_CHANNELS: Final = (Channel.LETTER, Channel.EMAIL, Channel.MEETING, Channel.OTHER)
# What fits one page; who has more on their hands registers them from a table.
MAX_TYPED: Final = 20

_DAY: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
# As both languages write days in numbers: 28-9-2021, 28.09.2021, 28/9/2021.
_WRITTEN_DAY: Final = re.compile(r"(?P<day>\d{1,2})[-./](?P<month>\d{1,2})[-./](?P<year>\d{4})")


class IntakeProblem(StrEnum):
    """Why something cannot be registered as it is; the pages hold the sentence for each in both languages."""

    ROUND_UNKNOWN = "round-unknown"
    CHANNEL_UNKNOWN = "channel-unknown"
    DAY_INVALID = "day-invalid"
    DAY_IN_FUTURE = "day-in-future"
    DAY_OUTSIDE = "day-outside"
    TARGET_MISSING = "target-missing"
    TARGET_UNKNOWN = "target-unknown"
    COMMENTS_MISSING = "comments-missing"
    ALREADY_THERE = "already-there"
    REFERENCE_DIFFERS = "reference-differs"


AnyProblem = Problem | IntakeProblem


class IntakeRefused(Exception):
    """What was typed has problems; `problems` maps a field's name to what is wrong with it, in form order.

    A field of the second comment is called `comments.1.text`.
    """

    def __init__(self, problems: Mapping[str, AnyProblem]) -> None:
        super().__init__(", ".join(f"{field}: {problem}" for field, problem in problems.items()))
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True)
class IntakeComment:
    """One comment of a letter; `target` is an address, an id or a name of what it is on, as typed."""

    target: str
    form: CommentForm

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed: such a row of the form is passed over."""
        typed = (self.target, self.form.text, self.form.suggested_wording)
        return not any(clean_line(text) for text in typed)


@dataclass(frozen=True, slots=True)
class IntakeForm:
    """What an editor typed of one letter; every field is text exactly as it arrived."""

    round: str
    channel: str
    received: str
    contact: ContactForm
    comments: tuple[IntakeComment, ...]


@dataclass(frozen=True, slots=True)
class Arrival:
    """How and on which day something arrived."""

    channel: Channel
    received: date


def typed_day(text: str) -> date | None:
    """The day that a text names, year first or last; None for a text that names none."""
    found = _DAY.fullmatch(text.strip()) or _WRITTEN_DAY.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def check_arrival(form: IntakeForm, round_: Round, at: datetime) -> Arrival:
    """How and when it arrived: within the round, in its time zone, and not after the moment `at` (UTC).

    What counts is the day on which it arrived, not that on which it is registered. Raises IntakeRefused.
    """
    problems: dict[str, AnyProblem] = {}
    channel = Channel(form.channel) if form.channel in INTAKE_CHANNELS else None
    if channel is None:
        problems["channel"] = IntakeProblem.CHANNEL_UNKNOWN
    received = typed_day(form.received)
    if received is None:
        problems["received"] = IntakeProblem.DAY_INVALID
    elif received > _day_of(at, round_):
        problems["received"] = IntakeProblem.DAY_IN_FUTURE
    elif not round_.opens <= received <= last_day(round_):
        problems["received"] = IntakeProblem.DAY_OUTSIDE
    if channel is None or received is None or problems:
        raise IntakeRefused(problems)
    return Arrival(channel, received)


def last_day(round_: Round) -> date:
    """The last day on which something may arrive, also of a round that was closed before its time."""
    return _day_of(round_.closes_at - timedelta(microseconds=1), round_)


def check_letter_contact(form: ContactForm, round_: Round) -> Contact:
    """Who wrote the letter, checked as in `check_contact`; nobody has to confirm an e-mail address.

    Raises FormRefused.
    """
    return check_contact(form, replace(round_, participation=Participation.ACCOUNT))


def same_again(thread: str, text: str, wording: str, name: str, organisation: str) -> tuple[str, ...]:
    """What two comments have in common that look as if one letter was registered twice.

    Capitals and white space do not count.
    """
    said = (" ".join(clean_text(each).casefold().split()) for each in (text, wording, name, organisation))
    return (thread, *said)


def _day_of(moment: datetime, round_: Round) -> date:
    return moment.astimezone(ZoneInfo(round_.time_zone)).date()
