"""Addresses of what readers read: the text, its editions, the glossary, search."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from server.text.languages import Language
from server.web.addresses.building import address, asking, filled
from server.web.addresses.patterns import (
    EDITION_FIELD,
    FILTER_FIELD,
    FILTERS,
    SEARCH_FILES,
    SEARCH_SUGGESTIONS,
    SUBJECT_FIELD,
)


def start(language: str) -> str:
    """The start page."""
    return address("start", language)


def contents(language: str, edition: str | None = None) -> str:
    """The contents of the current edition, or the frozen contents of a named one."""
    return address("edition", language, edition=edition) if edition else address("contents", language)


def editions(language: str) -> str:
    """The list of editions."""
    return address("editions", language)


def section(
    language: str,
    slug: str,
    edition: str | None = None,
    side_by_side: bool = False,
    paragraph: str | None = None,
) -> str:
    """A section: of the current edition, or frozen with `edition`; `paragraph` is an id such as p-7k2qd."""
    name = "section_both" if side_by_side else "section"
    path = (
        address(f"frozen_{name}", language, slug=slug, edition=edition)
        if edition
        else address(name, language, slug=slug)
    )
    return f"{path}#{paragraph}" if paragraph else path


def permalink(paragraph_id: str) -> str:
    """The address of a paragraph that never changes, whatever the edition or language."""
    return f"/p/{paragraph_id.removeprefix('p-')}"


def glossary(language: str, chosen: str = "", subject: str = "") -> str:
    """The concepts from A to Z: all, or those that one of FILTERS chooses, and those of one subject field."""
    asked = {
        FILTER_FIELD: FILTERS[chosen][language] if chosen else "",
        SUBJECT_FIELD[language]: subject_name(subject),
    }
    return asking(address("glossary", language), asked)


def subject_name(subject: str) -> str:
    """A subject field as addresses write it."""
    return subject.replace(" ", "-")


def concept(language: str, key: str, edition: str = "") -> str:
    """One concept, with where the current edition uses it, or the named one."""
    return asking(address("concept", language, concept=key), {EDITION_FIELD[language]: edition})


def concept_closing(language: str, key: str) -> str:
    """Where an editor closes the thread on a concept with a summary."""
    return address("concept_closing", language, concept=key)


def concept_place(language: str, key: str) -> str:
    """Where an editor says that a place does not mean the concept."""
    return address("concept_place", language, concept=key)


def concept_editing(language: str, key: str) -> str:
    """The editors' form of a concept."""
    return address("concept_editing", language, concept=key)


def concept_sign_off(language: str, key: str) -> str:
    """Where an editor signs a concept off, or takes that back."""
    return address("concept_sign_off", language, concept=key)


def concept_history(language: str, key: str, older: int | None = None, newer: int | None = None) -> str:
    """What was done to a concept; with two numbers of states, what differs between them."""
    path = address("concept_history", language, concept=key)
    return path if older is None or newer is None else f"{path}?a={older}&b={newer}"


def term_check(language: str) -> str:
    """What the check of the terms found, for editors."""
    return address("term_check", language)


def search(language: str, query: str = "", asked: Iterable[tuple[str, str]] = ()) -> str:
    """The search page with the hits for a query; `asked` are filters, alike in both languages, in any number."""
    return _searching(address("search", language), query, asked)


def search_file(language: str, ending: str, query: str, asked: Iterable[tuple[str, str]] = ()) -> str:
    """The same hits as a feed or a file."""
    return _searching(filled(SEARCH_FILES[language], ending=ending), query, asked)


def search_suggestions(language: str) -> str:
    """What may be meant by what somebody is typing."""
    return SEARCH_SUGGESTIONS[Language(language)]


def _searching(path: str, query: str, asked: Iterable[tuple[str, str]]) -> str:
    # Not a mapping: a filter that is there twice lets through what has either value.
    given = urlencode([(name, value) for name, value in (("q", query), *asked) if value], quote_via=quote)
    return f"{path}?{given}" if given else path


def about(language: str, page: str) -> str:
    """One of the pages privacy, accessibility, imprint."""
    return address(page, language)


def in_both(name: str, **parts: str) -> dict[str, str]:
    """The address of one page in each language, for the language switch."""
    return {language.value: address(name, language, **parts) for language in Language}
