"""The words of all documents as written, put together from those of the segments."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from server.search.engine import Vocabulary
from server.search.whoosh_engine.schema import SURFACES
from server.search.whoosh_engine.segment import FiledSegment

# Seconds; putting together the words of 20,000 documents takes 30 to 40 milliseconds (measured).
MAX_AGE: Final = 60.0


class Vocabularies:
    """Makes a vocabulary at most once a minute."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._made_of: list[str] | None = None
        self._made_at = 0.0
        self._kept = Vocabulary(0, {})

    def of(self, segments: Sequence[FiledSegment]) -> Vocabulary:
        """The words of some segments, or of those there were less than a minute ago."""
        ids = [segment.id for segment in segments]
        is_old = self._clock() - self._made_at >= MAX_AGE
        if self._made_of is None or (self._made_of != ids and is_old):
            self._made_of, self._made_at = ids, self._clock()
            words = {language: _words(segments, field) for language, field in SURFACES.items()}
            self._kept = Vocabulary(self._kept.generation + 1, words)
        return self._kept


def _words(segments: Sequence[FiledSegment], field: str) -> dict[str, int]:
    found: Counter[str] = Counter()
    for segment in segments:
        words, counts = segment.words(field)
        if found:
            found.update(dict(zip(words, counts.tolist(), strict=True)))
        else:
            found = Counter(dict(zip(words, counts.tolist(), strict=True)))
    return dict(found)
