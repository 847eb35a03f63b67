"""What people type, in its canonical form, and the checks that every form shares."""

import re
import unicodedata
from collections.abc import Collection

from server.text.unseen import visible

# RFC 5321, 4.5.3.1.3: a path is at most 256 octets with its angle brackets.
MAX_EMAIL = 254

_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\".]+(?:\.[^@\s,;<>\".]+)+")
_IDEMPOTENCY_KEY = re.compile(r"[0-9A-Za-z_-]{16,64}")


def clean_text(text: str) -> str:
    """Canonical form of a typed text: NFC, line feeds, no control characters, no blank edges.

    Control, surrogate and unassigned characters are dropped (they make HTML and Atom invalid);
    line breaks and tabs stay.
    """
    kept = _without(text, ("Cc", "Cs", "Cn"), but="\r\n\t")
    # Last, as letters and accents may have come together.
    return unicodedata.normalize("NFC", kept.replace("\r\n", "\n").replace("\r", "\n")).strip()


def clean_line(text: str) -> str:
    """Canonical form of a typed name: as clean_text, on one line, without what cannot be seen.

    That is every format character, blanks that pass for letters, and marks heaped on one letter.
    """
    seen = visible(clean_text(_without(text, ("Cf",))))
    # Again, as what stood between letters and accents is gone.
    return " ".join(clean_text(seen).split())


def is_address(email: str) -> bool:
    """Whether this can be one e-mail address: no list, no name around it, no line break."""
    return len(email) <= MAX_EMAIL and email.isprintable() and _EMAIL.fullmatch(email) is not None


def is_idempotency_key(key: str) -> bool:
    """Whether a form carries a key as they are drawn: 16 to 64 letters, digits, _ and -."""
    return _IDEMPOTENCY_KEY.fullmatch(key) is not None


def _without(text: str, kinds: Collection[str], but: str = "") -> str:
    """The text without characters of these categories; only its different characters are looked up."""
    dropped = {ord(c): None for c in set(text) if c not in but and unicodedata.category(c) in kinds}
    return text.translate(dropped) if dropped else text
