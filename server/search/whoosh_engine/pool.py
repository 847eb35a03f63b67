"""Postings of the documents that are being written, kept flat and put in the order of terms at the end."""

from array import array
from collections.abc import Collection, Iterator
from itertools import chain, repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from server.search.whoosh_engine.blocks import Counts, Docs, Positions, Weights
from server.search.whoosh_engine.schema import Words
from server.search.whoosh_engine.sets import spread


class Term(NamedTuple):
    """A term with its postings in the order of documents; an exact one has no positions."""

    token: bytes
    docs: Docs
    weights: Weights
    counts: Counts
    positions: Positions


class FieldPool:
    """The postings of one field: 12 bytes each and 2 per position, whatever their number of terms."""

    def __init__(self) -> None:
        self._tokens: dict[str, int] = {}
        self._terms, self._docs, self._weights = array("I"), array("I"), array("f")
        self._counts, self._positions = array("H"), array("H")

    def __len__(self) -> int:
        return len(self._docs)

    def add(self, document: int, words: Words) -> None:
        """The words of a document; documents come in rising order."""
        self._number(words.weights, document)
        self._weights.extend(words.weights.values())
        self._counts.extend(map(len, words.positions.values()))
        self._positions.extend(chain.from_iterable(words.positions.values()))

    def add_exact(self, document: int, terms: Collection[str]) -> None:
        """The terms that a document has."""
        self._number(terms, document)
        self._weights.extend(repeat(1.0, len(terms)))
        self._counts.extend(repeat(0, len(terms)))

    def add_term(self, term: Term) -> None:
        """A term with its postings from another part of the index, their documents renumbered."""
        number = self._tokens.setdefault(term.token.decode(), len(self._tokens))
        self._terms.extend(repeat(number, len(term.docs)))
        self._docs.frombytes(term.docs.tobytes())
        self._weights.frombytes(term.weights.tobytes())
        self._counts.frombytes(term.counts.tobytes())
        self._positions.frombytes(term.positions.tobytes())

    def terms(self) -> Iterator[Term]:
        """All terms in rising order."""
        tokens = sorted(self._tokens)
        ranks = np.empty(len(tokens), np.uint32)
        ranks[[self._tokens[token] for token in tokens]] = np.arange(len(tokens))
        terms = ranks[np.frombuffer(self._terms, np.uint32)]
        order = np.argsort(terms, kind="stable")
        docs, weights = np.frombuffer(self._docs, np.uint32), np.frombuffer(self._weights, np.float32)
        counts = np.frombuffer(self._counts, np.uint16)
        positions = _reordered(np.frombuffer(self._positions, np.uint16), counts, order)
        docs, weights, counts = docs[order], weights[order], counts[order]
        ends = np.cumsum(np.bincount(terms, minlength=len(tokens)))
        places = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)])
        start = 0
        for token, end, first, last in zip(
            tokens,
            ends.tolist(),
            places[np.concatenate([np.zeros(1, np.int64), ends[:-1]])].tolist(),
            places[ends].tolist(),
            strict=True,
        ):
            yield Term(
                token.encode(), docs[start:end], weights[start:end], counts[start:end], positions[first:last]
            )
            start = end

    def _number(self, tokens: Collection[str], document: int) -> None:
        numbers = self._tokens
        self._terms.extend([numbers.setdefault(token, len(numbers)) for token in tokens])
        self._docs.extend(repeat(document, len(tokens)))


def _reordered(positions: Positions, counts: Counts, order: NDArray[np.int64]) -> Positions:
    """The positions of postings in another order; each posting has as many as `counts` says."""
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)])
    return positions[spread(starts, order)[0]]
