"""A document as a tsvector: one column and one index for all languages, zones, tiers and facets.

Every lexeme begins with what it is: "now" and the word for a Dutch (n) word of the document's own (o) as written (w).
"""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from server.search.analysis.chain import analyse
from server.search.analysis.folding import MAX_LETTERS
from server.search.documents import Facet, Field, Part, SearchDocument
from server.search.engine import PART_WEIGHTS
from server.search.matching import Tier
from server.search.postgres_engine.port import Row
from server.text.languages import LANGUAGES, Language

OWN: Final = "o"
# Words of the title of the section around: they only help words of the document's own.
AROUND: Final = "a"
ZONES: Final = (OWN, AROUND)
# The mark of documents in one language, and what facets begin with; no language has these letters.
ONE_LANGUAGE: Final = "x"
_FACET: Final = "f"

# https://www.postgresql.org/docs/current/textsearch-limitations.html: a lexeme has less than 2 KiB, a tsvector less
# than 1 MiB, a position is 16,383 at most, and a lexeme has 256 of them at most.
_MAX_LEXEME: Final = 500
_MAX_BYTES: Final = 900_000
_LAST_POSITION: Final = 16_382
_MAX_POSITIONS: Final = 255
# PostgreSQL refuses a label that counts more than 1.
HEAVIEST: Final = max(PART_WEIGHTS.values())
_LABELS: Final = ("D", "C", "B", "A")
_COUNTED: Final = frozenset({Part.TITLE, Part.TEXT, Part.ANSWER, Part.TRANSLATION})
_GAP: Final = 1

_Places = dict[str, dict[int, str]]


@dataclass(frozen=True, slots=True)
class Vectored:
    """A document's row, and the lexemes that are counted for it."""

    row: Row
    lexemes: Collection[str]


def lexeme(language: Language, zone: str, tier: Tier, token: str) -> str:
    """The name of a token in the index; a long one is cut, alike for documents and for queries."""
    return f"{language[0]}{zone}{tier[0]}{token}"[:_MAX_LEXEME]


def facet_value(facet: Facet, value: str) -> str:
    """A facet with its value, as it is counted."""
    return f"{facet}:{value}"


def facet_lexeme(value: str) -> str:
    """The lexeme of a facet with its value."""
    return f"{_FACET}{value}"[:_MAX_LEXEME]


def word_code(language: Language, word: str = "") -> str:
    """A word as written in the table of words, or what all of a language begin with; no lexeme begins so."""
    return f"{language[0]}:{word}"


def word_of(code: str) -> str:
    """The word of a code."""
    return code[2:]


def is_mark(name: str) -> bool:
    """Whether a lexeme stands for a facet or a mark, which are not counted."""
    return name[0] in (_FACET, ONE_LANGUAGE)


def vectored(document: SearchDocument) -> Vectored:
    """What the tables hold of a document."""
    labels = _labels(document)
    places, lengths, words = _placed(document, labels)
    values = [facet_value(facet, value) for facet, value in document.facets()]
    marks = [*map(facet_lexeme, values), *([ONE_LANGUAGE] if document.is_in_one_language else [])]
    vector, lexemes = _text(places, marks)
    row = Row(
        kind=str(document.kind),
        document=document.id,
        edition=document.edition,
        section=document.section,
        language=document.language and str(document.language),
        moment=document.moment.isoformat(),
        labels=_weights(labels),
        nl_length=lengths[Language.NL],
        de_length=lengths[Language.DE],
        facets=values,
        words=words,
        vector=vector,
    )
    return Vectored(row, lexemes)


def quoted(lexeme: str) -> str:
    """A lexeme as PostgreSQL reads it in a tsvector or tsquery."""
    doubled = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


@lru_cache(maxsize=100_000)
def as_written(text: str) -> str:
    """A word as people would write it, in lower case; "" for what is too long to be a word."""
    written = unicodedata.normalize("NFC", text.replace("\u00ad", "")).lower()
    return written if len(written) <= MAX_LETTERS else ""


def _labels(document: SearchDocument) -> dict[float, str]:
    """A label for each weight that the document has: four are enough for every kind, more would share the last."""
    weights = sorted({PART_WEIGHTS[field.part] for field in document.fields}, reverse=True)
    return {weight: _LABELS[min(place, len(_LABELS) - 1)] for place, weight in enumerate(weights)}


def _weights(labels: dict[float, str]) -> list[float]:
    counts = {label: weight / HEAVIEST for weight, label in reversed(labels.items())}
    return [counts.get(label, 0.0) for label in _LABELS]


def _placed(
    document: SearchDocument, labels: dict[float, str]
) -> tuple[_Places, dict[Language, int], list[str]]:
    """Positions with their labels by lexeme, the length in each language, and the words as written."""
    places: _Places = defaultdict(dict)
    lengths, words = dict.fromkeys(LANGUAGES, 0), set[str]()
    ends: dict[tuple[Language, str], int] = {}
    for field in document.fields:
        zone = AROUND if field.part is Part.SECTION else OWN
        label = labels[PART_WEIGHTS[field.part]]
        first = position = ends.get((field.language, zone), 0)
        for named, written in _tokens(field, zone):
            position += 1
            for each in named:
                if position <= _LAST_POSITION and len(places[each]) < _MAX_POSITIONS:
                    places[each][position] = label
            if written:
                words.add(word_code(field.language, written))
        ends[field.language, zone] = position + _GAP
        if field.part in _COUNTED:
            lengths[field.language] += position - first
    return places, lengths, sorted(words)


def _tokens(field: Field, zone: str) -> Iterator[tuple[list[str], str]]:
    for token in analyse(field.text, field.language):
        named = [
            lexeme(field.language, zone, Tier.WORD, token.word),
            lexeme(field.language, zone, Tier.STEM, token.stem),
            *(lexeme(field.language, zone, Tier.PART, part) for part in token.parts),
        ]
        yield named, as_written(token.text)


def _text(places: _Places, marks: list[str]) -> tuple[str, list[str]]:
    """The vector in PostgreSQL's syntax, and its lexemes but for the marks; what has no room is left out."""
    pieces, lexemes = [quoted(mark) for mark in marks], []
    room = _MAX_BYTES - sum(len(piece.encode()) for piece in pieces)
    for name, labelled in places.items():
        piece = f"{quoted(name)}:{','.join(f'{at}{label}' for at, label in labelled.items())}"
        if not labelled:
            piece = quoted(name)
        room -= len(piece.encode()) + 1
        if room < 0:
            break
        pieces.append(piece)
        lexemes.append(name)
    return " ".join(pieces), lexemes
