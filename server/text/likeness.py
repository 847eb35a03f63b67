"""A door to rapidfuzz (the others compare word by word): how alike two texts are."""

import re

from rapidfuzz import fuzz

_NO_WORD = re.compile(r"[\W_]+")


def normalised(text: str) -> str:
    """The words of a text in lower case with single spaces: what stays when signs and line breaks go."""
    return _NO_WORD.sub(" ", text.casefold()).strip()


def likeness(one: str, other: str) -> float:
    """How alike two normalised texts are, from 0 to 100: the share of letters that stay (indel distance)."""
    return fuzz.ratio(one, other)
