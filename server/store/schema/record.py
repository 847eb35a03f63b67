"""Tables of the record: the document, its editions, the glossary."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    true,
)

from server.domain.editions import StepException
from server.domain.glossary import Concept
from server.store.column_types import Json, UtcDateTime
from server.store.schema.base import Titles, metadata

documents = Table(
    "documents",
    metadata,
    Column("key", String, primary_key=True),
    Column("titles", Titles, nullable=False),
    Column("subtitles", Titles, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("licence", Text, nullable=False),
)

editions = Table(
    "editions",
    metadata,
    Column("key", String, primary_key=True),
    Column("labels", Titles, nullable=False),
    Column("date", Date, nullable=False),
    Column("status", String, nullable=False),
    Column("predecessor", String),
    Column("change_notes", Titles, nullable=False),
    Column("lineage", Json(dict[str, tuple[str, ...]]), nullable=False, server_default="{}"),
    Column("exceptions", Json(tuple[StepException, ...]), nullable=False, server_default="[]"),
    # False for an edition that was published here and is not in the record's files yet.
    Column("in_record", Boolean, nullable=False, server_default=true()),
)

sections = Table(
    "sections",
    metadata,
    Column("edition", ForeignKey("editions.key", ondelete="CASCADE"), primary_key=True),
    Column("key", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("number", String, nullable=False),
    Column("titles", Titles, nullable=False),
    Column("slug_nl", String, nullable=False),
    Column("slug_de", String, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("change_notes", Titles, nullable=False, server_default="{}"),
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
    Column("summaries", Titles, nullable=False),
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
