"""Put a mail into words: the letter of its kind in the recipient's language, with the facts filled in."""

from collections.abc import Mapping
from datetime import datetime
from string import Formatter
from typing import Final
from zoneinfo import ZoneInfo

from server.domain.typed import clean_line
from server.mail.texts.de import WORDBOOK as DE
from server.mail.texts.letter import Letter, Wordbook
from server.mail.texts.nl import WORDBOOK as NL
from server.text.languages import Language
from server.text.written import written_day, written_time

WORDBOOKS: Final[Mapping[Language, Wordbook]] = {Language.NL: NL, Language.DE: DE}

# Enough to know again what it is about; the rest stands behind the link.
EXCERPT_LENGTH: Final = 300


def write_letter(kind: str, language: Language, facts: Mapping[str, str]) -> Letter:
    """The whole mail: subject, and the paragraphs from the greeting to the closing.

    What people typed comes in by `facts` only, on one line and without invisible characters, and is never
    read as a pattern. `kind` is a MailKind or TEST.
    """
    book = WORDBOOKS[language]
    clean = {name: clean_line(value) for name, value in facts.items()}
    letter = book.letters[kind]
    told = (book.greeting, *letter.paragraphs, *book.closing)
    return Letter(
        letter.subject.format_map(clean),
        tuple(paragraph.format_map(clean) for paragraph in told if _can_be_told(paragraph, clean)),
    )


def excerpt(text: str) -> str:
    """The beginning of a text on one line, cut between words where it is long."""
    line = clean_line(text)
    if len(line) <= EXCERPT_LENGTH:
        return line
    beginning = line[:EXCERPT_LENGTH]
    return (beginning.rpartition(" ")[0] or beginning) + " …"


def told_moment(moment: datetime, language: Language, time_zone: str) -> str:
    """A moment as a sentence of a mail has it, in a time zone: "31 oktober 2021 om 02:30 uur"."""
    local = moment.astimezone(ZoneInfo(time_zone))
    return WORDBOOKS[language].moment.format(
        day=written_day(local, language), time=written_time(moment, language, time_zone)
    )


def _can_be_told(paragraph: str, facts: Mapping[str, str]) -> bool:
    named = (name for _, name, _, _ in Formatter().parse(paragraph) if name is not None)
    return all(facts.get(name) for name in named)
