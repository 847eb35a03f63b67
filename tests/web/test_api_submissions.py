"""Submissions by the API: the rules of the pages, kept once, and refused with a pointer to what is wrong."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from server.domain.comment_forms import MAX_DRAFTS
from server.domain.comments import CommentKind, StakeholderGroup
from server.domain.limits import MAIL_TO, SUBMIT
from server.domain.moderation import ModerationState
from server.domain.rounds import Participation
from server.domain.submissions import SubmissionState, Suspicion
from server.domain.tokens import Purpose
from server.store import submissions
from server.store.database import Database
from server.store.invitations import Invitation, add_invitation
from server.store.rounds import change_round
from server.web.addresses import API
from tests.saying import kept, shown
from tests.web.api import SUBMISSIONS, body, contact, count, errors, post, remark, solved, stored
from tests.web.asking import HOST, ask
from tests.web.conftest import BASE_URL, OpenSite, Site
from tests.worlds import CANARY, KEY, NOON, SIGNER, comment, round_on

OTHER_KEY = "another-key-of-a-form"


def test_a_submission_is_kept_and_told_what_happens_next(site: Site) -> None:
    answer = post(site)
    assert (answer.status_code, answer.headers["content-type"]) == (201, "application/json")
    told = answer.json()
    assert told == {
        "id": told["id"],
        "round": "autumn",
        "state": "unconfirmed",
        "next": "confirm",
        "confirm_by": "2021-10-08T12:00:00Z",
    }
    submission, [said] = stored(site, told["id"])
    assert (submission.name, submission.group, submission.round) == (
        "Anna",
        StakeholderGroup.CITIZEN,
        "autumn",
    )
    assert (said.text, said.state, said.created) == ("Das Handwerk fehlt.", ModerationState.UNCONFIRMED, NOON)
    assert said.base_text == "Die Digitalisierung kommt schnell voran."


def test_the_mail_has_the_link_and_the_answer_has_not(site: Site) -> None:
    answer = post(site)
    token = SIGNER.sign(Purpose.RECEIPT, answer.json()["id"])
    assert token not in answer.text
    site.work()
    [mail] = site.mails()
    assert token in mail.get_content()


def test_everything_that_can_be_said_on_the_pages_can_be_sent(site: Site) -> None:
    answered = shown(site.database)
    sent = body(
        remark(kind="suggestion", suggested_wording="Die Digitalisierung läuft.", text=""),
        remark(quote={"exact": "kommt schnell", "prefix": "Die Digitalisierung ", "suffix": " voran"}),
        remark(reply_to=answered.id, kind="question", text="Wirklich?"),
        remark(target={"kind": "section", "key": "1-opening"}),
        remark(target={"kind": "document"}, language="nl", text="Goed stuk."),
        remark(target={"kind": "concept", "key": "digitalisation"}),
        remark(target={"kind": "question", "key": "autumn/missing"}),
        contact=contact(organisation="IHK", mail_replies=True, mail_dispositions=True),
        edition="2021",
    )
    answer = post(site, sent)
    assert answer.status_code == 201
    _, said = stored(site, answer.json()["id"])
    assert [each.target.thread for each in said] == [
        "p-aaaa1",
        "p-aaaa1",
        "p-aaaa1",
        "section/1-opening",
        "document",
        "concept/digitalisation",
        "question/autumn/missing",
    ]
    assert (said[0].kind, said[0].suggested_wording) == (CommentKind.SUGGESTION, "Die Digitalisierung läuft.")
    assert said[1].quote is not None
    assert said[1].quote.exact == "kommt schnell"
    assert (said[2].reply_to, said[2].kind) == (answered.id, CommentKind.QUESTION)
    with site.database.read() as connection:
        kept_addresses = submissions.addresses_of(connection, answer.json()["id"])
    assert kept_addresses is not None
    assert (kept_addresses.mail_replies, kept_addresses.mail_dispositions) == (True, True)


def test_sent_twice_it_is_kept_once(site: Site) -> None:
    first, second = post(site), post(site)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert count(site) == 1


def test_sent_by_many_at_once_it_is_kept_once(open_site: OpenSite, database: Database) -> None:
    site = open_site(database, limits=0)
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda _: post(site), range(50)))
    assert sorted(each.status_code for each in answers) == [200] * 49 + [201]
    assert {each.json()["id"] for each in answers} == {answers[0].json()["id"]}
    assert count(site) == 1


def test_sent_again_after_the_round_it_is_still_the_same(site: Site) -> None:
    first = post(site)
    site.clock.advance(timedelta(days=90))
    again = post(site)
    assert (again.status_code, again.json()["id"]) == (200, first.json()["id"])


@pytest.mark.parametrize(
    "other",
    [
        body(remark(text="Etwas anderes.")),
        body(remark(), remark()),
        body(contact=contact(name="Bert")),
        body(remark(text="")),
        body(remark(target={"kind": "paragraph", "key": "p-zzzzz"})),
    ],
)
def test_a_key_cannot_be_used_for_something_else(site: Site, other: Any) -> None:
    first = post(site)
    answer = post(site, other)
    assert (answer.status_code, answer.json()["type"]) == (409, f"{BASE_URL}{API}/problems/key-reused")
    assert count(site) == 1
    assert len(stored(site, first.json()["id"])[1]) == 1


@pytest.mark.parametrize("key", [None, "", "short", "x" * 65, "with spaces in it ok", "ümlaut-ümlaut-ümlaut"])
def test_a_submission_needs_a_key(small_site: Site, key: str | None) -> None:
    headers = {"content-type": "application/json"}
    if key is not None:
        headers["idempotency-key"] = key
    raw = {name: value.encode() for name, value in headers.items()}
    answer = small_site.visitor.post(SUBMISSIONS, json=body(), headers=raw)
    assert (answer.status_code, errors(answer)) == (400, [("key-missing", "Idempotency-Key")])


def test_everything_wrong_is_named_at_once_with_a_pointer(site: Site) -> None:
    sent = body(
        remark(text=" \u200b "),
        remark(),
        remark(kind="suggestion", suggested_wording="Die Digitalisierung kommt schnell voran."),
        remark(target={"kind": "paragraph", "key": "p-zzzzz"}),
        remark(reply_to="c-nothing0"),
        remark(quote={"exact": "Wörter, die dort gar nicht stehen und auch nie standen"}),
        remark(target={"kind": "section", "key": "1-opening"}, kind="suggestion", suggested_wording="Neu"),
        contact=contact(name="x" * 121, email="keine Adresse"),
    )
    answer = post(site, sent)
    assert answer.status_code == 422
    assert errors(answer) == [
        ("text-empty", "/comments/0/text"),
        ("wording-unchanged", "/comments/2/suggested_wording"),
        ("target-unknown", "/comments/3/target"),
        ("reply-unknown", "/comments/4/reply_to"),
        ("quote-not-there", "/comments/5/quote/exact"),
        ("kind-unknown", "/comments/6/kind"),
        ("name-too-long", "/contact/name"),
        ("email-invalid", "/contact/email"),
    ]
    assert count(site) == 0


def test_nobody_can_answer_what_is_not_public(site: Site) -> None:
    hidden = kept(site.database, comment(1, "Geheim."))
    answer = post(site, body(remark(reply_to=hidden.id)))
    assert (answer.status_code, errors(answer)) == (422, [("reply-unknown", "/comments/0/reply_to")])


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({**body(), "state": "shown"}, "/state"),
        (body(remark(id="c-00000001")), "/comments/0/id"),
        (body(remark(created="2020-01-01")), "/comments/0/created"),
        (body(remark(base_text="Anders")), "/comments/0/base_text"),
        (body(contact=contact(account=1)), "/contact/account"),
        (body(contact=contact(website="x")), "/contact/website"),
        (body(contact={"group": "citizen"}), "/contact/publication"),
        (body(remark(language="fr")), "/comments/0/language"),
        (body(remark(text=5)), "/comments/0/text"),
        (body(remark(text=None)), "/comments/0/text"),
        (body(remark(target="p-aaaa1")), "/comments/0/target"),
        (body(remark(target={"kind": "chapter"})), "/comments/0/target/kind"),
        (body(contact=contact(group="king")), "/contact/group"),
        (body(contact=contact(mail_replies="yes")), "/contact/mail_replies"),
        ({**body(), "comments": []}, "/comments"),
        ({**body(), "comments": [remark()] * (MAX_DRAFTS + 1)}, "/comments"),
        ([], ""),
        ("text", ""),
        (None, ""),
    ],
)
def test_what_does_not_fit_the_shape_is_refused(small_site: Site, sent: Any, pointer: str) -> None:
    answer = post(small_site, json.dumps(sent).encode())
    assert (answer.status_code, errors(answer)) == (422, [("shape", pointer)])


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"{",
        b'{"language": "de", "language": "nl"}',
        b'{"comments": [{"text": "a", "text": "b"}]}',
        b'{"language": NaN}',
        b'{"language": Infinity}',
        b'{"language": ' + b"9" * 60_000 + b"}",
        b"[" * 60_000,
        b'{"a":' * 2_000 + b"1" + b"}" * 2_000,
        b'{"a":' * 20 + b"1" + b"}" * 20,
        json.dumps(body()).encode("utf-16"),
        json.dumps(body()).encode("utf-8-sig"),
        b'{"language": "\xff"}',
        b"{'language': 'de'}",
        b'{"language": "de",}',
        b"\x00",
    ],
)
def test_what_is_not_strict_json_is_refused(small_site: Site, sent: bytes) -> None:
    answer = post(small_site, sent)
    assert (answer.status_code, errors(answer)) == (422, [("json", "")])


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/json", ""]
)
def test_only_json_is_taken(small_site: Site, kind: str) -> None:
    answer = post(small_site, json.dumps(body()).encode(), **{"content-type": kind})
    assert (answer.status_code, answer.json()["type"]) == (415, f"{BASE_URL}{API}/problems/not-json")


def test_json_may_name_its_characters(site: Site) -> None:
    assert post(site, **{"content-type": "application/json; charset=utf-8"}).status_code == 201


def test_characters_that_no_page_can_show_are_left_out(site: Site) -> None:
    answer = post(site, b"%s" % json.dumps(body(remark(text="a\x00b\x07c \ud800d"))).encode())
    assert answer.status_code == 201
    _, [said] = stored(site, answer.json()["id"])
    assert said.text == "abc d"


def test_a_body_that_is_too_large_is_refused_unread(small_site: Site) -> None:
    fields = [(b"host", HOST), (b"content-type", b"application/json"), (b"idempotency-key", KEY.encode())]
    announced = ask(
        small_site.app,
        SUBMISSIONS,
        (*fields, (b"content-length", b"10000000")),
        method="POST",
        chunks=(b"x",),
    )
    streamed = ask(small_site.app, SUBMISSIONS, fields, method="POST", chunks=[b" " * 100_000] * 100)
    for answer in (announced, streamed):
        assert (answer.status, answer.field("content-type")) == (413, "application/problem+json")


def test_a_body_that_breaks_off_is_no_fault_of_ours(small_site: Site) -> None:
    fields = [(b"host", HOST), (b"content-type", b"application/json"), (b"idempotency-key", KEY.encode())]
    assert ask(small_site.app, SUBMISSIONS, fields, method="POST", chunks=()).status == 400


@pytest.mark.parametrize("days", [-30, 60])
def test_outside_of_the_round_nothing_is_taken(site: Site, days: int) -> None:
    site.clock.advance(timedelta(days=days))
    answer = post(site)
    assert (answer.status_code, answer.json()["type"]) == (409, f"{BASE_URL}{API}/problems/round-not-open")
    assert answer.json()["round"] == {"key": "autumn", "opens": "2021-09-28", "closes": "2021-11-01"}
    assert count(site) == 0


def test_an_edition_that_is_not_there(small_site: Site) -> None:
    answer = post(small_site, body(edition="2020"))
    assert (answer.status_code, errors(answer)) == (422, [("edition-unknown", "/edition")])


def test_without_proof_of_work_moderators_look_first(site: Site) -> None:
    suspected = post(site).json()["id"]
    proof = solved(site.visitor.get(f"{API}/proof").json())
    trusted = post(site, body(proof=proof), key=OTHER_KEY).json()["id"]
    again = post(site, body(proof=proof), key="a-third-key-of-a-form").json()["id"]
    assert [stored(site, each)[0].suspicion for each in (suspected, trusted, again)] == [
        Suspicion.NO_PROOF,
        Suspicion.NONE,
        Suspicion.NO_PROOF,
    ]


def test_a_mistake_costs_no_proof(site: Site) -> None:
    proof = solved(site.visitor.get(f"{API}/proof").json())
    assert post(site, body(remark(text=""), proof=proof)).status_code == 422
    mended = post(site, body(proof=proof))
    assert stored(site, mended.json()["id"])[0].suspicion is Suspicion.NONE


def closed_round(site: Site, participation: Participation) -> None:
    with site.database.write() as connection:
        change_round(connection, replace(round_on("2021"), participation=participation))


def test_where_one_must_be_invited_the_token_opens(site: Site) -> None:
    closed_round(site, Participation.INVITED)
    refused = post(site)
    assert (refused.status_code, refused.json()["type"]) == (403, f"{BASE_URL}{API}/problems/not-invited")
    with site.database.write() as connection:
        add_invitation(connection, Invitation("i-1", "autumn", "IHK", NOON))
    token = SIGNER.sign(Purpose.INVITATION, "i-1")
    answer = post(site, body(invitation=token))
    assert answer.status_code == 201
    used = post(site, body(invitation=token), key=OTHER_KEY)
    assert used.status_code == 403
    wrong = post(site, body(invitation=SIGNER.sign(Purpose.RECEIPT, "i-1")), key=OTHER_KEY)
    assert wrong.status_code == 403


def test_who_is_signed_in_elsewhere_is_nobody_here(site: Site) -> None:
    closed_round(site, Participation.ACCOUNT)
    browser = site.moderator()
    answer = browser.post(SUBMISSIONS, json=body(), headers={"idempotency-key": KEY})
    assert answer.status_code == 403


def test_another_site_cannot_send_for_its_visitors(site: Site) -> None:
    assert post(site, **{"sec-fetch-site": "cross-site"}).status_code == 403
    assert post(site, origin="https://evil.example").status_code == 403
    assert "access-control-allow-origin" not in post(site).headers
    assert count(site) == 1


def test_too_many_are_asked_to_wait(site: Site) -> None:
    answers = [
        post(site, body(contact=contact(email=f"a{number}@example.org")), key=f"key-of-form-number-{number}")
        for number in range(SUBMIT.count + 1)
    ]
    assert [each.status_code for each in answers] == [201] * SUBMIT.count + [429]
    assert int(answers[-1].headers["retry-after"]) > 0
    assert answers[-1].json()["type"] == f"{BASE_URL}{API}/problems/too-many"
    # What was taken is still answered.
    again = post(site, body(contact=contact(email="a0@example.org")), key="key-of-form-number-0")
    assert again.status_code == 200


def test_nobodys_mailbox_is_filled(site: Site) -> None:
    answers = [post(site, key=f"key-of-form-number-{number}") for number in range(MAIL_TO.count + 1)]
    assert [each.status_code for each in answers] == [201] * MAIL_TO.count + [429]


def test_mistakes_are_not_counted(site: Site) -> None:
    for _ in range(SUBMIT.count + 1):
        assert post(site, body(remark(text=""))).status_code == 422
    assert post(site).status_code == 201


def test_no_answer_holds_an_address(site: Site) -> None:
    sent = body(contact=contact(email=CANARY))
    for answer in (post(site, sent), post(site, sent), post(site, body(remark(text="")), key=OTHER_KEY)):
        assert CANARY not in answer.text


def test_what_was_sent_can_be_confirmed_and_is_shown_by_a_moderator(site: Site) -> None:
    answer = post(site)
    token = SIGNER.sign(Purpose.RECEIPT, answer.json()["id"])
    found = site.visitor.get(f"/receipts/{token}.json").json()
    assert (found["state"], found["comments"][0]["text"]) == ("unconfirmed", "Das Handwerk fehlt.")
    assert stored(site, answer.json()["id"])[0].state is SubmissionState.UNCONFIRMED
