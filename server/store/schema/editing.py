"""Tables of the editors' work: the working edition with its revisions, and the dispositions.

They stay when the edition is published: who changed what, when, and because of which comments.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from server.domain.editions import StepException
from server.domain.structure import Structure
from server.store.column_types import Json, RowNumber, UtcDateTime
from server.store.schema.base import EMPTY, Titles, metadata

# `open` is 1 for the one that is open for change and NULL for those that were published: both engines then
# refuse a second open one.
working_editions = Table(
    "working_editions",
    metadata,
    Column("key", String, primary_key=True),
    Column("predecessor", String, nullable=False),
    Column("labels", Titles, nullable=False),
    Column("date", Date),
    Column("status", String, nullable=False),
    Column("change_notes", Titles, nullable=False),
    Column("structure", Json(Structure), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("begun", UtcDateTime, nullable=False),
    Column("published", UtcDateTime),
    Column("open", Integer),
    UniqueConstraint("open"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("edition", ForeignKey("working_editions.key", ondelete="CASCADE"), primary_key=True),
    Column("paragraph", String, primary_key=True),
    Column("language", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("weight", String, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("base", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("comments", Json(tuple[str, ...]), nullable=False),
)

confirmations = Table(
    "confirmations",
    metadata,
    Column("sequence", RowNumber, primary_key=True),
    Column("edition", ForeignKey("working_editions.key", ondelete="CASCADE"), nullable=False),
    Column("paragraph", String, nullable=False),
    Column("nl", String, nullable=False),
    Column("de", String, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("exception", Json(StepException)),
    Column("withdrawn", Boolean, nullable=False, server_default=false()),
    Index(None, "edition", "paragraph"),
    sqlite_autoincrement=True,
)

# What an editor typed and did not save yet: it outlives a lost session, and goes when it is saved.
autosaves = Table(
    "autosaves",
    metadata,
    Column("edition", ForeignKey("working_editions.key", ondelete="CASCADE"), primary_key=True),
    Column("paragraph", String, primary_key=True),
    Column("language", String, primary_key=True),
    Column("account", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("base", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

# Who is where: a hint for the others, forgotten within minutes.
presences = Table(
    "presences",
    metadata,
    Column("account", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("edition", ForeignKey("working_editions.key", ondelete="CASCADE"), primary_key=True),
    Column("section", String, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)

standard_responses = Table(
    "standard_responses",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("title", Text, nullable=False),
    Column("outcome", String),
    Column("responses", Titles, nullable=False),
    Column("retired", Boolean, nullable=False, server_default=false()),
    sqlite_autoincrement=True,
)

bundles = Table(
    "bundles",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("edition", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("created", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

# `round` is the comment's, so that a round's dispositions are found without its comments.
dispositions = Table(
    "dispositions",
    metadata,
    Column("comment", String, primary_key=True),
    Column("round", String, nullable=False),
    Column("edition", String, nullable=False),
    Column("outcome", String),
    Column("responses", Titles, nullable=False),
    Column("proposed", String),
    Column("responsible", ForeignKey("accounts.id")),
    Column("deadline", Date),
    Column("bundle", ForeignKey("bundles.id")),
    Column("standard_response", ForeignKey("standard_responses.id")),
    Column("paragraphs", Json(tuple[str, ...]), nullable=False),
    Column("text_unchanged", Boolean, nullable=False, server_default=false()),
    Column("decided", UtcDateTime),
    Column("decided_by", ForeignKey("accounts.id")),
    Column("public", UtcDateTime),
    Column("revision", Integer, nullable=False),
    Index(None, "edition", "outcome"),
    Index(None, "round"),
    Index(None, "responsible"),
    Index(None, "bundle"),
    Index(None, "standard_response"),
)

disposition_notes = Table(
    "disposition_notes",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("comment", String, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("text", Text, nullable=False),
    Column("form_key", String, nullable=False),
    UniqueConstraint("form_key"),
    Index(None, "comment"),
    sqlite_autoincrement=True,
)

counter_proposals = Table(
    "counter_proposals",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("comment", ForeignKey("comments.id", ondelete="CASCADE"), nullable=False),
    Column("wordings", Titles, nullable=False),
    Column("message", Titles, nullable=False),
    Column("by", Text, nullable=False),
    Column("sent", UtcDateTime, nullable=False),
    Column("answer", String),
    Column("answered", UtcDateTime),
    Column("answer_text", Text, nullable=False, server_default=EMPTY),
    Column("form_key", String, nullable=False),
    UniqueConstraint("form_key"),
    Index(None, "comment"),
    sqlite_autoincrement=True,
)

# Long exports: made by a worker, fetched by whoever asked for them; `done` and `total` count comments or
# paragraphs. The file goes with its row when it has been there for a day.
exports = Table(
    "exports",
    metadata,
    Column("id", String, primary_key=True),
    Column("what", String, nullable=False),
    Column("details", Json(dict[str, str]), nullable=False),
    Column("account", ForeignKey("accounts.id", ondelete="CASCADE")),
    Column("asked", UtcDateTime, nullable=False),
    Column("state", String, nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("file_name", Text, nullable=False, server_default=EMPTY),
    Column("finished", UtcDateTime),
    Column("content", LargeBinary),
    Index(None, "asked"),
)
