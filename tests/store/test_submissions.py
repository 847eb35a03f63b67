"""Submissions are received once, found by person, and keep addresses apart."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from server.domain.comments import Channel, StakeholderGroup
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.submissions import Publication, Submission, SubmissionState, Suspicion
from server.store.comments import IdTaken, add_comment
from server.store.database import Database
from server.store.moderation import set_state
from server.store.schema import submission_emails, submissions
from server.store.submissions import (
    Addresses,
    KeyReused,
    Received,
    add_submission,
    addresses_of,
    change_addresses,
    change_submission,
    comments_of_submission,
    decline_reasons,
    forget_addresses,
    submission_by_id,
    submission_received,
    submissions_by_id,
    submissions_of_person,
)
from server.text.languages import Language
from tests.store.worlds import LATER, NOON, comment, ids

KEY = "a-key-of-one-form-0001"


def submission(submission_id: str = "s-1", *, person: str = "") -> Submission:
    """A submission of somebody from Venlo that nobody has confirmed."""
    return Submission(
        id=submission_id,
        round="autumn",
        language=Language.NL,
        state=SubmissionState.UNCONFIRMED,
        name="Jantje Meijer",
        organisation="Venlo",
        group=StakeholderGroup.MUNICIPALITY,
        publication=Publication.NAMED,
        created=NOON,
        person=person,
        confirm_by=NOON + timedelta(days=7),
    )


def test_all_of_a_submission_comes_back(database: Database) -> None:
    whole = replace(
        submission(person="p"),
        state=SubmissionState.CONFIRMED,
        suspicion=Suspicion.NO_PROOF,
        channel=Channel.LETTER,
        received=date(2021, 10, 4),
        confirmed=LATER,
    )
    with database.write() as connection:
        assert add_submission(connection, whole) == Received(whole, is_new=True)
        assert submission_by_id(connection, "s-1") == whole
        assert submission_by_id(connection, "s-2") is None


def test_the_same_request_twice_is_answered_with_the_first(database: Database) -> None:
    with database.write() as connection:
        add_submission(connection, submission("s-1"), idempotency_key=KEY, request_hash="h")
        again = add_submission(connection, submission("s-2"), idempotency_key=KEY, request_hash="h")
        assert again == Received(submission("s-1"), is_new=False)
        assert submission_by_id(connection, "s-2") is None
        assert submission_received(connection, KEY) == (submission("s-1"), "h")


def test_a_key_with_another_request_is_refused_and_the_first_stays(database: Database) -> None:
    with database.write() as connection:
        add_submission(connection, submission("s-1"), idempotency_key=KEY, request_hash="h")
        with pytest.raises(KeyReused):
            add_submission(connection, submission("s-2"), idempotency_key=KEY, request_hash="other")
        assert submission_by_id(connection, "s-2") is None


def test_an_id_that_is_taken_is_told_apart_from_a_second_request(database: Database) -> None:
    with database.write() as connection:
        add_submission(connection, submission("s-1"), idempotency_key=KEY)
        with pytest.raises(IdTaken):
            add_submission(connection, submission("s-1"), idempotency_key="another-key-of-a-form")
        with pytest.raises(IdTaken):
            add_submission(connection, submission("s-1"))
        assert submission_received(connection, "another-key-of-a-form") is None


def test_submissions_without_a_key_are_all_kept(database: Database) -> None:
    with database.write() as connection:
        assert [add_submission(connection, submission(f"s-{n}")).is_new for n in range(3)] == [True] * 3


def test_fifty_of_the_same_request_at_once_are_one_submission(database: Database) -> None:
    together = Barrier(50)

    def receive(number: int) -> Received:
        together.wait()
        with database.write() as connection:
            return add_submission(
                connection,
                submission(f"s-{number}"),
                addresses=Addresses("jan@example.nl"),
                idempotency_key=KEY,
                request_hash="h",
            )

    with ThreadPoolExecutor(50) as threads:
        received = list(threads.map(receive, range(50)))
    assert [each.is_new for each in received].count(True) == 1
    assert len({each.submission for each in received}) == 1
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(submissions)).scalar_one() == 1
        assert connection.execute(select(func.count()).select_from(submission_emails)).scalar_one() == 1


def test_addresses_are_kept_apart_from_the_submission(database: Database) -> None:
    reached = Addresses("jan@example.nl", "chef@example.nl", mail_replies=True)
    with database.write() as connection:
        add_submission(connection, submission("s-1"), addresses=reached)
        add_submission(connection, submission("s-2"))
        assert addresses_of(connection, "s-1") == reached
        assert addresses_of(connection, "s-2") is None
        for row in connection.execute(select(submissions)):
            assert not any("example.nl" in str(value) for value in row)


def test_addresses_can_be_changed_and_forgotten(database: Database) -> None:
    with database.write() as connection:
        for name in ("s-1", "s-2"):
            add_submission(connection, submission(name), addresses=Addresses("jan@example.nl"))
        change_addresses(connection, "s-1", mail_replies=True, mail_dispositions=True)
        wanted = Addresses("jan@example.nl", mail_replies=True, mail_dispositions=True)
        assert addresses_of(connection, "s-1") == wanted
        forget_addresses(connection, "s-1")
        assert addresses_of(connection, "s-1") is None
        assert addresses_of(connection, "s-2") == Addresses("jan@example.nl")


def test_a_changed_submission_is_as_it_was_but_for_that(database: Database) -> None:
    with database.write() as connection:
        add_submission(connection, submission("s-1"))
        add_submission(connection, submission("s-2"))
        change_submission(connection, "s-1", state=SubmissionState.CONFIRMED, confirmed=LATER)
        confirmed = replace(submission("s-1"), state=SubmissionState.CONFIRMED, confirmed=LATER)
        assert submission_by_id(connection, "s-1", alone=True) == confirmed
        assert submission_by_id(connection, "s-2") == submission("s-2")


def test_the_comments_of_a_submission_come_in_the_order_they_were_written(database: Database) -> None:
    with database.write() as connection:
        for number, state in enumerate(ModerationState):
            add_comment(connection, replace(comment(f"c-{number}", state=state), submission="s-1"))
        add_comment(connection, replace(comment("c-other"), submission="s-2"))
        everything = [f"c-{number}" for number, _ in enumerate(ModerationState)]
        assert ids(comments_of_submission(connection, "s-1")) == everything
        assert ids(comments_of_submission(connection, "s-1", alone=True)) == everything


def test_why_comments_were_declined_is_told_by_comment(database: Database) -> None:
    declined = ModerationState.DECLINED
    with database.write() as connection:
        for name in ("c-1", "c-2", "c-3"):
            add_comment(connection, replace(comment(name), submission="s-1"))
        for name, category in (("c-1", DeclineReason.INSULT), ("c-2", "")):
            said = replace(comment(name), submission="s-1")
            set_state(connection, said, declined, account=None, decided=NOON, category=category)
        assert decline_reasons(connection, "s-1") == {"c-1": DeclineReason.INSULT}


def test_a_person_is_found_by_the_hash_and_by_the_address(database: Database) -> None:
    with database.write() as connection:
        add_submission(connection, submission("s-1", person="jan"))
        # From before submissions knew their person.
        add_submission(connection, submission("s-2"), addresses=Addresses("Jan@Example.nl"))
        add_submission(connection, submission("s-3", person="piet"), addresses=Addresses("piet@example.nl"))
        add_submission(connection, submission("s-4"))
        by_hash = submissions_of_person(connection, "jan")
        by_both = submissions_of_person(connection, "jan", " jan@example.nl")
        assert [each.id for each in by_hash] == ["s-1"]
        assert [each.id for each in by_both] == ["s-1", "s-2"]
        assert submissions_of_person(connection, "") == []


def test_many_submissions_are_found_by_their_ids(database: Database) -> None:
    with database.write() as connection:
        for name in ("s-1", "s-2", "s-3"):
            add_submission(connection, submission(name))
        found = submissions_by_id(connection, {"s-1", "s-3", "s-9"})
    assert found == {name: submission(name) for name in ("s-1", "s-3")}
