"""comments/<round>/round.toml: one round of the consultation."""

from collections.abc import Iterable, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from server.domain.editions import Edition
from server.domain.rounds import Round
from server.record.reading import Reading
from server.record.toml_reading import Table
from server.record.toml_writing import write_toml
from server.text.languages import LANGUAGES

PATTERN = "comments/*/round.toml"


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
        questions=tuple(
            {language: question.text(language) for language in LANGUAGES}
            for question in table.tables("questions")
        ),
    )


def _time_zone(table: Table) -> str:
    name = table.text("time_zone")
    try:
        ZoneInfo(name or "UTC")
    except (KeyError, ValueError, OSError):
        table.problem("time_zone", f'unknown time zone "{name}"')
    return name


def _written(round_: Round) -> str:
    return write_toml(
        {
            "edition": round_.edition,
            "opens": round_.opens,
            "closes": round_.closes,
            "time_zone": round_.time_zone,
            "titles": round_.titles,
            "questions": round_.questions,
        }
    )
