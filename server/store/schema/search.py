"""Tables of searching: what waits for the index, words that paragraphs pair, and the index in PostgreSQL."""

from sqlalchemy import (
    ARRAY,
    REAL,
    BigInteger,
    Column,
    Float,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from server.store.column_types import RowNumber, UtcDateTime
from server.store.schema.base import metadata

# Written in the transaction of the change itself; gone when the index holds it.
index_changes = Table(
    "index_changes",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("kind", String, nullable=False),
    Column("document", String, nullable=False),
    Column("edition", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

# Learned from published paragraphs only: which word of one language goes with which of the other.
word_pairs = Table(
    "word_pairs",
    metadata,
    Column("language", String, primary_key=True),
    Column("stem", String, primary_key=True),
    Column("counterpart", String, primary_key=True),
    Column("weight", Float, nullable=False),
    Index(None, "language", "stem"),
)

# The index of the PostgreSQL engine; on SQLite, where Whoosh searches, these tables stay empty.
_Texts = ARRAY(Text).with_variant(Text(), "sqlite")
_Vector = TSVECTOR().with_variant(Text(), "sqlite")

# One document of the index each. Everything here can be made again.
search_documents = Table(
    "search_documents",
    metadata,
    Column("number", RowNumber, primary_key=True),
    Column("kind", String, nullable=False),
    Column("document", String, nullable=False),
    Column("edition", String, nullable=False),
    Column("section", String, nullable=False),
    # None for what has both.
    Column("language", String),
    Column("moment", UtcDateTime, nullable=False),
    # How much the labels D, C, B and A of the vector count in this document.
    Column("labels", ARRAY(REAL).with_variant(Text(), "sqlite"), nullable=False),
    Column("nl_length", Integer, nullable=False),
    Column("de_length", Integer, nullable=False),
    Column("facets", _Texts, nullable=False),
    Column("words", _Texts, nullable=False),
    Column("vector", _Vector, nullable=False),
    UniqueConstraint("kind", "document", "edition"),
    Index(None, "vector", postgresql_using="gin"),
)

# In how many documents every lexeme of the vectors and every word as written stands.
search_words = Table(
    "search_words",
    metadata,
    # Beginnings are looked up as ranges, so the order must be that of code points.
    Column("word", String(collation="C").with_variant(String(), "sqlite"), primary_key=True),
    Column("documents", Integer, nullable=False),
)

# One row: which analysis made the index, and what it holds in all.
search_state = Table(
    "search_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("analysis", String, nullable=False),
    Column("generation", BigInteger, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("digest", String, nullable=False),
    Column("nl_length", BigInteger, nullable=False),
    Column("de_length", BigInteger, nullable=False),
    Column("nl_documents", Integer, nullable=False),
    Column("de_documents", Integer, nullable=False),
)
