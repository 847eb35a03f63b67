"""Addresses of files and feeds, which are no pages."""

from server.web.addresses.building import address, filled
from server.web.addresses.patterns import (
    API,
    COMMENT_FILE,
    CONCEPT_FEED,
    CONCEPT_NAME,
    EDITION_FILE,
    EXPORT_FILE,
    FEEDS,
    GLOSSARY_FILE,
    RECEIPT_FILE,
    ROUND_FILE,
)


def glossary_file(ending: str) -> str:
    """The whole glossary as a file; `ending` says in which format."""
    return filled(GLOSSARY_FILE, ending=ending)


def concept_names() -> str:
    """What stands before a concept's key in the name that it has in both languages."""
    return CONCEPT_NAME.format(concept="")


def concept_feed(language: str, key: str) -> str:
    """The Atom feed of a concept."""
    return filled(CONCEPT_FEED[language], concept=key)


def document_feed(language: str) -> str:
    """The Atom feed of the document: its editions, and the comments on the current one."""
    return FEEDS["document_feed"][language]


def section_feed(language: str, slug: str) -> str:
    """The Atom feed of a section of the current edition."""
    return filled(FEEDS["section_feed"][language], slug=slug)


def history_feed(language: str, section: str) -> str:
    """The Atom feed of the versions of a section, by its key."""
    return filled(FEEDS["history_feed"][language], section=section)


def round_feed(language: str, key: str) -> str:
    """The Atom feed of a round."""
    return filled(FEEDS["round_feed"][language], round=key)


def round_file(key: str, ending: str) -> str:
    """All public comments of a round as a file; `ending` says in which format."""
    return filled(ROUND_FILE, round=key, ending=ending)


def comment_file(comment_id: str) -> str:
    """One shown comment as JSON-LD."""
    return filled(COMMENT_FILE, comment=comment_id)


def api_problem(name: str) -> str:
    """What a type of problem of the API means."""
    return f"{API}/problems/{name}"


def receipt_file(token: str, ending: str) -> str:
    """All that a submitter sent in as a file, "pdf" or "json"; the token is of Purpose.RECEIPT."""
    return filled(RECEIPT_FILE, token=token, ending=ending)


def edition_files(language: str, edition: str) -> str:
    """The page where an edition can be had as a file."""
    return address("edition_files", language, edition=edition)


def edition_file(edition: str, sides: str, ending: str) -> str:
    """An edition as a file: "nl", "de" or "nl-de" as "pdf", "docx" or "zip"."""
    return filled(EDITION_FILE, edition=edition, sides=sides, ending=ending)


def exports(language: str) -> str:
    """Where forms ask for a file that takes long to make."""
    return address("exports", language)


def export(language: str, export_id: str) -> str:
    """The page of a file that is being made."""
    return address("export", language, export=export_id)


def export_file(export_id: str) -> str:
    """The file that was made."""
    return filled(EXPORT_FILE, export=export_id)
