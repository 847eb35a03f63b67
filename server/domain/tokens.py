"""Tokens: links that only the service can make, told apart by what they are for.

A token is its subject, the moment it expires (or none) and a keyed hash over both and over what it is for
(HMAC-SHA-256, RFC 2104). Nothing has to be stored to know it again, so that no copy of the database opens
a link, and a mail that is written months later can hold the same link.
"""

import base64
import hashlib
import hmac
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

# 120 bits: as good as unguessable, and short enough for a link in a mail (OWASP ASVS 5.0, V11.5.1).
_MAC_BYTES = 15


class Purpose(StrEnum):
    """What a token is for; one made for one thing opens nothing else."""

    RECEIPT = "receipt"  # a submission's id
    RELEASE = "release"  # a submission's id, for the second person
    MAIL_OFF = "mail-off"  # a submission's id
    AGREE = "agree"  # a comment's id and a person, with a slash between
    PERSON = "person"  # a person who confirmed an address in this browser
    INVITATION = "invitation"  # an invitation's id
    OWN_DATA = "own-data"  # a person, who asked for all that is kept of them


@dataclass(frozen=True, slots=True)
class Signer:
    """Makes tokens and knows them again; `key` is the secret of the installation, at least 32 bytes."""

    key: bytes

    def sign(self, purpose: Purpose, subject: str, *, expires: datetime | None = None) -> str:
        """A token for this subject, of letters, digits and `-_.~`; it works until `expires` (UTC)."""
        until = "" if expires is None else str(int(expires.timestamp()))
        parts = f"{_text(subject.encode())}.{until}"
        return f"{parts}.{self._mac(purpose, parts)}"

    def subject(self, purpose: Purpose, token: str, *, at: datetime) -> str | None:
        """What the token stands for; None for one that is not ours, is for something else or has expired."""
        if not token.isascii():
            return None
        parts, _, mac = token.rpartition(".")
        if not hmac.compare_digest(mac.encode(), self._mac(purpose, parts).encode()):
            return None
        subject, _, until = parts.partition(".")
        if until and at >= datetime.fromtimestamp(int(until), UTC):
            return None
        return base64.urlsafe_b64decode(subject + "=" * (-len(subject) % 4)).decode()

    def person(self, email: str) -> str:
        """The name under which everything of the holder of an address is kept, without the address."""
        address = unicodedata.normalize("NFC", email.strip().casefold())
        # Beginning as no token does: an address is no way to have a token made.
        return _text(hmac.digest(self.key, b"address\0" + address.encode("utf-8", "replace"), "sha256")[:16])

    def derived(self, use: str) -> str:
        """A key for one other use, such as the proof of work."""
        return hmac.digest(self.key, b"derived\0" + use.encode(), "sha256").hex()

    def _mac(self, purpose: Purpose, parts: str) -> str:
        made = hmac.digest(self.key, f"{purpose}\0{parts}".encode(), hashlib.sha256)
        return _text(made[:_MAC_BYTES])


def _text(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
