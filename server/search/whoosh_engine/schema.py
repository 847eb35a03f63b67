"""The fields of the index, and what a document puts into them; they take words that are analysed already."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final

from server.search.analysis.chain import Token, analyse
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
class Words:
    """The tokens of one field of a document.

    `weights` is the weight of all places of a token together, `positions` says where they are; `length` counts
    the words that make the field long.
    """

    weights: dict[str, float] = field(default_factory=dict)
    positions: dict[str, list[int]] = field(default_factory=dict)
    length: int = 0

    def put(self, token: str, weight: float, position: int) -> None:
        """Add a place."""
        self.weights[token] = self.weights.get(token, 0.0) + weight
        positions = self.positions.setdefault(token, [])
        if position < MAX_POSITIONS:
            positions.append(position)


@dataclass(slots=True)
class Prepared:
    """A document as it is indexed: `stored` is its key and section, `exact` the terms of fields without weights."""

    key: str
    stored: bytes
    moment: int
    words: dict[str, Words] = field(default_factory=dict)
    exact: dict[str, Collection[str]] = field(default_factory=dict)


def prepared(document: SearchDocument) -> Prepared:
    """What is indexed of a document."""
    key = key_term(document.key)
    made = Prepared(key, _SEPARATOR.join((key, document.section)).encode(), _microseconds(document.moment))
    surfaces: dict[Language, set[str]] = {language: set() for language in LANGUAGES}
    starts: dict[tuple[Language, Zone], int] = {}
    for part, language, text in document.fields:
        tokens = analyse(text, language)
        if not tokens:
            continue
        zone = Zone.AROUND if part is Part.SECTION else Zone.OWN
        first = starts.get((language, zone), 0)
        starts[language, zone] = first + len(tokens) + _GAP
        tiers = [made.words.setdefault(SCORED[language, zone, tier], Words()) for tier in Tier]
        _place(tokens, tiers, PART_WEIGHTS[part], first)
        if part in _COUNTED:
            for words in tiers:
                words.length += len(tokens)
        surfaces[language].update([surface(token.text) for token in tokens])
    made.words = {name: words for name, words in made.words.items() if words.weights}
    made.exact[KEY] = (key,)
    made.exact[FACETS] = [facet_term(facet, value) for facet, value in document.facets()]
    made.exact.update({SURFACES[language]: found - {""} for language, found in surfaces.items()})
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


def _place(tokens: list[Token], tiers: list[Words], weight: float, first: int) -> None:
    words, stems, parts = tiers
    for position, token in enumerate(tokens, first):
        words.put(token.word, weight, position)
        stems.put(token.stem, weight, position)
        for part in token.parts:
            parts.put(part, weight, position)


def _microseconds(moment: datetime) -> int:
    since = moment - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
