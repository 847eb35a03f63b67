"""Rounds: dated windows of the consultation on one edition."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from server.text.languages import Language


@dataclass(frozen=True, slots=True)
class Round:
    """One dated window of the consultation; both days count in full, in the round's own time zone."""

    key: str
    edition: str
    opens: date
    closes: date
    time_zone: str
    titles: Mapping[Language, str]
    questions: tuple[Mapping[Language, str], ...]
