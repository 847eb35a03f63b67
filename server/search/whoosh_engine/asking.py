"""A query as Whoosh query objects, built leaf by leaf so that every leaf knows its reason."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Any

from whoosh import query as wq

from server.search.documents import Part
from server.search.engine import MAX_PREFIX_WORDS, PART_WEIGHTS
from server.search.matching import Pattern, patterns
from server.search.query import Query, Way
from server.search.whoosh_engine.schema import field_name
from server.text.languages import Language


@dataclass(frozen=True, slots=True)
class Leaf:
    """One pattern in one field, and for a prefix the one folded word it stands for."""

    pattern: Pattern
    part: Part
    tokens: tuple[str, ...]

    @property
    def weight(self) -> float:
        """How much a match here counts."""
        return self.pattern.weight * PART_WEIGHTS[self.part]

    @property
    def field(self) -> str:
        """The name of the field asked."""
        return field_name(self.pattern.language, self.part, self.pattern.tier)

    def query(self) -> Any:
        """The leaf as a Whoosh query."""
        if len(self.tokens) == 1:
            return wq.Term(self.field, self.tokens[0], boost=self.weight)
        return wq.Phrase(self.field, list(self.tokens), boost=self.weight)


def leaves_of(query: Query, languages: Collection[Language], reader: Any) -> list[list[Leaf]]:
    """For each clause that counts, the leaves whose words the index knows; none means no hits."""
    return [
        [leaf for pattern in satisfying for leaf in _leaves(pattern, reader)]
        for satisfying in patterns(query, languages)
    ]


def whole_query(clauses: Sequence[Sequence[Leaf]]) -> Any:
    """Every clause met somewhere, and at least one outside the titles of the sections around."""
    met = wq.And([_any_of(leaves) for leaves in clauses])
    own = [leaf for leaves in clauses for leaf in leaves if leaf.part is not Part.SECTION]
    return wq.Require(met, _any_of(own)) if own else wq.NullQuery


def _any_of(leaves: Sequence[Leaf]) -> Any:
    asked = wq.Or([leaf.query() for leaf in leaves])
    # Whoosh's other unions read all postings ahead and only work on small indexes.
    asked.matcher_type = wq.Or.DEFAULT_MATCHER
    return asked


def _leaves(pattern: Pattern, reader: Any) -> Iterator[Leaf]:
    if pattern.way is Way.PREFIX:
        yield from _prefix_leaves(pattern, reader)
        return
    for part in Part:
        leaf = Leaf(pattern, part, pattern.tokens)
        if all((leaf.field, token.encode()) in reader for token in leaf.tokens):
            yield leaf


def _prefix_leaves(pattern: Pattern, reader: Any) -> Iterator[Leaf]:
    counts: dict[str, int] = {}
    found: list[Leaf] = []
    for part in Part:
        field = field_name(pattern.language, part, pattern.tier)
        for term in reader.expand_prefix(field, pattern.tokens[0]):
            word = term.decode()
            counts[word] = counts.get(word, 0) + reader.doc_frequency(field, term)
            found.append(Leaf(pattern, part, (word,)))
    frequent = set(nlargest(MAX_PREFIX_WORDS, counts, key=lambda word: (counts[word], word)))
    yield from (leaf for leaf in found if leaf.tokens[0] in frequent)
