"""Rounds: dated windows of the consultation on one edition, and what may be done in them when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from server.text.languages import Language


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
    answers were published. `retention_months` is how long personal data are kept after the last of the two
    days. A demonstration round is invented, and never part of the record.
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
        return _midnight(self.opens, self.time_zone)

    @property
    def closes_at(self) -> datetime:
        """The first moment (UTC) at which it takes comments no more; the closing day counts in full.

        Counted in the round's own time zone, so that a change of clocks in between moves nothing.
        """
        regular = _midnight(self.closes + timedelta(days=1), self.time_zone)
        return regular if self.closed is None else min(regular, self.closed)

    def stage(self, at: datetime) -> Stage:
        """Where the round is at the moment `at` (UTC)."""
        if at < self.opens_at:
            return Stage.ANNOUNCED
        if at < self.closes_at:
            return Stage.OPEN
        return Stage.CLOSED if self.answered is None else Stage.ANSWERED

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
    """The open round on an edition; the one that opened last where there are several."""
    fitting = [each for each in rounds if each.edition == edition and each.is_open(at)]
    return max(fitting, key=lambda each: (each.opens, each.key), default=None)


def round_to_speak_of(rounds: Iterable[Round], edition: str, at: datetime) -> Round | None:
    """The round that a reader of an edition wants to know of: open, else announced, else the last one."""
    order = [Stage.OPEN, Stage.ANNOUNCED, Stage.CLOSED, Stage.ANSWERED]
    fitting = [each for each in rounds if each.edition == edition]
    fitting.sort(key=lambda each: (each.opens, each.key), reverse=True)
    return min(fitting, key=lambda each: order.index(each.stage(at)), default=None)


def _midnight(day: date, time_zone: str) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(time_zone)).astimezone(UTC)
