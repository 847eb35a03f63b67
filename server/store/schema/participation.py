"""Tables of the consultation: rounds, submissions with their comments, and what people do with these.

The record (document, editions, concepts, rounds) is replaced as a whole when it is loaded, so what
is work (comments, their counts) points to it by key and not by foreign key.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from server.domain.comment_forms import Draft
from server.domain.comments import Quote, Redaction
from server.domain.rounds import Round
from server.store.column_types import Json, RowNumber, UtcDateTime
from server.store.schema.base import EMPTY, metadata

# `loaded` is the round as the record had it when it was last read: where `body` differs, an administrator
# has changed it since.
rounds = Table(
    "rounds",
    metadata,
    Column("key", String, primary_key=True),
    Column("body", Json(Round), nullable=False),
    Column("loaded", Json(Round)),
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", String, primary_key=True),
    Column("round", String, nullable=False),
    Column("label", Text, nullable=False),
    Column("created", UtcDateTime, nullable=False),
    Column("revoked", UtcDateTime),
    Column("submission", String),
    Index(None, "round"),
)

baskets = Table(
    "baskets",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("token_hash", String, nullable=False),
    Column("changed", UtcDateTime, nullable=False),
    UniqueConstraint("token_hash"),
    Index(None, "changed"),
    sqlite_autoincrement=True,
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("basket", ForeignKey("baskets.id", ondelete="CASCADE"), nullable=False),
    Column("body", Json(Draft), nullable=False),
    # The key of the form, so that one sent twice is one draft.
    Column("form_key", String, nullable=False),
    UniqueConstraint("basket", "form_key"),
    sqlite_autoincrement=True,
)

submissions = Table(
    "submissions",
    metadata,
    Column("sequence", RowNumber, primary_key=True),
    Column("id", String, nullable=False),
    Column("round", String, nullable=False),
    Column("language", String, nullable=False),
    Column("state", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("stakeholder_group", String, nullable=False),
    Column("publication", String, nullable=False),
    Column("created", UtcDateTime, nullable=False),
    Column("person", String, nullable=False),
    Column("account", ForeignKey("accounts.id")),
    Column("suspicion", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("received", Date),
    Column("confirmed", UtcDateTime),
    Column("confirm_by", UtcDateTime),
    Column("idempotency_key", String),
    Column("request_hash", String),
    Column("country", String, nullable=False, server_default=EMPTY),
    UniqueConstraint("id"),
    UniqueConstraint("idempotency_key"),
    Index(None, "person"),
    Index(None, "round", "state"),
    sqlite_autoincrement=True,
)

# The only table with addresses of submitters; a row goes when the retention period ends.
submission_emails = Table(
    "submission_emails",
    metadata,
    Column("submission", ForeignKey("submissions.id", ondelete="CASCADE"), primary_key=True),
    Column("email", Text, nullable=False),
    Column("releaser", Text),
    Column("mail_replies", Boolean, nullable=False),
    Column("mail_dispositions", Boolean, nullable=False),
)

comments = Table(
    "comments",
    metadata,
    Column("sequence", RowNumber, primary_key=True),
    Column("id", String, nullable=False),
    Column("round", String, nullable=False),
    Column("edition", String, nullable=False),
    Column("section", String, nullable=False),
    Column("thread", String, nullable=False),
    Column("language", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("stakeholder_group", String, nullable=False),
    Column("created", UtcDateTime, nullable=False),
    Column("state", String, nullable=False),
    Column("base_hash", String, nullable=False),
    Column("base_text", Text, nullable=False),
    Column("kind", String, nullable=False, server_default="remark"),
    Column("organisation", Text, nullable=False, server_default=EMPTY),
    Column("suggested_wording", Text, nullable=False, server_default=EMPTY),
    Column("quote", Json(Quote)),
    Column("reply_to", String, nullable=False, server_default=EMPTY),
    Column("channel", String, nullable=False, server_default="online"),
    Column("received", Date),
    Column("corrected", UtcDateTime),
    Column("redactions", Json(tuple[Redaction, ...]), nullable=False, server_default="[]"),
    Column("submission", String, nullable=False, server_default=EMPTY),
    # Why it was declined: said again in its place, so that a page needs no look into the log.
    Column("decline_reason", String, nullable=False, server_default=EMPTY),
    Column("country", String, nullable=False, server_default=EMPTY),
    UniqueConstraint("id"),
    Index(None, "edition", "thread", "state", "sequence"),
    Index(None, "state", "sequence"),
    Index(None, "round", "state", "sequence"),
    Index(None, "submission"),
    Index(None, "reply_to"),
    # SQLite would otherwise give a deleted comment's number to the next one.
    sqlite_autoincrement=True,
)

# What a comment said before it was corrected or redacted.
comment_versions = Table(
    "comment_versions",
    metadata,
    Column("comment", ForeignKey("comments.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("until", UtcDateTime, nullable=False),
    Column("why", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("suggested_wording", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("redactions", Json(tuple[Redaction, ...]), nullable=False),
)

comment_counts = Table(
    "comment_counts",
    metadata,
    Column("edition", String, primary_key=True),
    Column("thread", String, primary_key=True),
    Column("shown", Integer, nullable=False),
    CheckConstraint("shown >= 0", name="shown_not_negative"),
)

# Who agrees with a comment: a person counts once, and only the keyed hash of the address is kept.
agreements = Table(
    "agreements",
    metadata,
    Column("comment", ForeignKey("comments.id", ondelete="CASCADE"), primary_key=True),
    Column("person", String, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "person"),
)

# Readers who say that a comment should not be shown.
reports = Table(
    "reports",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("comment", ForeignKey("comments.id", ondelete="CASCADE"), nullable=False),
    Column("reason", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("closed", UtcDateTime),
    # The key of the form, so that one sent twice is one report.
    Column("form_key", String, nullable=False),
    UniqueConstraint("form_key"),
    Index(None, "comment"),
    Index(None, "closed"),
    sqlite_autoincrement=True,
)

# Who has asked to be forgotten, as the keyed hash only: carried out again after a backup is restored.
erased_persons = Table(
    "erased_persons",
    metadata,
    Column("person", String, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)
