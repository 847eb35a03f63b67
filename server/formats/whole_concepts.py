"""What a file must say of a concept, as the domain wants it before it can be saved."""

from collections.abc import Callable
from typing import Final

from server.domain.concept_checks import ConceptProblem, ConceptRefused, check_concept
from server.domain.glossary import Concept
from server.formats.refusal import FormatRefused
from server.text.languages import LANGUAGES, Language

_REASONS: Final = {
    ConceptProblem.EMPTY: "is missing",
    ConceptProblem.NO_TERM: "are missing",
    ConceptProblem.NOT_ONE_PREFERRED: "hold none or several that are preferred",
    ConceptProblem.DOUBLE_TERM: "stands there twice",
    ConceptProblem.REASON_MISSING: "is missing",
    ConceptProblem.READING_MISSING: "is missing although the sides differ",
    ConceptProblem.NO_DISPUTE: "is none although reasons or readings are given",
}

# The line of the concept, of a side of it, or of the term at a position of that side.
LineOf = Callable[[Language | None, int | None], int]


def check_whole(concept: Concept, line_of: LineOf) -> None:
    """Raise FormatRefused, with its line, for the first thing that the domain would not save."""
    try:
        check_concept(concept)
    except ConceptRefused as refused:
        field, problem = next(iter(refused.problems.items()))
        side, _, rest = field.partition(".")
        language = Language(side) if side in LANGUAGES else None
        parts = rest.split(".")
        term = int(parts[1]) if language and len(parts) > 1 else None
        reason = f'the concept "{concept.key}": {field} {_REASONS[problem]}'
        raise FormatRefused(line_of(language, term), reason) from refused
