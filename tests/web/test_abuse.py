"""Abuse that no other test is about: see tests/spec/abuse_cases.md."""

import re
from html import unescape
from urllib.parse import quote, unquote_plus

import pytest

from server.domain.comments import CommentKind
from server.domain.moderation import ModerationState
from server.web import addresses
from tests.hostile import payloads
from tests.web.asking import HOST, ask
from tests.web.commenting import (
    BASKET,
    THREAD,
    contact,
    drafts,
    filled,
    hand_in,
    held,
    stored,
    submitted,
    write,
)
from tests.web.conftest import Site
from tests.web.every_route import Asked, every_address
from tests.web.html import elements

# What a stranger would like to set; the fields are those of the tables.
MORE = {
    "state": "shown",
    "status": "published",
    "created": "1999-01-01T00:00:00Z",
    "id": "c-00000000",
    "account": "1",
    "role": "administrator",
    "person": "x",
    "channel": "letter",
    "received": "1999-01-01",
    "round": "another",
    "edition": "another",
    "suspicion": "",
    "confirmed": "1999-01-01T00:00:00Z",
    "submission": "s-00000000",
    "base_text": "Iets anders.",
    "redactions": "[]",
}


@pytest.mark.parametrize(
    "names", [tuple(MORE)[start : start + 5] for start in range(0, len(MORE), 5)], ids=str
)
def test_a_form_sets_nothing_but_its_own_fields(small_site: Site, names: tuple[str, ...]) -> None:
    visitor, more = small_site.visitor, {name: MORE[name] for name in names}
    before = {"date": "Fri, 01 Jan 1999 00:00:00 GMT"}
    path = f"{THREAD['nl']}?state=shown&created=1999-01-01"
    assert visitor.post(path, data={**more, **filled(visitor)}, headers=before).status_code == 303
    assert visitor.post(BASKET["nl"], data={**more, **contact(visitor)}, headers=before).status_code == 303
    [comment], [submission] = stored(small_site.database), submitted(small_site.database)
    assert (comment.state, comment.created) == (ModerationState.UNCONFIRMED, small_site.clock())
    assert (comment.round, comment.edition, comment.channel) == ("autumn", "2021", "online")
    assert comment.base_text == "De digitalisering gaat snel."
    assert comment.received is None
    assert (submission.created, submission.account, submission.state) == (
        small_site.clock(),
        None,
        "unconfirmed",
    )
    assert {comment.id, submission.id}.isdisjoint(MORE.values())


SQL = [
    "' OR '1'='1",
    "1; DROP TABLE comments; --",
    '") UNION SELECT email FROM submission_emails --',
    "id DESC, email",
]


@pytest.mark.parametrize("asked", every_address("GET"), ids=str)
def test_no_parameter_is_sql(reading_site: Site, asked: Asked) -> None:
    names = (
        "q",
        "page",
        "limit",
        "after",
        "sort",
        "order",
        "state",
        "group",
        "section",
        "a",
        "b",
        "filter",
        "editie",
    )
    usual = reading_site.visitor.get(asked.path).status_code
    for typed in SQL:
        query = "&".join(f"{name}={quote(typed)}" for name in names)
        answer = reading_site.visitor.get(f"{asked.path}?{query}")
        # A page may refuse a page number or a query that is none, and an address to come back to.
        assert answer.status_code in {usual, 403, 404, 422}
        # What was typed is shown again, and stands in addresses: escaped in its own way in each.
        said = unquote_plus(unescape(answer.text)).replace(typed, "")
        assert "submission_emails" not in said
    assert reading_site.visitor.get(asked.path).status_code == usual


@pytest.mark.parametrize("typed", payloads()[::13])
def test_markup_that_a_suggestion_completes_stays_text(small_site: Site, typed: str) -> None:
    """Half of it stands in the wording already, so that it is whole only where the two are shown together."""
    half = len(typed) // 2
    write(
        small_site.visitor,
        f"{THREAD['nl']}?kind=suggestion",
        kind=CommentKind.SUGGESTION.value,
        suggested_wording=f"De digitalisering {typed[:half]} gaat {typed[half:]} snel {typed}.",
    )
    kept = drafts(small_site)
    page = small_site.visitor.get(BASKET["nl"]).text
    [shown] = elements(page, "div", class_="difference__text comment__text")
    inside = {each.tag for each in elements(page) if shown in each.around}
    assert inside <= {"ins", "del", "span"}
    assert len(kept) == 1


def test_every_file_to_be_kept_has_a_name_that_is_plain(small_site: Site) -> None:
    comment = hand_in(small_site, who={"name": 'Jan"\r\nX: y.exe', "organisation": "../../etc/passwd"})
    [submission] = submitted(small_site.database)
    token = addresses.receipt("nl", "").rstrip("/")
    assert token
    names = []
    for asked in every_address("GET", comment=comment.id, submission=submission.id):
        for browser in (small_site.visitor, small_site.moderator()):
            disposition = browser.get(asked.path).headers.get("content-disposition")
            if disposition:
                names.append(disposition)
    assert names
    for disposition in names:
        assert re.fullmatch(r'(?:attachment|inline); filename="[A-Za-z0-9._-]+"', disposition)


ENCODED = {
    "UTF-16": "text=ja&language=nl".encode("utf-16"),
    "UTF-16 without a mark": "text=ja&language=nl".encode("utf-16-le"),
    "UTF-7": b"text=+ADw-script+AD4-&language=nl&kind=remark",
    "Latin 1": "text=größer&language=de&kind=remark".encode("latin-1"),
    "a mark before UTF-8": b"\xef\xbb\xbftext=ja&language=nl&kind=remark",
}


@pytest.mark.parametrize("case", ENCODED)
@pytest.mark.parametrize("charset", ["", "; charset=utf-16", "; charset=utf-7", "; charset=none"])
def test_a_form_is_utf_8_whatever_it_says(small_site: Site, case: str, charset: str) -> None:
    kind = f"application/x-www-form-urlencoded{charset}".encode()
    fields = [(b"host", HOST), (b"content-type", kind), (b"cookie", b"zwiespraak_basket=one-basket-of-one")]
    answer = ask(small_site.app, THREAD["nl"], fields, method="POST", chunks=[ENCODED[case]])
    assert answer.status in (303, 422)
    small_site.visitor.cookies.set("zwiespraak_basket", "one-basket-of-one")
    assert "<script>" not in "".join(each.draft.text for each in drafts(small_site))
    assert b"<script>alert" not in answer.body


def test_what_waits_is_the_same_for_whoever_guesses(small_site: Site) -> None:
    waiting = hand_in(small_site)
    assert held(small_site.database) == [waiting]
    for asked in every_address("GET", comment=waiting.id):
        if waiting.id in asked.path and not asked.path.startswith(("/nl/redactie", "/de/redaktion")):
            guessed = small_site.visitor.get(asked.path)
            missing = small_site.visitor.get(asked.path.replace(waiting.id, "c-zzzzzzzz"))
            assert (guessed.status_code, guessed.text.replace(waiting.id, "")) == (
                missing.status_code,
                missing.text.replace("c-zzzzzzzz", ""),
            )
