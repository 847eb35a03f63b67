"""The outbox: a file for each mail, whole, and for its owner only."""

import stat
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from server.mail.mailer import MailerAway
from server.mail.outbox import OutboxFolder
from tests.mail.worlds import LINK, message
from tests.worlds import NOON


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the outbox will be."""
    return tmp_path / "data" / "outbox"


def test_a_mail_becomes_a_file_named_by_its_moment(folder: Path) -> None:
    OutboxFolder(folder).send(message())
    [file] = folder.iterdir()
    assert file.name == "20211001T120000Z-0123456789abcdef.eml"
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert mail["To"] == "anna@example.org"
    assert mail.get_content().splitlines()[-1] == LINK


def test_nobody_but_the_owner_may_read_it(folder: Path) -> None:
    OutboxFolder(folder).send(message())
    [file] = folder.iterdir()
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, file)]
    assert modes == [0o700, 0o600]


def test_the_same_mail_sent_twice_is_one_file(folder: Path) -> None:
    outbox = OutboxFolder(folder)
    outbox.send(message())
    outbox.send(message())
    assert len(list(folder.iterdir())) == 1


def test_a_folder_that_cannot_be_written_is_a_mailer_that_is_away(folder: Path) -> None:
    folder.parent.mkdir()
    folder.touch()
    with pytest.raises(MailerAway):
        OutboxFolder(folder).send(message())


def test_what_is_meant_is_removed_with_what_was_left_half_done(folder: Path) -> None:
    outbox = OutboxFolder(folder)
    assert outbox.forget(lambda address, sent: True) == 0
    outbox.send(message())
    outbox.send(message(to="bob@example.org", message_id="b@example.org"))
    outbox.send(message(message_id="c@example.org", date=NOON + timedelta(days=1)))
    (folder / ".20211001T120000Z-d.eml.4711").touch()
    (folder / "notes.txt").touch()
    (folder / "strange.eml").write_text("not a mail")
    meant = outbox.forget(lambda address, sent: address == "anna@example.org" and sent <= NOON)
    assert meant == 2
    assert sorted(path.name for path in folder.iterdir()) == [
        "20211001T120000Z-b.eml",
        "20211002T120000Z-c.eml",
        "notes.txt",
        "strange.eml",
    ]
