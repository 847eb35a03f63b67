"""Concepts from a TBX-Basic file, in either version: one entry at a time, each thing wrong with its line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from server.domain.glossary import (
    Concept,
    DisputeState,
    PartOfSpeech,
    ProcessState,
    Relation,
    Side,
    Term,
    TermStatus,
)
from server.formats.refusal import FormatRefused
from server.formats.sign_offs import read_sign_off
from server.formats.tbx_grammar import grammar_of
from server.formats.tbx_values import Values
from server.formats.tbx_words import GENDERS, ID_PREFIX, STATUSES, CaseRule, Dialect
from server.formats.texts import check_count
from server.formats.whole_concepts import check_whole
from server.formats.xml_nodes import Node
from server.formats.xml_reading import read_records
from server.text.languages import LANGUAGES, Language

_UNFIT = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class _Section:
    """What one language holds of an entry."""

    values: Values
    terms: tuple[Values, ...]


def read_tbx(data: bytes, dialect: Dialect) -> tuple[Concept, ...]:
    """The concepts of a file in its order; raises FormatRefused at the first thing wrong.

    What comes back is whole enough for the record. Languages other than the two of the project, and what
    TBX-Basic knows but the domain does not (contexts, pictures, transactions), are left out.
    """
    concepts: dict[str, Concept] = {}

    def take(entry: Node) -> None:
        concept = _concept(entry, dialect)
        if concept.key in concepts:
            raise FormatRefused(entry.line, f'the concept "{concept.key}" stands here a second time')
        concepts[concept.key] = concept
        check_count(len(concepts), entry.line)

    read_records(data, grammar_of(dialect), take)
    if not concepts:
        raise FormatRefused(1, "the file holds no concept")
    return tuple(concepts.values())


def _concept(entry: Node, dialect: Dialect) -> Concept:
    values = Values(entry, "entry")
    sections = _sections(entry, dialect)
    reasons = {language: section.values.note("dispute reason") for language, section in sections.items()}
    concept = Concept(
        key=_key(entry),
        subject_field=values.typed("descrip", "subjectField"),
        process=values.noted("process", ProcessState) or ProcessState.DRAFT,
        # An entry of TBX is one concept in all of its languages, unless it says otherwise.
        relation=values.noted("relation", Relation) or Relation.EXACT,
        dispute=_dispute(values, sections.values()),
        dispute_reasons={language: reason for language, reason in reasons.items() if reason},
        sides={language: _side(section, dialect) for language, section in sections.items()},
        sign_offs=tuple(read_sign_off(text, entry.line) for text in values.notes("sign-off")),
    )

    def line_of(language: Language | None, term: int | None) -> int:
        if language is None:
            return entry.line
        section = sections[language]
        return (section.values if term is None else section.terms[term]).node.line

    check_whole(concept, line_of)
    return concept


def _key(entry: Node) -> str:
    name = entry.attributes.get("id", "")
    key = _UNFIT.sub("-", name.removeprefix(ID_PREFIX).lower()).strip("-")
    if not key:
        raise FormatRefused(entry.line, f'a "{entry.name}" without an id that could name a concept')
    return key


def _sections(entry: Node, dialect: Dialect) -> dict[Language, _Section]:
    """The sections of the languages of the project, in their order; all of them, or FormatRefused."""
    found: dict[str, Node] = {}
    for node in entry.children:
        if node.name == dialect.section:
            language = re.split("[-_]", node.language.lower())[0]
            if found.setdefault(language, node) is not node:
                raise FormatRefused(node.line, f'a second "{node.name}" in the language "{language}"')
    for language in LANGUAGES:
        if language not in found:
            raise FormatRefused(entry.line, f"the concept \"{_key(entry)}\" has nothing in '{language}'")
    return {language: _section(found[language], dialect) for language in LANGUAGES}


def _section(node: Node, dialect: Dialect) -> _Section:
    terms = (term for term in node.children if term.name == dialect.term_section)
    return _Section(Values(node, "section"), tuple(Values(term, "term section") for term in terms))


def _side(section: _Section, dialect: Dialect) -> Side:
    values = section.values
    return Side(
        definition=values.typed("descrip", "definition"),
        source=values.source_of("definition"),
        terms=_terms(section, dialect),
        reading=values.note("reading"),
        reading_source=values.note("reading source"),
    )


def _terms(section: _Section, dialect: Dialect) -> tuple[Term, ...]:
    terms = [_term(values, dialect) for values in section.terms]
    # Where nobody marked a preferred term, the first one counts as such unless it is marked otherwise.
    has_preferred = any(term.status is TermStatus.PREFERRED for term in terms)
    if terms and not has_preferred and not section.terms[0].has("termNote", "administrativeStatus"):
        terms[0] = replace(terms[0], status=TermStatus.PREFERRED)
    return tuple(terms)


def _term(values: Values, dialect: Dialect) -> Term:
    speech = values.picked("partOfSpeech", dialect.parts_of_speech)
    return Term(
        text=values.term,
        # What nobody marked is allowed, as in IATE.
        status=values.picked("administrativeStatus", STATUSES) or TermStatus.ADMITTED,
        part_of_speech=values.noted("part of speech", PartOfSpeech) or speech or PartOfSpeech.NOUN,
        gender=values.picked("grammaticalGender", GENDERS),
        region=values.typed("termNote", "geographicalUsage"),
        reason=values.note("reason"),
        case_sensitive=values.noted("case", CaseRule) is not None,
        forms=values.notes("form"),
        not_in=values.notes("not in"),
    )


def _dispute(entry: Values, sections: Iterable[_Section]) -> DisputeState:
    """The state that the note names, or else the project subset; where both are there they must agree."""
    state = entry.noted("dispute", DisputeState)
    terms = (term for section in sections for term in section.terms)
    for values in (entry, *terms):
        for line, subset in values.all_typed("admin", "projectSubset"):
            # Any other project subset is the business of another project.
            if subset in list(DisputeState):
                state = state or DisputeState(subset)
                if subset != state:
                    reason = f'the project subset says "{subset}", but the concept is "{state}"'
                    raise FormatRefused(line, reason)
    return state or DisputeState.NONE
