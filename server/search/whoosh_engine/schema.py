"""The fields of the index, and what a document puts into them; they take words that are analysed already."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final

from server.search.analysis.chain import analyse
from server.search.analysis.folding import MAX_LETTERS
from server.search.documents import DocumentKey, Facet, Kind, Part, SearchDocument
from server.search.engine import PART_WEIGHTS
from server.search.matching import Tier
from server.text.languages import LANGUAGES, Language


class Zone(StrEnum):
    """Words of the document itself, or only of the title of the section around it."""

    OWN = "own"
    AROUND = "around"


# Positions are kept in 16 bits: what stands further back is found by its words, not in phrases.
MAX_POSITIONS: Final = 65_535
# No phrase reaches from one field of a document into the next.
_GAP: Final = 1
_SEPARATOR: Final = "\x1f"
_EPOCH: Final = datetime.fromtimestamp(0, UTC)
# Terms, forms and contexts do not make a document long: a concept with many is no weaker an answer.
_COUNTED: Final = frozenset({Part.TITLE, Part.TEXT, Part.ANSWER, Part.TRANSLATION})

KEY: Final = "key"
FACETS: Final = "facets"
SCORED: Final = {
    (language, zone, tier): f"{language}_{zone}_{tier}"
    for language in LANGUAGES
    for zone in Zone
    for tier in Tier
}
SURFACES: Final = {language: f"{language}_surface" for language in LANGUAGES}
EXACT: Final = (KEY, FACETS, *SURFACES.values())
# The fields whose words are also kept as a sorted list, for prefixes, the vocabulary and values of facets.
LISTED: Final = frozenset(
    {
        FACETS,
        *SURFACES.values(),
        *(SCORED[language, zone, Tier.WORD] for language in LANGUAGES for zone in Zone),
    }
)


@dataclass(slots=True)
class Places:
    """Where a token stands in a field of a document: the weight of all places together, and their positions."""

    weight: float
    positions: list[int]


@dataclass(slots=True)
class Prepared:
    """A document as it is indexed.

    `stored` is its key and section; `words` tells for each scored field the places of its tokens, `lengths` how
    long each is, `exact` the terms of the other fields.
    """

    key: str
    stored: bytes
    moment: int
    words: dict[str, dict[str, Places]] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)
    exact: dict[str, Collection[str]] = field(default_factory=dict)


def prepared(document: SearchDocument) -> Prepared:
    """What is indexed of a document."""
    key = key_term(document.key)
    made = Prepared(key, _SEPARATOR.join((key, document.section)).encode(), _microseconds(document.moment))
    surfaces: dict[Language, set[str]] = {language: set() for language in LANGUAGES}
    starts: dict[tuple[Language, Zone], int] = {}
    for part, language, text in document.fields:
        zone = Zone.AROUND if part is Part.SECTION else Zone.OWN
        names = [SCORED[language, zone, tier] for tier in (Tier.WORD, Tier.STEM, Tier.PART)]
        words, stems, parts = (made.words.setdefault(name, {}) for name in names)
        weight, seen = PART_WEIGHTS[part], surfaces[language]
        first = place = starts.get((language, zone), 0)
        for token in analyse(text, language):
            _put(words, token.word, weight, place)
            _put(stems, token.stem, weight, place)
            for each in token.parts:
                _put(parts, each, weight, place)
            seen.add(surface(token.text))
            place += 1
        if place > first:
            starts[language, zone] = place + _GAP
        if part in _COUNTED:
            for name in names:
                made.lengths[name] = made.lengths.get(name, 0) + place - first
    made.exact[KEY] = (key,)
    made.exact[FACETS] = [facet_term(facet, value) for facet, value in document.facets()]
    for language, found in surfaces.items():
        made.exact[SURFACES[language]] = found - {""}
    return made


def key_term(key: DocumentKey) -> str:
    """The term that names a document; terms are in the order of keys."""
    return _SEPARATOR.join(key)


def key_of(term: str) -> DocumentKey:
    """The document that a term names."""
    kind, id_, edition = term.split(_SEPARATOR)
    return DocumentKey(Kind(kind), id_, edition)


def facet_term(facet: Facet, value: str) -> str:
    """The term that says that a document counts under a value."""
    return f"{facet}{_SEPARATOR}{value}"


def facet_prefix(facet: Facet) -> str:
    """What the terms of a facet begin with."""
    return facet_term(facet, "")


def parts_of(stored: bytes) -> tuple[str, str, str, str]:
    """Kind, id, edition and section of a stored document."""
    kind, id_, edition, section = stored.decode().split(_SEPARATOR)
    return kind, id_, edition, section


@lru_cache(maxsize=100_000)
def surface(text: str) -> str:
    """A word as people would write it, in lower case; "" for what is too long to be a word."""
    written = unicodedata.normalize("NFC", text.replace("\u00ad", "")).lower()
    return written if len(written) <= MAX_LETTERS else ""


def _put(places: dict[str, Places], token: str, weight: float, position: int) -> None:
    found = places.get(token)
    if found is None:
        found = places[token] = Places(0.0, [])
    found.weight += weight
    if position < MAX_POSITIONS:
        found.positions.append(position)


def _microseconds(moment: datetime) -> int:
    since = moment - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
