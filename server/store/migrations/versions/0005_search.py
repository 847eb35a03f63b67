"""Searching: changes that wait for the index, pairs of words from the record, and the index in PostgreSQL."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005_search"
down_revision = "0004_next_edition"

_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TEXTS = sa.ARRAY(sa.Text()).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Add the tables."""
    _index_changes()
    _word_pairs()
    _search_documents()
    _search_words()
    _search_state()
    # Changes wait in a table of their own now; the new analysis makes the whole index anew at the next start.
    op.execute("DELETE FROM jobs WHERE kind = 'index-comment'")


def _index_changes() -> None:
    op.create_table(
        "index_changes",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_changes")),
        sqlite_autoincrement=True,
    )


def _word_pairs() -> None:
    op.create_table(
        "word_pairs",
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("stem", sa.String(), nullable=False),
        sa.Column("counterpart", sa.String(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("language", "stem", "counterpart", name=op.f("pk_word_pairs")),
    )
    op.create_index(op.f("ix_word_pairs_language_stem"), "word_pairs", ["language", "stem"])


def _search_documents() -> None:
    op.create_table(
        "search_documents",
        sa.Column("number", _ROW_NUMBER, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
        sa.Column("labels", sa.ARRAY(sa.REAL()).with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("nl_length", sa.Integer(), nullable=False),
        sa.Column("de_length", sa.Integer(), nullable=False),
        sa.Column("facets", _TEXTS, nullable=False),
        sa.Column("words", _TEXTS, nullable=False),
        sa.Column("vector", postgresql.TSVECTOR().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_documents")),
        sa.UniqueConstraint(
            "kind", "document", "edition", name=op.f("uq_search_documents_kind_document_edition")
        ),
    )
    op.create_index(
        op.f("ix_search_documents_vector"), "search_documents", ["vector"], postgresql_using="gin"
    )
    if op.get_bind().dialect.name == "postgresql":
        # A score reads the vector once per pattern: within the row that costs nothing (docs/decisions/0028).
        op.execute("ALTER TABLE search_documents SET (toast_tuple_target = 8160)")


def _search_words() -> None:
    op.create_table(
        "search_words",
        sa.Column("word", sa.String(collation="C").with_variant(sa.String(), "sqlite"), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_words")),
    )


def _search_state() -> None:
    op.create_table(
        "search_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("analysis", sa.String(), nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("nl_length", sa.BigInteger(), nullable=False),
        sa.Column("de_length", sa.BigInteger(), nullable=False),
        sa.Column("nl_documents", sa.Integer(), nullable=False),
        sa.Column("de_documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_state")),
    )
