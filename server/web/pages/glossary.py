"""The glossary from A to Z, all of it or what a reader filters out."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from server.domain.glossary import Concept, ProcessState, TermStatus
from server.text.languages import LANGUAGES, Language
from server.usecases.export_glossary import GlossaryFormat
from server.usecases.read_glossary import read_glossary
from server.web import addresses
from server.web.pages.page import Visit, show

_DISCOURAGED = (TermStatus.DEPRECATED, TermStatus.SUPERSEDED)


def discouraged_terms(concept: Concept, language: Language) -> list[str]:
    """The terms of a side that the glossary advises against."""
    return [term.text for term in concept.sides[language].terms if term.status in _DISCOURAGED]


# What each filter of the addresses lets through.
_FITS: Final[Mapping[str, Callable[[Concept], bool]]] = {
    "": lambda _: True,
    "disputed": lambda concept: concept.is_disputed,
    "open": lambda concept: concept.process is not ProcessState.DECIDED,
    "decided": lambda concept: concept.process is ProcessState.DECIDED,
    "deprecated": lambda concept: any(discouraged_terms(concept, language) for language in LANGUAGES),
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """The filter and the subject field of the address; "" for all, and None for one that nobody knows."""

    chosen: str | None
    subject: str | None

    def finds(self, concept: Concept) -> bool:
        """Whether the concept is among what is asked for."""
        if self.chosen is None or self.subject is None:
            return False
        return _FITS[self.chosen](concept) and self.subject in ("", concept.subject_field)


async def glossary(request: Request, language: Language) -> Response:
    """Show the concepts by their term in the reader's language."""
    named = request.query_params.get(addresses.FILTER_FIELD, "")
    known = {"": "", **{names[language]: each for each, names in addresses.FILTERS.items()}}
    subject = request.query_params.get(addresses.SUBJECT_FIELD[language], "")
    return await show(request, language, partial(_glossary, chosen=known.get(named), subject=subject))


def _glossary(visiting: Visit, chosen: str | None, subject: str) -> str:
    concepts, language = read_glossary(visiting.services.database), visiting.language
    subjects = {addresses.subject_name(each.subject_field): each.subject_field for each in concepts}
    asked = _Asked(chosen, {"": "", **subjects}.get(subject))
    entries = _entries([concept for concept in concepts if asked.finds(concept)], language)
    known, field = asked.chosen or "", asked.subject or ""
    return visiting.html(
        "glossary.html",
        "",
        {each.value: addresses.glossary(each, known, field) for each in LANGUAGES},
        letters=[
            {"letter": letter, "entries": list(group)}
            for letter, group in groupby(entries, key=lambda entry: _first_letter(str(entry["term"])))
        ],
        total=len(entries),
        in_all=len(concepts),
        filters=[
            _choice(
                each, asked.chosen, addresses.glossary(language, each, field), concepts, _Asked(each, field)
            )
            for each in _FITS
        ],
        subjects=[
            _choice(
                each, asked.subject, addresses.glossary(language, known, each), concepts, _Asked(known, each)
            )
            for each in ("", *sorted(set(subjects.values())))
        ],
        files=[{"ending": each.value, "href": addresses.glossary_file(each)} for each in GlossaryFormat],
    )


def _choice(
    name: str, present: str | None, href: str, concepts: Sequence[Concept], asked: _Asked
) -> dict[str, Any]:
    count = sum(asked.finds(concept) for concept in concepts)
    return {"name": name, "href": href, "count": count, "is_this": name == present}


def _entries(concepts: Sequence[Concept], language: Language) -> list[dict[str, Any]]:
    entries = [
        {
            "key": concept.key,
            "term": concept.sides[language].preferred,
            "counterpart": concept.sides[language.other].preferred,
            "disputed": concept.is_disputed,
            "decided": concept.process is ProcessState.DECIDED,
            "discouraged": {each.value: discouraged_terms(concept, each) for each in LANGUAGES},
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
