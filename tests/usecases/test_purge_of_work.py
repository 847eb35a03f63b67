"""What an editor typed and where an editor was goes when it serves nobody any more."""

from datetime import timedelta
from pathlib import Path

import pytest

from server.domain.accounts import Account, Role
from server.mail.outbox import OutboxFolder
from server.store import working_editions
from server.store.database import Database
from server.usecases.check_gate import check_gate
from server.usecases.erase_person import AccountFate, erase_person
from server.usecases.keep_autosave import TypedWording, keep_autosave
from server.usecases.manage_accounts import close_account
from server.usecases.purge import KEEP_ABANDONED, purge
from server.usecases.tell_presence import FORGOTTEN_AFTER, tell_presence
from server.web import addresses
from tests.revising import begun
from tests.usecases.test_purge import rows
from tests.worlds import NL, NOON, SIGNER, add_account, load

MOMENT = timedelta(seconds=1)


@pytest.fixture
def els(database: Database, tmp_path: Path) -> Account:
    """An editor who typed something in the working edition and did not save it."""
    load(database, tmp_path)
    made = add_account(database, name="Els", email="els@example.org", role=Role.EDITOR)
    begun(database, made)
    typed = [TypedWording(NL, "Half een zin", 1)]
    assert keep_autosave(database, paragraph="p-bbbb1", typed=typed, by=made, at=NOON)
    tell_presence(database, section="2-steps", by=made, at=NOON)
    return made


def left(database: Database) -> tuple[int, int]:
    """How many texts that were not saved, and presences."""
    return rows(database, "autosaves"), rows(database, "presences")


@pytest.mark.usefixtures("els")
def test_what_was_typed_stays_while_the_edition_is_open(database: Database, tmp_path: Path) -> None:
    outbox = OutboxFolder(tmp_path / "outbox")
    purge(database, outbox, at=NOON + FORGOTTEN_AFTER)
    assert left(database) == (1, 1)
    purge(database, outbox, at=NOON + 2 * KEEP_ABANDONED)
    assert left(database) == (1, 0)


@pytest.mark.usefixtures("els")
def test_what_was_typed_goes_after_a_month_once_the_edition_is_published(
    database: Database, tmp_path: Path
) -> None:
    with database.write() as connection:
        working_editions.close_working_edition(connection, "2022", at=NOON)
    outbox = OutboxFolder(tmp_path / "outbox")
    purge(database, outbox, at=NOON + KEEP_ABANDONED)
    assert left(database) == (1, 0)
    purge(database, outbox, at=NOON + KEEP_ABANDONED + MOMENT)
    assert left(database) == (0, 0)


def test_what_was_typed_goes_with_the_account(database: Database, els: Account) -> None:
    close_account(database, account_id=els.id, by=None, at=NOON)
    assert left(database) == (0, 0)
    gate = check_gate(database, at=NOON, concept_address=addresses.concept)
    assert "unsaved" not in [each.kind.value for each in gate.points]


@pytest.mark.usefixtures("els")
def test_what_was_typed_goes_with_the_person(database: Database) -> None:
    erased = erase_person(database, SIGNER, email="els@example.org", at=NOON)
    assert erased.account is AccountFate.CLOSED
    assert left(database) == (0, 0)
