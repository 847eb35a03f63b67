"""Small worlds for the rules: values with as little in them as a test needs."""

from collections.abc import Iterable, Mapping
from datetime import date

from server.domain.document import Paragraph, Section
from server.domain.editions import Edition, EditionStatus
from server.domain.glossary import Concept, DisputeState, ProcessState, Relation, Side, Term, TermStatus
from server.text.languages import LANGUAGES, Language

NL, DE = LANGUAGES


def both(nl: str, de: str) -> Mapping[Language, str]:
    """A text on each side."""
    return {NL: nl, DE: de}


def paragraph(paragraph_id: str = "p-00000", *, nl: str = "", de: str = "") -> Paragraph:
    """A paragraph with both wordings."""
    return Paragraph(paragraph_id, both(nl, de))


def section(*paragraphs: Paragraph, key: str = "1", nl: str = "", de: str = "") -> Section:
    """A section with its titles."""
    return Section(key, key, both(nl, de), paragraphs)


def edition(key: str, on: date = date(2021, 9, 28), *sections: Section) -> Edition:
    """An edition of this date."""
    empty = both("", "")
    return Edition(key, empty, on, EditionStatus.CONSULTATION, None, empty, sections)


def term(
    text: str,
    *,
    status: TermStatus = TermStatus.PREFERRED,
    forms: Iterable[str] = (),
    not_in: Iterable[str] = (),
    case_sensitive: bool = False,
) -> Term:
    """A term of the glossary."""
    return Term(text, status, forms=tuple(forms), not_in=tuple(not_in), case_sensitive=case_sensitive)


def concept(
    key: str,
    *,
    nl: Iterable[Term | str] = (),
    de: Iterable[Term | str] = (),
    dispute: DisputeState = DisputeState.NONE,
) -> Concept:
    """A concept with these terms; a text alone is a preferred term."""
    return Concept(
        key=key,
        subject_field="",
        process=ProcessState.OPEN,
        relation=Relation.EXACT,
        dispute=dispute,
        dispute_reasons={},
        sides={NL: _side(nl), DE: _side(de)},
    )


def _side(terms: Iterable[Term | str]) -> Side:
    return Side("", "", tuple(term(each) if isinstance(each, str) else each for each in terms))
