"""What the values of field words mean: `kind:reactie` and `art:Anmerkung` ask for the same."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from server.domain.comments import StakeholderGroup
from server.domain.dispositions import Outcome
from server.domain.document import Section
from server.search.documents import Facet, Kind
from server.search.query import FieldWord
from server.text.languages import Language

# What may be typed for a facet (compared by `same_spelling`), and the values that each stands for.
Named = Mapping[str, frozenset[str]]

# In English, Dutch and German as LANGUAGE.md and the pages have them, then what people write as well.
_WORDS: Final[Mapping[Facet, Mapping[str, tuple[str, ...]]]] = {
    Facet.KIND: {
        Kind.PARAGRAPH: (
            "paragraph",
            "alinea",
            "Absatz",
            "paragraphs",
            "alinea's",
            "Absätze",
            "text",
            "tekst",
        ),
        Kind.COMMENT: ("comment", "reactie", "Anmerkung", "comments", "reacties", "Anmerkungen"),
        Kind.CONCEPT: ("concept", "begrip", "Begriff", "concepts", "begrippen", "Begriffe"),
        Kind.SOURCE: ("source", "bron", "Quelle", "sources", "bronnen", "Quellen"),
    },
    Facet.LANGUAGE: {
        Language.NL: ("Dutch", "Nederlands", "Niederländisch"),
        Language.DE: ("German", "Duits", "Deutsch"),
    },
    Facet.GROUP: {
        StakeholderGroup.MINISTRY: ("ministry", "ministerie", "Ministerium"),
        StakeholderGroup.PROVINCE: (
            *("province", "provincie", "Provinz", "Land", "deelstaat"),
            *("province or Land", "provincie of deelstaat", "Provinz oder Land"),
        ),
        StakeholderGroup.MUNICIPALITY: ("municipality", "gemeente", "Gemeinde"),
        StakeholderGroup.CHAMBER: ("chamber", "kamer van koophandel", "Kammer", "KvK", "IHK", "HWK"),
        StakeholderGroup.COMPANY: ("company", "bedrijf", "Unternehmen"),
        StakeholderGroup.KNOWLEDGE_INSTITUTION: (
            "knowledge institution",
            "kennisinstelling",
            "Wissenseinrichtung",
        ),
        StakeholderGroup.CITIZEN: ("citizen", "burger", "Bürger", "Bürgerin", "Bürgerin oder Bürger"),
        StakeholderGroup.OTHER: ("other", "anders", "andere", "andere doelgroep", "andere Gruppe"),
    },
    Facet.OUTCOME: {
        Outcome.ADOPTED: ("adopted", "overgenomen", "übernommen"),
        Outcome.ADOPTED_IN_PART: ("adopted in part", "deels overgenomen", "teilweise übernommen"),
        Outcome.NOT_ADOPTED: ("not adopted", "niet overgenomen", "nicht übernommen"),
        Outcome.NOTED: ("noted", "voor kennisgeving", "zur Kenntnis genommen"),
        Outcome.OUT_OF_SCOPE: ("out of scope", "valt buiten de consultatie", "außerhalb der Konsultation"),
    },
}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The filters that field words ask for, as `engine.Request` takes them, and the words that name nothing.

    Those in `unknown` narrow nothing down: their values are for Note.UNKNOWN_VALUE.
    """

    filters: Mapping[Facet, frozenset[str]]
    without: Mapping[Facet, frozenset[str]]
    unknown: tuple[FieldWord, ...] = ()


def narrowing(fields: Iterable[FieldWord], named: Mapping[Facet, Named]) -> Narrowing:
    """What field words mean; several of one facet ask for any of their values.

    `named` holds the names of editions, sections, rounds and terms, see `names` and `section_names`.
    """
    filters: dict[Facet, frozenset[str]] = {}
    without: dict[Facet, frozenset[str]] = {}
    unknown: list[FieldWord] = []
    for field in fields:
        values = values_of(field, named)
        if not values:
            unknown.append(field)
            continue
        asked = without if field.is_excluded else filters
        asked[field.facet] = asked.get(field.facet, frozenset()) | values
    return Narrowing(filters, without, tuple(unknown))


def values_of(field: FieldWord, named: Mapping[Facet, Named]) -> frozenset[str]:
    """The values of a facet that a typed one stands for; none for a word that names nothing."""
    known = {**_KNOWN.get(field.facet, {}), **named.get(field.facet, {})}
    return frozenset().union(*(known.get(spelling, frozenset()) for spelling in same_spelling(field.value)))


def names(values: Iterable[tuple[str, Iterable[str]]]) -> Named:
    """From (value, its titles and terms) what may be typed: all of these and the value itself."""
    known: dict[str, frozenset[str]] = {}
    for value, titles in values:
        for title in (value, *titles):
            for spelling in same_spelling(title):
                known[spelling] = known.get(spelling, frozenset()) | {value}
    return known


def section_names(sections: Iterable[Section]) -> Named:
    """What may be typed for sections of any editions: key, number or title; "4" also stands for "4.2"."""
    return names((section.key, (*_numbers(section.number), *section.titles.values())) for section in sections)


def same_spelling(text: str) -> tuple[str, ...]:
    """The spellings by which values are compared: case, marks, hyphens, and ä or ae make no difference."""
    small = unicodedata.normalize("NFKC", text).casefold()
    plain = " ".join(re.split(r"[\s_-]+", small.replace("’", "'"))).strip()
    transcribed = plain.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return tuple(dict.fromkeys(map(_without_marks, (plain, transcribed))))


def _without_marks(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _numbers(number: str) -> Iterator[str]:
    """The number itself and those of the sections around: "4.2" is part of "4"."""
    parts = number.split(".") if number else []
    for length in range(1, len(parts) + 1):
        yield ".".join(parts[:length])


# Plain strings: a database driver may write a member of an enumeration by its name.
_KNOWN: Final[Mapping[Facet, Named]] = {
    facet: names((str(value), words) for value, words in of_facet.items())
    for facet, of_facet in _WORDS.items()
}
