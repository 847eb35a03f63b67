"""Handing in: who submits is asked once, everything is kept once, and the mailbox has the last word."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from altcha import Challenge, solve_challenge

from server.domain.limits import MAIL_TO
from server.domain.mails import MailKind
from server.domain.moderation import ModerationState
from server.domain.rounds import ModerationRule, Participation
from server.domain.submissions import MAX_NAME, Publication, SubmissionState, Suspicion
from server.domain.tokens import Purpose
from server.domain.typed import MAX_EMAIL
from server.store import invitations
from server.store.database import Database
from server.store.invitations import Invitation
from server.store.submissions import addresses_of
from server.usecases.prove_work import new_challenge
from server.web import sessions
from tests.usecases.people import mails_left
from tests.web.commenting import (
    BASKET,
    SUBMITTED,
    contact,
    drafts,
    filled,
    hand_in,
    receipt,
    send,
    stored,
    submitted,
    write,
)
from tests.web.conftest import EDITOR, OpenSite, Site
from tests.web.html import element, elements, form_values, page_language
from tests.worlds import NOON, SIGNER, record, round_on

AFTER = datetime(2021, 11, 1, 23, tzinfo=UTC)


def proof(site: Site) -> str:
    """What a browser with a script sends along."""
    challenge = Challenge.from_dict(site.visitor.get("/proof").json())
    solution = solve_challenge(challenge)
    assert solution is not None
    payload = {"challenge": challenge.to_dict(), "solution": solution.to_dict()}
    return base64.b64encode(json.dumps(payload).encode()).decode()


@pytest.mark.parametrize("language", ["nl", "de"])
def test_what_was_written_is_handed_in_and_the_mailbox_asked(site: Site, language: str) -> None:
    write(site.visitor, text="Een.")
    write(site.visitor, text="Twee.")
    answer = send(site.visitor, language, organisation="Betrieb GmbH", mail_replies="yes")
    assert (answer.status_code, answer.headers["location"]) == (303, SUBMITTED[language])
    [submission] = submitted(site.database)
    assert (submission.state, submission.language) == (SubmissionState.UNCONFIRMED, language)
    assert (submission.name, submission.publication) == ("Jan", Publication.NAMED)
    assert [(each.text, each.name, each.state) for each in stored(site.database)] == [
        ("Een.", "Jan", ModerationState.UNCONFIRMED),
        ("Twee.", "Jan", ModerationState.UNCONFIRMED),
    ]
    with site.database.read() as connection:
        addresses = addresses_of(connection, submission.id)
    assert addresses is not None
    assert (addresses.email, addresses.mail_replies, addresses.mail_dispositions) == (
        "jan@example.org",
        True,
        False,
    )
    [mail] = mails_left(site.database)
    assert (mail.kind, mail.recipient) == (MailKind.CONFIRM, "jan@example.org")
    assert drafts(site) == []
    assert "zwiespraak_basket" not in site.visitor.cookies
    assert "zwiespraak_drafts" not in site.visitor.cookies


@pytest.mark.parametrize("language", ["nl", "de"])
def test_the_page_that_sends_to_the_mailbox_is_kept_nowhere(reading_site: Site, language: str) -> None:
    page = reading_site.visitor.get(SUBMITTED[language])
    assert (page.status_code, page_language(page.text)) == (200, language)
    assert page.headers["cache-control"] == "no-store"


PROBLEMS = {
    "a name that is too long": ({"name": "x" * (MAX_NAME + 1)}, "name"),
    "no name to publish": ({"name": "\u200b ", "organisation": ""}, "name"),
    "an organisation that is too long": ({"organisation": "x" * (MAX_NAME + 1)}, "organisation"),
    "no group": ({"group": ""}, "group"),
    "a group that we do not know": ({"group": "king"}, "group"),
    "no address": ({"email": " "}, "email"),
    "no e-mail address": ({"email": "jantje at example.org"}, "email"),
    "two e-mail addresses": ({"email": "a@example.org, b@example.org"}, "email"),
    "an e-mail address that is too long": ({"email": "x" * MAX_EMAIL + "@example.org"}, "email"),
    "an e-mail address with a line break": ({"email": "a@example.org\r\nbcc: b@example.org"}, "email"),
    "oneself as the second person": ({"releaser": "JAN@example.org"}, "releaser"),
    "a second person without an address": ({"releaser": "de baas"}, "releaser"),
    "no choice what to publish": ({"publication": ""}, "publication"),
    "a choice that there is not": ({"publication": "everything"}, "publication"),
}


@pytest.mark.parametrize("language", ["nl", "de"])
@pytest.mark.parametrize(("wrong", "field"), PROBLEMS.values(), ids=PROBLEMS.keys())
def test_what_is_wrong_is_said_where_it_is_and_nothing_is_lost(
    small_site: Site, language: str, wrong: dict[str, str], field: str
) -> None:
    write(small_site.visitor)
    typed = contact(small_site.visitor, language, mail_replies="yes", **wrong)
    answer = small_site.visitor.post(BASKET[language], data=typed)
    assert (answer.status_code, page_language(answer.text)) == (422, language)
    summary = element(answer.text, class_="govuk-error-summary")
    [link] = [each for each in elements(answer.text, "a") if summary in each.around]
    [message] = elements(answer.text, "p", class_="govuk-error-message")
    assert message.text.endswith(link.text)
    assert message.attributes["id"] == f"{field}-error"
    assert elements(answer.text, id=link.attributes["href"].removeprefix("#"))
    kept = form_values(answer.text, BASKET[language])
    offered = {
        name: value
        for name, value in typed.items()
        if name not in ("group", "publication", "idempotency_key") and "\n" not in value
    }
    assert {name: kept[name] for name in offered} == offered
    assert (len(drafts(small_site)), submitted(small_site.database)) == (1, [])


def test_an_empty_basket_cannot_be_handed_in(small_site: Site) -> None:
    answer = small_site.visitor.post(BASKET["nl"], data={"name": "Jan"})
    assert answer.status_code == 422
    assert submitted(small_site.database) == []


def test_sending_twice_is_harmless(site: Site) -> None:
    write(site.visitor)
    typed, cookies = contact(site.visitor), dict(site.visitor.cookies)
    answers = [site.visitor.post(BASKET["nl"], data=typed)]
    # A second click is sent with the cookies of the page, a reload without those that have gone.
    answers.append(site.visitor.post(BASKET["nl"], data=typed))
    site.visitor.cookies.update(cookies)
    answers.append(site.visitor.post(BASKET["nl"], data=typed))
    assert [answer.headers["location"] for answer in answers] == [SUBMITTED["nl"]] * 3
    assert (len(submitted(site.database)), len(stored(site.database))) == (1, 1)
    assert len(mails_left(site.database)) == 1


def test_what_is_handed_in_too_late_stays_to_be_copied(site: Site) -> None:
    write(site.visitor, text="Te laat.")
    typed = contact(site.visitor)
    site.clock.moment = AFTER
    answer = site.visitor.post(BASKET["nl"], data=typed)
    assert answer.status_code == 409
    assert "Te laat." in "".join(element(answer.text, "textarea").texts)
    assert (len(drafts(site)), submitted(site.database)) == (1, [])


def test_one_mailbox_is_not_filled(small_site: Site) -> None:
    for number in range(MAIL_TO.count):
        write(small_site.visitor, text=f"Nummer {number}.")
        assert send(small_site.visitor).status_code == 303
    write(small_site.visitor, text="Nog een.")
    # Mending a form does not count.
    for _ in range(MAIL_TO.count + 1):
        assert send(small_site.visitor, group="").status_code == 422
    refused = send(small_site.visitor, email="Jan@Example.org")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "3600")
    assert form_values(refused.text, BASKET["nl"])["name"] == "Jan"
    assert len(drafts(small_site)) == 1
    assert send(small_site.visitor, email="other@example.org").status_code == 303


# Who is at work: a person or a machine.


@pytest.mark.parametrize(
    ("rule", "state"),
    [(ModerationRule.AFTER, ModerationState.SHOWN), (ModerationRule.BEFORE, ModerationState.HELD)],
)
def test_with_a_proof_of_work_nothing_is_suspicious(
    open_site: OpenSite, sqlite: Database, rule: ModerationRule, state: ModerationState
) -> None:
    site = open_site(sqlite, replace(record(), rounds=(replace(round_on("2021"), moderation=rule),)))
    write(site.visitor)
    assert send(site.visitor, proof=proof(site)).status_code == 303
    [submission] = submitted(site.database)
    assert submission.suspicion is Suspicion.NONE
    site.visitor.post(receipt(submission))
    assert [each.state for each in stored(site.database)] == [state]


def test_a_proof_counts_once(small_site: Site) -> None:
    worked = proof(small_site)
    for text in ("Een.", "Twee."):
        write(small_site.visitor, text=text)
        send(small_site.visitor, proof=worked)
    assert [each.suspicion for each in submitted(small_site.database)] == [
        Suspicion.NONE,
        Suspicion.NO_PROOF,
    ]


@pytest.mark.parametrize(
    ("typed", "suspicion"),
    [
        ({}, Suspicion.NO_PROOF),
        ({"proof": "x" * 5_000}, Suspicion.NO_PROOF),
        ({"proof": base64.b64encode(b'{"challenge": 1}').decode()}, Suspicion.NO_PROOF),
        ({"website": "https://example.org"}, Suspicion.HONEYPOT),
    ],
)
def test_without_a_proof_a_moderator_looks_first(
    open_site: OpenSite, sqlite: Database, typed: dict[str, str], suspicion: Suspicion
) -> None:
    after = replace(round_on("2021"), moderation=ModerationRule.AFTER)
    site = open_site(sqlite, replace(record(), rounds=(after,)))
    write(site.visitor)
    assert send(site.visitor, **typed).headers["location"] == SUBMITTED["nl"]
    [submission] = submitted(site.database)
    assert submission.suspicion is suspicion
    site.visitor.post(receipt(submission))
    assert [each.state for each in stored(site.database)] == [ModerationState.HELD]


def test_every_challenge_is_new_and_kept_nowhere(small_site: Site) -> None:
    answers = [small_site.visitor.get("/proof") for _ in range(2)]
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}
    assert answers[0].json()["parameters"].keys() == new_challenge(SIGNER, NOON)["parameters"].keys()
    assert answers[0].json() != answers[1].json()


# Who need not confirm.


def test_who_has_confirmed_in_this_browser_goes_on_to_the_receipt(site: Site) -> None:
    write(site.visitor, text="Een.")
    send(site.visitor)
    site.visitor.post(receipt(submitted(site.database)[0]))
    write(site.visitor, text="Twee.")
    answer = send(site.visitor)
    second = submitted(site.database)[1]
    assert (answer.status_code, answer.headers["location"]) == (303, receipt(second))
    assert second.state is SubmissionState.CONFIRMED
    write(site.visitor, text="Drie.")
    assert send(site.visitor, email="other@example.org").headers["location"] == SUBMITTED["nl"]


def test_a_cookie_that_is_not_ours_confirms_nothing(small_site: Site) -> None:
    person = SIGNER.person("jan@example.org")
    for forged in (person, SIGNER.sign(Purpose.RECEIPT, person), "x.y.z"):
        small_site.visitor.cookies.set(sessions.PERSON_COOKIE, forged)
        write(small_site.visitor, text=forged)
        assert send(small_site.visitor).headers["location"] == SUBMITTED["nl"]


def test_who_is_signed_in_need_not_confirm_their_own_address(small_site: Site) -> None:
    moderator = small_site.moderator()
    write(moderator)
    assert send(moderator, email=EDITOR).headers["location"].startswith("/nl/ontvangst/")
    [submission] = submitted(small_site.database)
    assert (submission.state, submission.suspicion) == (SubmissionState.CONFIRMED, Suspicion.NONE)
    write(moderator, text="Voor iemand anders.")
    assert send(moderator, email="other@example.org").headers["location"] == SUBMITTED["nl"]


# Who may take part.


def site_of(open_site: OpenSite, database: Database, participation: Participation) -> Site:
    """A site with a round for some only."""
    round_ = replace(round_on("2021"), participation=participation)
    return open_site(database, replace(record(), rounds=(round_,)))


@pytest.mark.parametrize("participation", [Participation.INVITED, Participation.ACCOUNT])
def test_a_round_for_some_says_so_and_keeps_what_others_wrote(
    open_site: OpenSite, sqlite: Database, participation: Participation
) -> None:
    site = site_of(open_site, sqlite, participation)
    said = {Participation.INVITED: "uitgenodigd", Participation.ACCOUNT: "aangemeld"}[participation]
    assert said in site.visitor.get("/nl/edities/2021/reacties/p-aaaa1").text
    write(site.visitor)
    answer = send(site.visitor)
    assert answer.status_code == 403
    assert "uitnodiging" in element(answer.text, class_="govuk-error-summary").text
    assert (len(drafts(site)), submitted(site.database)) == (1, [])


def test_an_invitation_lets_one_submission_in_without_an_address(
    open_site: OpenSite, sqlite: Database
) -> None:
    site = site_of(open_site, sqlite, Participation.INVITED)
    with site.database.write() as connection:
        invitations.add_invitation(connection, Invitation("i-1", "autumn", "De kamer", NOON))
    site.visitor.cookies.set(sessions.INVITATION_COOKIE, SIGNER.sign(Purpose.INVITATION, "i-1"))
    write(site.visitor)
    answer = send(site.visitor, email="")
    [submission] = submitted(site.database)
    assert answer.headers["location"] == receipt(submission)
    write(site.visitor, text="Nog een.")
    assert send(site.visitor, email="").status_code == 403


def test_somebody_signed_in_takes_part_in_a_round_of_accounts(open_site: OpenSite, sqlite: Database) -> None:
    site = site_of(open_site, sqlite, Participation.ACCOUNT)
    moderator = site.moderator()
    write(moderator)
    assert send(moderator, email="").status_code == 303
    assert [each.state for each in submitted(site.database)] == [SubmissionState.CONFIRMED]


@pytest.mark.parametrize(("publication", "name"), [("named", "Jan"), ("anonymous", ""), ("not", "")])
def test_only_what_may_be_published_is_on_the_comment(small_site: Site, publication: str, name: str) -> None:
    comment = hand_in(small_site, who={"publication": publication})
    assert comment.name == name
    expected = ModerationState.UNPUBLISHED if publication == "not" else ModerationState.HELD
    assert comment.state is expected


def test_a_form_of_the_basket_has_a_key_of_its_own(small_site: Site) -> None:
    write(small_site.visitor)
    assert len({contact(small_site.visitor)["idempotency_key"] for _ in range(10)}) == 10
    assert filled(small_site.visitor)["form_key"]
