"""How an address is made of its pattern."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from server.web.addresses.patterns import PATTERNS


def address(name: str, language: str, **parts: str) -> str:
    """The address of a page."""
    return filled(PATTERNS[name][language], **parts)


def filled(pattern: str, **parts: str) -> str:
    """A pattern with its parts, escaped."""
    return pattern.format(**{key: quote(value, safe="") for key, value in parts.items()})


def asking(path: str, asked: Mapping[str, str]) -> str:
    """The path with the values that are not empty."""
    query = urlencode({name: value for name, value in asked.items() if value}, quote_via=quote)
    return f"{path}?{query}" if query else path
