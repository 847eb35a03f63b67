"""Reports: a reader says that a comment should not be shown, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.moderation import DeclineReason
from server.domain.typed import clean_text, is_idempotency_key

MAX_REPORT: Final = 1_000

# That two comments are alike is nothing that a reader suffers from.
REPORT_REASONS: Final = tuple(each for each in DeclineReason if each is not DeclineReason.DUPLICATE)


class ReportProblem(StrEnum):
    """Why a field of a report is refused; the pages hold the sentence for each in both languages."""

    REASON_MISSING = "reason-missing"
    TEXT_TOO_LONG = "report-too-long"
    NOT_EMPTY = "website-not-empty"
    FORM_STALE = "form-stale"


class ReportRefused(Exception):
    """A report with problems; `problems` maps a field's name to what is wrong with it, in form order."""

    def __init__(self, problems: Mapping[str, ReportProblem]) -> None:
        super().__init__(", ".join(f"{field}: {problem}" for field, problem in problems.items()))
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True)
class ReportForm:
    """What was typed; every field is text exactly as it arrived. People do not see `website`."""

    reason: str = ""
    text: str = ""
    website: str = ""
    form_key: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A stored report; nobody knows who made it. `at` and `closed` are UTC."""

    id: int
    comment: str
    reason: DeclineReason
    text: str
    at: datetime
    closed: datetime | None = None


def check_report(form: ReportForm) -> tuple[DeclineReason, str]:
    """The reason and the text of a report; `text` may be empty. Raises ReportRefused."""
    text = clean_text(form.text)
    problems: dict[str, ReportProblem] = {}
    if form.reason not in REPORT_REASONS:
        problems["reason"] = ReportProblem.REASON_MISSING
    if len(text) > MAX_REPORT:
        problems["text"] = ReportProblem.TEXT_TOO_LONG
    if form.website:
        # Said instead of silently dropped: a browser may have filled the field in for a person.
        problems["website"] = ReportProblem.NOT_EMPTY
    if not is_idempotency_key(form.form_key):
        problems["form_key"] = ReportProblem.FORM_STALE
    if problems:
        raise ReportRefused(problems)
    return DeclineReason(form.reason), text
