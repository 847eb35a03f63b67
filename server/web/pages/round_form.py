"""The administrators' form of a round: what is typed becomes a round, and a round what is shown in the form."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from server.domain.round_changes import MAX_QUESTIONS
from server.domain.rounds import ModerationRule, Participation, Question, Round
from server.domain.typed import clean_line, clean_text
from server.text.languages import LANGUAGES, Language
from server.usecases.change_round import RoundChanges
from server.web.typed import legible

Choice = TypeVar("Choice", bound=StrEnum)

# Empty rows for new questions; saving and coming back gives as many again.
NEW_QUESTIONS = 2
# Three fields of each question, and the others; bounds what one request may make the server do.
MAX_FIELDS = 3 * (MAX_QUESTIONS + NEW_QUESTIONS) + 30

# What no day and no number of months are: the check of the round refuses them.
_NO_DAY, _NO_NUMBER = date.min, -1


def typed_changes(sent: Mapping[str, Any], before: Round) -> RoundChanges:
    """Everything that the form says of a round; what is no choice stays as it was."""
    answered = _text(sent, "answered").strip()
    return RoundChanges(
        edition=_line(sent, "edition"),
        opens=_day(_text(sent, "opens")),
        closes=_day(_text(sent, "closes")),
        time_zone=_line(sent, "time_zone"),
        titles={each: _line(sent, f"titles.{each}") for each in LANGUAGES},
        questions=tuple(_questions(sent, before)),
        participation=_choice(sent, "participation", before.participation),
        moderation=_choice(sent, "moderation", before.moderation),
        privacy_notices={each: clean_text(_text(sent, f"privacy_notices.{each}")) for each in LANGUAGES},
        contacts={each: clean_text(_text(sent, f"contacts.{each}")) for each in LANGUAGES},
        retention_months=_number(_text(sent, "retention_months")),
        answered=_day(answered) if answered else None,
    )


def new_round(edition: str, today: date) -> Round:
    """What the form of a new round begins with."""
    return Round(
        key="",
        edition=edition,
        opens=today,
        closes=today,
        time_zone="Europe/Amsterdam",
        titles=dict.fromkeys(LANGUAGES, ""),
        privacy_notices=dict.fromkeys(LANGUAGES, ""),
        contacts=dict.fromkeys(LANGUAGES, ""),
    )


def with_key(round_: Round, sent: Mapping[str, Any]) -> Round:
    """A new round with the name that was typed for it."""
    return replace(round_, key=_line(sent, "key"))


def form_of(round_: Round, sent: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What the form shows of a round; days and numbers as they were typed, if they were."""
    answered = round_.answered.isoformat() if round_.answered else ""
    plain = {
        "opens": round_.opens.isoformat(),
        "closes": round_.closes.isoformat(),
        "answered": answered,
        "retention_months": str(round_.retention_months),
    }
    blank = dict.fromkeys(LANGUAGES, "")
    return {
        "round": round_,
        "plain": plain if sent is None else {name: _text(sent, name) for name in plain},
        "questions": [*round_.questions, *[Question("", blank) for _ in range(NEW_QUESTIONS)]],
        "participation": [each.value for each in Participation],
        "moderation": [each.value for each in ModerationRule],
    }


def _questions(sent: Mapping[str, Any], before: Round) -> Iterator[Question]:
    """The questions in the order of the form; a row that was emptied is a question removed."""
    known = {each.key for each in before.questions}
    taken = set(known)
    for place in range(MAX_QUESTIONS + NEW_QUESTIONS):
        texts = {each: _line(sent, f"questions.{place}.{each}") for each in LANGUAGES}
        if not any(texts.values()):
            continue
        key = _line(sent, f"questions.{place}.key")
        if key not in known:
            key = next(f"q{number}" for number in range(1, 1000) if f"q{number}" not in taken)
            taken.add(key)
        yield Question(key, texts)


def _text(sent: Mapping[str, Any], name: str) -> str:
    value = sent.get(name, "")
    return legible(value) if isinstance(value, str) else ""


def _line(sent: Mapping[str, Any], name: str) -> str:
    return clean_line(_text(sent, name))


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return _NO_DAY


def _number(typed: str) -> int:
    text = typed.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else _NO_NUMBER


def _choice(sent: Mapping[str, Any], name: str, present: Choice) -> Choice:
    value = _line(sent, name)
    kind = type(present)
    return kind(value) if value in tuple(kind) else present


def typed_differences(typed: Round, saved: Round) -> list[dict[str, str]]:
    """Where a form and what is saved now say something else: the field and the short value of each."""
    found = []
    for name, mine, theirs in _values(typed, saved):
        if mine != theirs:
            found.append({"field": name, "typed": mine, "saved": theirs})
    return found


def _values(typed: Round, saved: Round) -> Iterator[tuple[str, str, str]]:
    for name in (
        "edition",
        "opens",
        "closes",
        "time_zone",
        "participation",
        "moderation",
        "retention_months",
        "answered",
    ):
        yield name, _shown(getattr(typed, name)), _shown(getattr(saved, name))
    for name in ("titles", "privacy_notices", "contacts"):
        for language in LANGUAGES:
            yield f"{name}.{language}", getattr(typed, name)[language], getattr(saved, name)[language]
    for language in LANGUAGES:
        yield f"questions.{language}", _listed(typed, language), _listed(saved, language)


def _listed(round_: Round, language: Language) -> str:
    return " / ".join(question.texts[language] for question in round_.questions)


def _shown(value: object) -> str:
    return "" if value is None or value == _NO_DAY else str(value)
