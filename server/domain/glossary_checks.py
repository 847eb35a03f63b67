"""What must hold in the glossary as a whole: a preferred term on each side, no term for two concepts."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from server.domain.glossary import Concept, TermStatus
from server.domain.wording_checks import Severity
from server.text.languages import LANGUAGES, Language
from server.text.phrases import fold_case


@dataclass(frozen=True, slots=True)
class GlossaryRemark:
    """One thing found on one side of a concept; `term` is the position of the term, or None for the side."""

    concept: str
    language: Language
    term: int | None
    severity: Severity
    reason: str


def check_glossary(
    concepts: Iterable[Concept], in_use: Collection[tuple[str, Language]]
) -> Iterator[GlossaryRemark]:
    """Everything to mend or to look at; `in_use` names the concepts that occur in the text of a language."""
    concepts = list(concepts)
    for concept in concepts:
        for language in LANGUAGES:
            preferred = [t for t in concept.sides[language].terms if t.status is TermStatus.PREFERRED]
            if len(preferred) != 1:
                reason = f"must have one preferred term, but has {len(preferred)}"
                yield GlossaryRemark(concept.key, language, None, Severity.ERROR, reason)
            if (concept.key, language) not in in_use:
                reason = f"no term of this concept occurs in the text in '{language}'"
                yield GlossaryRemark(concept.key, language, None, Severity.ADVISORY, reason)
    for language in LANGUAGES:
        yield from _doubles(concepts, language)


def _doubles(concepts: Iterable[Concept], language: Language) -> Iterator[GlossaryRemark]:
    owners: dict[str, str] = {}
    for concept in concepts:
        for position, term in enumerate(concept.sides[language].terms):
            for phrase in (term.text, *term.forms):
                owner = owners.setdefault(fold_case(phrase), concept.key)
                if owner != concept.key:
                    reason = f'"{phrase}" also names the concept "{owner}"'
                    yield GlossaryRemark(concept.key, language, position, Severity.ADVISORY, reason)
