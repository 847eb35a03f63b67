"""Every table, defined once for SQLite and PostgreSQL.

The record (document, editions, concepts, rounds) is replaced as a whole when it is loaded, so what
is work (comments, their counts, decisions) points to it by key and not by foreign key.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import BigInteger

from server.domain.glossary import Concept
from server.store.column_types import Json, RowNumber, UtcDateTime
from server.text.languages import Language

_Titles = Json(dict[Language, str])

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

documents = Table(
    "documents",
    metadata,
    Column("key", String, primary_key=True),
    Column("titles", _Titles, nullable=False),
    Column("subtitles", _Titles, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("licence", Text, nullable=False),
)

editions = Table(
    "editions",
    metadata,
    Column("key", String, primary_key=True),
    Column("labels", _Titles, nullable=False),
    Column("date", Date, nullable=False),
    Column("status", String, nullable=False),
    Column("predecessor", String),
    Column("change_notes", _Titles, nullable=False),
)

sections = Table(
    "sections",
    metadata,
    Column("edition", ForeignKey("editions.key", ondelete="CASCADE"), primary_key=True),
    Column("key", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("number", String, nullable=False),
    Column("titles", _Titles, nullable=False),
    Column("slug_nl", String, nullable=False),
    Column("slug_de", String, nullable=False),
    Column("fingerprint", String, nullable=False),
    UniqueConstraint("edition", "slug_nl"),
    UniqueConstraint("edition", "slug_de"),
    UniqueConstraint("edition", "position"),
)

paragraphs = Table(
    "paragraphs",
    metadata,
    Column("edition", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("section", String, nullable=False),
    Column("position", Integer, nullable=False),
    ForeignKeyConstraint(["edition", "section"], ["sections.edition", "sections.key"], ondelete="CASCADE"),
    UniqueConstraint("edition", "section", "position"),
    Index(None, "id"),
)

wordings = Table(
    "wordings",
    metadata,
    Column("edition", String, primary_key=True),
    Column("paragraph", String, primary_key=True),
    Column("language", String, primary_key=True),
    Column("text", Text, nullable=False),
    Column("hash", String, nullable=False),
    ForeignKeyConstraint(
        ["edition", "paragraph"], ["paragraphs.edition", "paragraphs.id"], ondelete="CASCADE"
    ),
)

fragments = Table(
    "fragments",
    metadata,
    Column("edition", String, primary_key=True),
    Column("paragraph", String, primary_key=True),
    Column("language", String, primary_key=True),
    Column("html", Text, nullable=False),
    ForeignKeyConstraint(
        ["edition", "paragraph"], ["paragraphs.edition", "paragraphs.id"], ondelete="CASCADE"
    ),
)

concepts = Table(
    "concepts",
    metadata,
    Column("key", String, primary_key=True),
    Column("body", Json(Concept), nullable=False),
    Column("dispute", String, nullable=False),
)

occurrences = Table(
    "occurrences",
    metadata,
    Column("edition", String, primary_key=True),
    Column("paragraph", String, primary_key=True),
    Column("language", String, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("concept", ForeignKey("concepts.key", ondelete="CASCADE"), primary_key=True),
    Column("section", String, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    ForeignKeyConstraint(
        ["edition", "paragraph"], ["paragraphs.edition", "paragraphs.id"], ondelete="CASCADE"
    ),
    Index(None, "concept", "edition"),
    Index(None, "edition", "section"),
)

concept_changes = Table(
    "concept_changes",
    metadata,
    Column("concept", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Text, nullable=False),
    Column("act", String, nullable=False),
    Column("side", String),
    Column("why", Text, nullable=False),
    Column("summaries", _Titles, nullable=False),
    Column("before", Json(Concept), nullable=False),
)

dismissals = Table(
    "dismissals",
    metadata,
    Column("paragraph", String, primary_key=True),
    Column("concept", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("language", String, primary_key=True),
    Column("base", String, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
)

rounds = Table(
    "rounds",
    metadata,
    Column("key", String, primary_key=True),
    Column("edition", String, nullable=False),
    Column("opens", Date, nullable=False),
    Column("closes", Date, nullable=False),
    Column("time_zone", String, nullable=False),
    Column("titles", _Titles, nullable=False),
    Column("questions", Json(tuple[dict[Language, str], ...]), nullable=False),
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
    Column("idempotency_key", String),
    Column("request_hash", String),
    UniqueConstraint("id"),
    UniqueConstraint("idempotency_key"),
    Index(None, "edition", "thread", "state", "sequence"),
    Index(None, "state", "sequence"),
    # SQLite would otherwise give a deleted comment's number to the next one.
    sqlite_autoincrement=True,
)

comment_emails = Table(
    "comment_emails",
    metadata,
    Column("comment", ForeignKey("comments.id", ondelete="CASCADE"), primary_key=True),
    Column("email", Text, nullable=False),
)

comment_counts = Table(
    "comment_counts",
    metadata,
    Column("edition", String, primary_key=True),
    Column("thread", String, primary_key=True),
    Column("shown", Integer, nullable=False),
    CheckConstraint("shown >= 0", name="shown_not_negative"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", String, nullable=False),
    Column("role", String, nullable=False),
    Column("side", String),
    UniqueConstraint("email"),
    sqlite_autoincrement=True,
)

moderation_decisions = Table(
    "moderation_decisions",
    metadata,
    Column("sequence", RowNumber, primary_key=True),
    Column("comment", ForeignKey("comments.id"), nullable=False),
    Column("from_state", String, nullable=False),
    Column("to_state", String, nullable=False),
    Column("account", ForeignKey("accounts.id"), nullable=True),
    Column("decided", UtcDateTime, nullable=False),
    Column("reason", Text, nullable=False),
    Index(None, "comment"),
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
)

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
