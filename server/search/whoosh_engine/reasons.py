"""Why a document was found: what of the query stands in it, and in which words."""

from collections.abc import Iterator, Sequence
from typing import Any

from server.search.analysis.folding import fold
from server.search.analysis.stemming import stem
from server.search.documents import Part
from server.search.engine import PART_WEIGHTS, Reason
from server.search.matching import Tier
from server.search.query import Way
from server.search.whoosh_engine.asking import Clause, Leaf
from server.search.whoosh_engine.schema import form_prefix, form_text, forms_name
from server.text.languages import Language


class Explainer:
    """Explains the hits of one answer."""

    def __init__(self, reader: Any, clauses: Sequence[Clause]) -> None:
        self._reader, self._clauses = reader, clauses
        self._written: dict[tuple[Language, str], list[tuple[str, set[int]]]] = {}

    def reasons(self, document: int) -> tuple[Reason, ...]:
        """The reasons for a document number, strongest first.

        Per clause and language only the strongest, and a title around or a context only where nothing
        of the document itself meets the clause.
        """
        telling = [leaf for leaves in self._clauses for leaf in _telling(leaves, document)]
        strongest = sorted(telling, key=_strength, reverse=True)
        return tuple(dict.fromkeys(self._reason(leaf, document) for leaf in strongest))

    def _reason(self, leaf: Leaf, document: int) -> Reason:
        pattern = leaf.pattern
        return Reason(
            way=Way.CONTEXT if leaf.part is Part.CONTEXT else pattern.way,
            language=pattern.language,
            part=leaf.part,
            typed=pattern.typed,
            matched=pattern.matched or self._as_written(leaf, document),
            concept=pattern.concept,
        )

    def _as_written(self, leaf: Leaf, document: int) -> str:
        language, token = leaf.pattern.language, leaf.tokens[0]
        is_word = leaf.pattern.tier is Tier.WORD
        for text, documents in self._forms(language, stem(token, language) if is_word else token):
            if document in documents and (not is_word or fold(text, language) == token):
                return text
        return token

    def _forms(self, language: Language, stemmed: str) -> list[tuple[str, set[int]]]:
        if (language, stemmed) not in self._written:
            name = forms_name(language)
            self._written[language, stemmed] = [
                (form_text(term.decode()), set(self._reader.postings(name, term).all_ids()))
                for term in self._reader.expand_prefix(name, form_prefix(stemmed))
            ]
        return self._written[language, stemmed]


def _telling(leaves: Clause, document: int) -> Iterator[Leaf]:
    met = [leaf for leaf in leaves if document in leaf.found]
    own = [leaf for leaf in met if leaf.part not in (Part.SECTION, Part.CONTEXT)] or met
    for language in Language:
        spoken = [leaf for leaf in own if leaf.pattern.language is language]
        if spoken:
            yield max(spoken, key=_strength)


def _strength(leaf: Leaf) -> tuple[bool, int, float]:
    """The way first: the very word in the text tells more than another form of it in a title."""
    ways = list(Way)
    return leaf.part is not Part.CONTEXT, -ways.index(leaf.pattern.way), PART_WEIGHTS[leaf.part]
