"""Concepts from a TBX-Basic file, in either version: one entry at a time, each thing wrong with its line."""

import re
from collections.abc import Iterator

from server.domain.glossary import (
    Concept,
    DisputeState,
    Gender,
    PartOfSpeech,
    ProcessState,
    Relation,
    Side,
    Term,
    TermStatus,
)
from server.formats.gaps import gaps
from server.formats.refusal import FormatRefused
from server.formats.tbx_grammar import grammar_of
from server.formats.tbx_values import Values, word
from server.formats.tbx_words import GENDERS, ID_PREFIX, STATUSES, Dialect
from server.formats.texts import chosen, taken
from server.formats.xml_reading import Node, read_records
from server.text.languages import LANGUAGES, Language

_UNFIT = re.compile(r"[^a-z0-9]+")


def read_tbx(data: bytes, dialect: Dialect) -> tuple[Concept, ...]:
    """The concepts of a file in its order; raises FormatRefused at the first thing wrong.

    What comes back is whole enough for the record. Languages other than the two of the project, and what
    TBX-Basic knows but the domain does not (contexts, pictures, transactions ...), are left out.
    """
    concepts: dict[str, Concept] = {}

    def take(entry: Node) -> None:
        concept = _concept(entry, dialect)
        if concept.key in concepts:
            raise FormatRefused(entry.line, f'the concept "{concept.key}" stands here a second time')
        concepts[concept.key] = concept

    read_records(data, grammar_of(dialect), take)
    if not concepts:
        raise FormatRefused(1, "the file holds no concept")
    return tuple(concepts.values())


def _concept(entry: Node, dialect: Dialect) -> Concept:
    values = Values(entry, "entry")
    sections = dict(_sections(entry, dialect))
    sides = {language: _side(sections.get(language), dialect) for language in LANGUAGES}
    reasons = {
        language: Values(section, "section").note("dispute reason") for language, section in sections.items()
    }
    concept = Concept(
        key=_key(entry),
        subject_field=values.typed("descrip", "subjectField"),
        process=values.choice("process", ProcessState, ProcessState.DRAFT),
        relation=values.choice("relation", Relation, Relation.EXACT),
        dispute=_dispute(entry, values, sections.values(), dialect),
        dispute_reasons={language: reasons[language] for language in LANGUAGES if reasons.get(language)},
        sides=sides,
    )
    _check_whole(concept, entry, sections, dialect)
    return concept
