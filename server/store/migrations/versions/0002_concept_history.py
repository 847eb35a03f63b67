"""The history of concepts, and dismissed findings of the term check."""

import sqlalchemy as sa
from alembic import op

revision = "0002_concept_history"
down_revision = "0001_first"


def upgrade() -> None:
    """Add both tables."""
    op.create_table(
        "concept_changes",
        sa.Column("concept", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("side", sa.String()),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("summaries", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("concept", "number", name="pk_concept_changes"),
    )
    op.create_table(
        "dismissals",
        sa.Column("paragraph", sa.String(), nullable=False),
        sa.Column("concept", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("base", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("paragraph", "concept", "kind", "language", "base", name="pk_dismissals"),
    )
