"""The consultation: submissions, baskets, reports, agreements, the log of acts, mails, more ways to sign in.

Rounds come from the record and are read again at the next start, so their table is made anew. Decisions of
moderation go over into the log, addresses that came with a comment into a submission of that one comment.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003_participation"
down_revision = "0002_concept_history"

_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables, then bring what there is over into them."""
    _baskets()
    _drafts()
    _invitations()
    _submissions()
    _submission_emails()
    _comment_versions()
    _agreements()
    _reports()
    _erased_persons()
    _acts()
    _passwords()
    _identities()
    _oidc_requests()
    _mails()
    _rates()
    _salts()
    _used_once()
    _rounds()
    _move_decisions()
    _move_addresses()
    _keys_of_forms()
    _columns_of_comments()
    _columns_of_accounts()


def _baskets() -> None:
    op.create_table(
        "baskets",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baskets")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_baskets_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_baskets_changed"), "baskets", ["changed"], unique=False)


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("basket", _ROW_NUMBER, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["basket"], ["baskets.id"], name=op.f("fk_drafts_basket"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("basket", "form_key", name=op.f("uq_drafts_basket_form_key")),
        sqlite_autoincrement=True,
    )


def _invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked", sa.DateTime(timezone=True)),
        sa.Column("submission", sa.String()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
    )
    op.create_index(op.f("ix_invitations_round"), "invitations", ["round"], unique=False)


def _submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("sequence", _ROW_NUMBER, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("stakeholder_group", sa.String(), nullable=False),
        sa.Column("publication", sa.String(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("account", _ROW_NUMBER),
        sa.Column("suspicion", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("received", sa.Date()),
        sa.Column("confirmed", sa.DateTime(timezone=True)),
        sa.Column("confirm_by", sa.DateTime(timezone=True)),
        sa.Column("idempotency_key", sa.String()),
        sa.Column("request_hash", sa.String()),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name=op.f("fk_submissions_account")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_submissions")),
        sa.UniqueConstraint("id", name=op.f("uq_submissions_id")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_submissions_idempotency_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_submissions_person"), "submissions", ["person"], unique=False)
    op.create_index(op.f("ix_submissions_round_state"), "submissions", ["round", "state"], unique=False)


def _submission_emails() -> None:
    op.create_table(
        "submission_emails",
        sa.Column("submission", sa.String(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("releaser", sa.Text()),
        sa.Column("mail_replies", sa.Boolean(), nullable=False),
        sa.Column("mail_dispositions", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission"],
            ["submissions.id"],
            name=op.f("fk_submission_emails_submission"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("submission", name=op.f("pk_submission_emails")),
    )


def _comment_versions() -> None:
    op.create_table(
        "comment_versions",
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("suggested_wording", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("redactions", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment"], ["comments.id"], name=op.f("fk_comment_versions_comment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("comment", "number", name=op.f("pk_comment_versions")),
    )


def _agreements() -> None:
    op.create_table(
        "agreements",
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment"], ["comments.id"], name=op.f("fk_agreements_comment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("comment", "person", name=op.f("pk_agreements")),
    )
    op.create_index(op.f("ix_agreements_person"), "agreements", ["person"], unique=False)


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed", sa.DateTime(timezone=True)),
        sa.Column("form_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment"], ["comments.id"], name=op.f("fk_reports_comment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("form_key", name=op.f("uq_reports_form_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_reports_closed"), "reports", ["closed"], unique=False)
    op.create_index(op.f("ix_reports_comment"), "reports", ["comment"], unique=False)


def _erased_persons() -> None:
    op.create_table(
        "erased_persons",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_erased_persons")),
    )


def _acts() -> None:
    op.create_table(
        "acts",
        sa.Column("sequence", _ROW_NUMBER, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account", _ROW_NUMBER),
        sa.Column("from_state", sa.String(), nullable=False),
        sa.Column("to_state", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name=op.f("fk_acts_account")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_acts")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_acts_kind_sequence"), "acts", ["kind", "sequence"], unique=False)
    op.create_index(op.f("ix_acts_subject_sequence"), "acts", ["subject", "sequence"], unique=False)


def _passwords() -> None:
    op.create_table(
        "passwords",
        sa.Column("account", _ROW_NUMBER, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("totp_secret", sa.String(), nullable=False),
        sa.Column("totp_step", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account"], ["accounts.id"], name=op.f("fk_passwords_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_passwords")),
    )


def _identities() -> None:
    op.create_table(
        "identities",
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("account", _ROW_NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["account"], ["accounts.id"], name=op.f("fk_identities_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_identities")),
    )
    op.create_index(op.f("ix_identities_account"), "identities", ["account"], unique=False)


def _oidc_requests() -> None:
    op.create_table(
        "oidc_requests",
        sa.Column("state_hash", sa.String(), nullable=False),
        sa.Column("nonce", sa.String(), nullable=False),
        sa.Column("verifier", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("next", sa.String(), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name=op.f("pk_oidc_requests")),
    )


def _mails() -> None:
    op.create_table(
        "mails",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sqlite_autoincrement=True,
    )


def _rates() -> None:
    op.create_table(
        "rates",
        sa.Column("limit", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("begins", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("limit", "key", "begins", name=op.f("pk_rates")),
    )
    op.create_index(op.f("ix_rates_expires"), "rates", ["expires"], unique=False)


def _salts() -> None:
    op.create_table(
        "salts",
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_salts")),
    )


def _used_once() -> None:
    op.create_table(
        "used_once",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_used_once")),
    )
    op.create_index(op.f("ix_used_once_expires"), "used_once", ["expires"], unique=False)


def _columns_of_comments() -> None:
    op.add_column("comments", sa.Column("kind", sa.String(), server_default="remark", nullable=False))
    op.add_column("comments", sa.Column("organisation", sa.Text(), server_default="", nullable=False))
    op.add_column("comments", sa.Column("suggested_wording", sa.Text(), server_default="", nullable=False))
    op.add_column("comments", sa.Column("quote", sa.Text()))
    op.add_column("comments", sa.Column("reply_to", sa.String(), server_default="", nullable=False))
    op.add_column("comments", sa.Column("channel", sa.String(), server_default="online", nullable=False))
    op.add_column("comments", sa.Column("received", sa.Date()))
    op.add_column("comments", sa.Column("corrected", sa.DateTime(timezone=True)))
    op.add_column("comments", sa.Column("redactions", sa.Text(), server_default="[]", nullable=False))
    op.add_column("comments", sa.Column("submission", sa.String(), server_default="", nullable=False))
    op.add_column("comments", sa.Column("decline_reason", sa.String(), server_default="", nullable=False))
    op.create_index(op.f("ix_comments_reply_to"), "comments", ["reply_to"], unique=False)
    op.create_index(
        op.f("ix_comments_round_state_sequence"), "comments", ["round", "state", "sequence"], unique=False
    )
    op.create_index(op.f("ix_comments_submission"), "comments", ["submission"], unique=False)
    op.execute(
        "UPDATE comments SET submission = 's' || substr(id, 2)"
        " WHERE 's' || substr(id, 2) IN (SELECT id FROM submissions)"
    )


def _columns_of_accounts() -> None:
    op.add_column("accounts", sa.Column("closed", sa.DateTime(timezone=True)))
    op.add_column("sessions", sa.Column("began", sa.DateTime(timezone=True)))
    op.add_column("sessions", sa.Column("device", sa.Text(), server_default="", nullable=False))


def _rounds() -> None:
    op.drop_table("rounds")
    op.create_table(
        "rounds",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("loaded", sa.Text()),
        sa.PrimaryKeyConstraint("key", name="pk_rounds"),
    )


def _move_decisions() -> None:
    op.execute(
        "INSERT INTO acts (kind, subject, at, account, from_state, to_state, category, reason)"
        " SELECT 'decided', comment, decided, account, from_state, to_state, '', reason"
        " FROM moderation_decisions ORDER BY sequence"
    )
    op.drop_table("moderation_decisions")


def _move_addresses() -> None:
    """A comment that came with an address becomes a submission of its own, confirmed by having been kept."""
    op.execute(
        "INSERT INTO submissions (id, round, language, state, name, organisation, stakeholder_group,"
        " publication, created, person, suspicion, channel, confirmed)"
        " SELECT 's' || substr(c.id, 2), c.round, c.language, 'confirmed', c.name, '', c.stakeholder_group,"
        " CASE WHEN c.name = '' THEN 'anonymous' ELSE 'named' END, c.created, '', '', 'online', c.created"
        " FROM comments c JOIN comment_emails e ON e.comment = c.id ORDER BY c.sequence"
    )
    op.execute(
        "INSERT INTO submission_emails (submission, email, mail_replies, mail_dispositions)"
        " SELECT 's' || substr(comment, 2), email, false, false FROM comment_emails"
    )
    op.drop_table("comment_emails")


def _keys_of_forms() -> None:
    """A form is a submission's from now on. SQLite copies the table: nothing points to it with rows yet."""
    with op.batch_alter_table("comments", table_kwargs={"sqlite_autoincrement": True}) as comments:
        comments.drop_constraint("uq_comments_idempotency_key", type_="unique")
        comments.drop_column("idempotency_key")
        comments.drop_column("request_hash")
