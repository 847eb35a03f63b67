"""Why documents were found: which leaves of the query stand in them, and with which words."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from server.search.analysis.folding import fold
from server.search.analysis.stemming import stem
from server.search.documents import Part
from server.search.engine import PART_WEIGHTS, Reason
from server.search.matching import Tier
from server.search.query import Way
from server.search.whoosh_engine.asking import Leaf
from server.search.whoosh_engine.schema import form_prefix, form_text, forms_name
from server.text.languages import Language


def reasons(
    searcher: Any, clauses: Sequence[Sequence[Leaf]], documents: Sequence[int]
) -> dict[int, tuple[Reason, ...]]:
    """The reasons for each of these Whoosh document numbers, strongest first.

    Per clause and language only the strongest, and a title around or a context only where nothing of the
    document itself meets the clause.
    """
    words = _Words(searcher, sorted(documents))
    found: dict[int, list[tuple[float, Reason]]] = {document: [] for document in documents}
    for leaves in clauses:
        met: dict[int, list[Leaf]] = {document: [] for document in documents}
        for leaf in leaves:
            for document in words.having(leaf.query()):
                met[document].append(leaf)
        for document, candidates in met.items():
            found[document].extend(
                (leaf.weight, words.reason(leaf, document)) for leaf in _telling(candidates)
            )
    return {
        document: tuple(dict.fromkeys(reason for _, reason in sorted(weighed, key=_by_weight)))
        for document, weighed in found.items()
    }


def _by_weight(weighed: tuple[float, Reason]) -> float:
    return -weighed[0]


def _telling(leaves: Sequence[Leaf]) -> Iterator[Leaf]:
    own = [leaf for leaf in leaves if leaf.part not in (Part.SECTION, Part.CONTEXT)] or leaves
    for language in Language:
        spoken = [leaf for leaf in own if leaf.pattern.language is language]
        if spoken:
            yield max(spoken, key=_strength)


def _strength(leaf: Leaf) -> tuple[int, float]:
    """The way first, so that the very word in the text tells more than another form in a title."""
    return -list(Way).index(leaf.pattern.way), PART_WEIGHTS[leaf.part]


class _Words:
    """How the documents at hand write their words."""

    def __init__(self, searcher: Any, documents: Sequence[int]) -> None:
        self._searcher, self._reader, self._documents = searcher, searcher.reader(), documents
        self._written: dict[tuple[Language, str], list[tuple[str, set[int]]]] = {}

    def having(self, query: Any) -> set[int]:
        """Which of the documents match a Whoosh query."""
        return self._standing(query.matcher(self._searcher, self._searcher.boolean_context()))

    def reason(self, leaf: Leaf, document: int) -> Reason:
        """A leaf that stands in a document, in words."""
        pattern = leaf.pattern
        return Reason(
            way=Way.CONTEXT if leaf.part is Part.CONTEXT else pattern.way,
            language=pattern.language,
            part=leaf.part,
            typed=pattern.typed,
            matched=pattern.matched or self._word(leaf, document),
            concept=pattern.concept,
        )

    def _word(self, leaf: Leaf, document: int) -> str:
        language, token = leaf.pattern.language, leaf.tokens[0]
        if leaf.pattern.tier is Tier.STEM:
            return self._as_written(language, token, document, lambda _: True)
        return self._as_written(
            language, stem(token, language), document, lambda text: fold(text, language) == token
        )

    def _as_written(
        self, language: Language, stemmed: str, document: int, fits: Callable[[str], bool]
    ) -> str:
        forms = self._forms(language, stemmed)
        return next(text for text, documents in forms if document in documents and fits(text))

    def _forms(self, language: Language, stemmed: str) -> list[tuple[str, set[int]]]:
        if (language, stemmed) not in self._written:
            name = forms_name(language)
            self._written[language, stemmed] = [
                (form_text(term.decode()), self._standing(self._reader.postings(name, term)))
                for term in self._reader.expand_prefix(name, form_prefix(stemmed))
            ]
        return self._written[language, stemmed]

    def _standing(self, matcher: Any) -> set[int]:
        standing: set[int] = set()
        for document in self._documents:
            if matcher.is_active() and matcher.id() < document:
                matcher.skip_to(document)
            if not matcher.is_active():
                break
            if matcher.id() == document:
                standing.add(document)
        return standing
