"""What stays private: comments that are not shown, and every e-mail address."""

import logging
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import select, text

from server.domain.comments import Comment
from server.domain.moderation import ModerationState
from server.logs import configure_logs
from server.store.schema import metadata
from server.usecases.dump_record import dump_record
from server.usecases.moderate_comment import moderate_comment
from server.usecases.sign_in import list_accounts
from server.web.addresses import PATTERNS
from tests.web.commenting import THREAD, filled, held
from tests.web.conftest import Site
from tests.web.test_addresses import READABLE, address
from tests.worlds import CANARY, NOON

SECRET = "Kanariegeel"
NOWHERE = {"pages": 0, "record": 0, "hits": [0, 0]}
PUBLIC = [address(name, language) for name in READABLE for language in ("nl", "de")]
PUBLIC += [f"{PATTERNS['search'][language]}?q={SECRET}" for language in ("nl", "de")]
PUBLIC += ["/sitemap.xml", "/robots.txt", "/readyz"]


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """What goes to the log, written as in an installation."""
    root, client = logging.getLogger(), logging.getLogger("httpx2")
    handlers, *levels = root.handlers[:], root.level, client.level
    written = StringIO()
    monkeypatch.setattr("sys.stderr", written)
    configure_logs("json")
    # The visitor's browser is no part of the installation.
    client.setLevel(logging.WARNING)
    yield written
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    client.setLevel(levels[1])


def send(site: Site, **typed: str) -> Comment:
    """Send a comment with the secret word and the canary's address."""
    fields = filled(site.visitor, text=f"{SECRET} is mooi.", name=f"{SECRET}a", email=CANARY, **typed)
    assert site.visitor.post(THREAD["nl"], data=fields).status_code == 303
    return held(site.database)[-1]


def decide(site: Site, comment: Comment, to: ModerationState) -> None:
    """Let the editor decide, and the worker do what follows."""
    [editor] = list_accounts(site.database)
    moderate_comment(site.database, comment_id=comment.id, to=to, by=editor, at=NOON)
    assert site.work() == 1


def dumped(site: Site, folder: Path) -> str:
    """The whole record as it is published, file names included."""
    dump_record(site.database, folder)
    return "".join(f"{path}\n{path.read_text()}" for path in sorted(folder.rglob("*")) if path.is_file())


def places(site: Site, word: str) -> list[str]:
    """The public pages that hold a word that nobody searched for."""
    searched = {f"{PATTERNS['search'][language]}?q={SECRET}" for language in ("nl", "de")}
    return [
        path
        for path in PUBLIC
        if word in site.visitor.get(path).text and (word != SECRET or path not in searched)
    ]


def hits(site: Site) -> list[int]:
    """How many comments a search for the secret word finds on each page."""
    pages = [site.visitor.get(f"{PATTERNS['search'][language]}?q={SECRET}").text for language in ("nl", "de")]
    return [page.count("tag--comment") for page in pages]


def where(site: Site, folder: Path) -> dict[str, object]:
    """Where the secret word can be found."""
    return {
        "pages": len(places(site, SECRET)),
        "record": dumped(site, folder / "dump").count(SECRET),
        "hits": hits(site),
    }


def index_files(folder: Path) -> list[Path]:
    """The files of the search index."""
    return [path for path in (folder / "index").rglob("*") if path.is_file()]


def test_a_held_comment_is_nowhere_not_even_in_the_files_of_the_index(site: Site, tmp_path: Path) -> None:
    send(site)
    site.work()
    assert where(site, tmp_path) == NOWHERE
    in_index = [
        path for path in index_files(tmp_path) if SECRET.lower().encode() in path.read_bytes().lower()
    ]
    assert in_index == []


def test_a_comment_is_public_only_while_it_is_shown(site: Site, tmp_path: Path) -> None:
    comment = send(site)
    decide(site, comment, ModerationState.SHOWN)
    shown = where(site, tmp_path)
    # Text and name on eight pages of the section and two threads; both in the record.
    assert shown == {"pages": 10, "record": 2, "hits": [1, 1]}
    decide(site, comment, ModerationState.DECLINED)
    assert where(site, tmp_path) == NOWHERE
    decide(site, comment, ModerationState.SHOWN)
    assert where(site, tmp_path) == shown


def test_the_counts_follow(site: Site) -> None:
    def counted() -> list[bool]:
        pages = ("/nl/", "/nl/tekst", "/nl/tekst/1-opening", THREAD["nl"])
        return [now != before for now, before in zip(map(page, pages), none, strict=True)]

    def page(path: str) -> str:
        return site.another_visitor().get(path).text.split('name="idempotency_key"')[0]

    none = [page(path) for path in ("/nl/", "/nl/tekst", "/nl/tekst/1-opening", THREAD["nl"])]
    comment = send(site)
    assert counted() == [False] * 4
    decide(site, comment, ModerationState.SHOWN)
    assert counted() == [True] * 4
    decide(site, comment, ModerationState.DECLINED)
    assert counted() == [False] * 4


def test_an_e_mail_address_is_in_its_own_table_and_nowhere_else(
    site: Site, tmp_path: Path, log: StringIO
) -> None:
    comment = send(site)
    decide(site, comment, ModerationState.SHOWN)
    refused = filled(site.visitor, text="", email=CANARY, idempotency_key="")
    assert site.visitor.post(THREAD["nl"], data=refused).status_code == 422
    assert places(site, CANARY) == []
    moderator = site.moderator()
    assert CANARY not in moderator.get("/nl/redactie/moderatie").text
    assert CANARY not in dumped(site, tmp_path / "dump")
    assert [path for path in index_files(tmp_path) if CANARY.encode() in path.read_bytes()] == []
    assert CANARY not in log.getvalue()
    with site.database.read() as connection:
        holding = [
            table.name
            for table in metadata.sorted_tables
            if CANARY in str(connection.execute(select(table)).fetchall())
        ]
    assert holding == ["comment_emails"]


def test_the_log_holds_nothing_that_anybody_typed(small_site: Site, log: StringIO) -> None:
    token = "a-secret-token-of-a-link"
    comment = send(small_site)
    decide(small_site, comment, ModerationState.SHOWN)
    # Faults of ours, in reading and in writing.
    with small_site.database.write() as connection:
        connection.execute(text("DROP TABLE documents"))
        connection.execute(text("DROP TABLE comment_emails"))
    for path in (f"/nl/zoeken?q={SECRET}", f"/nl/aanmelden/{token}", THREAD["nl"]):
        assert small_site.visitor.get(path).status_code == 500
    typed = {
        "text": SECRET,
        "email": CANARY,
        "language": "nl",
        "group": "citizen",
        "idempotency_key": "k" * 20,
    }
    assert small_site.visitor.post(THREAD["nl"], data=typed).status_code == 500
    lines = log.getvalue()
    assert lines.count('"event": "unexpected"') == 4
    assert lines.count('"event": "job_done"') == 1
    for secret in (SECRET, token, CANARY, "q=", "testclient", comment.id):
        assert secret not in lines
