"""The editors' form of a concept: what is typed becomes a concept, and a concept what is shown in the form."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, TypeVar

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
from server.text.languages import LANGUAGES, Language
from server.web.typed import legible

Choice = TypeVar("Choice", bound=StrEnum)

_TERM_FIELD = re.compile(r"(?P<language>nl|de)\.terms\.(?P<number>[0-9]{1,4})\.text")

# Empty rows for new terms; saving and coming back gives as many again.
NEW_TERMS = 2
# Room for 40 terms on each side, nine fields each; bounds what one request may make the server do.
MAX_FIELDS = 800

SUBJECT_FIELDS = (
    "digital transformation",
    "industry and technology",
    "cooperation and innovation",
    "government and administration",
    "business and economy",
    "funding and programmes",
)
CHOICES: Mapping[str, tuple[str, ...]] = {
    "subject_field": SUBJECT_FIELDS,
    "process": (ProcessState.DRAFT.value, ProcessState.OPEN.value),
    "relation": tuple(each.value for each in Relation),
    "dispute": tuple(each.value for each in DisputeState),
    "status": tuple(each.value for each in TermStatus),
    "part_of_speech": tuple(each.value for each in PartOfSpeech),
    "gender": ("", *(each.value for each in Gender)),
}


def typed_concept(key: str, sent: Mapping[str, Any]) -> Concept:
    """The concept that the form describes; what is not among the choices counts as the first of them."""
    dispute = _choice(sent, "dispute", DisputeState)
    return Concept(
        key=key,
        subject_field=_line(sent, "subject_field"),
        process=_choice(sent, "process", ProcessState),
        relation=_choice(sent, "relation", Relation),
        dispute=dispute,
        dispute_reasons=(
            {}
            if dispute is DisputeState.NONE
            else {language: _line(sent, f"dispute_reasons.{language}") for language in LANGUAGES}
        ),
        sides={language: _side(sent, language, dispute) for language in LANGUAGES},
    )


def form_of(concept: Concept) -> dict[str, Any]:
    """What the form shows of a concept: its values, and per side the terms with empty rows at the end."""
    return {
        "values": concept,
        "terms": {language.value: list(_term_rows(concept.sides[language])) for language in LANGUAGES},
        "choices": CHOICES,
    }


def _side(sent: Mapping[str, Any], language: Language, dispute: DisputeState) -> Side:
    is_read_twice = dispute is not DisputeState.NONE
    return Side(
        definition=_line(sent, f"{language}.definition"),
        source=_line(sent, f"{language}.source"),
        terms=tuple(_terms(sent, language)),
        reading=_line(sent, f"{language}.reading") if is_read_twice else "",
        reading_source=_line(sent, f"{language}.reading_source") if is_read_twice else "",
    )


def _terms(sent: Mapping[str, Any], language: Language) -> Iterator[Term]:
    for prefix in _term_prefixes(sent, language):
        text = _line(sent, prefix + "text")
        # An emptied row is a term removed.
        if text:
            yield Term(
                text=text,
                status=_choice(sent, prefix + "status", TermStatus),
                part_of_speech=_choice(sent, prefix + "part_of_speech", PartOfSpeech),
                gender=_optional_gender(sent, prefix + "gender"),
                region=_line(sent, prefix + "region"),
                reason=_line(sent, prefix + "reason"),
                case_sensitive=_line(sent, prefix + "case_sensitive") == "yes",
                forms=_lines(sent, prefix + "forms"),
                not_in=_lines(sent, prefix + "not_in"),
            )


def _term_prefixes(sent: Mapping[str, Any], language: Language) -> list[str]:
    """What the names of the fields of each term begin with, in the order of the form."""
    found = (_TERM_FIELD.fullmatch(name) for name in sent)
    numbers = {int(match["number"]) for match in found if match and match["language"] == language}
    return [f"{language}.terms.{number}." for number in sorted(numbers)]


def _term_rows(side: Side) -> Iterator[Term]:
    yield from side.terms
    for _ in range(NEW_TERMS):
        yield Term("", TermStatus.ADMITTED)


def _text(sent: Mapping[str, Any], name: str) -> str:
    value = sent.get(name, "")
    return legible(value) if isinstance(value, str) else ""


def _line(sent: Mapping[str, Any], name: str) -> str:
    return " ".join(_text(sent, name).split())


def _lines(sent: Mapping[str, Any], name: str) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in _text(sent, name).splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def _choice(sent: Mapping[str, Any], name: str, kind: type[Choice]) -> Choice:
    value = _line(sent, name)
    return kind(value) if value in tuple(kind) else next(iter(kind))


def _optional_gender(sent: Mapping[str, Any], name: str) -> Gender | None:
    value = _line(sent, name)
    return Gender(value) if value in tuple(Gender) else None
