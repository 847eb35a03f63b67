"""Redirects and mails lead to the public address that is set, whatever a client says about hosts."""

from dataclasses import replace

import pytest

from server.mail.outbox import OutboxFolder
from server.store.database import Database
from server.usecases.mail_room import MailRoom
from server.web.addresses import basket
from server.web.mail_links import mail_links
from server.worker.worker import Worker
from tests.mailing import SENDER, text_of, workplace
from tests.web.asking import ask
from tests.web.commenting import THREAD
from tests.web.conftest import OpenSite, Site
from tests.web.every_route import every_address
from tests.worlds import SIGNER

PUBLIC = "https://tekst.example.org"
LIES = [
    (b"x-forwarded-host", b"evil.example"),
    (b"x-forwarded-proto", b"http"),
    (b"x-forwarded-port", b"81"),
    (b"x-host", b"evil.example"),
    (b"x-original-host", b"evil.example"),
    (b"x-original-url", b"https://evil.example/"),
    (b"x-rewrite-url", b"https://evil.example/"),
    (b"forwarded", b"host=evil.example;proto=http"),
    (b"referer", b"https://evil.example/"),
]
# The only other host that is answered: this machine, for health checks.
HOST = (b"host", b"localhost:9999")


@pytest.fixture
def public_site(open_site: OpenSite, sqlite: Database) -> Site:
    """A site with a public address."""
    return open_site(sqlite, base_url=PUBLIC)


def test_no_redirect_and_no_page_names_a_host_that_a_client_made_up(public_site: Site) -> None:
    redirects = 0
    for asked in every_address("GET", "POST"):
        if asked.path.endswith(".xlsx"):
            # A workbook lies in a file of its own until it is sent, and here everybody hangs up.
            continue
        for query in ("", "?next=https://evil.example&next=//evil.example&to=/\\\\evil.example"):
            answer = ask(public_site.app, asked.path + query, [HOST, *LIES], method=asked.method)
            locations = [value.decode() for name, value in answer.fields if name == b"location"]
            redirects += len(locations)
            for location in locations:
                assert location.startswith(("/", f"{PUBLIC}/"))
                assert not location.startswith(("//", "/\\"))
                assert "evil.example" not in location.partition("?")[0]
            assert b"localhost:9999" not in answer.body
            assert b'href="https://evil.example' not in answer.body
    assert redirects > 5


def test_every_link_in_a_mail_leads_to_the_public_address(public_site: Site) -> None:
    visitor = public_site.visitor
    lies = {name.decode(): value.decode() for name, value in LIES}
    draft = {"text": "Goed.", "language": "nl", "kind": "remark", "form_key": "a-key-of-one-form-0001"}
    assert visitor.post(THREAD["nl"], data=draft, headers=lies).status_code == 303
    contact = {
        "name": "Jan",
        "group": "citizen",
        "publication": "named",
        "email": "jan@example.org",
        "idempotency_key": "a-key-of-one-form-0002",
    }
    assert visitor.post(basket("nl"), data=contact, headers=lies).status_code == 303
    room = MailRoom(
        OutboxFolder(public_site.folder / "outbox"), mail_links(PUBLIC), SIGNER, SENDER, "example.org"
    )
    place = workplace(public_site.database, public_site.search, public_site.folder, public_site.clock)
    Worker(replace(place, mail_room=room)).run_pending()
    [mail] = public_site.mails()
    links = [word for word in text_of(mail).split() if "://" in word]
    assert links
    assert [link for link in links if not link.startswith(f"{PUBLIC}/")] == []
