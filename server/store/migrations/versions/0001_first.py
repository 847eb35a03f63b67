"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001_first"
down_revision = None

_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create every table, those that others point to first."""
    _documents()
    _editions()
    _sections()
    _paragraphs()
    _wordings()
    _fragments()
    _concepts()
    _occurrences()
    _rounds()
    _comments()
    _comment_emails()
    _comment_counts()
    _accounts()
    _moderation_decisions()
    _sign_in_links()
    _sessions()
    _jobs()
    _stamps()


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("titles", sa.Text(), nullable=False),
        sa.Column("subtitles", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_documents"),
    )


def _editions() -> None:
    op.create_table(
        "editions",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("labels", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("predecessor", sa.String()),
        sa.Column("change_notes", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_editions"),
    )


def _sections() -> None:
    op.create_table(
        "sections",
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("titles", sa.Text(), nullable=False),
        sa.Column("slug_nl", sa.String(), nullable=False),
        sa.Column("slug_de", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition"], ["editions.key"], name="fk_sections_edition", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edition", "key", name="pk_sections"),
        sa.UniqueConstraint("edition", "position", name="uq_sections_edition_position"),
        sa.UniqueConstraint("edition", "slug_de", name="uq_sections_edition_slug_de"),
        sa.UniqueConstraint("edition", "slug_nl", name="uq_sections_edition_slug_nl"),
    )


def _paragraphs() -> None:
    op.create_table(
        "paragraphs",
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition", "section"],
            ["sections.edition", "sections.key"],
            name="fk_paragraphs_edition_section",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("edition", "id", name="pk_paragraphs"),
        sa.UniqueConstraint("edition", "section", "position", name="uq_paragraphs_edition_section_position"),
    )
    op.create_index("ix_paragraphs_id", "paragraphs", ["id"])


def _wordings() -> None:
    op.create_table(
        "wordings",
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("paragraph", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition", "paragraph"],
            ["paragraphs.edition", "paragraphs.id"],
            name="fk_wordings_edition_paragraph",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("edition", "paragraph", "language", name="pk_wordings"),
    )


def _fragments() -> None:
    op.create_table(
        "fragments",
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("paragraph", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition", "paragraph"],
            ["paragraphs.edition", "paragraphs.id"],
            name="fk_fragments_edition_paragraph",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("edition", "paragraph", "language", name="pk_fragments"),
    )


def _concepts() -> None:
    op.create_table(
        "concepts",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("dispute", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_concepts"),
    )


def _occurrences() -> None:
    op.create_table(
        "occurrences",
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("paragraph", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("concept", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["concept"], ["concepts.key"], name="fk_occurrences_concept", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["edition", "paragraph"],
            ["paragraphs.edition", "paragraphs.id"],
            name="fk_occurrences_edition_paragraph",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "edition", "paragraph", "language", "start", "concept", name="pk_occurrences"
        ),
    )
    op.create_index("ix_occurrences_concept_edition", "occurrences", ["concept", "edition"])
    op.create_index("ix_occurrences_edition_section", "occurrences", ["edition", "section"])


def _rounds() -> None:
    op.create_table(
        "rounds",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("closes", sa.Date(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("titles", sa.Text(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_rounds"),
    )


def _comments() -> None:
    op.create_table(
        "comments",
        sa.Column("sequence", _ROW_NUMBER, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("stakeholder_group", sa.String(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("base_hash", sa.String(), nullable=False),
        sa.Column("base_text", sa.Text(), nullable=False),
        sa.Column("idempotency_key", sa.String()),
        sa.Column("request_hash", sa.String()),
        sa.PrimaryKeyConstraint("sequence", name="pk_comments"),
        sa.UniqueConstraint("id", name="uq_comments_id"),
        sa.UniqueConstraint("idempotency_key", name="uq_comments_idempotency_key"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_comments_edition_thread_state_sequence",
        "comments",
        ["edition", "thread", "state", "sequence"],
    )
    op.create_index("ix_comments_state_sequence", "comments", ["state", "sequence"])


def _comment_emails() -> None:
    op.create_table(
        "comment_emails",
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment"], ["comments.id"], name="fk_comment_emails_comment", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("comment", name="pk_comment_emails"),
    )


def _comment_counts() -> None:
    op.create_table(
        "comment_counts",
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.CheckConstraint("shown >= 0", name=op.f("ck_comment_counts_shown_not_negative")),
        sa.PrimaryKeyConstraint("edition", "thread", name="pk_comment_counts"),
    )


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("side", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("email", name="uq_accounts_email"),
        sqlite_autoincrement=True,
    )


def _moderation_decisions() -> None:
    op.create_table(
        "moderation_decisions",
        sa.Column("sequence", _ROW_NUMBER, nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("from_state", sa.String(), nullable=False),
        sa.Column("to_state", sa.String(), nullable=False),
        sa.Column("account", _ROW_NUMBER),
        sa.Column("decided", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_moderation_decisions_account"),
        sa.ForeignKeyConstraint(["comment"], ["comments.id"], name="fk_moderation_decisions_comment"),
        sa.PrimaryKeyConstraint("sequence", name="pk_moderation_decisions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_moderation_decisions_comment", "moderation_decisions", ["comment"])


def _sign_in_links() -> None:
    op.create_table(
        "sign_in_links",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("account", _ROW_NUMBER, nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["account"], ["accounts.id"], name="fk_sign_in_links_account", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sign_in_links"),
    )


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("account", _ROW_NUMBER, nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_sessions_account", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
    )


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("run_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_jobs_state_run_after_id", "jobs", ["state", "run_after", "id"])


def _stamps() -> None:
    op.create_table(
        "stamps",
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("edition", "section", name="pk_stamps"),
    )
