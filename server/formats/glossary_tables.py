"""The glossary as tables: CSV of everything, there and back, and TSV of the pairs that a translator may use."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from server.domain.glossary import Concept, Relation, Side, Term, TermStatus
from server.formats.glossary_columns import COLUMNS, DELIMITER, SIDE, YES
from server.formats.glossary_rows import read_glossary_rows
from server.formats.sign_offs import written_sign_off
from server.formats.table_cells import guarded, joined
from server.formats.texts import given
from server.text.languages import LANGUAGES

_IN_USE: Final = (TermStatus.PREFERRED, TermStatus.ADMITTED)
_BREAKS: Final = re.compile(r"[\t\n\u2028\u2029]+")
_RELATIONS: Final = {
    Relation.CLOSE: "NL is close to DE",
    Relation.BROADER: "NL is broader than DE",
    Relation.NARROWER: "NL is narrower than DE",
    Relation.RELATED: "NL is related to DE",
}


def export_csv(concepts: Iterable[Concept]) -> bytes:
    """One row for each term, in the given order: semicolons, UTF-8 with byte order mark, CRLF (RFC 4180).

    The marks are what spreadsheets in Dutch and German look for. No cell is a formula. Raises ValueError
    for a character that no format carries.
    """
    table = io.StringIO()
    writer = csv.writer(table, delimiter=DELIMITER, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for concept in concepts:
        for row in _rows(concept):
            writer.writerow([guarded(given(row.get(column, ""))) for column in COLUMNS])
    return table.getvalue().encode("utf-8-sig")


def import_csv(data: bytes) -> tuple[Concept, ...]:
    """The concepts of a table as `export_csv` writes it; rows and columns may stand in another order.

    Raises FormatRefused at the first thing wrong. What comes back is whole enough for the record.
    """
    return read_glossary_rows(data)


def export_tsv(concepts: Iterable[Concept]) -> bytes:
    """Dutch term, German term and a remark, for tools that pair every term with every other (OmegaT).

    Holds preferred and admitted terms only, and no concept without a counterpart; the remark names a
    dispute, a relation that is not exact, and both definitions. UTF-8, no header, one pair on each line.
    """
    rows = [row for concept in concepts if concept.relation is not Relation.NONE for row in _pairs(concept)]
    return "".join("\t".join(row) + "\n" for row in rows).encode()


def _rows(concept: Concept) -> Iterator[Mapping[str, str]]:
    of_concept: dict[str, str] = {
        "subject_field": concept.subject_field,
        "process": concept.process,
        "relation": concept.relation,
        "dispute": concept.dispute,
        "sign_offs": joined(map(written_sign_off, concept.sign_offs)),
    }
    for language in LANGUAGES:
        side = concept.sides[language]
        of_side = _side_cells(side, concept.dispute_reasons.get(language, ""))
        for term in side.terms:
            yield {"concept": concept.key, "language": language, **_term_cells(term), **of_side, **of_concept}
            of_side, of_concept = {}, {}


def _side_cells(side: Side, dispute_reason: str) -> dict[str, str]:
    values = (side.definition, side.source, side.reading, side.reading_source, dispute_reason)
    return dict(zip(SIDE, values, strict=True))


def _term_cells(term: Term) -> dict[str, str]:
    return {
        "term": term.text,
        "status": term.status,
        "part_of_speech": term.part_of_speech,
        "gender": term.gender or "",
        "region": term.region,
        "reason": term.reason,
        "case_sensitive": YES if term.case_sensitive else "",
        "forms": joined(term.forms),
        "not_in": joined(term.not_in),
    }


def _pairs(concept: Concept) -> Iterator[tuple[str, str, str]]:
    dutch, german = (concept.sides[language] for language in LANGUAGES)
    remark = _flat(f"{_warning(concept)}NL: {dutch.definition} DE: {german.definition}")
    for left in _in_use(dutch):
        for right in _in_use(german):
            yield left, right, remark


def _in_use(side: Side) -> list[str]:
    """The terms that may be used, the preferred ones first."""
    return [guarded(_flat(term.text)) for status in _IN_USE for term in side.terms if term.status is status]


def _warning(concept: Concept) -> str:
    words = []
    if concept.is_disputed:
        words.append("DISPUTED (begripsverschil / Begriffsdifferenz)")
    if concept.relation in _RELATIONS:
        words.append(_RELATIONS[concept.relation])
    return f"{', '.join(words)}. " if words else ""


def _flat(text: str) -> str:
    """A text without tabs and line breaks, which would end a cell."""
    return _BREAKS.sub(" ", given(text))
