"""People with accounts, for the tests of what is kept of them."""

from sqlalchemy import Connection

from server.domain.accounts import Account, Role
from server.store.accounts import add_account

TOKEN = "a-token-that-nobody-can-guess"


def anna(connection: Connection) -> Account:
    """An editor."""
    return add_account(connection, name="Anna Schmidt", email="Anna@Example.de", role=Role.EDITOR)


def jan(connection: Connection, role: Role = Role.MODERATOR) -> Account:
    """Somebody else."""
    return add_account(connection, name="Jan", email="jan@example.nl", role=role)
