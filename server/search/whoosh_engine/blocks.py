"""Posting lists as bytes that numpy reads without a loop.

A head says how many postings there are and how the rest is kept; then come the first document, the gaps to
the others, the weights (none where all are 1.0, one where all are equal), the numbers of positions and the
positions themselves. All numbers are little endian, and as narrow as they can be.
"""

from dataclasses import dataclass
from struct import Struct
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Docs = NDArray[np.uint32]
Weights = NDArray[np.float32]
Counts = NDArray[np.uint16]
Positions = NDArray[np.uint16]

# Number of postings, first document, bytes of a gap, kind of weights, bytes of a count.
_HEAD: Final = Struct("<IIBBB")
_ALL_ONE, _ALL_EQUAL, _EACH = range(3)
# Instead of the bytes of a count: no positions, or one each.
_NO_POSITIONS, _SINGLE = 0, 9
_WIDTHS: Final = {width: np.dtype(f"<u{width}") for width in (1, 2, 4)}
_FLOAT: Final = np.dtype("<f4")


@dataclass(frozen=True, slots=True)
class Postings:
    """The postings of one term; `weights` is None where all are 1.0."""

    docs: Docs
    weights: Weights | None

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return int(self.docs.nbytes + (0 if self.weights is None else self.weights.nbytes))


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a term stands: `positions` of all its documents, those of one from `starts[i]` to `starts[i + 1]`."""

    positions: Positions
    starts: NDArray[np.int64]

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return int(self.positions.nbytes + self.starts.nbytes)


def packed(docs: Docs, weights: Weights, counts: Counts, positions: Positions) -> bytes:
    """A posting list, its documents in rising order; without positions every count is 0."""
    if len(docs) == 1:
        return _packed_single(docs, weights, positions)
    gaps, gap_width = _narrow(np.diff(docs))
    kind, kept = _packed_weights(weights)
    lengths, count_width = _packed_counts(counts, positions)
    head = _HEAD.pack(len(docs), int(docs[0]), gap_width, kind, count_width)
    return b"".join((head, gaps, kept, lengths, positions.astype("<u2", copy=False).tobytes()))


def postings(content: memoryview) -> Postings:
    """The documents of a posting list and their weights."""
    count, first, gap_width, kind, _ = _HEAD.unpack_from(content)
    docs = np.empty(count, np.uint32)
    docs[0] = first
    if count > 1:
        gaps = np.frombuffer(content, _WIDTHS[gap_width], count - 1, _HEAD.size)
        np.cumsum(gaps, out=docs[1:])
        docs[1:] += np.uint32(first)
    at = _HEAD.size + (count - 1) * gap_width
    if kind == _ALL_ONE:
        return Postings(docs, None)
    weights = np.frombuffer(content, _FLOAT, 1 if kind == _ALL_EQUAL else count, at).astype(np.float32)
    return Postings(docs, np.repeat(weights, count) if kind == _ALL_EQUAL else weights)


def placed(content: memoryview) -> Placed:
    """The positions of a posting list."""
    count, _, gap_width, kind, count_width = _HEAD.unpack_from(content)
    at = _HEAD.size + (count - 1) * gap_width + _FLOAT.itemsize * (0, 1, count)[kind]
    if count_width in (_NO_POSITIONS, _SINGLE):
        starts = np.arange(count + 1) if count_width == _SINGLE else np.zeros(count + 1, np.int64)
    else:
        counts = np.frombuffer(content, _WIDTHS[count_width], count, at)
        starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)])
        at += count * count_width
    positions = np.frombuffer(content, _WIDTHS[2], int(starts[-1]), at)
    return Placed(positions.astype(np.uint16), starts)


def _packed_single(docs: Docs, weights: Weights, positions: Positions) -> bytes:
    """Most terms stand in one document only, so this is worth its lines."""
    weight, count = weights.item(), len(positions)
    kind, kept = (_ALL_ONE, b"") if weight == 1.0 else (_ALL_EQUAL, weights.astype(_FLOAT).tobytes())
    width, lengths = 2, count.to_bytes(2, "little")
    if count < 2:
        width, lengths = _SINGLE if count else _NO_POSITIONS, b""
    head = _HEAD.pack(1, docs.item(), 1, kind, width)
    return b"".join((head, kept, lengths, positions.astype("<u2", copy=False).tobytes()))


def _packed_weights(weights: Weights) -> tuple[int, bytes]:
    if (weights == weights[0]).all():
        return (_ALL_ONE, b"") if weights[0] == 1.0 else (_ALL_EQUAL, weights[:1].astype(_FLOAT).tobytes())
    return _EACH, weights.astype(_FLOAT).tobytes()


def _packed_counts(counts: Counts, positions: Positions) -> tuple[bytes, int]:
    if not len(positions):
        return b"", _NO_POSITIONS
    return (b"", _SINGLE) if (counts == 1).all() else _narrow(counts)


def _narrow(numbers: NDArray[Any]) -> tuple[bytes, int]:
    highest = int(numbers.max())
    width = next(width for width in _WIDTHS if highest < 1 << 8 * width)
    return numbers.astype(_WIDTHS[width]).tobytes(), width
