"""Invitations are used once, and not after they were revoked."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from server.store.database import Database
from server.store.invitations import (
    Invitation,
    add_invitation,
    invitation_by_id,
    invitations_to,
    revoke_invitation,
    use_invitation,
)
from tests.store.worlds import LATER, NOON

CHAMBER = Invitation("i-1", "autumn", "Handwerkskammer", NOON)


def test_invitations_come_back_by_round_oldest_first(database: Database) -> None:
    later = replace(CHAMBER, id="i-0", created=LATER)
    with database.write() as connection:
        for each in (later, CHAMBER, replace(CHAMBER, id="i-2", round="spring")):
            add_invitation(connection, each)
        assert invitations_to(connection, "autumn") == [CHAMBER, later]
        assert invitation_by_id(connection, "i-1") == CHAMBER
        assert invitation_by_id(connection, "i-9") is None


def test_an_invitation_is_used_once(database: Database) -> None:
    with database.write() as connection:
        add_invitation(connection, CHAMBER)

    def use(number: int) -> bool:
        with database.write() as connection:
            return use_invitation(connection, "i-1", f"s-{number}")

    with ThreadPoolExecutor(8) as threads:
        used = list(threads.map(use, range(16)))
    assert used.count(True) == 1
    with database.read() as connection:
        assert invitation_by_id(connection, "i-1") == replace(CHAMBER, submission=f"s-{used.index(True)}")


def test_a_revoked_invitation_lets_nobody_in(database: Database) -> None:
    with database.write() as connection:
        add_invitation(connection, CHAMBER)
        assert revoke_invitation(connection, "i-1", at=LATER)
        assert not use_invitation(connection, "i-1", "s-1")
        assert not revoke_invitation(connection, "i-1", at=NOON)
        assert invitation_by_id(connection, "i-1") == replace(CHAMBER, revoked=LATER)


def test_an_invitation_that_was_used_is_not_revoked(database: Database) -> None:
    with database.write() as connection:
        add_invitation(connection, CHAMBER)
        use_invitation(connection, "i-1", "s-1")
        assert not revoke_invitation(connection, "i-1", at=LATER)
        assert invitation_by_id(connection, "i-1") == replace(CHAMBER, submission="s-1")


def test_an_invitation_that_is_unknown_is_neither_used_nor_revoked(database: Database) -> None:
    with database.write() as connection:
        assert not use_invitation(connection, "i-9", "s-1")
        assert not revoke_invitation(connection, "i-9", at=LATER)


def test_an_invitation_is_open_until_it_is_used_or_revoked() -> None:
    assert CHAMBER.is_open
    assert not replace(CHAMBER, revoked=LATER).is_open
    assert not replace(CHAMBER, submission="s-1").is_open
