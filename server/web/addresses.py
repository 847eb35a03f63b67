"""All addresses: one table of patterns per language, used by the route table and by every link."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlencode

from server.text.languages import Language

PATTERNS: Final[Mapping[str, Mapping[str, str]]] = {
    "start": {"nl": "/nl/", "de": "/de/"},
    "contents": {"nl": "/nl/tekst", "de": "/de/text"},
    "section": {"nl": "/nl/tekst/{slug}", "de": "/de/text/{slug}"},
    "section_both": {"nl": "/nl/tekst/{slug}/naast-elkaar", "de": "/de/text/{slug}/nebeneinander"},
    "editions": {"nl": "/nl/edities", "de": "/de/fassungen"},
    "edition": {"nl": "/nl/edities/{edition}", "de": "/de/fassungen/{edition}"},
    "thread": {
        "nl": "/nl/edities/{edition}/reacties/{paragraph}",
        "de": "/de/fassungen/{edition}/anmerkungen/{paragraph}",
    },
    "basket": {"nl": "/nl/inbreng", "de": "/de/stellungnahme"},
    "frozen_section": {"nl": "/nl/edities/{edition}/{slug}", "de": "/de/fassungen/{edition}/{slug}"},
    "frozen_section_both": {
        "nl": "/nl/edities/{edition}/{slug}/naast-elkaar",
        "de": "/de/fassungen/{edition}/{slug}/nebeneinander",
    },
    "glossary": {"nl": "/nl/begrippen", "de": "/de/begriffe"},
    "concept": {"nl": "/nl/begrippen/{concept}", "de": "/de/begriffe/{concept}"},
    "concept_thread": {"nl": "/nl/begrippen/{concept}/reacties", "de": "/de/begriffe/{concept}/anmerkungen"},
    "concept_closing": {
        "nl": "/nl/begrippen/{concept}/reacties/afsluiten",
        "de": "/de/begriffe/{concept}/anmerkungen/abschliessen",
    },
    "concept_place": {"nl": "/nl/begrippen/{concept}/vindplaats", "de": "/de/begriffe/{concept}/fundstelle"},
    "concept_editing": {"nl": "/nl/begrippen/{concept}/bewerken", "de": "/de/begriffe/{concept}/bearbeiten"},
    "concept_sign_off": {"nl": "/nl/begrippen/{concept}/akkoord", "de": "/de/begriffe/{concept}/zustimmung"},
    "concept_history": {"nl": "/nl/begrippen/{concept}/geschiedenis", "de": "/de/begriffe/{concept}/verlauf"},
    "term_check": {"nl": "/nl/redactie/termen", "de": "/de/redaktion/benennungen"},
    "search": {"nl": "/nl/zoeken", "de": "/de/suche"},
    "sign_in": {"nl": "/nl/aanmelden/{token}", "de": "/de/anmelden/{token}"},
    "sign_out": {"nl": "/nl/afmelden", "de": "/de/abmelden"},
    "moderation": {"nl": "/nl/redactie/moderatie", "de": "/de/redaktion/moderation"},
    "privacy": {"nl": "/nl/privacy", "de": "/de/datenschutz"},
    "accessibility": {"nl": "/nl/toegankelijkheid", "de": "/de/barrierefreiheit"},
    "imprint": {"nl": "/nl/colofon", "de": "/de/impressum"},
}

# Not pages: what a reader subscribes to, and the glossary as a file and by names that hold in both languages.
CONCEPT_FEED: Final[Mapping[str, str]] = {
    "nl": "/nl/begrippen/{concept}/feed.atom",
    "de": "/de/begriffe/{concept}/feed.atom",
}
GLOSSARY_FILE: Final = "/glossary/masterstrategie.{ending}"
CONCEPT_NAME: Final = "/glossary/{concept}"

# How an address names an edition of the text, and which concepts of the glossary are asked for.
EDITION_FIELD: Final[Mapping[str, str]] = {"nl": "editie", "de": "fassung"}
FILTER_FIELD: Final = "filter"
SUBJECT_FIELD: Final[Mapping[str, str]] = {"nl": "vakgebied", "de": "fachgebiet"}
FILTERS: Final[Mapping[str, Mapping[str, str]]] = {
    "disputed": {"nl": "begripsverschil", "de": "begriffsdifferenz"},
    "open": {"nl": "open", "de": "offen"},
    "decided": {"nl": "besloten", "de": "entschieden"},
    "deprecated": {"nl": "afgeraden", "de": "abgelehnt"},
}


def _address(name: str, language: str, **parts: str) -> str:
    return _filled(PATTERNS[name][language], **parts)


def _filled(pattern: str, **parts: str) -> str:
    return pattern.format(**{key: quote(value, safe="") for key, value in parts.items()})


def _asking(path: str, asked: Mapping[str, str]) -> str:
    """The path with the values that are not empty."""
    query = urlencode({name: value for name, value in asked.items() if value}, quote_via=quote)
    return f"{path}?{query}" if query else path


def start(language: str) -> str:
    """The start page."""
    return _address("start", language)


def contents(language: str, edition: str | None = None) -> str:
    """The contents of the current edition, or the frozen contents of a named one."""
    return _address("edition", language, edition=edition) if edition else _address("contents", language)


def editions(language: str) -> str:
    """The list of editions."""
    return _address("editions", language)


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
        _address(f"frozen_{name}", language, slug=slug, edition=edition)
        if edition
        else _address(name, language, slug=slug)
    )
    return f"{path}#{paragraph}" if paragraph else path


def permalink(paragraph_id: str) -> str:
    """The address of a paragraph that never changes, whatever the edition or language."""
    return f"/p/{paragraph_id.removeprefix('p-')}"


def thread(language: str, edition: str, paragraph: str) -> str:
    """The comments on a paragraph, and the form for a new one."""
    return _address("thread", language, edition=edition, paragraph=paragraph)


def basket(language: str) -> str:
    """What somebody has written and not yet submitted: to review, complete and hand in."""
    return _address("basket", language)


def glossary(language: str, chosen: str = "", subject: str = "") -> str:
    """The concepts from A to Z: all, or those that one of FILTERS chooses, and those of one subject field."""
    asked = {
        FILTER_FIELD: FILTERS[chosen][language] if chosen else "",
        SUBJECT_FIELD[language]: subject_name(subject),
    }
    return _asking(_address("glossary", language), asked)


def subject_name(subject: str) -> str:
    """A subject field as addresses write it."""
    return subject.replace(" ", "-")


def glossary_file(ending: str) -> str:
    """The whole glossary as a file; `ending` says in which format."""
    return _filled(GLOSSARY_FILE, ending=ending)


def concept_names() -> str:
    """What stands before a concept's key in the name that it has in both languages."""
    return CONCEPT_NAME.format(concept="")


def concept(language: str, key: str, edition: str = "") -> str:
    """One concept, with where the current edition uses it, or the named one."""
    return _asking(_address("concept", language, concept=key), {EDITION_FIELD[language]: edition})


def concept_feed(language: str, key: str) -> str:
    """The Atom feed of a concept."""
    return _filled(CONCEPT_FEED[language], concept=key)


def concept_thread(language: str, key: str) -> str:
    """The comments on a concept, and the form for a new one."""
    return _address("concept_thread", language, concept=key)


def concept_closing(language: str, key: str) -> str:
    """Where an editor closes the thread on a concept with a summary."""
    return _address("concept_closing", language, concept=key)


def concept_place(language: str, key: str) -> str:
    """Where an editor says that a place does not mean the concept."""
    return _address("concept_place", language, concept=key)


def concept_editing(language: str, key: str) -> str:
    """The editors' form of a concept."""
    return _address("concept_editing", language, concept=key)


def concept_sign_off(language: str, key: str) -> str:
    """Where an editor signs a concept off, or takes that back."""
    return _address("concept_sign_off", language, concept=key)


def concept_history(language: str, key: str, older: int | None = None, newer: int | None = None) -> str:
    """What was done to a concept; with two numbers of states, what differs between them."""
    path = _address("concept_history", language, concept=key)
    return path if older is None or newer is None else f"{path}?a={older}&b={newer}"


def term_check(language: str) -> str:
    """What the check of the terms found, for editors."""
    return _address("term_check", language)


def search(language: str, query: str = "", page: int = 1) -> str:
    """The search page, with the hits for a query."""
    path = _address("search", language)
    if not query:
        return path
    return f"{path}?q={quote(query)}" + (f"&page={page}" if page > 1 else "")


def sign_in(language: str, token: str) -> str:
    """The page behind a sign-in link."""
    return _address("sign_in", language, token=token)


def sign_out(language: str) -> str:
    """Where the sign-out button posts to."""
    return _address("sign_out", language)


def moderation(language: str) -> str:
    """The held comments."""
    return _address("moderation", language)


def about(language: str, page: str) -> str:
    """One of the pages privacy, accessibility, imprint."""
    return _address(page, language)


def in_both(name: str, **parts: str) -> dict[str, str]:
    """The address of one page in each language, for the language switch."""
    return {language.value: _address(name, language, **parts) for language in Language}
