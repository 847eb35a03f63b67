"""The words of TBX-Basic, in both of its versions, and what each stands for in the domain.

Source: ISO 30042:2019 with TBX-Basic 1.2.1 (LTAC Global), ISO 30042:2008 with TBX-Basic (LISA, 2008).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from server.domain.glossary import Gender, PartOfSpeech, TermStatus

TITLE: Final = "Begrippenlijst / Glossar"
SOURCE: Final = "The glossary of a document that stands in Dutch and in German; neither side is the original."
CONVENTIONS: Final = (
    "Notes that start with one of these labels and a colon carry what TBX-Basic has no data category for. "
    "In an entry: process, relation (of the Dutch concept to the German one), dispute, sign-off. "
    "In a language: reading, reading source, dispute reason. "
    "In a term: form, not in, case, reason, part of speech."
)


class CaseRule(StrEnum):
    """What the note "case" of a term may say; without it a term is found in either case."""

    SENSITIVE = "sensitive"


# A concept key may start with a digit, an XML id may not.
ID_PREFIX: Final = "c-"

STATUSES: Final[Mapping[str, TermStatus]] = MappingProxyType(
    {f"{status}Term-admn-sts": status for status in TermStatus}
)

# TBX-Basic knows no common gender; it is the only gender of the domain left for "other".
GENDERS: Final[Mapping[str, Gender]] = MappingProxyType(
    {"other" if gender is Gender.COMMON else gender.value: gender for gender in Gender}
)

# The domain has no adverbs.
_SPEECH_2008 = {**{part.value: part for part in PartOfSpeech}, "adverb": PartOfSpeech.OTHER}
# ISO 30042:2019 dropped proper nouns from the picklist of TBX-Basic.
_SPEECH_2019 = {word: part for word, part in _SPEECH_2008.items() if part is not PartOfSpeech.PROPER_NOUN}

# The data categories by the level of the element that they describe. A definition of a whole entry is in
# no language, and belongs to neither side: it is refused although TBX-Basic knows it.
CATEGORIES: Final[Mapping[str, Mapping[str, frozenset[str]]]] = MappingProxyType(
    {
        "entry": {
            "descrip": frozenset({"subjectField"}),
            "admin": frozenset({"projectSubset", "customerSubset", "source"}),
        },
        "section": {"descrip": frozenset({"definition"}), "admin": frozenset({"source"})},
        "term section": {
            "descrip": frozenset({"context"}),
            "admin": frozenset({"projectSubset", "customerSubset", "source"}),
            "termNote": frozenset(
                {
                    "administrativeStatus",
                    "geographicalUsage",
                    "grammaticalGender",
                    "partOfSpeech",
                    "termLocation",
                    "termType",
                }
            ),
        },
    }
)

# Notes with these labels carry what no data category holds; CONVENTIONS tells it to other readers.
LABELS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "entry": frozenset({"process", "relation", "dispute", "sign-off"}),
        "section": frozenset({"reading", "reading source", "dispute reason"}),
        "term section": frozenset({"form", "not in", "case", "reason", "part of speech"}),
    }
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """TBX-Basic in one version: its names, what its root must say, and the words of its picklist.

    `subset_of_entries` says where a project subset may stand: with an entry, or only with a term.
    """

    version: str
    namespace: str
    root: str
    root_attributes: Mapping[str, str]
    language: str
    header: str
    constraints: str
    entry: str
    section: str
    term_section: str
    subset_of_entries: bool
    parts_of_speech: Mapping[str, PartOfSpeech]


TBX3: Final = Dialect(
    version="TBX v3",
    namespace="urn:iso:std:iso:30042:ed-2",
    root="tbx",
    root_attributes=MappingProxyType({"type": "TBX-Basic", "style": "dca"}),
    # The header and the labels of the notes are in English; each side says its own language.
    language="en",
    header="tbxHeader",
    constraints="",
    entry="conceptEntry",
    section="langSec",
    term_section="termSec",
    subset_of_entries=True,
    parts_of_speech=MappingProxyType(_SPEECH_2019),
)

TBX2: Final = Dialect(
    version="TBX v2",
    namespace="",
    root="martif",
    root_attributes=MappingProxyType({"type": "TBX-Basic"}),
    # Tools take this for the language of the originals, so one of the two has to be named.
    language="nl",
    header="martifHeader",
    # ISO 30042:2008 wants the name of the file of constraints in the header; tools do not open it.
    constraints="TBXBasicXCSV02.xcs",
    entry="termEntry",
    section="langSet",
    term_section="tig",
    subset_of_entries=False,
    parts_of_speech=MappingProxyType(_SPEECH_2008),
)
