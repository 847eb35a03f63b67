"""Agreeing with a comment: everybody counts once, by an address that is confirmed and not kept."""

from datetime import timedelta

import pytest

from server.domain.comments import Comment
from server.domain.limits import MAIL_TO
from server.domain.mails import MailKind
from server.domain.tokens import Purpose
from server.store.agreements import agreement_counts
from server.web import addresses
from tests.usecases.people import mails_left
from tests.web.commenting import THREAD, hand_in, show
from tests.web.conftest import Site
from tests.web.html import element, elements, form_values, page_language
from tests.worlds import SIGNER

EMAIL = "eens@example.org"


def agreements(site: Site, comment: Comment) -> int:
    """How many agree."""
    with site.database.read() as connection:
        return agreement_counts(connection, [comment.id])[comment.id]


def link(site: Site, comment: Comment, language: str = "nl", *, for_days: int = 1) -> str:
    """The link that is mailed."""
    until = site.clock() + timedelta(days=for_days)
    subject = f"{comment.id}/{SIGNER.person(EMAIL)}"
    return addresses.agreed(language, SIGNER.sign(Purpose.AGREE, subject, expires=until))


@pytest.mark.parametrize("language", ["nl", "de"])
def test_the_button_asks_for_an_address_and_a_link_is_mailed(site: Site, language: str) -> None:
    comment = show(site)
    path = addresses.agreeing(language, comment.id)
    assert site.visitor.post(path).headers["location"] == path
    page = site.visitor.get(path)
    assert (page.status_code, page_language(page.text)) == (200, language)
    assert element(page.text, id=comment.id)
    answer = site.visitor.post(path, data={"email": EMAIL})
    assert answer.headers["location"] == f"{path}?sent=1"
    assert form_values(site.visitor.get(f"{path}?sent=1").text, path) == {}
    mail = mails_left(site.database)[-1]
    assert (mail.kind, mail.recipient, mail.language) == (MailKind.AGREE, EMAIL, language)
    assert agreements(site, comment) == 0


@pytest.mark.parametrize("language", ["nl", "de"])
def test_the_link_shows_a_button_and_only_the_button_counts(site: Site, language: str) -> None:
    comment = show(site)
    path = link(site, comment, language)
    reader = site.another_visitor()
    assert elements(reader.get(path).text, "form", action=path)
    assert agreements(site, comment) == 0
    for _ in range(2):
        answer = reader.post(path)
        assert answer.headers["location"] == f"{THREAD[language]}#{comment.id}"
    assert agreements(site, comment) == 1


def test_who_confirmed_once_agrees_at_once_the_next_time(site: Site) -> None:
    first, second = show(site, text="Een."), show(site, text="Twee.")
    reader = site.another_visitor()
    reader.post(link(site, first))
    answer = reader.post(addresses.agreeing("nl", second.id))
    assert answer.headers["location"] == f"{THREAD['nl']}#{second.id}"
    assert agreements(site, second) == 1
    # Half a year later the browser has to confirm again.
    site.clock.moment = site.clock.moment.replace(year=2022)
    assert reader.post(addresses.agreeing("nl", first.id)).headers.get("location") == addresses.agreeing(
        "nl", first.id
    )


def test_nobody_counts_for_their_own_comment(small_site: Site) -> None:
    comment = show(small_site, who={"email": EMAIL})
    small_site.visitor.post(link(small_site, comment))
    assert agreements(small_site, comment) == 0


@pytest.mark.parametrize("email", ["", "jan at example.org", "a@example.org, b@example.org"])
def test_an_address_that_is_none_comes_back(small_site: Site, email: str) -> None:
    comment = show(small_site)
    path = addresses.agreeing("nl", comment.id)
    answer = small_site.visitor.post(path, data={"email": email})
    assert answer.status_code == 422
    assert element(answer.text, id="email-error")
    assert form_values(answer.text, path)["email"] == email


def test_one_mailbox_is_not_filled(small_site: Site) -> None:
    comment = show(small_site)
    path = addresses.agreeing("nl", comment.id)
    for _ in range(MAIL_TO.count):
        assert small_site.visitor.post(path, data={"email": EMAIL}).status_code == 303
    refused = small_site.visitor.post(path, data={"email": EMAIL})
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "3600")


def test_after_the_round_nobody_agrees_any_more(small_site: Site) -> None:
    comment = show(small_site)
    expired, path = link(small_site, comment), link(small_site, comment, for_days=60)
    small_site.clock.advance(timedelta(days=40))
    assert small_site.visitor.get(expired).status_code == 404
    for answer in (
        small_site.visitor.post(path),
        small_site.visitor.post(addresses.agreeing("nl", comment.id), data={"email": EMAIL}),
    ):
        assert answer.status_code == 409
        assert "niet open" in answer.text
    assert agreements(small_site, comment) == 0


def test_what_is_not_shown_cannot_be_agreed_with(small_site: Site) -> None:
    comment = hand_in(small_site)
    path = addresses.agreeing("nl", comment.id)
    for answer in (
        small_site.visitor.get(path),
        small_site.visitor.post(path, data={"email": EMAIL}),
        small_site.visitor.get(link(small_site, comment)),
        small_site.visitor.post(link(small_site, comment)),
        small_site.visitor.get(addresses.agreeing("nl", "c-nowhere0")),
    ):
        assert answer.status_code == 404


def test_a_token_for_something_else_agrees_with_nothing(small_site: Site) -> None:
    comment = show(small_site)
    for purpose in (Purpose.RECEIPT, Purpose.PERSON):
        token = SIGNER.sign(purpose, f"{comment.id}/{SIGNER.person(EMAIL)}")
        assert small_site.visitor.post(addresses.agreed("nl", token)).status_code == 404
    assert agreements(small_site, comment) == 0
