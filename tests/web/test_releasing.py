"""The second person: reads what somebody wrote for the organisation, and lets it go or sends it back."""

import pytest

from server.domain.mails import MailKind
from server.domain.moderation import ModerationState
from server.domain.submissions import Submission, SubmissionState
from server.domain.tokens import Purpose
from server.usecases.release_submission import MAX_REASON
from server.web import addresses
from tests.usecases.people import mails_left
from tests.web.commenting import receipt, send, stored, submitted, write
from tests.web.conftest import Site
from tests.web.html import element, elements, page_language
from tests.worlds import SIGNER

BOSS = "chefin@example.org"


def unreleased(site: Site) -> Submission:
    """A confirmed submission that waits for its second person."""
    write(site.visitor, text="Namens ons allen.")
    who = {"organisation": "Handwerkskammer", "group": "chamber", "releaser": BOSS}
    assert send(site.visitor, **who).status_code == 303
    assert site.visitor.post(receipt(submitted(site.database)[-1])).status_code == 303
    return submitted(site.database)[-1]


def releasing(submission: Submission, language: str = "nl") -> str:
    """The mailed link."""
    return addresses.releasing(language, SIGNER.sign(Purpose.RELEASE, submission.id))


@pytest.mark.parametrize("language", ["nl", "de"])
def test_the_second_person_reads_everything_and_releases_it(site: Site, language: str) -> None:
    submission = unreleased(site)
    assert submission.state is SubmissionState.UNRELEASED
    assert [mail.recipient for mail in mails_left(site.database)][-1] == BOSS
    path, boss = releasing(submission, language), site.another_visitor()
    page = boss.get(path)
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    assert page_language(page.text) == language
    for word in ("Namens ons allen.", "Jan", "Handwerkskammer"):
        assert word in page.text
    assert [each.state for each in stored(site.database)] == [ModerationState.UNCONFIRMED]
    assert boss.post(path, data={"act": "release"}).headers["location"] == path
    assert submitted(site.database)[0].state is SubmissionState.CONFIRMED
    assert [each.state for each in stored(site.database)] == [ModerationState.HELD]
    assert elements(boss.get(path).text, "form", action=path) == []


def test_the_submitter_sees_that_it_waits(small_site: Site) -> None:
    submission = unreleased(small_site)
    page = small_site.visitor.get(receipt(submission)).text
    assert "Uw collega" in element(page, class_="govuk-inset-text measure").text


def test_it_is_sent_back_with_words_for_the_submitter(site: Site) -> None:
    submission = unreleased(site)
    path = releasing(submission)
    answer = site.visitor.post(path, data={"act": "back", "reason": "Graag korter."})
    assert answer.headers["location"] == f"{path}?said=back"
    page = site.visitor.get(f"{path}?said=back").text
    assert element(page, role="status")
    assert submitted(site.database)[0].state is SubmissionState.UNRELEASED
    mail = mails_left(site.database)[-1]
    assert (mail.kind, mail.details["reason"]) == (MailKind.SENT_BACK, "Graag korter.")


def test_words_that_are_too_many_come_back(small_site: Site) -> None:
    submission = unreleased(small_site)
    reason = "x" * (MAX_REASON + 1)
    answer = small_site.visitor.post(releasing(submission), data={"act": "back", "reason": reason})
    assert answer.status_code == 422
    assert "2.000" in element(answer.text, id="reason-error").text
    assert "".join(element(answer.text, "textarea").texts).removeprefix("\n") == reason


@pytest.mark.parametrize("purpose", [Purpose.RECEIPT, Purpose.MAIL_OFF])
def test_another_link_releases_nothing(small_site: Site, purpose: Purpose) -> None:
    submission = unreleased(small_site)
    path = addresses.releasing("nl", SIGNER.sign(purpose, submission.id))
    assert small_site.visitor.get(path).status_code == 404
    assert small_site.visitor.post(path, data={"act": "release"}).status_code == 404
    assert submitted(small_site.database)[0].state is SubmissionState.UNRELEASED
