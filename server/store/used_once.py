"""What may be used once: signatures of proofs of work, tokens of links; kept as hashes until they expire."""

import hashlib
from datetime import datetime

from sqlalchemy import Connection, delete

from server.store.schema import used_once
from server.store.upserts import insert_into


def use_once(connection: Connection, value: str, *, expires: datetime, at: datetime) -> bool:
    """Use something up until it `expires` anyway (UTC); false when it was used before.

    What has expired by `at` is forgotten on the way: whoever checks it knows without us that it has.
    """
    connection.execute(delete(used_once).where(used_once.c.expires <= at))
    used = connection.execute(
        insert_into(connection, used_once)
        .values(hash=hashlib.sha256(value.encode()).hexdigest(), expires=expires)
        .on_conflict_do_nothing()
        .returning(used_once.c.hash)
    )
    return used.scalar_one_or_none() is not None
