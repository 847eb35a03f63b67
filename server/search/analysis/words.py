"""Where the words of a text stand."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# A number keeps its inner points and commas ("4.0"). Hyphens part words, so that "mkb-bedrijf" is found by
# "mkb". Apostrophes, soft hyphens and combining marks (of decomposed letters) stay inside a word.
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_](?:[^\W_]|[\u00ad\u0300-\u036f]|['’‘ʼ´`](?=[^\W_]))*")


class Place(NamedTuple):
    """A word as it stands in a text, at character offsets start..end (end excluded)."""

    start: int
    end: int
    text: str


def places(text: str) -> Iterator[Place]:
    """The words of a text in reading order."""
    for found in _WORD.finditer(text):
        yield Place(found.start(), found.end(), found.group())
