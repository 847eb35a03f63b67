"""Rounds: dated windows of the consultation on one edition, and what may be done in them when."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from server.text.languages import Language

# Ten years: longer than any peer keeps what people sent in (studied: one ministry keeps five).
MAX_RETENTION = 120
# Days before or after these are slips of the pen, and at the ends of the calendar there is no midnight in UTC.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2999, 12, 31)

QUESTION_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
ROUND_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# The round that is there for trying; no round of the record may be called so.
DEMONSTRATION = "demonstration"


class Participation(StrEnum):
    """Who may take part in a round."""

    GUEST = "guest"  # anybody who confirms an e-mail address
    INVITED = "invited"  # who holds an invitation
    ACCOUNT = "account"  # who is signed in


class ModerationRule(StrEnum):
    """When a moderator looks at a comment: before it is shown, or after."""

    BEFORE = "before"
    AFTER = "after"


class Stage(StrEnum):
    """Where a round is in its life."""

    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a round in both languages; the key stays when the question moves."""

    key: str
    texts: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Round:
    """One dated window of the consultation; both days count in full, in the round's own time zone.

    `closed` is the moment (UTC) at which it was closed before its time, `answered` the day on which the
    answers are published: announced while it is still to come. `retention_months` is how long personal data
    are kept after the last of the two days. A demonstration round is invented, and never part of the record.
    """

    key: str
    edition: str
    opens: date
    closes: date
    time_zone: str
    titles: Mapping[Language, str]
    questions: tuple[Question, ...] = ()
    participation: Participation = Participation.GUEST
    moderation: ModerationRule = ModerationRule.BEFORE
    privacy_notices: Mapping[Language, str] = field(default_factory=dict)
    contacts: Mapping[Language, str] = field(default_factory=dict)
    retention_months: int = 12
    closed: datetime | None = None
    answered: date | None = None
    demonstration: bool = False

    @property
    def opens_at(self) -> datetime:
        """The first moment (UTC) at which it takes comments."""
        return midnight(self.opens, self.time_zone)

    @property
    def closes_at(self) -> datetime:
        """The first moment (UTC) at which it takes comments no more; the closing day counts in full.

        Counted in the round's own time zone, so that a change of clocks in between moves nothing.
        """
        regular = midnight(self.closes + timedelta(days=1), self.time_zone)
        return regular if self.closed is None else min(regular, self.closed)

    def stage(self, at: datetime) -> Stage:
        """Where the round is at the moment `at` (UTC)."""
        if at < self.opens_at:
            return Stage.ANNOUNCED
        if at < self.closes_at:
            return Stage.OPEN
        if self.answered is None or at < midnight(self.answered, self.time_zone):
            return Stage.CLOSED
        return Stage.ANSWERED

    def is_open(self, at: datetime) -> bool:
        """Whether it takes comments at the moment `at` (UTC)."""
        return self.stage(at) is Stage.OPEN

    def question(self, key: str) -> Question | None:
        """The question with this key."""
        return next((question for question in self.questions if question.key == key), None)

    def has_question(self, target: str) -> bool:
        """Whether a target's key, `<round>/<question>`, names a question of this round."""
        round_, _, key = target.partition("/")
        return round_ == self.key and self.question(key) is not None


def round_to_comment_in(rounds: Iterable[Round], edition: str, at: datetime) -> Round | None:
    """The open round on an edition; a real one before a demonstration, then the one that opened last."""
    fitting = [each for each in rounds if each.edition == edition and each.is_open(at)]
    return max(fitting, key=_precedence, default=None)


def round_to_speak_of(rounds: Iterable[Round], edition: str, at: datetime) -> Round | None:
    """The round that a reader of an edition wants to know of: open, else announced, else the last one."""
    order = [Stage.OPEN, Stage.ANNOUNCED, Stage.CLOSED, Stage.ANSWERED]
    fitting = [each for each in rounds if each.edition == edition]
    fitting.sort(key=_precedence, reverse=True)
    return min(fitting, key=lambda each: order.index(each.stage(at)), default=None)


def overlap(one: Round, other: Round) -> bool:
    """Whether both take comments on the same edition at some moment: a comment could not say to which it is."""
    return one.edition == other.edition and one.opens_at < other.closes_at and other.opens_at < one.closes_at


def day_in(time_zone: str, at: datetime) -> date:
    """Which day it is in a time zone at the moment `at`."""
    return at.astimezone(ZoneInfo(time_zone)).date()


def _precedence(round_: Round) -> tuple[bool, date, str]:
    return not round_.demonstration, round_.opens, round_.key


def midnight(day: date, time_zone: str) -> datetime:
    """The moment (UTC) at which a day begins in a time zone."""
    return datetime.combine(day, time.min, ZoneInfo(time_zone)).astimezone(UTC)
