"""comments/<round>/round.toml: one round of the consultation."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from server.domain.editions import Edition
from server.domain.rounds import ModerationRule, Participation, Question, Round
from server.record.reading import Reading
from server.record.toml_reading import Table
from server.record.toml_writing import write_toml
from server.text.languages import LANGUAGES, Language

PATTERN = "comments/*/round.toml"

# Ten years: longer than any peer keeps what people sent in (studied: one ministry keeps five).
MAX_RETENTION = 120

_QUESTION_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def read_rounds(reading: Reading, editions: Mapping[str, Edition | None]) -> tuple[Round, ...]:
    """All rounds in order of key; a round on an edition that is not there is reported."""
    rounds = (
        reading.toml(file, lambda table, key=key: _round(key, table, editions))  # type: ignore[misc]
        for key, file in reading.keyed_files(PATTERN, place=1)
    )
    return tuple(round_ for round_ in rounds if round_ is not None)


def round_files(rounds: Iterable[Round]) -> dict[str, str]:
    """The texts of the rounds by their paths below the root."""
    return {f"comments/{round_.key}/round.toml": _written(round_) for round_ in rounds}


def _round(key: str, table: Table, editions: Mapping[str, Edition | None]) -> Round:
    edition, opens, closes = table.text("edition"), table.day("opens"), table.day("closes")
    if edition and edition not in editions:
        table.problem("edition", f'unknown edition "{edition}"')
    if opens > closes > date.min:
        table.problem("closes", "is before the round opens")
    return Round(
        key=key,
        edition=edition,
        opens=opens,
        closes=closes,
        time_zone=_time_zone(table),
        titles=table.pair("titles"),
        questions=_questions(table),
        participation=table.choice("participation", Participation),
        moderation=table.choice("moderation", ModerationRule),
        privacy_notices=table.pair("privacy_notices"),
        contacts=_contacts(table),
        retention_months=table.number("retention_months", 0, MAX_RETENTION),
        closed=table.moment("closed") if "closed" in table else None,
        answered=table.day("answered") if "answered" in table else None,
    )


def _questions(table: Table) -> tuple[Question, ...]:
    if "questions" not in table:
        return ()
    questions = tuple(
        Question(
            question.matching("key", _QUESTION_KEY, "a question's key such as q1"),
            {language: question.text(language) for language in LANGUAGES},
        )
        for question in table.tables("questions")
    )
    if len({question.key for question in questions}) < len(questions):
        table.problem("questions", "every question needs a key of its own")
    return questions


def _contacts(table: Table) -> Mapping[Language, str]:
    contacts = table.pair("contacts")
    if any("@" in text for text in contacts.values()):
        table.problem("contacts", "no e-mail address ever enters the record: name the body and its page")
    return contacts


def _time_zone(table: Table) -> str:
    name = table.text("time_zone")
    try:
        ZoneInfo(name or "UTC")
    except (KeyError, ValueError, OSError):
        table.problem("time_zone", f'unknown time zone "{name}"')
    return name


def _written(round_: Round) -> str:
    ended = {"closed": round_.closed, "answered": round_.answered}
    return write_toml(
        {
            "edition": round_.edition,
            "opens": round_.opens,
            "closes": round_.closes,
            "time_zone": round_.time_zone,
            **{key: moment for key, moment in ended.items() if moment is not None},
            "participation": round_.participation.value,
            "moderation": round_.moderation.value,
            "retention_months": round_.retention_months,
            "titles": round_.titles,
            "contacts": round_.contacts,
            "privacy_notices": round_.privacy_notices,
            "questions": [{"key": question.key, **question.texts} for question in round_.questions],
        }
    )
