"""From comments to the next edition: the working edition with its revisions, dispositions, exports."""

import sqlalchemy as sa
from alembic import op

revision = "0004_next_edition"
down_revision = "0003_participation"

_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables, and the columns of what was there."""
    _bundles()
    _disposition_notes()
    _standard_responses()
    _working_editions()
    _autosaves()
    _confirmations()
    _counter_proposals()
    _dispositions()
    _exports()
    _presences()
    _revisions()
    _columns()


def _bundles() -> None:
    op.create_table(
        "bundles",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundles")),
        sqlite_autoincrement=True,
    )


def _disposition_notes() -> None:
    op.create_table(
        "disposition_notes",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposition_notes")),
        sa.UniqueConstraint("form_key", name=op.f("uq_disposition_notes_form_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_disposition_notes_comment"), "disposition_notes", ["comment"], unique=False)


def _standard_responses() -> None:
    op.create_table(
        "standard_responses",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String()),
        sa.Column("responses", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standard_responses")),
        sqlite_autoincrement=True,
    )


def _working_editions() -> None:
    op.create_table(
        "working_editions",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("predecessor", sa.String(), nullable=False),
        sa.Column("labels", sa.Text(), nullable=False),
        sa.Column("date", sa.Date()),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("change_notes", sa.Text(), nullable=False),
        sa.Column("structure", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("begun", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published", sa.DateTime(timezone=True)),
        sa.Column("open", sa.Integer()),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_working_editions")),
        sa.UniqueConstraint("open", name=op.f("uq_working_editions_open")),
    )


def _autosaves() -> None:
    op.create_table(
        "autosaves",
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("paragraph", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("account", _ROW_NUMBER, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account"], ["accounts.id"], name=op.f("fk_autosaves_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["edition"], ["working_editions.key"], name=op.f("fk_autosaves_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edition", "paragraph", "language", "account", name=op.f("pk_autosaves")),
    )


def _confirmations() -> None:
    op.create_table(
        "confirmations",
        sa.Column("sequence", _ROW_NUMBER, nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("paragraph", sa.String(), nullable=False),
        sa.Column("nl", sa.String(), nullable=False),
        sa.Column("de", sa.String(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("exception", sa.Text()),
        sa.Column("withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition"], ["working_editions.key"], name=op.f("fk_confirmations_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_confirmations")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_confirmations_edition_paragraph"), "confirmations", ["edition", "paragraph"], unique=False
    )


def _counter_proposals() -> None:
    op.create_table(
        "counter_proposals",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("wordings", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("sent", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String()),
        sa.Column("answered", sa.DateTime(timezone=True)),
        sa.Column("answer_text", sa.Text(), server_default="", nullable=False),
        sa.Column("form_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment"], ["comments.id"], name=op.f("fk_counter_proposals_comment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter_proposals")),
        sa.UniqueConstraint("form_key", name=op.f("uq_counter_proposals_form_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_counter_proposals_comment"), "counter_proposals", ["comment"], unique=False)


def _dispositions() -> None:
    op.create_table(
        "dispositions",
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("outcome", sa.String()),
        sa.Column("responses", sa.Text(), nullable=False),
        sa.Column("proposed", sa.String()),
        sa.Column("responsible", _ROW_NUMBER),
        sa.Column("deadline", sa.Date()),
        sa.Column("bundle", _ROW_NUMBER),
        sa.Column("standard_response", _ROW_NUMBER),
        sa.Column("paragraphs", sa.Text(), nullable=False),
        sa.Column("text_unchanged", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("decided", sa.DateTime(timezone=True)),
        sa.Column("decided_by", _ROW_NUMBER),
        sa.Column("public", sa.DateTime(timezone=True)),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["bundle"], ["bundles.id"], name=op.f("fk_dispositions_bundle")),
        sa.ForeignKeyConstraint(["decided_by"], ["accounts.id"], name=op.f("fk_dispositions_decided_by")),
        sa.ForeignKeyConstraint(["responsible"], ["accounts.id"], name=op.f("fk_dispositions_responsible")),
        sa.ForeignKeyConstraint(
            ["standard_response"], ["standard_responses.id"], name=op.f("fk_dispositions_standard_response")
        ),
        sa.PrimaryKeyConstraint("comment", name=op.f("pk_dispositions")),
    )
    op.create_index(op.f("ix_dispositions_bundle"), "dispositions", ["bundle"], unique=False)
    op.create_index(
        op.f("ix_dispositions_edition_outcome"), "dispositions", ["edition", "outcome"], unique=False
    )
    op.create_index(op.f("ix_dispositions_responsible"), "dispositions", ["responsible"], unique=False)
    op.create_index(op.f("ix_dispositions_round"), "dispositions", ["round"], unique=False)
    op.create_index(
        op.f("ix_dispositions_standard_response"), "dispositions", ["standard_response"], unique=False
    )


def _exports() -> None:
    op.create_table(
        "exports",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("account", _ROW_NUMBER),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), server_default="", nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True)),
        sa.Column("content", sa.LargeBinary()),
        sa.ForeignKeyConstraint(
            ["account"], ["accounts.id"], name=op.f("fk_exports_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
    )
    op.create_index(op.f("ix_exports_asked"), "exports", ["asked"], unique=False)


def _presences() -> None:
    op.create_table(
        "presences",
        sa.Column("account", _ROW_NUMBER, nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account"], ["accounts.id"], name=op.f("fk_presences_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["edition"], ["working_editions.key"], name=op.f("fk_presences_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account", "edition", "section", name=op.f("pk_presences")),
    )


def _revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("paragraph", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("weight", sa.String(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("comments", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition"], ["working_editions.key"], name=op.f("fk_revisions_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edition", "paragraph", "language", "number", name=op.f("pk_revisions")),
    )


def _columns() -> None:
    op.add_column("comments", sa.Column("country", sa.String(), server_default="", nullable=False))
    op.add_column("editions", sa.Column("lineage", sa.Text(), server_default="{}", nullable=False))
    op.add_column("editions", sa.Column("exceptions", sa.Text(), server_default="[]", nullable=False))
    op.add_column("editions", sa.Column("in_record", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("sections", sa.Column("change_notes", sa.Text(), server_default="{}", nullable=False))
    op.add_column("submissions", sa.Column("country", sa.String(), server_default="", nullable=False))
