"""Conflicts among many suggested wordings, for lists: found once for the same suggestions, then remembered."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from server.domain.merging import merge

# A paragraph, the language, and the hash of the wording that was before the submitter.
Spot = tuple[str, str, str]


def conflicts_in(suggestions: Iterable[tuple[Spot, str, str, str]]) -> dict[str, frozenset[str]]:
    """Each comment that is in conflict, with those that it is in conflict with.

    A suggestion is given as its spot, the id of its comment, the base and the suggested wording. Suggestions
    for one paragraph on different bases are not compared: the merging page does that, on the stated base.
    """
    by_spot: dict[Spot, list[tuple[str, str]]] = defaultdict(list)
    bases: dict[Spot, str] = {}
    for spot, comment, base, wording in suggestions:
        by_spot[spot].append((comment, wording))
        bases[spot] = base
    found: dict[str, frozenset[str]] = {}
    for spot, several in by_spot.items():
        if len(several) > 1:
            found |= _among(bases[spot], tuple(several))
    return found


# A document of 300 paragraphs has 600 wordings; nothing here depends on anything but the texts.
@lru_cache(maxsize=1_024)
def _among(base: str, suggestions: tuple[tuple[str, str], ...]) -> Mapping[str, frozenset[str]]:
    matrix = merge(base, dict(suggestions)).matrix
    return {comment: others for comment, others in matrix.items() if others}
