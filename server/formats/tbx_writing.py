"""Concepts as a TBX-Basic file, in either version."""

from collections.abc import Iterable, Iterator

from server.domain.glossary import Concept, DisputeState, Side, Term
from server.formats.sign_offs import written_sign_off
from server.formats.tbx_words import (
    CONVENTIONS,
    GENDERS,
    ID_PREFIX,
    SOURCE,
    STATUSES,
    TITLE,
    CaseRule,
    Dialect,
)
from server.formats.xml_writing import Element, write_xml
from server.text.languages import LANGUAGES, Language

_STATUS_WORDS = {status: word for word, status in STATUSES.items()}
_GENDER_WORDS = {gender: word for word, gender in GENDERS.items()}


def write_tbx(concepts: Iterable[Concept], dialect: Dialect) -> bytes:
    """The concepts in the given order; the same concepts are always the same bytes.

    Raises ValueError when there is no concept, a side without a term, or a character that XML does not carry.
    """
    entries = tuple(_entry(concept, dialect) for concept in concepts)
    if not entries:
        raise ValueError("TBX holds one concept or more")
    content = (_header(dialect), Element("text", (Element("body", entries),)))
    namespace = {"xmlns": dialect.namespace} if dialect.namespace else {}
    attributes = {**namespace, **dialect.root_attributes, "xml:lang": dialect.language}
    return write_xml(Element(dialect.root, content, attributes))


def _header(dialect: Dialect) -> Element:
    file_description = (
        Element("titleStmt", (Element("title", TITLE),)),
        Element("sourceDesc", (Element("p", SOURCE),)),
    )
    encoding = (*_typed("p", "XCSURI", dialect.constraints), Element("p", CONVENTIONS))
    return Element(dialect.header, (Element("fileDesc", file_description), Element("encodingDesc", encoding)))


def _entry(concept: Concept, dialect: Dialect) -> Element:
    subset = tuple(_subset(concept))
    content = (
        *_typed("descrip", "subjectField", concept.subject_field),
        *(subset if dialect.subset_of_entries else ()),
        _note("process", concept.process),
        _note("relation", concept.relation),
        _note("dispute", concept.dispute),
        *_notes("sign-off", *map(written_sign_off, concept.sign_offs)),
        *(_section(concept, language, dialect, subset) for language in LANGUAGES),
    )
    return Element(dialect.entry, content, {"id": ID_PREFIX + concept.key})


def _section(concept: Concept, language: Language, dialect: Dialect, subset: tuple[Element, ...]) -> Element:
    side = concept.sides[language]
    if not side.terms:
        raise ValueError(f"the concept \"{concept.key}\" has no term in '{language}'")
    content = (
        *_definition(side),
        *_notes("reading", side.reading),
        *_notes("reading source", side.reading_source),
        *_notes("dispute reason", concept.dispute_reasons.get(language, "")),
        *(_term_section(term, dialect, subset) for term in side.terms),
    )
    return Element(dialect.section, content, {"xml:lang": language})


def _definition(side: Side) -> Iterator[Element]:
    definition = (*_typed("descrip", "definition", side.definition), *_typed("admin", "source", side.source))
    if side.definition:
        yield Element("descripGrp", definition)


def _term_section(term: Term, dialect: Dialect, subset: tuple[Element, ...]) -> Element:
    named_speech = term.part_of_speech in dialect.parts_of_speech.values()
    content = (
        Element("term", term.text),
        # The only part of speech without a name of its own, "properNoun" in 2019, is a kind of noun.
        *_typed("termNote", "partOfSpeech", term.part_of_speech if named_speech else "noun"),
        *_typed("termNote", "grammaticalGender", _GENDER_WORDS[term.gender] if term.gender else ""),
        *_typed("termNote", "administrativeStatus", _STATUS_WORDS[term.status]),
        *_typed("termNote", "geographicalUsage", term.region),
        *(() if dialect.subset_of_entries else subset),
        *_notes("part of speech", "" if named_speech else term.part_of_speech),
        *_notes("reason", term.reason),
        *_notes("case", CaseRule.SENSITIVE if term.case_sensitive else ""),
        *_notes("form", *term.forms),
        *_notes("not in", *term.not_in),
    )
    return Element(dialect.term_section, content)


def _subset(concept: Concept) -> Iterator[Element]:
    if concept.dispute is not DisputeState.NONE:
        yield from _typed("admin", "projectSubset", concept.dispute)


def _typed(name: str, kind: str, text: str) -> Iterator[Element]:
    if text:
        yield Element(name, text, {"type": kind})


def _notes(label: str, *texts: str) -> Iterator[Element]:
    return (_note(label, text) for text in texts if text)


def _note(label: str, text: str) -> Element:
    return Element("note", f"{label}: {text}")
