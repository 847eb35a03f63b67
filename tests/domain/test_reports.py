"""Reports by readers: a reason, a few words, and nothing that a machine filled in."""

import pytest

from server.domain.moderation import DeclineReason
from server.domain.reports import MAX_REPORT, ReportForm, ReportProblem, ReportRefused, check_report
from tests.worlds import KEY


def form(**values: str) -> ReportForm:
    """A report as a reader sends it."""
    return ReportForm(**{"reason": "insult", "form_key": KEY, **values})


def test_a_report_is_a_reason_and_a_few_words() -> None:
    assert check_report(form(text=" Dit is\r\nlelijk. ")) == (DeclineReason.INSULT, "Dit is\nlelijk.")
    assert check_report(form()) == (DeclineReason.INSULT, "")
    assert check_report(form(text="x" * MAX_REPORT)) == (DeclineReason.INSULT, "x" * MAX_REPORT)


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"reason": ""}, ReportProblem.REASON_MISSING),
        ({"reason": "ugly"}, ReportProblem.REASON_MISSING),
        ({"reason": "duplicate"}, ReportProblem.REASON_MISSING),
        ({"text": "x" * (MAX_REPORT + 1)}, ReportProblem.TEXT_TOO_LONG),
        ({"website": "https://example.org"}, ReportProblem.NOT_EMPTY),
        ({"form_key": "short"}, ReportProblem.FORM_STALE),
    ],
)
def test_what_is_wrong_is_named_by_its_field(wrong: dict[str, str], problem: ReportProblem) -> None:
    with pytest.raises(ReportRefused) as refused:
        check_report(form(**wrong))
    assert refused.value.problems == {next(iter(wrong)): problem}
