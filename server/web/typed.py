"""What people type, as text that a page can show again."""

import re

# https://infra.spec.whatwg.org/#control and #noncharacter: HTML has no place for them, PostgreSQL none for NUL.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def legible(typed: str) -> str:
    """The text without control characters, surrogates and noncharacters; line breaks and tabs stay."""
    return _NO_TEXT.sub("", typed)
