"""The commands about people's data and about mails: what they say, what they do, how they end."""

from collections.abc import Iterator

import pytest

from server.domain.accounts import Role
from server.settings import read_settings
from server.store.database import Database
from tests.cli.conftest import Installation
from tests.mail.servers import Postbox, mail_server
from tests.mailing import mails_in
from tests.participating import submit, submitted
from tests.worlds import SIGNER, add_account

ANNA = "anna@example.org"
GONE = {
    "submissions": 1,
    "unconfirmed": 0,
    "comments": 1,
    "agreements": 0,
    "second_person_of": 0,
    "mails": 2,
    "account": "none",
}


@pytest.fixture
def database(loaded: Installation, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The database of an installation to which Anna submitted a comment in the autumn of 2021."""
    monkeypatch.setenv("ZWIESPRAAK_SECRET", SIGNER.key.decode())
    database = Database(read_settings().database)
    submitted(database, "Kanariegelb.")
    yield database
    database.close()


def test_all_that_is_kept_of_a_person_is_written(loaded: Installation, database: Database) -> None:
    given = loaded.run("export-person", "Anna@example.org").json
    assert [each["text"] for each in given["submissions"][0]["comments"]] == ["Kanariegelb."]
    nobody = loaded.run("export-person", "niemand@example.org")
    assert (nobody.code, nobody.out) == (1, "")


def test_a_dry_run_says_what_would_go_and_erasing_does_it(loaded: Installation, database: Database) -> None:
    assert loaded.run("erase-person", ANNA, "--dry-run", "--json").json == GONE
    assert (
        "Would erase 1 submission(s) with 1 comment(s)" in loaded.run("erase-person", ANNA, "--dry-run").out
    )
    done = loaded.run("erase-person", ANNA, "--json")
    assert (done.code, done.json) == (0, GONE)
    again = loaded.run("erase-person", ANNA)
    assert (again.code, again.out.startswith("Erased 0 submission(s)")) == (1, True)
    holding = [
        path.name
        for path in loaded.data.rglob("*")
        if path.is_file() and any(word in path.read_bytes() for word in (b"Kanariegelb", ANNA.encode()))
    ]
    assert holding == []
    assert (loaded.data / "erased-persons.txt").read_text().startswith(SIGNER.person(ANNA))


def test_after_a_restore_everybody_is_erased_again(loaded: Installation, database: Database) -> None:
    loaded.run("erase-person", ANNA)
    # As an older copy of the database would bring it back.
    submitted(database, "Kanariegelb.")
    assert loaded.run("erase-person", "--again", "--json").json["submissions"] == 1
    nothing = loaded.run("erase-person", "--again", "--json")
    assert (nothing.code, nothing.json["submissions"]) == (0, 0)


def test_the_last_administrator_is_kept_and_that_is_said(loaded: Installation, database: Database) -> None:
    add_account(database, name="Anna", email=ANNA, role=Role.ADMINISTRATOR)
    said = loaded.run("erase-person", ANNA)
    assert (said.code, "last administrator" in said.out) == (0, True)


@pytest.mark.parametrize(
    "arguments",
    [("erase-person",), ("erase-person", ANNA, "--again"), ("erase-person", "--again", "--dry-run")],
    ids=" ".join,
)
def test_erasing_needs_one_address_or_the_list(loaded: Installation, arguments: tuple[str, ...]) -> None:
    said = loaded.run(*arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err


def test_retention_is_told_before_it_ends_and_after(loaded: Installation, database: Database) -> None:
    submit(database, "Nie bestätigt.", email="bob@example.org")
    [told] = loaded.run("retention", "--dry-run", "--json").json
    assert (told["round"], told["ended"], told["addresses"]) == ("autumn", "2022-11-01T23:00:00+00:00", 2)
    assert "would remove addresses 2" in loaded.run("retention", "--dry-run").out
    assert "autumn, over since 2022-11-01: removed addresses 2" in loaded.run("retention").out
    assert "removed addresses 0" in loaded.run("retention").out


def test_without_a_mail_server_a_mail_lies_in_the_outbox(loaded: Installation) -> None:
    said = loaded.run("mail", "test", ANNA, "--lang", "de")
    assert (said.code, str(loaded.data / "outbox") in said.out) == (0, True)
    [mail] = mails_in(loaded.data)
    assert (mail["To"], mail["Subject"]) == (ANNA, "Probe: 127.0.0.1 kann E-Mails verschicken")


def test_a_mail_server_takes_a_mail_or_says_why_not(
    loaded: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    postbox = Postbox(to_recipient=["250 OK", "550 no", "451 later"])
    with mail_server(postbox) as port:
        monkeypatch.setenv("ZWIESPRAAK_MAIL", f"smtp://127.0.0.1:{port}")
        taken, refused, later = (loaded.run("mail", "test", ANNA) for _ in range(3))
    assert (taken.code, taken.out) == (0, "The mail server has taken it.\n")
    assert (refused.code, refused.err) == (1, "The mail was refused for good: 550\n")
    assert (later.code, later.err) == (1, "The mail is not taken just now: 451\n")


def test_a_mail_goes_to_an_address(loaded: Installation) -> None:
    said = loaded.run("mail", "test", "anna")
    assert (said.code, said.out) == (2, "")
