"""comments/<round>/round.toml: one round of the consultation."""

from collections.abc import Iterable, Mapping

from server.domain.editions import Edition
from server.domain.round_changes import RoundProblem, RoundRefused, check_round
from server.domain.rounds import (
    DEMONSTRATION,
    FIRST_DAY,
    LAST_DAY,
    MAX_RETENTION,
    QUESTION_KEY,
    ModerationRule,
    Participation,
    Question,
    Round,
    overlap,
)
from server.record.reading import Reading
from server.record.toml_reading import Table
from server.record.toml_writing import write_toml
from server.text.languages import LANGUAGES

PATTERN = "comments/*/round.toml"

# What the tables themselves do not see; see RoundProblem.
_REASONS: Mapping[RoundProblem, str] = {
    RoundProblem.TOO_LONG: "is too long",
    RoundProblem.TOO_MANY: "are too many",
    RoundProblem.DAY_INVALID: f"must lie between {FIRST_DAY} and {LAST_DAY}",
    RoundProblem.CLOSES_BEFORE: "is before the round opens",
    RoundProblem.OPENS_AFTER_CLOSED: "is after the round was closed",
    RoundProblem.ANSWERED_BEFORE: "is before the round closes",
    RoundProblem.ZONE_UNKNOWN: 'unknown time zone "{}"',
    RoundProblem.ADDRESS: "no e-mail address ever enters the record: name the body and its page",
}


def read_rounds(reading: Reading, editions: Mapping[str, Edition | None]) -> tuple[Round, ...]:
    """All rounds in order of key; a round on an edition that is not there is reported."""
    rounds = dict[str, Round]()
    for key, file in reading.keyed_files(PATTERN, place=1):
        round_ = reading.toml(file, lambda table, key=key: _round(key, table, editions))  # type: ignore[misc]
        if key == DEMONSTRATION:
            reading.problem(file, 1, f'the name "{key}" is kept for the round that is there for trying')
        for other in rounds.values():
            if round_ is not None and overlap(round_, other):
                reason = f'is open at the same time as "{other.key}", on the same edition'
                reading.problem(file, 1, reason)
        if round_ is not None:
            rounds[key] = round_
    return tuple(rounds.values())


def round_files(rounds: Iterable[Round]) -> dict[str, str]:
    """The texts of the rounds by their paths below the root."""
    return {f"comments/{round_.key}/round.toml": _written(round_) for round_ in rounds}


def _round(key: str, table: Table, editions: Mapping[str, Edition | None]) -> Round:
    edition = table.text("edition")
    if edition and edition not in editions:
        table.problem("edition", f'unknown edition "{edition}"')
    round_ = Round(
        key=key,
        edition=edition,
        opens=table.day("opens"),
        closes=table.day("closes"),
        time_zone=table.text("time_zone"),
        titles=table.pair("titles"),
        questions=read_questions(table),
        participation=table.choice("participation", Participation),
        moderation=table.choice("moderation", ModerationRule),
        privacy_notices=table.pair("privacy_notices"),
        contacts=table.pair("contacts"),
        retention_months=table.number("retention_months", 0, MAX_RETENTION),
        closed=table.moment("closed") if "closed" in table else None,
        answered=table.day("answered") if "answered" in table else None,
    )
    _report_senseless(round_, table)
    return round_


def _report_senseless(round_: Round, table: Table) -> None:
    """What the values mean together; a value that is missing or no value at all was reported already."""
    try:
        check_round(round_)
    except RoundRefused as refused:
        for field, problem in refused.problems.items():
            key = field.partition(".")[0]
            if problem in _REASONS and table.is_right(key):
                table.problem(key, _REASONS[problem].format(getattr(round_, key)))


def read_questions(table: Table) -> tuple[Question, ...]:
    """The questions of a round in their order; none where there are none."""
    if "questions" not in table:
        return ()
    questions = dict[str, Question]()
    for question in table.tables("questions"):
        key = question.matching("key", QUESTION_KEY, "a question's key such as q1")
        if key in questions:
            question.problem("key", f'"{key}" is already the key of another question')
        questions[key] = Question(key, {language: question.text(language) for language in LANGUAGES})
    return tuple(questions.values())


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
