"""Changes of a round: what administrators may make of it, and what is refused."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from server.domain.rounds import (
    FIRST_DAY,
    LAST_DAY,
    MAX_RETENTION,
    QUESTION_KEY,
    ROUND_KEY,
    Round,
    Stage,
    day_in,
)
from server.text.languages import LANGUAGES, Language

# A heading fits on a page and in the subject of a mail, a notice on one sheet of paper.
MAX_TITLE, MAX_TEXT = 150, 5_000
# The reader is to answer them: the longest consultation studied asks about thirty.
MAX_QUESTIONS = 40


class RoundProblem(StrEnum):
    """Why a field of a round is refused; the pages hold the sentence for each in both languages."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    DAY_INVALID = "day-invalid"
    CLOSES_BEFORE = "closes-before"
    CLOSES_PAST = "closes-past"
    ANSWERED_BEFORE = "answered-before"
    OPENS_AFTER_CLOSED = "opens-after-closed"
    ZONE_UNKNOWN = "zone-unknown"
    EDITION_UNKNOWN = "edition-unknown"
    EDITION_IN_USE = "edition-in-use"
    OVERLAPS = "overlaps"
    KEY_INVALID = "key-invalid"
    KEY_TAKEN = "key-taken"
    QUESTION_IN_USE = "question-in-use"
    TOO_MANY = "too-many"
    ADDRESS = "address"
    RETENTION_INVALID = "retention-invalid"
    NOT_OPEN = "not-open"
    NOT_LATER = "not-later"


class RoundRefused(Exception):
    """A round cannot be so; `problems` maps a field's name to what is wrong with it, in form order.

    Fields of a language or of a question have their place after a dot: `titles.nl`, `questions.2.de`.
    """

    def __init__(self, problems: Mapping[str, RoundProblem]) -> None:
        super().__init__(", ".join(f"{field}: {problem}" for field, problem in problems.items()))
        self.problems = dict(problems)


def check_round(round_: Round) -> None:
    """Whether a round is whole and means something. Raises RoundRefused naming every wrong field."""
    problems = {**_key_problem(round_), **dict(_text_problems(round_))}
    days = _day_problems(round_)
    if is_time_zone(round_.time_zone):
        days = days or _order_problems(round_)
    else:
        problems["time_zone"] = RoundProblem.ZONE_UNKNOWN
    if not 0 <= round_.retention_months <= MAX_RETENTION:
        problems["retention_months"] = RoundProblem.RETENTION_INVALID
    if problems := {**days, **problems}:
        raise RoundRefused(problems)


def is_time_zone(name: str) -> bool:
    """Whether this names a time zone of the IANA database, such as Europe/Amsterdam."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def opened(round_: Round, at: datetime) -> Round:
    """The round, open from the beginning of today; what closed it early is taken back.

    Raises RoundRefused when its closing day is over: it must be extended first.
    """
    today = day_in(round_.time_zone, at)
    if round_.closes < today:
        raise RoundRefused({"closes": RoundProblem.CLOSES_PAST})
    return replace(round_, opens=min(round_.opens, today), closed=None)


def closed(round_: Round, at: datetime) -> Round:
    """The round, closed from this second on; one that is closed already stays as it is.

    Raises RoundRefused when it has not opened yet.
    """
    if round_.stage(at) is Stage.ANNOUNCED:
        raise RoundRefused({"opens": RoundProblem.NOT_OPEN})
    return replace(round_, closed=at.replace(microsecond=0)) if round_.is_open(at) else round_


def extended(round_: Round, closes: date, at: datetime) -> Round:
    """The round with a later closing day, from today on; what closed it early is taken back.

    Raises RoundRefused for a day that is over, or that is not later than when it closes now.
    """
    if closes < day_in(round_.time_zone, at):
        raise RoundRefused({"closes": RoundProblem.CLOSES_PAST})
    if closes < round_.closes or (closes == round_.closes and round_.closed is None):
        raise RoundRefused({"closes": RoundProblem.NOT_LATER})
    return replace(round_, closes=closes, closed=None)


def fingerprint(round_: Round) -> str:
    """A name for all that a round says, so that a form knows whether the round is still what it was made from."""
    said = repr([_ordered(getattr(round_, field.name)) for field in fields(round_)])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def differences(before: Round, after: Round) -> list[str]:
    """What was changed, for the log: short values with what they were, of texts the name only."""
    found = []
    for field in fields(Round):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if _ordered(old) == _ordered(new):
            continue
        is_text = isinstance(new, Mapping | tuple)
        found.append(field.name if is_text else f"{field.name}: {_short(old)} -> {_short(new)}")
    return found


def _short(value: Any) -> str:
    return "-" if value is None else str(value)


def _ordered(value: Any) -> Any:
    """A value that compares alike whatever the order of its languages."""
    if isinstance(value, Mapping):
        return sorted(value.items())
    if isinstance(value, tuple):
        return [(question.key, sorted(question.texts.items())) for question in value]
    return value


def _key_problem(round_: Round) -> dict[str, RoundProblem]:
    is_key = ROUND_KEY.fullmatch(round_.key) is not None and len(round_.key) <= 60  # also a folder's name
    return {} if is_key else {"key": RoundProblem.KEY_INVALID}


def _day_problems(round_: Round) -> dict[str, RoundProblem]:
    days = {"opens": round_.opens, "closes": round_.closes, "answered": round_.answered or FIRST_DAY}
    return {name: RoundProblem.DAY_INVALID for name, day in days.items() if not FIRST_DAY <= day <= LAST_DAY}


def _order_problems(round_: Round) -> dict[str, RoundProblem]:
    if round_.opens > round_.closes:
        return {"closes": RoundProblem.CLOSES_BEFORE}
    if round_.closed is not None and round_.closed < round_.opens_at:
        return {"opens": RoundProblem.OPENS_AFTER_CLOSED}
    last_day = min(round_.closes, day_in(round_.time_zone, round_.closes_at))
    if round_.answered is not None and round_.answered < last_day:
        return {"answered": RoundProblem.ANSWERED_BEFORE}
    return {}


def _text_problems(round_: Round) -> Iterator[tuple[str, RoundProblem]]:
    yield from _pair_problems("titles", round_.titles, MAX_TITLE)
    yield from _question_problems(round_)
    yield from _pair_problems("privacy_notices", round_.privacy_notices, MAX_TEXT)
    yield from _pair_problems("contacts", round_.contacts, MAX_TEXT)
    for language in LANGUAGES:
        # No e-mail address ever enters the record.
        if "@" in round_.contacts.get(language, ""):
            yield f"contacts.{language}", RoundProblem.ADDRESS


def _question_problems(round_: Round) -> Iterator[tuple[str, RoundProblem]]:
    if len(round_.questions) > MAX_QUESTIONS:
        yield "questions", RoundProblem.TOO_MANY
    keys = [question.key for question in round_.questions]
    for place, question in enumerate(round_.questions):
        if not QUESTION_KEY.fullmatch(question.key) or question.key in keys[:place]:
            yield f"questions.{place}.key", RoundProblem.KEY_INVALID
        yield from _pair_problems(f"questions.{place}", question.texts, MAX_TEXT)


def _pair_problems(name: str, texts: Mapping[Language, str], most: int) -> Iterator[tuple[str, RoundProblem]]:
    for language in LANGUAGES:
        text = texts.get(language, "")
        if not text:
            yield f"{name}.{language}", RoundProblem.EMPTY
        elif len(text) > most:
            yield f"{name}.{language}", RoundProblem.TOO_LONG
