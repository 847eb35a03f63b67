"""Mails lead to pages that open in their language; those that can be switched off are, with one request."""

from email.message import EmailMessage

import pytest
from starlette.testclient import TestClient

from server.domain.mails import MailKind
from server.domain.moderation import ModerationState
from server.store import comments, submissions
from server.store.invitations import Invitation, add_invitation
from server.text.languages import Language
from server.usecases.confirm_submission import confirm_submission
from server.usecases.move_comment import move_comment
from tests.disposing import answered
from tests.mailing import BASE_URL, leave_mail, links_in
from tests.participating import said, submit, submitted
from tests.web.conftest import EDITOR, Site
from tests.web.html import page_language
from tests.worlds import DE, NL, NOON, SIGNER

ANNA, BOB = "anna@example.org", "bob@example.org"


def send(site: Site, kind: MailKind, language: Language, *, to: str = ANNA, **details: str) -> EmailMessage:
    """Leave a mail behind and let a worker send it."""
    site.work()
    leave_mail(site.database, kind, language=language, to=to, **details)
    site.work()
    return site.mails()[-1]


def details_for(site: Site, kind: MailKind) -> dict[str, str]:
    """A world in which a mail of this kind is called for."""
    if kind is MailKind.CONFIRM:
        return {"submission": submit(site.database).id}
    if kind is MailKind.SIGN_IN:
        return {"to": EDITOR}
    if kind in (MailKind.RELEASE, MailKind.SENT_BACK):
        submission = submit(site.database, organisation="IHK", releaser=BOB)
        confirm_submission(site.database, submission_id=submission.id, at=NOON)
        return {"submission": submission.id}
    if kind in (MailKind.DISPOSITIONS, MailKind.DISPOSITION_CORRECTED):
        return answered(site.database)
    if kind is MailKind.INVITATION:
        with site.database.write() as connection:
            add_invitation(connection, Invitation("i-1", "autumn", "IHK", NOON))
        return {"invitation": "i-1", "round": "autumn"}
    comment = said(site.database, mail_replies="yes")
    to = ModerationState.DECLINED if kind is MailKind.DECLINED else ModerationState.SHOWN
    with site.database.write() as connection:
        found = comments.comment_by_id(connection, comment.id)
        assert found is not None
        move_comment(connection, found, to, at=NOON)
    own = {"submission": comment.submission, "comment": comment.id}
    return own | {"person": SIGNER.person(ANNA)}


def opened(browser: TestClient, path: str) -> tuple[int, str]:
    """Follow a link as a browser does: the status and the language of the page at the end."""
    answer = browser.get(path, follow_redirects=True)
    return answer.status_code, page_language(answer.text)


@pytest.mark.parametrize("language", [NL, DE])
@pytest.mark.parametrize("kind", MailKind)
def test_every_link_of_every_mail_opens_in_its_language(
    small_site: Site, kind: MailKind, language: Language
) -> None:
    mail = send(small_site, kind, language, **details_for(small_site, kind))  # type: ignore[arg-type]
    browser = small_site.another_visitor()
    browser.headers["accept-language"] = language
    links = links_in(mail)
    assert len(links) >= 2
    assert [opened(browser, link) for link in links] == [(200, language)] * len(links)


def test_one_request_without_a_question_ends_the_mails(small_site: Site) -> None:
    mail = send(small_site, MailKind.REPLY, DE, **details_for(small_site, MailKind.REPLY))
    address = mail["List-Unsubscribe"].strip("<>")
    body = {"List-Unsubscribe": "One-Click"}
    # A mail program, and no browser: it has no cookie and says nothing of where it comes from.
    answer = small_site.another_visitor().post(address.removeprefix(BASE_URL), data=body)
    assert answer.status_code == 200
    submission = submitted(small_site.database, mail_replies="yes")
    with small_site.database.read() as connection:
        wanted = [
            addresses.mail_replies
            for each in submissions.submissions_of_person(connection, SIGNER.person(ANNA))
            if (addresses := submissions.addresses_of(connection, each.id))
        ]
    assert wanted == [False, True]
    assert submission.person == SIGNER.person(ANNA)


def test_looking_at_the_link_changes_nothing(small_site: Site) -> None:
    """Mail programs open links by themselves, to look for harm."""
    details = details_for(small_site, MailKind.REPLY)
    mail = send(small_site, MailKind.REPLY, NL, **details)
    assert opened(small_site.another_visitor(), links_in(mail)[1]) == (200, "nl")
    with small_site.database.read() as connection:
        addresses = submissions.addresses_of(connection, details["submission"])
    assert addresses is not None
    assert addresses.mail_replies
