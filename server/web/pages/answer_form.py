"""The editors' form of an answer to comments: what is typed becomes a form, and a disposition what is shown."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from starlette.datastructures import FormData

from server.domain.disposition_forms import DispositionForm, Problem
from server.domain.dispositions import Disposition, Outcome, StandardResponse
from server.domain.structure import Structure
from server.domain.typed import clean_text
from server.text.differences import Piece, word_differences
from server.text.languages import LANGUAGES, Language
from server.text.markdown import plain
from server.usecases.read_disposition import AnswerTools
from server.web import addresses
from server.web.pages.reading import paragraph_label
from server.web.typed import legible

# Every paragraph of a document as a checkbox, every comment of a bundle with its revision, and the other fields.
MAX_FIELDS: Final = 3_000
_BETWEEN_IDS: Final = re.compile(r"[\s,;]+")
# As many digits as a row number of the database may have.
_MOST_DIGITS: Final = 15


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """An answer as it was typed; `problems` name what is no day.

    `other` are paragraphs by id beside the ticked ones, `deadline` the day as it was typed.
    """

    form: DispositionForm = field(default_factory=DispositionForm)
    other: str = ""
    deadline: str = ""
    reason: str = ""
    base: int = 0
    problems: Mapping[str, Problem] = field(default_factory=dict)

    def with_standard(self, response: StandardResponse | None) -> "TypedAnswer":
        """The same with the texts and the outcome of a standard response; all else stays as it was typed."""
        if response is None:
            return self
        filled = replace(
            self.form,
            outcome=response.outcome or self.form.outcome,
            responses=dict(response.responses),
            standard_response=response.id,
        )
        return replace(self, form=filled)


def answer_of(present: Disposition) -> TypedAnswer:
    """What the form of a disposition begins with."""
    form = DispositionForm(
        outcome=present.outcome,
        responses=present.responses,
        paragraphs=present.paragraphs,
        text_unchanged=present.text_unchanged,
        responsible=present.responsible,
        deadline=present.deadline,
        standard_response=present.standard_response,
    )
    day = present.deadline.isoformat() if present.deadline else ""
    return TypedAnswer(form, deadline=day, base=present.revision)


def typed_answer(sent: FormData) -> TypedAnswer:
    """What was sent; what is no choice of ours counts as none."""
    outcome, other = text_of(sent, "outcome"), text_of(sent, "other_paragraphs")
    ticked = [legible(each) for each in sent.getlist("paragraphs") if isinstance(each, str) and each]
    day, problems = day_of(sent, "deadline")
    form = DispositionForm(
        outcome=Outcome(outcome) if outcome in tuple(Outcome) else None,
        responses={each: clean_text(text_of(sent, f"response_{each}")) for each in LANGUAGES},
        confirmed=text_of(sent, "confirmed") == "yes",
        paragraphs=(*ticked, *_ids_in(other)),
        text_unchanged=text_of(sent, "text_unchanged") == "yes",
        responsible=number_of(text_of(sent, "responsible")),
        deadline=day,
        standard_response=number_of(text_of(sent, "standard_used")),
    )
    return TypedAnswer(
        form,
        other=other,
        deadline=text_of(sent, "deadline").strip(),
        reason=clean_text(text_of(sent, "reason")),
        base=number_of(text_of(sent, "base")) or 0,
        problems=problems,
    )


def text_of(sent: Mapping[str, Any], name: str) -> str:
    """One field as text that a page can show again."""
    value = sent.get(name, "")
    return legible(value) if isinstance(value, str) else ""


def number_of(typed: str) -> int | None:
    """A number of ours, None for anything else."""
    text = typed.strip()
    is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else None


def day_of(sent: Mapping[str, Any], name: str) -> tuple[date | None, dict[str, Problem]]:
    """A day, None for an empty field; the problem where it is no day."""
    typed = text_of(sent, name).strip()
    try:
        return (date.fromisoformat(typed) if typed else None), {}
    except ValueError:
        return None, {name: Problem.UNKNOWN}


def answer_values(
    typed: TypedAnswer, tools: AnswerTools, present: Disposition | None, language: Language
) -> dict[str, Any]:
    """What the template of the form shows; `present` is the disposition of the one comment it answers."""
    ticked = set(typed.form.paragraphs)
    places = labels_of(tools.structure, language)
    return {
        "outcome": typed.form.outcome.value if typed.form.outcome else "",
        "outcomes": [each.value for each in Outcome],
        "responses": {each.value: typed.form.responses.get(each, "") for each in LANGUAGES},
        "confirmed": typed.form.confirmed,
        "proposed": present.proposed.value if present and present.proposed else "",
        "text_unchanged": typed.form.text_unchanged,
        "responsible": typed.form.responsible,
        "editors": [(each.id, each.name) for each in tools.editors],
        "deadline": typed.deadline,
        "standard": [(each.id, each.title) for each in tools.standard],
        "standard_used": typed.form.standard_response,
        "other": typed.other,
        "reason": typed.reason,
        "base": typed.base,
        "paragraphs": [
            _paragraph(each, tools, places, language, is_ticked=each in ticked)
            for each in tools.structure.paragraphs
            if each in tools.candidates or (each in ticked and each not in _ids_in(typed.other))
        ],
    }


def labels_of(structure: Structure, language: Language) -> dict[str, str]:
    """Where each paragraph of the edition that answers stands, in words."""
    return {
        paragraph: paragraph_label(section.number, section.titles[language], position, language)
        for section in structure.sections
        for position, paragraph in enumerate(section.paragraphs, start=1)
    }


def beside_stored(typed: TypedAnswer, present: Disposition) -> list[tuple[str, list[Piece]]]:
    """For each language whose response differs, how what was typed differs from what is stored now."""
    pairs = [
        (each, present.responses.get(each, ""), typed.form.responses.get(each, "")) for each in LANGUAGES
    ]
    return [(each.value, word_differences(now, mine)) for each, now, mine in pairs if now != mine]


def _paragraph(
    paragraph: str, tools: AnswerTools, places: Mapping[str, str], language: Language, *, is_ticked: bool
) -> dict[str, Any]:
    working = tools.texts.get(paragraph)
    text = working.text(language) if working else ""
    return {
        "id": paragraph,
        "label": places[paragraph],
        "href": addresses.working_paragraph(language, paragraph),
        "text": excerpt_of(plain(text)) if text else "",
        "is_ticked": is_ticked,
    }


def excerpt_of(text: str, length: int = 200) -> str:
    """The beginning of a text on one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return (line[:length].rpartition(" ")[0] or line[:length]) + " …"


def _ids_in(typed: str) -> Iterable[str]:
    """Paragraph ids as people write them: with or without "p-", between spaces, commas or line breaks."""
    words = [each for each in _BETWEEN_IDS.split(typed.strip().casefold()) if each]
    return [each if each.startswith("p-") else f"p-{each}" for each in words]
