"""Limit how often somebody does something, without keeping who it was."""

import hmac
import secrets
from datetime import UTC, datetime

from server.domain.limits import Limit
from server.domain.tokens import Signer
from server.store import rates
from server.store.database import Connection, Database


class TooMany(Exception):
    """It was done too often; `retry_after` is in how many whole seconds it can be done again."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"again in {retry_after} s")
        self.retry_after = retry_after


def limit_rate(
    database: Database, signer: Signer, *, limit: Limit, key: str, at: datetime, factor: int = 1
) -> None:
    """Count that somebody does something; `key` says who, and `factor` multiplies every limit (0: none).

    What is kept is a keyed hash over the key and a salt of the day (UTC), and the salt goes with its day.
    What is refused is not counted. Raises TooMany.
    """
    if factor == 0:
        return
    begins = limit.began(at)
    ends = begins + limit.window
    with database.write() as connection:
        hidden = _hidden(connection, signer, key, at)
        if (
            rates.count_one(connection, limit.name, hidden, begins=begins, expires=ends)
            > limit.count * factor
        ):
            raise TooMany(max(1, -int(-(ends - at).total_seconds() // 1)))


def _hidden(connection: Connection, signer: Signer, key: str, at: datetime) -> str:
    day = at.astimezone(UTC).date().isoformat()
    salt = rates.salt_of_day(connection, day)
    if salt is None:
        salt = rates.begin_day(connection, day, secrets.token_hex(16), at=at)
    # With the secret of the installation, so that a copy of the database alone tells nothing on its own day.
    secret = signer.derived("limits").encode()
    return hmac.digest(secret, f"{salt}\0{key}".encode("utf-8", "surrogatepass"), "sha256").hex()
