"""Addresses of what differs: two editions beside each other, and the history of a section."""

from server.web.addresses.building import address, asking


def comparing(language: str, older: str = "", newer: str = "", section: str = "") -> str:
    """The form that asks which editions to compare, with what was chosen; `section` is a key."""
    return asking(address("comparing", language), {"a": older, "b": newer, "section": section})


def comparison(language: str, older: str, newer: str, slug: str = "", only: str = "") -> str:
    """Two editions beside each other, or one section of them; `only` is the one language to be shown."""
    path = (
        address("section_comparison", language, older=older, newer=newer, slug=slug)
        if slug
        else address("comparison", language, older=older, newer=newer)
    )
    return asking(path, {"language": only})


def section_history(language: str, section: str) -> str:
    """The editions in which a section changed, by its key."""
    return address("section_history", language, section=section)
