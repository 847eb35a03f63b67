"""Exports: long files that a worker makes, and who may have them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.text.languages import LANGUAGES, Language

_REPORT_NAMES: Final = {Language.NL: "nota-van-antwoord", Language.DE: "abwaegungstabelle"}


class ExportKind(StrEnum):
    """Of what a file is made."""

    EDITION = "edition"
    REPORT = "report"


class ExportState(StrEnum):
    """Asked for, being made, there to be fetched, or given up."""

    ASKED = "asked"
    UNDER_WAY = "under-way"
    READY = "ready"
    FAILED = "failed"


class FileFormat(StrEnum):
    """The formats of a whole edition; the value is the ending of the file's name."""

    PDF = "pdf"
    DOCX = "docx"
    ZIP = "zip"


class Sides(StrEnum):
    """Which language versions stand in a file."""

    NL = "nl"
    DE = "de"
    BOTH = "nl-de"

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages in the order in which they stand beside each other."""
        return LANGUAGES if self is Sides.BOTH else (Language(self.value),)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that somebody asks for: of an edition `edition`, `sides`, `format`; of a report what its page says."""

    what: ExportKind
    details: Mapping[str, str]

    @property
    def id(self) -> str:
        """The same for whoever asks for the same file: 80 bits of a SHA-256."""
        # A sign that stands in no value, so that no two files are spelled alike.
        spelled = "\x1f".join((self.what, *(f"{name}={self.details[name]}" for name in sorted(self.details))))
        return hashlib.sha256(spelled.encode()).hexdigest()[:20]

    @property
    def for_editors(self) -> bool:
        """Whether something stands in it that is not public."""
        return self.details.get("for_editors") == "yes"


@dataclass(frozen=True, slots=True)
class Export:
    """A file on its way; `done` of `total` count paragraphs or comments, `size` is in bytes. Moments are UTC."""

    wanted: Wanted
    state: ExportState
    done: int
    total: int
    asked: datetime
    file_name: str
    finished: datetime | None
    size: int


def edition_wanted(edition: str, sides: Sides, kind: FileFormat) -> Wanted:
    """A published edition as a file."""
    return Wanted(ExportKind.EDITION, {"edition": edition, "sides": sides.value, "format": kind.value})


def edition_file_name(edition: str, sides: Sides, kind: FileFormat) -> str:
    """The name of the file, such as "masterstrategie-2021-consultation-nl.pdf"."""
    return f"masterstrategie-{edition}-{sides}.{kind}"


def report_wanted(round_key: str, language: Language, kind: FileFormat, *, for_editors: bool) -> Wanted:
    """The disposition report of a round as a file, for everybody or with what is not public yet."""
    return Wanted(
        ExportKind.REPORT,
        {
            "round": round_key,
            "language": language.value,
            "format": kind.value,
            "for_editors": "yes" if for_editors else "no",
        },
    )


def report_file_name(wanted: Wanted) -> str:
    """The name of a report's file, such as "2021-autumn-nota-van-antwoord.pdf"."""
    details = wanted.details
    name = _REPORT_NAMES[Language(details["language"])]
    return f"{details['round']}-{name}.{details['format']}"


def file_name(wanted: Wanted) -> str:
    """The name that the file has or will have."""
    if wanted.what is ExportKind.REPORT:
        return report_file_name(wanted)
    details = wanted.details
    return edition_file_name(details["edition"], Sides(details["sides"]), FileFormat(details["format"]))
