"""A query put to Whoosh's postings, one pattern in one field at a time.

Whoosh's own boolean queries and collectors are left out: its Require finds nothing, its limits guess the
total, and taking terms one by one also tells for every hit what it was found by.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Any

from whoosh.query import Phrase

from server.search.documents import Kind, Part
from server.search.engine import MAX_PREFIX_WORDS, MIN_WORDS_TO_MISS_ONE, PART_WEIGHTS
from server.search.matching import Pattern, patterns
from server.search.query import Query, Way
from server.search.whoosh_engine.schema import field_name
from server.text.languages import Language


@dataclass(frozen=True, slots=True)
class Leaf:
    """One pattern in one part of the documents: where it stands, with weighted scores per document number.

    `tokens` is what was looked up; for a prefix one of the folded words that it stands for.
    """

    pattern: Pattern
    part: Part
    tokens: tuple[str, ...]
    found: dict[int, float]


Clause = Sequence[Leaf]


def ask(searcher: Any, query: Query, languages: Collection[Language]) -> list[Clause]:
    """For each clause that counts, all that satisfies it; an empty one means that nothing does."""
    return [
        [leaf for pattern in satisfying for leaf in _leaves(searcher, pattern)]
        for satisfying in patterns(query, languages)
    ]


def ranked(query: Query, clauses: Sequence[Clause]) -> list[tuple[float, int]]:
    """(score, document number) of all documents that meet the query, best first.

    A document must hold something of the query itself: the title of the section around is not enough.
    """
    totals = [_total(leaves) for leaves in clauses]
    own = {document for leaves in clauses for leaf in leaves if _is_own(leaf) for document in leaf.found}
    met = own.intersection(*totals) if totals else set()
    if not met and len(totals) >= MIN_WORDS_TO_MISS_ONE:
        ways = [query.clauses[place].way for place in query.counting]
        needed = [total for total, way in zip(totals, ways, strict=True) if way is not Way.SAME_WORD]
        met = {
            document
            for document in own.intersection(*needed)
            if sum(document in total for total in totals) == len(totals) - 1
        }
    scored = [(sum(total.get(document, 0.0) for total in totals), document) for document in met]
    return sorted(scored, key=lambda hit: (-hit[0], hit[1]))


def of_kinds(searcher: Any, kinds: Collection[Kind]) -> set[int]:
    """The numbers of all documents of some kinds."""
    return {document for kind in kinds for document, _ in _postings(searcher, "kind", str(kind))}


def _is_own(leaf: Leaf) -> bool:
    return leaf.part is not Part.SECTION


def _total(leaves: Clause) -> dict[int, float]:
    """Scores of one clause: what was typed adds up; of the glossary's many terms only the best one counts."""
    total: dict[int, float] = {}
    best: dict[int, float] = {}
    for leaf in leaves:
        for document, score in leaf.found.items():
            if leaf.pattern.way is Way.GLOSSARY:
                best[document] = max(best.get(document, 0.0), score)
            else:
                total[document] = total.get(document, 0.0) + score
    return {document: total.get(document, 0.0) + best.get(document, 0.0) for document in total | best}


def _leaves(searcher: Any, pattern: Pattern) -> Iterator[Leaf]:
    if pattern.way is Way.PREFIX:
        looked_up = _words_with(searcher.reader(), pattern)
    else:
        looked_up = [(part, pattern.tokens) for part in Part]
    for part, tokens in looked_up:
        weight = pattern.weight * PART_WEIGHTS[part]
        field = field_name(pattern.language, part, pattern.tier)
        found = {document: score * weight for document, score in _scores(searcher, field, tokens)}
        if found:
            yield Leaf(pattern, part, tokens, found)


def _words_with(reader: Any, prefix: Pattern) -> list[tuple[Part, tuple[str, ...]]]:
    counts: dict[str, int] = {}
    found: list[tuple[Part, str]] = []
    for part in Part:
        field = field_name(prefix.language, part, prefix.tier)
        for term in reader.expand_prefix(field, prefix.tokens[0]):
            word = term.decode()
            counts[word] = counts.get(word, 0) + reader.doc_frequency(field, term)
            found.append((part, word))
    frequent = set(nlargest(MAX_PREFIX_WORDS, counts, key=lambda word: (counts[word], word)))
    return [(part, (word,)) for part, word in found if word in frequent]


def _scores(searcher: Any, field: str, tokens: tuple[str, ...]) -> Iterator[tuple[int, float]]:
    if len(tokens) == 1:
        return _postings(searcher, field, tokens[0])
    return _steps(Phrase(field, list(tokens)).matcher(searcher, searcher.context()))


def _postings(searcher: Any, field: str, token: str) -> Iterator[tuple[int, float]]:
    if (field, token.encode()) in searcher.reader():
        yield from _steps(searcher.postings(field, token.encode()))


def _steps(matcher: Any) -> Iterator[tuple[int, float]]:
    while matcher.is_active():
        yield matcher.id(), matcher.score()
        matcher.next()
