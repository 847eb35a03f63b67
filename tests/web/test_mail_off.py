"""The link at the end of every mail: one click, and there are no more."""

import pytest

from server.domain.comments import Comment
from server.domain.tokens import Purpose
from server.store.submissions import addresses_of
from server.web import addresses
from tests.web.commenting import hand_in
from tests.web.conftest import Site
from tests.web.html import element, elements, page_language
from tests.worlds import SIGNER

WANTED = {"mail_replies": "yes", "mail_dispositions": "yes"}


def mails(site: Site, comment: Comment) -> tuple[bool, bool]:
    """Whether mails about replies and about dispositions come."""
    with site.database.read() as connection:
        kept = addresses_of(connection, comment.submission)
    assert kept is not None
    return kept.mail_replies, kept.mail_dispositions


def off(comment: Comment, language: str = "nl", purpose: Purpose = Purpose.MAIL_OFF) -> str:
    """The link."""
    return addresses.mail_off(language, SIGNER.sign(purpose, comment.submission))


@pytest.mark.parametrize("language", ["nl", "de"])
def test_following_the_link_changes_nothing_and_the_button_does(site: Site, language: str) -> None:
    comment = hand_in(site, who=WANTED)
    page = site.visitor.get(off(comment, language))
    assert (page.status_code, page_language(page.text)) == (200, language)
    assert elements(page.text, "form", action=off(comment, language))
    assert mails(site, comment) == (True, True)
    answer = site.visitor.post(off(comment, language))
    assert answer.status_code == 200
    assert elements(answer.text, "form", action=off(comment, language)) == []
    assert mails(site, comment) == (False, False)


def test_a_mail_program_does_it_in_one_click(site: Site) -> None:
    # RFC 8058, 3.2: a POST without cookies, and an answer that is no redirect.
    comment = hand_in(site, who=WANTED)
    answer = site.another_visitor().post(off(comment), data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert mails(site, comment) == (False, False)


def test_doing_it_again_is_harmless(small_site: Site) -> None:
    comment = hand_in(small_site, who=WANTED)
    assert [small_site.visitor.post(off(comment)).status_code for _ in range(2)] == [200, 200]


def test_another_token_ends_no_mails(small_site: Site) -> None:
    comment = hand_in(small_site, who=WANTED)
    for purpose in (Purpose.RECEIPT, Purpose.RELEASE):
        assert small_site.visitor.post(off(comment, purpose=purpose)).status_code == 404
    assert mails(small_site, comment) == (True, True)


def test_the_page_is_kept_nowhere(small_site: Site) -> None:
    answer = small_site.visitor.get(off(hand_in(small_site)))
    assert answer.headers["cache-control"] == "no-store"
    assert element(answer.text, "meta", name="robots").attributes["content"] == "noindex, nofollow"
