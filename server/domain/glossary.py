"""The glossary: concepts with definitions, readings and terms in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from server.text.languages import Language


class TermStatus(StrEnum):
    """Administrative status of a term (TBX-Basic: preferredTerm-admn-sts and its siblings)."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"


class DisputeState(StrEnum):
    """Whether the two sides differ on a concept, and how it ended."""

    NONE = "none"
    DISPUTED = "disputed"
    SETTLED = "settled"
    AGREE_TO_DIFFER = "agree-to-differ"


class ProcessState(StrEnum):
    """How far the work on a concept has come."""

    DRAFT = "draft"
    OPEN = "open"
    DECIDED = "decided"


class Relation(StrEnum):
    """How far the Dutch concept covers the German one, seen from the Dutch side (SKOS mapping relations)."""

    EXACT = "exact"
    CLOSE = "close"
    BROADER = "broader"
    NARROWER = "narrower"
    RELATED = "related"
    NONE = "none"


class PartOfSpeech(StrEnum):
    """Part of speech (TBX-Basic picklist)."""

    NOUN = "noun"
    VERB = "verb"
    ADJECTIVE = "adjective"
    PROPER_NOUN = "properNoun"
    OTHER = "other"


class Gender(StrEnum):
    """Grammatical gender (TBX-Basic picklist); Dutch has common gender, German masculine and feminine."""

    MASCULINE = "masculine"
    FEMININE = "feminine"
    NEUTER = "neuter"
    COMMON = "common"


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that names a concept in one language.

    `forms` are its other written forms (plural, case, compounds), so that matching needs no stemmer;
    `not_in` are longer phrases in which the same letters name something else; `case_sensitive` keeps
    "KI" from matching other words; `reason` says why a term is deprecated or superseded; `region`
    names where it is used when that is not the whole language area.
    """

    text: str
    status: TermStatus
    part_of_speech: PartOfSpeech = PartOfSpeech.NOUN
    gender: Gender | None = None
    region: str = ""
    reason: str = ""
    case_sensitive: bool = False
    forms: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()


# While a dispute is in one of these states a reader must be told that the two sides differ.
DIFFERING = (DisputeState.DISPUTED, DisputeState.AGREE_TO_DIFFER)


@dataclass(frozen=True, slots=True)
class Side:
    """What one language holds of a concept: definition, source, terms; a reading where the sides differ."""

    definition: str
    source: str
    terms: tuple[Term, ...]
    reading: str = ""
    reading_source: str = ""

    @property
    def preferred(self) -> str:
        """The preferred term; the first term where none is marked so."""
        for term in self.terms:
            if term.status is TermStatus.PREFERRED:
                return term.text
        return self.terms[0].text


@dataclass(frozen=True, slots=True)
class SignOff:
    """The consent of an editor for one side to the description as it stands; `at` is UTC."""

    side: Language
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Concept:
    """One idea with definitions and terms in both languages (TBX conceptEntry)."""

    key: str
    subject_field: str
    process: ProcessState
    relation: Relation
    dispute: DisputeState
    dispute_reasons: Mapping[Language, str]
    sides: Mapping[Language, Side]
    sign_offs: tuple[SignOff, ...] = ()

    @property
    def is_disputed(self) -> bool:
        """Whether a reader must be told that the two sides read the concept differently."""
        return self.dispute in DIFFERING
