"""A document in two languages: sections hold paragraphs, a paragraph holds one wording per language."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from server.text.languages import Language

# Crockford's base32 in lower case: no i, l, o, u, so a label read aloud or copied by hand survives.
# https://www.crockford.com/base32.html
ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
PARAGRAPH_ID = re.compile(rf"p-[{ID_ALPHABET}]{{5}}")

_TRANSLITERATED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def wording_hash(text: str) -> str:
    """Fingerprint of a wording: SHA-256 of its NFC text, first 16 hexadecimal digits (64 bits)."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()[:16]


def slug(number: str, title: str) -> str:
    """The address part of a section: number and title in lower-case ASCII, words joined by hyphens."""
    folded = unicodedata.normalize("NFC", f"{number} {title}".lower()).translate(_TRANSLITERATED)
    letters = (c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", "".join(letters)).strip("-")


@dataclass(frozen=True, slots=True)
class Document:
    """The whole work in all languages and editions (Akoma Ntoso: Work)."""

    key: str
    titles: Mapping[Language, str]
    subtitles: Mapping[Language, str]
    publisher: str
    licence: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The smallest unit with an id; `wordings` holds its Markdown text per language."""

    id: str
    wordings: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of an edition: the unit of a page and of a file.

    `number` is "4.2", "4" for a chapter opening, or "" for a part without a number. `change_notes` say what
    changed in it since the predecessor, in both languages or in none.
    """

    key: str
    number: str
    titles: Mapping[Language, str]
    paragraphs: tuple[Paragraph, ...] = ()
    change_notes: Mapping[Language, str] = field(default_factory=dict)

    def slug(self, language: Language) -> str:
        """The section's part of the address in one language, unique within an edition."""
        return slug(self.number, self.titles[language])

    @property
    def level(self) -> int:
        """Depth in the contents: 1 for chapters and unnumbered parts, 2 for "4.2"."""
        return 1 + self.number.count(".")
