"""What is kept of a token: its SHA-256, so that no copy of the database holds one that works."""

import hashlib


def token_hash(token: str) -> str:
    """The hash of a token, in hexadecimal; tokens are long and random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
