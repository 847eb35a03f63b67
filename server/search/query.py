"""What was asked, once it is understood; `grammar` makes it of what somebody typed."""

from dataclasses import dataclass, replace
from enum import StrEnum

from server.search.analysis.common_words import COMMON_WORDS
from server.search.analysis.folding import fold
from server.search.documents import Facet
from server.text.languages import LANGUAGES, Language


class Way(StrEnum):
    """How a document came to match what was typed, strongest first.

    `COMPOUND`: the word is part of a longer one. `PARTS`: the parts of the typed compound stand in the document.
    `PAIR`: a word that the record's paragraphs pair with it. `COGNATE`: a word of the other language that is
    written alike. `TRANSLATION`: only a machine translation matches; `CONTEXT`: only what a comment is about.
    """

    PHRASE = "phrase"
    SAME_WORD = "same-word"
    STEM = "stem"
    PREFIX = "prefix"
    COMPOUND = "compound"
    PARTS = "parts"
    GLOSSARY = "glossary"
    PAIR = "pair"
    COGNATE = "cognate"
    TRANSLATION = "translation"
    CONTEXT = "context"


class Note(StrEnum):
    """What of a query could not be taken as it was typed; the pages hold the sentence for each in both languages."""

    TOO_LONG = "too-long"
    TOO_MANY_WORDS = "too-many-words"
    SHORT_PREFIX = "short-prefix"
    UNKNOWN_VALUE = "unknown-value"
    ONLY_EXCLUDED = "only-excluded"


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing asked for: a word, the words of a phrase in their order, or the beginning of a word."""

    way: Way
    words: tuple[str, ...]

    @property
    def typed(self) -> str:
        """What was typed, without its quotation marks."""
        return " ".join(self.words) + ("*" if self.way is Way.PREFIX else "")

    @property
    def is_common(self) -> bool:
        """Whether this is a single word that is common in one of the languages."""
        return self.way is Way.SAME_WORD and any(
            fold(self.words[0], language) in COMMON_WORDS[language] for language in LANGUAGES
        )


@dataclass(frozen=True, slots=True)
class FieldWord:
    """A filter typed into the box, such as `kind:comment`; the value is as it was typed."""

    facet: Facet
    value: str
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Expansion:
    """A word or term that may stand for the groups first..last (last included), in a way and with a weight.

    `typed` is what it was found by; "" for all words of those groups. `is_apart` says that its words need not
    stand side by side: they are what the parts of a typed compound are called, each a word or a part of one.
    """

    first: int
    last: int
    language: Language
    term: str
    way: Way
    weight: float
    concept: str = ""
    typed: str = ""
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked: a document must meet one clause of every group that counts, itself or by an expansion.

    `text` is what was typed, as far as it was taken. Of several fields of one facet a document must have any;
    without groups, fields alone list what they let through.
    """

    text: str
    groups: tuple[tuple[Clause, ...], ...] = ()
    excluded: tuple[Clause, ...] = ()
    fields: tuple[FieldWord, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for: no words and no filters but what should be left out."""
        return not self.groups and all(field.is_excluded for field in self.fields)

    def noted(self, *notes: Note) -> "Query":
        """The query with notes added, each once, in their order."""
        return replace(self, notes=tuple(note for note in Note if note in (*self.notes, *notes)))

    def typed(self, first: int, last: int) -> str:
        """The words of the groups first..last (last included) as they were typed, "OR" between alternatives."""
        return " ".join(
            " OR ".join(clause.typed for clause in self.groups[place]) for place in range(first, last + 1)
        )

    @property
    def counting(self) -> tuple[int, ...]:
        """Places of the groups that count: all but common words, or all where every word is common."""
        kept = tuple(
            place
            for place, clauses in enumerate(self.groups)
            if not all(clause.is_common for clause in clauses)
        )
        return kept or tuple(range(len(self.groups)))
