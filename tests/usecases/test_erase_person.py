"""Erasing a person: nothing of theirs is left in any table or file; places, numbers and others' words stay."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from server.domain.accounts import Account, Role
from server.domain.acts import ActKind
from server.domain.mails import MailKind
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.submissions import SubmissionState
from server.domain.tokens import Purpose
from server.search.whoosh_engine.engine import WhooshEngine
from server.store import agreements, comments, persons, reports, submissions
from server.store.comment_versions import Ended, add_version
from server.store.database import Database
from server.store.erased_list import ErasedList
from server.store.schema import accounts, metadata
from server.store.schema import submissions as submission_table
from server.usecases.dump_record import dump_record
from server.usecases.erase_person import (
    FORMER,
    AccountFate,
    Erased,
    erase_again,
    erase_own_data,
    erase_person,
)
from server.usecases.find_person import has_data
from server.usecases.move_comment import move_comment
from server.usecases.search_record import search_record
from server.usecases.search_room import SearchRoom
from server.usecases.sign_in import make_sign_in_link, sign_in, signed_in_account
from server.worker.worker import Worker
from tests.mailing import leave_mail, mails_in, workplace
from tests.participating import comments_in, log, now, said, submit, submitted, waiting_mails
from tests.worlds import NOON, SIGNER, Clock, add_account

ANNA, BOB = "anna@example.org", "bob@example.org"
PERSON = SIGNER.person(ANNA)
LATER = NOON + timedelta(hours=1)


def erase(database: Database, email: str = ANNA, **values: object) -> Erased:
    """Erase somebody an hour later."""
    return erase_person(database, SIGNER, email=email, at=LATER, **values)  # type: ignore[arg-type]


def show(database: Database, comment_id: str) -> None:
    """Show a held comment."""
    with database.write() as connection:
        comment = comments.comment_by_id(connection, comment_id)
        assert comment is not None
        move_comment(connection, comment, ModerationState.SHOWN, at=NOON)


def everything(database: Database, *, but: tuple[str, ...] = ()) -> str:
    """All that is in the tables."""
    with database.read() as connection:
        return str(
            {
                table.name: connection.execute(select(table)).fetchall()
                for table in metadata.sorted_tables
                if table.name not in but
            }
        )


def test_a_submission_becomes_nobodys_and_its_comments_places_without_words(loaded: Database) -> None:
    submission = submitted(loaded, "Eins.", "Zwei.", organisation="IHK")
    first = comments_in(loaded, submission)[0]
    show(loaded, first.id)
    assert erase(loaded) == Erased(submissions=1, comments=2, mails=2)
    erased = now(loaded, submission)
    assert (erased.state, erased.name, erased.organisation, erased.person) == (
        SubmissionState.ERASED,
        "",
        "",
        "",
    )
    kept = comments_in(loaded, submission)
    for comment in kept:
        assert comment.state is ModerationState.WITHDRAWN
        assert (comment.text, comment.name, comment.organisation, comment.quote) == ("", "", "", None)
    # For the thread and the statistics.
    same = ("id", "thread", "group", "language", "created", "round", "kind", "base_text")
    assert [getattr(kept[0], name) for name in same] == [getattr(first, name) for name in same]
    assert [(act.subject, act.to_state) for act in log(loaded, ActKind.ERASED)] == [(submission.id, "erased")]


def test_replies_of_others_stay(loaded: Database) -> None:
    asked = said(loaded, "Warum?")
    show(loaded, asked.id)
    reply = said(loaded, "Darum.", name="Bob", email=BOB, typed={"reply_to": asked.id})
    erase(loaded)
    with loaded.read() as connection:
        kept = comments.comment_by_id(connection, reply.id)
    assert kept == reply


def test_everything_that_is_theirs_is_counted_and_gone(loaded: Database) -> None:
    others = said(loaded, "Gut.", name="Bob", email=BOB)
    show(loaded, others.id)
    submitted(loaded, "Eins.")
    submit(loaded, "Nie bestätigt.")
    company = submit(loaded, "Wir.", organisation="Firma", email=BOB, releaser=ANNA)
    leave_mail(loaded, MailKind.AGREE, to="Anna@Example.org", comment=others.id, person=PERSON)
    with loaded.write() as connection:
        agreements.add_agreement(connection, others.id, PERSON, at=NOON)
        agreements.add_agreement(connection, others.id, SIGNER.person(BOB), at=NOON)
        before = len(persons.waiting_mails(connection))
    erased = erase(loaded)
    assert erased == Erased(
        submissions=1, unconfirmed=1, comments=1, agreements=1, second_person_of=1, mails=erased.mails
    )
    with loaded.read() as connection:
        assert agreements.agreement_counts(connection, [others.id]) == {others.id: 1}
        addresses = submissions.addresses_of(connection, company.id)
        assert len(persons.waiting_mails(connection)) == before - erased.mails
        assert not has_data(connection, SIGNER, PERSON)
    assert addresses is not None
    assert (addresses.email, addresses.releaser) == (BOB, None)
    assert {mail.recipient for mail in waiting_mails(loaded)} == {BOB}
    assert ANNA not in everything(loaded).lower()


def test_what_nobody_confirmed_leaves_no_trace(loaded: Database) -> None:
    submission = submit(loaded, "Nie bestätigt.")
    assert erase(loaded).unconfirmed == 1
    assert comments_in(loaded, submission) == []
    assert submission.id not in everything(loaded)


def test_what_others_wrote_about_it_goes_as_well(loaded: Database) -> None:
    comment = said(loaded, "Mein Nachbar Kanariegelb.")
    with loaded.write() as connection:
        reports.add_report(
            connection, comment.id, DeclineReason.INSULT, "Kanariegelb!", form_key="k" * 20, at=NOON
        )
        add_version(connection, comment, Ended.CORRECTED, until=NOON)
        move_comment(
            connection, comment, ModerationState.DECLINED, at=NOON, category="insult", reason="Kanariegelb"
        )
    erase(loaded)
    assert "Kanariegelb" not in everything(loaded)


def test_a_dry_run_says_the_same_and_changes_nothing(loaded: Database) -> None:
    submitted(loaded, "Eins.")
    submit(loaded, "Zwei.")
    before = everything(loaded)
    rehearsed = erase(loaded, dry_run=True)
    assert everything(loaded) == before
    assert rehearsed == erase(loaded)


def test_nobody_is_remembered_of_whom_nothing_was_kept(loaded: Database) -> None:
    before = everything(loaded)
    assert erase(loaded, "niemand@example.org") == Erased()
    assert everything(loaded) == before


def test_rows_from_before_the_hashes_are_found_by_their_address(loaded: Database) -> None:
    submission = submitted(loaded, email="Anna@EXAMPLE.org")
    with loaded.write() as connection:
        connection.execute(update(submission_table).values(person=""))
    assert erase(loaded).submissions == 1
    assert now(loaded, submission).state is SubmissionState.ERASED


@pytest.fixture
def els(loaded: Database) -> Account:
    """An administrator with an address that also submits."""
    return add_account(loaded, name="Els Vogel", email=ANNA, role=Role.ADMINISTRATOR)


def test_an_account_is_closed_and_no_longer_named(loaded: Database, els: Account) -> None:
    add_account(loaded, name="Jan", email=BOB, role=Role.ADMINISTRATOR)
    session = sign_in(loaded, token=make_sign_in_link(loaded, email=ANNA, at=NOON), at=NOON)
    assert session is not None
    assert erase(loaded).account is AccountFate.CLOSED
    assert signed_in_account(loaded, token=session, at=NOON) is None
    with loaded.read() as connection:
        row = connection.execute(select(accounts).where(accounts.c.id == els.id)).one()
    assert (row.name, row.closed, "@" in row.email) == (FORMER, LATER, False)
    assert "Vogel" not in everything(loaded)


def test_the_last_administrator_stays_and_is_told(loaded: Database, els: Account) -> None:
    submitted(loaded)
    assert erase(loaded) == Erased(submissions=1, comments=1, account=AccountFate.KEPT, mails=2)
    with loaded.read() as connection:
        assert connection.execute(select(accounts.c.name)).scalar_one() == "Els Vogel"


def test_a_link_erases_once_and_only_within_its_day(loaded: Database) -> None:
    submitted(loaded)
    late = SIGNER.sign(Purpose.OWN_DATA, PERSON, expires=LATER)
    assert erase_own_data(loaded, SIGNER, token=late, at=LATER) is None
    assert erase_own_data(loaded, SIGNER, token="nonsense", at=LATER) is None
    token = SIGNER.sign(Purpose.OWN_DATA, PERSON, expires=LATER + timedelta(hours=1))
    erased = erase_own_data(loaded, SIGNER, token=token, at=LATER)
    assert erased is not None
    assert erased.submissions == 1
    assert erase_own_data(loaded, SIGNER, token=token, at=LATER) is None


class Installation:
    """A database with an index, an outbox and a list, in one folder."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.search, self.clock = SearchRoom(WhooshEngine(folder / "index")), Clock()
        self.place = workplace(database, self.search, folder, self.clock)

    def work(self) -> None:
        """Let a worker carry out what is due."""
        Worker(self.place).run_pending()

    def holding(self, words: list[str]) -> list[str]:
        """The files that hold one of these words, in whatever case."""
        return [
            path.name
            for path in self.folder.rglob("*")
            if path.is_file()
            and "record" not in path.parts
            and any(word.lower().encode() in path.read_bytes().lower() for word in words)
        ]


@pytest.fixture
def installation(loaded: Database, tmp_path: Path) -> Iterator[Installation]:
    """An installation on the small world, on each engine."""
    installation = Installation(loaded, tmp_path)
    installation.work()
    yield installation
    installation.search.close()


def canaries(installation: Installation) -> list[str]:
    """A hundred strings of one person, in every place where theirs may stand."""
    words = []
    for number in range(20):
        mark = f"kanarie{number:02}"
        own = [f"{mark}{part}" for part in ("text", "naam", "huis", "eerder", "moderator")]
        words += own
        # Long enough to take pages of their own.
        text = " ".join([own[0]] * (300 if number % 4 == 0 else 3))
        comment = said(
            installation.database, text, name=own[1], organisation=own[2], email="kanarie@example.org"
        )
        with installation.database.write() as connection:
            earlier = replace(comment, text=own[3] * 50)
            add_version(connection, earlier, Ended.CORRECTED, until=NOON)
            to = ModerationState.DECLINED if number % 5 == 0 else ModerationState.SHOWN
            move_comment(connection, comment, to, at=NOON, reason=own[4])
        installation.work()
    return [*words, "kanarie@example.org"]


def test_of_a_hundred_words_none_is_left_in_any_file(installation: Installation) -> None:
    words = canaries(installation)
    for number in range(50):
        said(installation.database, f"Ein anderer Satz {number}.", name="Bob", email=BOB)
    installation.work()
    found = search_record(installation.database, installation.search, typed="kanarie01text").found
    assert len(found) == 1
    assert len(mails_in(installation.folder)) > 40
    installation.clock.advance(timedelta(hours=1))
    erased = erase(installation.database, "kanarie@example.org")
    assert (erased.submissions, erased.comments) == (20, 20)
    installation.work()
    assert installation.holding(words) == []
    assert search_record(installation.database, installation.search, typed="kanarie01text").found == ()
    dump_record(installation.database, installation.folder / "dump")
    assert installation.holding(words) == []
    # The mails to others are still there.
    assert {mail["To"] for mail in mails_in(installation.folder)} == {BOB}


def test_an_older_copy_of_the_database_is_erased_again(installation: Installation) -> None:
    """As after a restore: the list lies beside the database, and the rows are back."""
    erased_list = installation.place.erased_list
    submitted(installation.database)
    erase(installation.database)
    installation.clock.advance(timedelta(hours=3))
    installation.work()
    assert erased_list.read() == {PERSON: LATER}
    # The copy knows nothing of the erasure, and what came after it stays.
    with installation.database.write() as connection:
        connection.execute(metadata.tables["erased_persons"].delete())
    brought_back = submitted(installation.database, "Wieder da.")
    new = submitted(installation.database, "Noch einmal.", at=LATER + timedelta(hours=1))
    again = erase_again(
        installation.database, SIGNER, listed=erased_list.read(), at=LATER + timedelta(hours=2)
    )
    assert (again.submissions, again.comments) == (1, 1)
    states = [now(installation.database, each).state for each in (brought_back, new)]
    assert states == [SubmissionState.ERASED, SubmissionState.CONFIRMED]
    installation.work()
    assert erased_list.read() == {PERSON: LATER}


def test_the_list_outlives_a_crash_and_the_later_moment_counts(tmp_path: Path) -> None:
    file = tmp_path / "erased.txt"
    erased_list = ErasedList(file)
    assert erased_list.read() == {}
    erased_list.add({"b": NOON})
    known = {"b": NOON}
    for name, half in {"c": "a", "d": "a 2021-10-01T12:00:0"}.items():
        # Somebody died while writing.
        file.write_text(file.read_text() + half)
        assert erased_list.read() == known
        erased_list.add({name: NOON})
        known[name] = NOON
    erased_list.add({"a": NOON, "b": LATER})
    erased_list.add({"b": NOON})
    assert erased_list.read() == {**known, "a": NOON, "b": LATER}
    assert oct(file.stat().st_mode)[-3:] == "600"
