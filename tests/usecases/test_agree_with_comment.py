"""Agreeing: asked for with an address, done with the mailed link, counted once per person."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from server.domain.comment_forms import FormRefused, Problem
from server.domain.comments import Comment
from server.domain.mails import Mail, MailKind
from server.domain.moderation import ModerationState
from server.domain.rounds import ModerationRule
from server.store.agreements import agreement_counts
from server.store.comments import change_comment
from server.store.database import Database
from server.store.schema import agreements, metadata
from server.store.stamps import stamp
from server.usecases.agree_with_comment import agree, ask_to_agree
from server.usecases.keep_draft import RoundNotOpen
from server.usecases.missing import Missing
from tests.participating import said, waiting_mails, with_round
from tests.worlds import NL, NOON, SIGNER

JAN = "jan@example.org"


@pytest.fixture
def shown(loaded: Database) -> Comment:
    """A shown comment of Anna."""
    with_round(loaded, moderation=ModerationRule.AFTER)
    return said(loaded)


def ask(database: Database, comment: Comment, email: str = JAN, at: timedelta = timedelta()) -> None:
    """Ask for the link."""
    ask_to_agree(database, SIGNER, comment_id=comment.id, email=email, language=NL, at=NOON + at)


def say_yes(database: Database, comment: Comment, email: str = JAN, at: timedelta = timedelta()) -> None:
    """Open the link."""
    agree(database, comment_id=comment.id, person=SIGNER.person(email), at=NOON + at)


def count(database: Database, comment: Comment) -> int:
    """How many agree."""
    with database.read() as connection:
        return agreement_counts(connection, [comment.id])[comment.id]


def test_the_link_is_mailed_to_the_address_in_the_language_of_the_page(
    loaded: Database, shown: Comment
) -> None:
    ask(loaded, shown, f" {JAN} ")
    details = {"comment": shown.id, "person": SIGNER.person(JAN)}
    assert waiting_mails(loaded, MailKind.AGREE) == [Mail(MailKind.AGREE, NL, JAN, details)]
    assert count(loaded, shown) == 0


def test_who_agrees_already_gets_the_same_answer(loaded: Database, shown: Comment) -> None:
    ask(loaded, shown)
    say_yes(loaded, shown)
    ask(loaded, shown)
    first, second = waiting_mails(loaded, MailKind.AGREE)
    assert first == second


@pytest.mark.parametrize(("email", "problem"), [(" ", Problem.EMAIL_MISSING), ("jan", Problem.EMAIL_INVALID)])
def test_an_address_must_be_one(loaded: Database, shown: Comment, email: str, problem: Problem) -> None:
    with pytest.raises(FormRefused) as refused:
        ask(loaded, shown, email)
    assert refused.value.problems == {"email": problem}


def test_a_person_counts_once_however_often_and_however_the_address_is_typed(
    loaded: Database, shown: Comment
) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: say_yes(loaded, shown), range(50)))
    say_yes(loaded, shown, "JAN@Example.org")
    assert count(loaded, shown) == 1
    say_yes(loaded, shown, "piet@example.org")
    assert count(loaded, shown) == 2


def test_nobody_is_counted_for_a_comment_of_their_own(loaded: Database, shown: Comment) -> None:
    ask(loaded, shown, "anna@example.org")
    say_yes(loaded, shown, "anna@example.org")
    assert count(loaded, shown) == 0


def test_the_page_is_new_with_every_agreement_and_only_then(loaded: Database, shown: Comment) -> None:
    def page() -> int:
        with loaded.read() as connection:
            return stamp(connection, "2021", "1-opening")

    before = page()
    for _ in range(2):
        say_yes(loaded, shown)
        assert page() == before + 1


@pytest.mark.parametrize("state", [state for state in ModerationState if state is not ModerationState.SHOWN])
def test_only_with_a_shown_comment_can_anybody_agree(
    loaded: Database, shown: Comment, state: ModerationState
) -> None:
    with loaded.write() as connection:
        change_comment(connection, shown.id, state=state)
    for act in (ask, say_yes):
        with pytest.raises(Missing):
            act(loaded, shown)
    assert (count(loaded, shown), waiting_mails(loaded, MailKind.AGREE)) == (0, [])


def test_nobody_agrees_after_closing(loaded: Database, shown: Comment) -> None:
    left = with_round(loaded).closes_at - NOON
    for act in (ask, say_yes):
        act(loaded, shown, at=left - timedelta(milliseconds=1))
        with pytest.raises(RoundNotOpen):
            act(loaded, shown, "piet@example.org", at=left)
    assert count(loaded, shown) == 1


def test_what_is_not_there_nobody_agrees_with(loaded: Database) -> None:
    with pytest.raises(Missing):
        agree(loaded, comment_id="c-zzzzzzzz", person=SIGNER.person(JAN), at=NOON)


def test_the_address_is_kept_nowhere_but_in_the_mail_that_waits(loaded: Database, shown: Comment) -> None:
    ask(loaded, shown)
    say_yes(loaded, shown)
    with loaded.read() as connection:
        holding = {
            table.name
            for table in metadata.sorted_tables
            if JAN in str(connection.execute(table.select()).all())
        }
        assert connection.execute(agreements.select()).all() == [(shown.id, SIGNER.person(JAN), NOON)]
    assert holding == {"mails"}
