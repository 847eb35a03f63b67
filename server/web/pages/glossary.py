"""The glossary from A to Z, and the page of one concept."""

import unicodedata
from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response

from server.domain.glossary import Concept
from server.store.glossary import OccurrenceInText
from server.text.languages import LANGUAGES, Language
from server.text.markdown import plain
from server.usecases.read_glossary import ConceptInText, read_concept, read_glossary
from server.web import addresses
from server.web.pages.page import Visit, show
from server.web.pages.reading import paragraph_label

# Characters on each side of an occurrence: about one line of text on a phone, two on a desk.
_AROUND = 90


async def glossary(request: Request, language: Language) -> Response:
    """Show all concepts by their term in the reader's language."""
    return await show(request, language, _glossary)


async def concept(request: Request, language: Language) -> Response:
    """Show one concept: both sides, both readings, where it is used."""
    return await show(request, language, partial(_concept, key=request.path_params["concept"]))


def _glossary(visiting: Visit) -> str:
    entries = _entries(read_glossary(visiting.services.database), visiting.language)
    letters = [
        {"letter": letter, "entries": list(group)}
        for letter, group in groupby(entries, key=lambda entry: _first_letter(str(entry["term"])))
    ]
    return visiting.html(
        "glossary.html",
        "",
        addresses.in_both("glossary"),
        letters=letters,
    )


def _entries(concepts: Sequence[Concept], language: Language) -> list[dict[str, Any]]:
    entries = [
        {
            "key": concept.key,
            "term": concept.sides[language].preferred,
            "counterpart": concept.sides[language.other].preferred,
            "disputed": concept.is_disputed,
            "href": addresses.concept(language, concept.key),
        }
        for concept in concepts
    ]
    return sorted(entries, key=lambda entry: _sort_key(str(entry["term"])))


def _sort_key(term: str) -> str:
    # DIN 5007-1: umlauts sort as their base letters; Dutch does the same with its accents.
    return unicodedata.normalize("NFKD", term).encode("ascii", "ignore").decode().casefold()


def _first_letter(term: str) -> str:
    return _sort_key(term)[:1].upper()


def _concept(visiting: Visit, key: str) -> str:
    found = read_concept(visiting.services.database, key)
    return visiting.html(
        "concept.html",
        found.concept.sides[visiting.language].preferred,
        addresses.in_both("concept", concept=key),
        concept=found.concept,
        edition=found.edition,
        occurrences=_occurrences(found, visiting.language),
        counts={
            each.value: sum(o.occurrence.language is each for o in found.occurrences) for each in LANGUAGES
        },
    )


def _occurrences(found: ConceptInText, language: Language) -> dict[str, list[dict[str, Any]]]:
    shown: dict[str, list[dict[str, Any]]] = {each.value: [] for each in LANGUAGES}
    for place in found.occurrences:
        spoken = place.occurrence.language
        shown[spoken.value].append(
            {
                "label": paragraph_label(place.number, place.titles[language], place.position, language),
                "href": addresses.section(
                    spoken, place.slugs[spoken], paragraph=place.occurrence.paragraph_id
                ),
                "excerpt": _excerpt(place),
            }
        )
    return shown


def _excerpt(place: OccurrenceInText) -> Markup:
    text = plain(place.wording, notes=False)
    start, end = place.occurrence.start, place.occurrence.end
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    if start > _AROUND:
        before = "… " + before.partition(" ")[2]
    if end + _AROUND < len(text):
        after = after.rpartition(" ")[0] + " …"
    return escape(before) + Markup("<mark>") + escape(text[start:end]) + Markup("</mark>") + escape(after)
