"""Whether both wordings of a paragraph use the terms of the glossary alike; advice to editors, never a rule."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from server.domain.document import Paragraph, wording_hash
from server.domain.glossary import Concept, TermStatus
from server.domain.term_matching import Occurrence, TermMatcher
from server.text.languages import LANGUAGES, Language
from server.text.markdown import plain
from server.text.phrases import fold_case


class TermFindingKind(StrEnum):
    """What the check looks for."""

    ONE_SIDED = "one-sided"
    DISCOURAGED = "discouraged"
    UNMARKED = "unmarked"
    # Not a finding: an editor's word that a wording uses these words for something else.
    NOT_THIS_TERM = "not-this-term"


@dataclass(frozen=True, slots=True)
class TermFinding:
    """One thing to look at: a concept in a paragraph, seen in the wording of `language`.

    `words` are the words that stand there; for ONE_SIDED the other wording has none of the concept.
    `base` is the fingerprint of both wordings: a dismissal holds for these words only.
    """

    kind: TermFindingKind
    concept: str
    paragraph_id: str
    language: Language
    words: str
    base: str

    @property
    def id(self) -> str:
        """A name for this finding in this very text, for forms and scripts."""
        return wording_hash("|".join((self.kind, self.concept, self.paragraph_id, self.language, self.base)))


@dataclass(frozen=True, slots=True)
class Dismissal:
    """An editor's word that a finding needs no change, with the reason; kept, and gone when the text changes."""

    kind: TermFindingKind
    concept: str
    paragraph_id: str
    language: Language
    base: str
    reason: str
    by: str


class DismissedPlaces:
    """The wordings in which a concept's words mean something else, by an editor's word."""

    def __init__(self, dismissals: Iterable[Dismissal]) -> None:
        self._places = {
            (each.concept, each.paragraph_id, each.language, each.base)
            for each in dismissals
            if each.kind is TermFindingKind.NOT_THIS_TERM
        }

    def kept(
        self, occurrences: Iterable[Occurrence], paragraph: Paragraph, language: Language
    ) -> list[Occurrence]:
        """The occurrences that nobody dismissed for these very wordings."""
        base = both_wordings(paragraph) if self._places else ""
        return [
            each for each in occurrences if (each.concept, paragraph.id, language, base) not in self._places
        ]


class TermChecker:
    """Checks paragraphs against a glossary; build once, it holds an automaton per language."""

    def __init__(self, concepts: Sequence[Concept], dismissals: Iterable[Dismissal] = ()) -> None:
        self._places = DismissedPlaces(dismissals)
        self._concepts = {concept.key: concept for concept in concepts}
        self._matchers = {language: TermMatcher(concepts, language) for language in LANGUAGES}

    def findings(self, paragraph: Paragraph, marked: Mapping[Language, frozenset[str]]) -> list[TermFinding]:
        """What to look at in one paragraph.

        `marked` names, per language, the concepts that the published text of this paragraph marks. Of
        each kind a concept is named once per wording. Footnotes are left out: they cite titles.
        """
        texts = {language: plain(text, notes=False) for language, text in paragraph.wordings.items()}
        used = {
            language: self._places.kept(self._matchers[language].occurrences(text), paragraph, language)
            for language, text in texts.items()
        }
        base = both_wordings(paragraph)
        return [
            TermFinding(kind, occurrence.concept, paragraph.id, language, occurrence.text, base)
            for kind, language, occurrence in self._remarks(used, marked)
        ]

    def _remarks(
        self, used: Mapping[Language, list[Occurrence]], marked: Mapping[Language, frozenset[str]]
    ) -> Iterator[tuple[TermFindingKind, Language, Occurrence]]:
        for language, occurrences in used.items():
            counterpart = {occurrence.concept for occurrence in used.get(language.other, ())}
            for occurrence in _once_per_concept(occurrences):
                concept = self._concepts[occurrence.concept]
                if language.other in used and occurrence.concept not in counterpart:
                    yield TermFindingKind.ONE_SIDED, language, occurrence
                if concept.is_disputed and occurrence.concept not in marked.get(language, frozenset()):
                    yield TermFindingKind.UNMARKED, language, occurrence
            discouraged = (
                occurrence
                for occurrence in occurrences
                if _is_discouraged(self._concepts[occurrence.concept], language, occurrence.text)
            )
            for occurrence in _once_per_concept(discouraged):
                yield TermFindingKind.DISCOURAGED, language, occurrence


def both_wordings(paragraph: Paragraph) -> str:
    """The fingerprint of both wordings of a paragraph."""
    return wording_hash("\x1f".join(paragraph.wordings.get(language, "") for language in LANGUAGES))


def undismissed(findings: Iterable[TermFinding], dismissals: Iterable[Dismissal]) -> list[TermFinding]:
    """The findings that no dismissal answers."""
    answered = {(d.kind, d.concept, d.paragraph_id, d.language, d.base) for d in dismissals}
    return [f for f in findings if (f.kind, f.concept, f.paragraph_id, f.language, f.base) not in answered]


def _once_per_concept(occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    first: dict[str, Occurrence] = {}
    for occurrence in occurrences:
        first.setdefault(occurrence.concept, occurrence)
    return list(first.values())


def _is_discouraged(concept: Concept, language: Language, words: str) -> bool:
    for term in concept.sides[language].terms:
        if term.status in (TermStatus.DEPRECATED, TermStatus.SUPERSEDED):
            written = {fold_case(form) for form in (term.text, *term.forms)}
            if fold_case(words) in written:
                return True
    return False
