"""glossary/concepts/<concept>.toml: one concept, with terms, definitions and readings in both languages."""

from collections.abc import Iterable

from server.domain.glossary import (
    DIFFERING,
    Concept,
    DisputeState,
    Gender,
    PartOfSpeech,
    ProcessState,
    Relation,
    Side,
    SignOff,
    Term,
    TermStatus,
)
from server.record.reading import Place, Places, Reading
from server.record.toml_reading import Table
from server.record.toml_writing import Value, write_toml
from server.text.languages import LANGUAGES, Language

PATTERN = "glossary/concepts/*.toml"


def read_concepts(reading: Reading) -> tuple[Concept, ...]:
    """All concepts of the glossary in order of key."""
    concepts = (_read_concept(reading, key, file) for key, file in reading.keyed_files(PATTERN, place=2))
    return tuple(concept for concept in concepts if concept is not None)


def concept_files(concepts: Iterable[Concept]) -> dict[str, str]:
    """The texts of the concepts by their paths below the root."""
    return {f"glossary/concepts/{concept.key}.toml": write_toml(_table_of(concept)) for concept in concepts}


def _read_concept(reading: Reading, key: str, file: str) -> Concept | None:
    return reading.toml(file, lambda table: _concept(key, file, table, reading.places))


def _concept(key: str, file: str, table: Table, places: Places) -> Concept:
    dispute = table.choice("dispute", DisputeState)
    sides = {}
    for language in LANGUAGES:
        side = table.table(language)
        places.sides[key, language] = Place(file, side.line())
        terms = side.tables("terms") if language in table else []
        for position, term in enumerate(terms):
            places.terms[key, language, position] = Place(file, term.line())
        sides[language] = _side(side, terms, dispute) if language in table else Side("", "", ())
    return Concept(
        key=key,
        subject_field=table.text("subject_field"),
        process=table.choice("process", ProcessState),
        relation=table.choice("relation", Relation),
        dispute=dispute,
        # Without a dispute reasons and readings are left unread, and so reported as unknown keys.
        dispute_reasons=table.pair("dispute_reasons") if dispute is not DisputeState.NONE else {},
        sides=sides,
        sign_offs=tuple(_sign_off(given) for given in table.tables("sign_offs"))
        if "sign_offs" in table
        else (),
    )


def _sign_off(table: Table) -> SignOff:
    return SignOff(side=table.choice("side", Language), by=table.text("by"), at=table.moment("at"))


def _side(table: Table, terms: list[Table], dispute: DisputeState) -> Side:
    return Side(
        definition=table.text("definition"),
        source=table.text("source"),
        terms=tuple(_term(term) for term in terms),
        reading=_reading(table, "reading", dispute),
        reading_source=_reading(table, "reading_source", dispute),
    )


def _reading(table: Table, key: str, dispute: DisputeState) -> str:
    """What a side reads: it must be there while the sides differ, and may be once that is settled."""
    if dispute in DIFFERING:
        return table.text(key)
    return table.optional_text(key) if dispute is DisputeState.SETTLED else ""


def _term(table: Table) -> Term:
    term = Term(
        text=table.text("text"),
        status=table.choice("status", TermStatus),
        part_of_speech=table.choice("part_of_speech", PartOfSpeech),
        gender=table.optional_choice("gender", Gender),
        region=table.optional_text("region"),
        reason=table.optional_text("reason"),
        case_sensitive=table.flag("case_sensitive"),
        forms=table.texts("forms"),
        not_in=table.texts("not_in"),
    )
    if term.status in (TermStatus.DEPRECATED, TermStatus.SUPERSEDED) and not term.reason:
        table.problem(None, f'a {term.status} term needs a "reason"')
    return term


def _table_of(concept: Concept) -> dict[str, Value]:
    table: dict[str, Value] = {
        "subject_field": concept.subject_field,
        "process": concept.process,
        "relation": concept.relation,
        "dispute": concept.dispute,
    }
    if concept.dispute_reasons:
        table["dispute_reasons"] = concept.dispute_reasons
    for language in LANGUAGES:
        table[language] = _side_table(concept.sides[language])
    if concept.sign_offs:
        table["sign_offs"] = [
            {"side": given.side, "by": given.by, "at": given.at} for given in concept.sign_offs
        ]
    return table


def _side_table(side: Side) -> dict[str, Value]:
    return _without_empty(
        {
            "definition": side.definition,
            "source": side.source,
            "reading": side.reading,
            "reading_source": side.reading_source,
            "terms": [_term_table(term) for term in side.terms],
        }
    )


def _term_table(term: Term) -> dict[str, Value]:
    return _without_empty(
        {
            "text": term.text,
            "status": term.status,
            "part_of_speech": term.part_of_speech,
            "gender": term.gender or "",
            "region": term.region,
            "reason": term.reason,
            "case_sensitive": term.case_sensitive,
            "forms": term.forms,
            "not_in": term.not_in,
        }
    )


def _without_empty(table: dict[str, Value]) -> dict[str, Value]:
    """Without the values that reading supplies by itself: empty texts and lists, and false."""
    return {key: value for key, value in table.items() if value}
