"""What stays private: comments that are not shown, every e-mail address, every account, every visitor's IP address."""

from collections.abc import Iterator
from io import StringIO
from urllib.parse import urlsplit

import pytest
from sqlalchemy import insert, select, text
from starlette.testclient import TestClient

from server.domain.comments import Comment
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.tokens import Purpose
from server.store import comments
from server.store.comment_versions import Ended, add_version
from server.store.reports import add_report
from server.store.schema import accounts, metadata
from server.store.submissions import comments_of_submission
from server.usecases.move_comment import move_comment
from server.web import addresses
from tests.mailing import links_in
from tests.participating import comments_in, submit, submitted
from tests.web.conftest import BASE_URL, Site
from tests.web.html import form_values
from tests.web.leaks import all_public, dumped, files_with, logged, read
from tests.worlds import CANARY, NOON, SIGNER

SECRET = "Kanariegeel"
# No other number looks like it.
ACCOUNT = 987_654_321
# RFC 5737: an address that is nobody's.
VISITOR_ADDRESS = "203.0.113.77"
THREAD = {"nl": "/nl/edities/2021/reacties/p-aaaa1", "de": "/de/fassungen/2021/anmerkungen/p-aaaa1"}


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """What goes to the log."""
    with logged(monkeypatch) as written:
        yield written


def said(site: Site, word: str = SECRET, **contact: str) -> Comment:
    """A held comment with a secret word in its text and in its name."""
    contact = {"name": f"{word}a", "email": CANARY, **contact}
    submission = submitted(site.database, f"{word} ist schön.", **contact)
    site.work()
    return comments_in(site.database, submission)[0]


def moderator(site: Site) -> int:
    """An account with a number that can be looked for."""
    with site.database.write() as connection:
        connection.execute(
            insert(accounts).values(id=ACCOUNT, name="Jan", email="jan.vogel@example.org", role="moderator")
        )
    return ACCOUNT


def move(site: Site, comment: Comment, to: ModerationState, **more: object) -> Comment:
    """Move a comment and let a worker do what follows; the comment as it is then."""
    with site.database.write() as connection:
        assert move_comment(connection, comment, to, at=NOON, **more)  # type: ignore[arg-type]
        moved = comments.comment_by_id(connection, comment.id)
    site.work()
    assert moved is not None
    return moved


def places(site: Site, comment: Comment, *words: str) -> list[str]:
    """The public addresses that hold one of these words."""
    return [path for path, got in all_public(site, comment.id).items() if any(word in got for word in words)]


def is_found(site: Site, comment: Comment) -> list[bool]:
    """Whether a search for the secret word finds a comment: on each page, and for other programs."""
    visitor = site.another_visitor()
    searches = ("/nl/zoeken", "/de/suche", "/api/v1/search")
    return [comment.id in read(visitor, f"{path}?q={SECRET}") for path in searches]


def test_a_comment_that_waits_is_nowhere_not_even_in_the_files_of_the_index(site: Site) -> None:
    comment = said(site)
    assert places(site, comment, SECRET) == []
    assert is_found(site, comment) == [False] * 3
    assert SECRET not in dumped(site)
    assert files_with(site.folder / "index", SECRET) == []


@pytest.mark.parametrize("way", ["unconfirmed", "unpublished", "declined", "withdrawn"])
def test_a_comment_that_is_not_shown_is_nowhere(small_site: Site, way: str) -> None:
    site = small_site
    if way == "unconfirmed":
        submission = submit(site.database, f"{SECRET} ist schön.", name=f"{SECRET}a", email=CANARY)
        [comment] = comments_in(site.database, submission)
        site.work()
    else:
        comment = said(site, **({"publication": "not"} if way == "unpublished" else {}))
    if way == "declined":
        comment = move(site, comment, ModerationState.SHOWN)
        comment = move(
            site, comment, ModerationState.DECLINED, category=DeclineReason.INSULT, reason=f"{SECRET}!"
        )
    elif way == "withdrawn":
        comment = move(site, comment, ModerationState.SHOWN)
        comment = move(site, comment, ModerationState.WITHDRAWN)
    assert places(site, comment, SECRET) == []
    assert is_found(site, comment) == [False] * 3
    assert SECRET not in dumped(site)


def test_a_comment_is_public_only_while_it_is_shown(small_site: Site) -> None:
    site, comment = small_site, said(small_site)
    comment = move(site, comment, ModerationState.SHOWN)
    shown = places(site, comment, SECRET)
    # Its section, its thread, its feeds and the files of its round, in both languages.
    for path in (*THREAD.values(), "/nl/tekst/1-opening", "/de/feed.atom", "/comments/autumn.csv"):
        assert path in shown
    assert (is_found(site, comment), dumped(site).count(SECRET)) == ([True] * 3, 2)
    comment = move(site, comment, ModerationState.DECLINED, category="other")
    assert places(site, comment, SECRET) == []
    assert (is_found(site, comment), dumped(site).count(SECRET)) == ([False] * 3, 0)
    move(site, comment, ModerationState.SHOWN)
    assert places(site, comment, SECRET) == shown


def test_without_consent_the_name_is_nowhere_and_the_text_is_shown(small_site: Site) -> None:
    submission = submitted(
        small_site.database, "Das Handwerk fehlt.", name=SECRET, organisation=f"{SECRET} GmbH",
        publication="anonymous", email=CANARY,
    )  # fmt: skip
    comment = move(small_site, comments_in(small_site.database, submission)[0], ModerationState.SHOWN)
    assert len(places(small_site, comment, "Handwerk")) > 10
    assert places(small_site, comment, SECRET) == []
    assert SECRET not in dumped(small_site)
    assert files_with(small_site.folder / "index", SECRET) == []


def test_what_only_moderators_read_is_nowhere(small_site: Site) -> None:
    site, comment = small_site, said(small_site, "Vorher")
    with site.database.write() as connection:
        add_version(connection, comment, Ended.REDACTED, until=NOON)
        earlier = comments.comment_by_id(connection, comment.id)
        assert earlier is not None
        comments.change_comment(connection, comment.id, text="██████ ist schön.", name="")
        add_report(connection, comment.id, DeclineReason.SPAM, SECRET, form_key="k" * 20, at=NOON)
    comment = move(
        site, comment, ModerationState.SHOWN, reason=f"Zeigen, trotz {SECRET}", account=moderator(site)
    )
    words = (SECRET, "Vorher", str(ACCOUNT), "jan.vogel@example.org")
    assert places(site, comment, *words) == []
    assert [word for word in words if word in dumped(site)] == []
    assert files_with(site.folder / "index", *words) == []


def test_an_e_mail_address_is_in_its_own_table_and_nowhere_else(site: Site, log: StringIO) -> None:
    comment = move(site, said(site, "Sichtbar"), ModerationState.SHOWN)
    refused = site.visitor.post(THREAD["nl"], data={"text": "", "email": CANARY})
    assert refused.status_code == 422
    assert places(site, comment, CANARY) == []
    assert CANARY not in dumped(site)
    assert files_with(site.folder / "index", CANARY) == []
    assert CANARY not in log.getvalue()
    # What was sent has left the database.
    assert {mail["To"] for mail in site.mails()} == {CANARY}
    with site.database.read() as connection:
        holding = [
            table.name
            for table in metadata.sorted_tables
            if CANARY in str(connection.execute(select(table)).fetchall())
        ]
    assert holding == ["submission_emails"]


def test_the_keyed_hash_of_a_person_is_in_no_page_or_file(small_site: Site) -> None:
    comment = move(small_site, said(small_site, "Sichtbar"), ModerationState.SHOWN)
    person = SIGNER.person(CANARY)
    assert places(small_site, comment, person) == []
    assert person not in dumped(small_site)


def take_part(visitor: TestClient, site: Site) -> Comment:
    """Write, submit and confirm a comment on the pages, as a browser does."""
    page = visitor.get(THREAD["de"])
    draft = {**form_values(page.text, THREAD["de"]), "text": f"{SECRET} ist schön."}
    basket = visitor.post(THREAD["de"], data=draft)
    assert basket.status_code == 303
    path = urlsplit(basket.headers["location"]).path
    typed = {"name": "Anna", "group": "citizen", "publication": "named", "email": CANARY}
    blank = form_values(visitor.get(path).text, path)
    assert visitor.post(path, data={**blank, **typed}).status_code == 303
    site.work()
    receipt = links_in(site.mails()[-1])[0]
    token = receipt.rpartition("/")[2]
    assert visitor.get(receipt).status_code == 200
    assert visitor.post(receipt).status_code == 303
    submission_id = SIGNER.subject(Purpose.RECEIPT, token, at=site.clock())
    assert submission_id is not None
    with site.database.read() as connection:
        return comments_of_submission(connection, submission_id)[0]


@pytest.fixture
def far_visitor(small_site: Site) -> TestClient:
    """A visitor whose network address can be looked for."""
    return TestClient(
        small_site.app, base_url=BASE_URL, follow_redirects=False, client=(VISITOR_ADDRESS, 50_000)
    )


def test_nobodys_network_address_is_kept_anywhere(
    small_site: Site, far_visitor: TestClient, log: StringIO
) -> None:
    comment = move(small_site, take_part(far_visitor, small_site), ModerationState.SHOWN)
    visits = [
        far_visitor.get(f"/nl/zoeken?q={SECRET}"),
        far_visitor.get("/nl/niets"),
        far_visitor.post(addresses.agreeing("nl", comment.id), data={"email": "bob@example.org"}),
        far_visitor.post(addresses.own_data("nl"), data={"email": CANARY}),
        far_visitor.post("/nl/aanmelden", data={"email": "editor@example.org"}),
        far_visitor.post(addresses.reporting("nl", comment.id), data={"reason": "spam"}),
    ]
    assert {answer.status_code for answer in visits} <= {200, 303, 404, 422}
    small_site.work()
    small_site.database.settle()
    for written in (VISITOR_ADDRESS, f"::ffff:{VISITOR_ADDRESS}"):
        assert files_with(small_site.folder, written) == []
        assert written not in log.getvalue()
    with small_site.database.read() as connection:
        everything = str([connection.execute(select(table)).fetchall() for table in metadata.sorted_tables])
    assert VISITOR_ADDRESS not in everything


def test_readers_get_no_cookie(small_site: Site) -> None:
    comment = move(small_site, said(small_site, "Sichtbar"), ModerationState.SHOWN)
    pages = all_public(small_site, comment.id)
    assert [path for path, got in pages.items() if "\nset-cookie:" in f"\n{got.lower()}"] == []


def test_the_log_holds_nothing_that_anybody_typed(small_site: Site, log: StringIO) -> None:
    token = "a-secret-token-of-a-link"
    comment = move(small_site, said(small_site), ModerationState.SHOWN)
    # Faults of ours, in reading and in writing.
    with small_site.database.write() as connection:
        connection.execute(text("DROP TABLE documents"))
    paths = [f"/nl/zoeken?q={SECRET}", f"/nl/aanmelden/{token}", f"/nl/ontvangst/{token}", THREAD["nl"]]
    statuses = [small_site.visitor.get(path).status_code for path in paths]
    assert 500 in statuses
    typed = {"text": SECRET, "email": CANARY, "language": "nl", "form_key": "k" * 20}
    assert small_site.visitor.post(THREAD["nl"], data=typed).status_code == 500
    lines = log.getvalue()
    assert lines.count('"event": "unexpected"') == statuses.count(500) + 1
    assert '"event": "job_done"' in lines
    for secret in (SECRET, token, CANARY, "q=", "testclient", comment.id):
        assert secret not in lines


def test_the_counts_follow(small_site: Site) -> None:
    paths = ("/nl/", "/nl/tekst", "/de/", "/de/text")

    def pages() -> list[str]:
        return [small_site.another_visitor().get(path).text for path in paths]

    none = pages()
    comment = said(small_site)
    assert pages() == none
    comment = move(small_site, comment, ModerationState.SHOWN)
    assert [page == before for page, before in zip(pages(), none, strict=True)] == [False] * 4
    move(small_site, comment, ModerationState.DECLINED, category="other")
    assert pages() == none
