"""Tables of the work behind the pages: jobs, mails that wait, stamps, limits."""

from sqlalchemy import Column, Index, Integer, String, Table, Text
from sqlalchemy.types import BigInteger

from server.store.column_types import Json, RowNumber, UtcDateTime
from server.store.schema.base import metadata

jobs = Table(
    "jobs",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("kind", String, nullable=False),
    Column("payload", Json(dict[str, str]), nullable=False),
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("run_after", UtcDateTime, nullable=False),
    Column("error", Text, nullable=False),
    Index(None, "state", "run_after", "id"),
    sqlite_autoincrement=True,
)

stamps = Table(
    "stamps",
    metadata,
    Column("edition", String, primary_key=True),
    Column("section", String, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

mails = Table(
    "mails",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("kind", String, nullable=False),
    Column("language", String, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("details", Json(dict[str, str]), nullable=False),
    Column("created", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

# How often something was done in a stretch of time; the key is a hash with the salt of its day.
rates = Table(
    "rates",
    metadata,
    Column("limit", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("begins", UtcDateTime, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("expires", UtcDateTime, nullable=False),
    Index(None, "expires"),
)

# Thrown away with its day: after that nobody can tell whose hashes the keys of the limits were.
salts = Table(
    "salts",
    metadata,
    Column("day", String, primary_key=True),
    Column("salt", String, nullable=False),
)

# What may be used once: signatures of proofs of work, tokens of links.
used_once = Table(
    "used_once",
    metadata,
    Column("hash", String, primary_key=True),
    Column("expires", UtcDateTime, nullable=False),
    Index(None, "expires"),
)
