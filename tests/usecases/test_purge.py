"""Purging: what has had its time goes, and what still serves somebody stays."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from server.domain.accounts import Role
from server.domain.mails import MailKind
from server.domain.moderation import ModerationState
from server.mail.outbox import OutboxFolder
from server.store import jobs, schema, used_once
from server.store.database import Database
from server.store.invitations import Invitation, add_invitation, invitation_by_id, use_invitation
from server.usecases.keep_draft import read_basket
from server.usecases.purge import purge
from server.usecases.send_mail import send_test_mail
from server.usecases.sign_in import is_open_link, make_sign_in_link, sign_in, signed_in_account
from server.usecases.submit import CONFIRM_WITHIN
from tests.mailing import leave_mail, mail_room, mails_in
from tests.participating import comments_in, submit, submitted, waiting_mails, write
from tests.worlds import CANARY, NL, NOON, add_account

MONTH = timedelta(days=30)
MOMENT = timedelta(seconds=1)


@pytest.fixture
def outbox(tmp_path: Path) -> OutboxFolder:
    """The folder of the mails."""
    return OutboxFolder(tmp_path / "outbox")


def rows(database: Database, table: str) -> int:
    """How many rows a table has."""
    with database.read() as connection:
        return connection.execute(
            select(func.count()).select_from(schema.metadata.tables[table])
        ).scalar_one()


def test_what_was_never_confirmed_goes_entirely(loaded: Database, outbox: OutboxFolder) -> None:
    lost = submit(loaded, "Kanariegelb.", email=CANARY)
    kept = submitted(loaded, "Bleibt.")
    with loaded.write() as connection:
        add_invitation(connection, Invitation("i-1", "autumn", "IHK", NOON))
        use_invitation(connection, "i-1", lost.id)
    assert purge(loaded, outbox, at=NOON + CONFIRM_WITHIN - MOMENT)["submissions"] == 0
    removed = purge(loaded, outbox, at=NOON + CONFIRM_WITHIN)
    assert (removed["submissions"], removed["comments"]) == (1, 1)
    assert comments_in(loaded, lost) == []
    assert [each.state for each in comments_in(loaded, kept)] == [ModerationState.HELD]
    assert CANARY not in str(waiting_mails(loaded))
    with loaded.read() as connection:
        invitation = invitation_by_id(connection, "i-1")
    # Whoever was invited can still take part.
    assert invitation is not None
    assert invitation.is_open


def test_links_and_sessions_go_when_they_open_nothing_any_more(
    loaded: Database, outbox: OutboxFolder
) -> None:
    add_account(loaded, name="Els", email="els@example.org", role=Role.EDITOR)
    used, unused = (make_sign_in_link(loaded, email="els@example.org", at=NOON) for _ in range(2))
    session = sign_in(loaded, token=used, at=NOON)
    assert session is not None
    purge(loaded, outbox, at=NOON + timedelta(hours=1))
    assert (rows(loaded, "sign_in_links"), rows(loaded, "sessions")) == (1, 1)
    assert is_open_link(loaded, token=unused, at=NOON)
    assert signed_in_account(loaded, token=session, at=NOON) is not None
    purge(loaded, outbox, at=NOON + timedelta(hours=24))
    assert (rows(loaded, "sign_in_links"), rows(loaded, "sessions")) == (0, 0)


def test_limits_salts_and_what_was_used_go_with_their_time(loaded: Database, outbox: OutboxFolder) -> None:
    with loaded.write() as connection:
        used_once.use_once(connection, "a", expires=NOON + MOMENT, at=NOON)
        connection.execute(
            insert(schema.rates).values(limit="x", key="k", begins=NOON, count=1, expires=NOON + MOMENT)
        )
        connection.execute(insert(schema.salts).values(day="2021-10-01", salt="s"))
        connection.execute(
            insert(schema.oidc_requests).values(
                state_hash="h", nonce="n", verifier="v", language="nl", next="", expires=NOON + MOMENT
            )
        )
    tables = ("used_once", "rates", "salts", "oidc_requests")
    purge(loaded, outbox, at=NOON)
    assert [rows(loaded, table) for table in tables] == [1, 1, 1, 1]
    purge(loaded, outbox, at=NOON + timedelta(days=1))
    assert [rows(loaded, table) for table in tables] == [0, 0, 0, 0]


def test_a_basket_goes_a_month_after_somebody_last_touched_it(loaded: Database, outbox: OutboxFolder) -> None:
    write(loaded, "a-token-of-a-basket", "Eins.")
    purge(loaded, outbox, at=NOON + MONTH)
    assert len(read_basket(loaded, token="a-token-of-a-basket")) == 1
    purge(loaded, outbox, at=NOON + MONTH + MOMENT)
    assert (rows(loaded, "baskets"), rows(loaded, "drafts")) == (0, 0)


def test_failed_jobs_go_after_a_month_and_waiting_ones_stay(loaded: Database, outbox: OutboxFolder) -> None:
    with loaded.write() as connection:
        before = rows(loaded, "jobs")
        jobs.add_job(connection, "make-coffee", {}, run_after=NOON - timedelta(days=1))
        job = jobs.take_job(connection, now=NOON, until=NOON)
        assert job is not None
        jobs.fail_job(connection, job, "ValueError", retry=None)
    purge(loaded, outbox, at=NOON + MONTH)
    assert rows(loaded, "jobs") == before + 1
    purge(loaded, outbox, at=NOON + MONTH + MOMENT)
    assert rows(loaded, "jobs") == before


def test_mails_in_the_outbox_go_after_a_month(loaded: Database, outbox: OutboxFolder, tmp_path: Path) -> None:
    send_test_mail(mail_room(outbox), to="anna@example.org", language=NL, at=NOON)
    leave_mail(loaded, MailKind.NO_DATA)
    assert purge(loaded, outbox, at=NOON + MONTH)["outbox"] == 0
    assert len(mails_in(tmp_path)) == len(waiting_mails(loaded)) == 1
    assert purge(loaded, outbox, at=NOON + MONTH + MOMENT)["outbox"] == 1
    assert mails_in(tmp_path) == waiting_mails(loaded) == []


def test_a_second_time_nothing_is_left_to_go(loaded: Database, outbox: OutboxFolder) -> None:
    submit(loaded)
    assert any(purge(loaded, outbox, at=NOON + MONTH).values())
    assert not any(purge(loaded, outbox, at=NOON + MONTH).values())
