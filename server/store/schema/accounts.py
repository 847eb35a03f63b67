"""Tables of the accounts: who works on the document, how they sign in, and what they did."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from server.store.column_types import RowNumber, UtcDateTime
from server.store.schema.base import EMPTY, metadata

accounts = Table(
    "accounts",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", String, nullable=False),
    Column("role", String, nullable=False),
    Column("side", String),
    Column("closed", UtcDateTime),
    UniqueConstraint("email"),
    sqlite_autoincrement=True,
)

sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("token_hash", String, primary_key=True),
    Column("account", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("expires", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String, primary_key=True),
    Column("account", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("expires", UtcDateTime, nullable=False),
    Column("began", UtcDateTime),
    Column("device", Text, nullable=False, server_default=EMPTY),
)

passwords = Table(
    "passwords",
    metadata,
    Column("account", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("hash", Text, nullable=False),
    Column("totp_secret", String, nullable=False),
    # The time step of the last code that was taken: a code works once (RFC 6238, 5.2).
    Column("totp_step", Integer, nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
)

# Who an OpenID provider says somebody is.
identities = Table(
    "identities",
    metadata,
    Column("issuer", String, primary_key=True),
    Column("subject", String, primary_key=True),
    Column("account", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Index(None, "account"),
)

# A sign-in that has been sent to the OpenID provider and is not back yet.
oidc_requests = Table(
    "oidc_requests",
    metadata,
    Column("state_hash", String, primary_key=True),
    Column("nonce", String, nullable=False),
    Column("verifier", String, nullable=False),
    Column("language", String, nullable=False),
    # Where on our own pages the browser goes afterwards.
    Column("next", String, nullable=False),
    Column("expires", UtcDateTime, nullable=False),
)

# The log is only ever added to; an account that is closed leaves its number behind.
acts = Table(
    "acts",
    metadata,
    Column("sequence", RowNumber, primary_key=True),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("account", ForeignKey("accounts.id")),
    Column("from_state", String, nullable=False),
    Column("to_state", String, nullable=False),
    Column("category", String, nullable=False),
    Column("reason", Text, nullable=False),
    Index(None, "subject", "sequence"),
    Index(None, "kind", "sequence"),
    sqlite_autoincrement=True,
)
