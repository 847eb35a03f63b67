"""What an editor fills in to answer a comment, and what is missing before that is a decision."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from server.domain.dispositions import MAX_RESPONSE, Disposition, Outcome
from server.domain.typed import clean_text
from server.text.languages import LANGUAGES, Language

# A title is a line in a list; a note or a reason for the log is a few paragraphs.
MAX_TITLE = 200
MAX_NOTE = 5_000


class Problem(StrEnum):
    """What is wrong with a field of a form of the editors."""

    MISSING = "missing"
    TOO_LONG = "too-long"
    UNCONFIRMED = "unconfirmed"
    UNKNOWN = "unknown"
    TAKEN = "taken"


class FormRefused(Exception):
    """A form cannot be kept; `problems` maps a field to what is wrong with it."""

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        super().__init__(", ".join(f"{name}: {problem}" for name, problem in problems.items()))
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True)
class DispositionForm:
    """What an editor says of a comment.

    `confirmed` says that the editor has read the proposed response and stands by it; `text_unchanged` that an
    adopted comment led to no change of the text, for the reason that the responses give.
    """

    outcome: Outcome | None = None
    responses: Mapping[Language, str] = field(default_factory=dict)
    confirmed: bool = False
    paragraphs: tuple[str, ...] = ()
    text_unchanged: bool = False
    responsible: int | None = None
    deadline: date | None = None
    standard_response: int | None = None


def filled_in(present: Disposition, form: DispositionForm) -> Disposition:
    """The disposition with what the form says; whether it is decided, and its revision, stay as they were."""
    responses = {language: clean_text(form.responses.get(language, "")) for language in LANGUAGES}
    paragraphs = tuple(dict.fromkeys(form.paragraphs))
    is_proposed = present.proposed is not None and not form.confirmed and bool(responses[present.proposed])
    return replace(
        present,
        outcome=form.outcome,
        responses={language: text for language, text in responses.items() if text},
        proposed=present.proposed if is_proposed else None,
        paragraphs=paragraphs,
        text_unchanged=form.text_unchanged and not paragraphs,
        responsible=form.responsible,
        deadline=form.deadline,
        standard_response=form.standard_response,
    )


def problems_of(
    disposition: Disposition, *, deciding: bool, known_paragraphs: Collection[str]
) -> dict[str, Problem]:
    """What is wrong with a disposition as it was filled in, by field; nothing is missing before it is decided.

    An adopted comment led to a paragraph, or the editor says that the text did not have to change.
    """
    problems = {
        f"response_{language}": Problem.TOO_LONG
        for language, text in disposition.responses.items()
        if len(text) > MAX_RESPONSE
    }
    if set(disposition.paragraphs) - set(known_paragraphs):
        problems["paragraphs"] = Problem.UNKNOWN
    if not deciding:
        return problems
    missing: dict[str, Problem] = {}
    if disposition.outcome is None:
        missing["outcome"] = Problem.MISSING
    for language in LANGUAGES:
        if not disposition.responses.get(language):
            missing[f"response_{language}"] = Problem.MISSING
        elif disposition.proposed is language:
            missing["confirmed"] = Problem.UNCONFIRMED
    changes_text = disposition.outcome is not None and disposition.outcome.leads_to_change
    if changes_text and not (disposition.paragraphs or disposition.text_unchanged):
        missing["paragraphs"] = Problem.MISSING
    return {**missing, **problems}


def is_same_answer(one: Disposition, other: Disposition) -> bool:
    """Whether two dispositions say the same, whoever is to work on them."""
    return (one.outcome, one.responses) == (other.outcome, other.responses)


def successors(
    paragraph: str, *, present: Collection[str], lineage: Mapping[str, Collection[str]]
) -> tuple[str, ...]:
    """What became of a paragraph: itself and those that come from it, of `present` and in its order."""
    wanted = {paragraph} | {new for new, origins in lineage.items() if paragraph in origins}
    return tuple(each for each in present if each in wanted)
