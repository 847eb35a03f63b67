"""SKOS (W3C, 18 August 2009) as Turtle: the one export that can say how the two sides of a concept relate."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from server.domain.glossary import Concept, DisputeState, Relation, Side, TermStatus
from server.formats.turtle import Statement, iri, literal, write_turtle
from server.text.languages import LANGUAGES, Language

_PREFIXES: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
_BASE: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+/")
_TITLES: Final = {Language.NL: "Begrippen, Nederlandse kant", Language.DE: "Begriffe, deutsche Seite"}

# The domain sees the relation from the Dutch side: a concept that is narrower has a broader match.
_MATCHES: Final = {
    Relation.EXACT: ("exactMatch", "exactMatch"),
    Relation.CLOSE: ("closeMatch", "closeMatch"),
    Relation.BROADER: ("narrowMatch", "broadMatch"),
    Relation.NARROWER: ("broadMatch", "narrowMatch"),
    Relation.RELATED: ("relatedMatch", "relatedMatch"),
}


def export(concepts: Iterable[Concept], base: str) -> bytes:
    """The concepts in the given order as Turtle in UTF-8; `base` is the address that their keys are put behind.

    Each side is a scheme. A concept on which the sides agree is one skos:Concept of both schemes; where they
    differ, each side's reading is a skos:Concept of its own, and a mapping property relates the two. Raises
    ValueError for a base that is no address ending in "/", or a character that no format carries.
    """
    if not _BASE.fullmatch(base):
        raise ValueError(f'"{base}" is not an address that ends in "/"')
    schemes = (_scheme(base, language) for language in LANGUAGES)
    entries = (statement for concept in concepts for statement in _statements(concept, base))
    return write_turtle(_PREFIXES, (*schemes, *entries))


def sides_differ(concept: Concept) -> bool:
    """Whether the two sides are two concepts, by their relation or by an open or accepted dispute."""
    return concept.relation is not Relation.EXACT or concept.is_disputed


def _scheme(base: str, language: Language) -> Statement:
    said = [("a", "skos:ConceptScheme"), ("dct:title", literal(_TITLES[language], language))]
    return Statement(iri(f"{base}#{language}"), said)


def _statements(concept: Concept, base: str) -> Iterator[Statement]:
    if not sides_differ(concept):
        yield Statement(iri(base + concept.key), [*_shared(concept, base, *LANGUAGES)])
        return
    names = {language: iri(f"{base}{concept.key}#{language}") for language in LANGUAGES}
    for place, language in enumerate(LANGUAGES):
        said = [*_shared(concept, base, language)]
        if concept.relation in _MATCHES:
            said.append((f"skos:{_MATCHES[concept.relation][place]}", names[language.other]))
        yield Statement(names[language], said)


def _shared(concept: Concept, base: str, *languages: Language) -> Iterator[tuple[str, str]]:
    """What is said of the concept of these languages, but for its match."""
    yield "a", "skos:Concept"
    for language in languages:
        yield "skos:inScheme", iri(f"{base}#{language}")
    yield "dc:subject", literal(concept.subject_field, "")
    for language in languages:
        said = (*_labels(concept.sides[language]), *_notes(concept, language))
        yield from ((f"skos:{name}", literal(text, language)) for name, text in said if text)
        sources = (concept.sides[language].source, concept.sides[language].reading_source)
        yield from (("dct:source", literal(text, language)) for text in dict.fromkeys(sources) if text)


def _labels(side: Side) -> Iterator[tuple[str, str]]:
    """The terms and forms of a side, each text once: SKOS wants the three kinds of labels disjoint (S13)."""
    admitted = (
        term.text for term in side.terms if term.status in (TermStatus.PREFERRED, TermStatus.ADMITTED)
    )
    hidden = (text for term in side.terms for text in (term.text, *term.forms))
    # SKOS wants one preferred label at most in each language (S14).
    labels = [("prefLabel", side.preferred)]
    labels += [("altLabel", text) for text in admitted]
    labels += [("hiddenLabel", text) for text in hidden]
    seen: set[str] = set()
    for name, text in labels:
        if text not in seen:
            seen.add(text)
            yield name, text


def _notes(concept: Concept, language: Language) -> Iterator[tuple[str, str]]:
    side = concept.sides[language]
    yield "definition", side.definition
    yield "scopeNote", side.reading
    if concept.dispute is not DisputeState.NONE:
        yield "changeNote", f"{concept.dispute}: {concept.dispute_reasons.get(language, '')}"
    for term in side.terms:
        if term.reason:
            yield "changeNote", f"{term.text} ({term.status}): {term.reason}"
