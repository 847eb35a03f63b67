"""Where tokens stand side by side."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from server.search.whoosh_engine.blocks import Placed
from server.search.whoosh_engine.sets import Places, members, spread


def side_by_side(places: Sequence[Places], placed: Sequence[Placed]) -> Places:
    """Which of some documents have the tokens next to each other in their order.

    `places` says for each token where these documents stand in its postings. A word is compared as a number
    made of its document and its position, that of each token shifted to where the phrase begins.
    """
    words = [_words(token, each, at) for token, (each, at) in enumerate(zip(placed, places, strict=True))]
    width = max(int(positions.max(initial=0)) for _, positions in words) + 1
    begins, *others = sorted((documents * width + positions for documents, positions in words), key=len)
    for each in others:
        begins = begins[members(begins, each, len(places[0]) * width)]
    documents = begins // width
    found: Places = documents[np.diff(documents, prepend=-1).nonzero()[0]]
    return found


def _words(token: int, placed: Placed, places: Places) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    at, many = spread(placed.starts, places)
    positions = placed.positions[at].astype(np.int64) - token
    documents = np.repeat(np.arange(len(places)), many)
    return (documents, positions) if not token else (documents[positions >= 0], positions[positions >= 0])
