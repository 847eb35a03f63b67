"""Registering letters: they become submissions like any other, and no letter becomes two."""

from datetime import date, datetime

import pytest

from server.domain.accounts import Account, Role
from server.domain.acts import ActKind
from server.domain.comment_forms import CommentForm, Problem
from server.domain.comments import Channel, CommentKind
from server.domain.intake import IntakeComment, IntakeForm, IntakeProblem, IntakeRefused
from server.domain.moderation import ModerationState
from server.domain.submissions import Publication, Submission, SubmissionState
from server.domain.targets import Target, TargetKind
from server.store.database import Database
from server.store.submissions import addresses_of
from server.usecases.moderate_comment import NotAllowed
from server.usecases.register_submission import register_submission
from tests.participating import comments_in, count, log, now, waiting_mails
from tests.usecases.letters import letter, remark
from tests.usecases.people import person
from tests.worlds import DE, NL, NOON, SIGNER


@pytest.fixture
def editor(loaded: Database) -> Account:
    """Somebody who may register letters."""
    return person(loaded)


def register(database: Database, by: Account, form: IntakeForm, at: datetime = NOON) -> Submission:
    """Register a letter."""
    return register_submission(database, SIGNER, form=form, by=by, at=at)


def refused(database: Database, by: Account, form: IntakeForm) -> dict[str, Problem | IntakeProblem]:
    """What is wrong with a letter; nothing of it is kept."""
    with pytest.raises(IntakeRefused) as problems:
        register(database, by, form)
    assert count(database) == (0, 0)
    return problems.value.problems


def test_a_letter_becomes_a_confirmed_submission_whose_comments_wait(
    loaded: Database, editor: Account
) -> None:
    form = letter(
        remark("Een."),
        remark("Zwei.", "section/2-steps", language="de", kind="question"),
        channel="meeting",
        organisation="Gemeente Winterswijk",
        group="municipality",
    )
    registered = register(loaded, editor, form)
    assert registered == now(loaded, registered)
    assert (registered.state, registered.channel, registered.received, registered.confirmed) == (
        SubmissionState.CONFIRMED,
        Channel.MEETING,
        date(2021, 9, 30),
        NOON,
    )
    first, second = comments_in(loaded, registered)
    assert (first.text, first.language, first.kind, first.state) == (
        "Een.",
        NL,
        CommentKind.REMARK,
        ModerationState.HELD,
    )
    assert (second.text, second.language, second.kind) == ("Zwei.", DE, CommentKind.QUESTION)
    assert (second.target, second.section) == (Target(TargetKind.SECTION, "2-steps"), "2-steps")
    assert (first.base_text, second.base_text) == ("De digitalisering gaat snel.", "2 Schritte")
    for comment in (first, second):
        assert (comment.name, comment.organisation) == ("Anna de Vries", "Gemeente Winterswijk")
        assert (comment.channel, comment.received, comment.created) == (
            Channel.MEETING,
            date(2021, 9, 30),
            NOON,
        )


def test_registering_is_logged_with_the_account_and_mails_nobody(loaded: Database, editor: Account) -> None:
    registered = register(loaded, editor, letter(email="anna@example.org"))
    [act] = log(loaded, ActKind.REGISTERED)
    assert (act.subject, act.account, act.reason) == (registered.id, editor.id, "letter")
    assert waiting_mails(loaded) == []
    with loaded.read() as connection:
        addresses = addresses_of(connection, registered.id)
    assert addresses is not None
    assert (addresses.email, registered.person) == ("anna@example.org", SIGNER.person("anna@example.org"))


@pytest.mark.parametrize(
    ("publication", "state", "name"),
    [
        (Publication.NAMED, ModerationState.HELD, "Anna de Vries"),
        (Publication.ANONYMOUS, ModerationState.HELD, ""),
        (Publication.NOT, ModerationState.UNPUBLISHED, ""),
    ],
)
def test_what_the_letter_says_may_be_published_is_what_is(
    loaded: Database, editor: Account, publication: Publication, state: ModerationState, name: str
) -> None:
    registered = register(loaded, editor, letter(publication=publication.value))
    [comment] = comments_in(loaded, registered)
    assert (registered.name, comment.state, comment.name) == ("Anna de Vries", state, name)


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("p-bbbb1", Target(TargetKind.PARAGRAPH, "p-bbbb1")),
        ("https://example.org/de/text/2-schritte#p-bbbb1", Target(TargetKind.PARAGRAPH, "p-bbbb1")),
        ("2", Target(TargetKind.SECTION, "2-steps")),
        ("document", Target(TargetKind.DOCUMENT)),
        ("digitalisation", Target(TargetKind.CONCEPT, "digitalisation")),
        ("missing", Target(TargetKind.QUESTION, "autumn/missing")),
    ],
)
def test_a_letter_can_be_about_anything_in_the_edition_of_the_round(
    loaded: Database, editor: Account, typed: str, target: Target
) -> None:
    [comment] = comments_in(loaded, register(loaded, editor, letter(remark(on=typed))))
    assert (comment.target, comment.edition) == (target, "2021")


def test_a_suggested_wording_keeps_the_wording_it_was_made_on(loaded: Database, editor: Account) -> None:
    suggestion = remark("", kind="suggestion", suggested_wording="De digitalisering gaat te snel.")
    [comment] = comments_in(loaded, register(loaded, editor, letter(suggestion)))
    assert (comment.kind, comment.suggested_wording) == (
        CommentKind.SUGGESTION,
        "De digitalisering gaat te snel.",
    )
    assert comment.base_text == "De digitalisering gaat snel."


def test_blank_rows_of_the_form_are_passed_over(loaded: Database, editor: Account) -> None:
    blank = IntakeComment("", CommentForm(language="nl"))
    [comment] = comments_in(loaded, register(loaded, editor, letter(blank, remark("Een."), blank)))
    assert comment.text == "Een."


def test_the_same_form_twice_is_one_letter(loaded: Database, editor: Account) -> None:
    first, again = (register(loaded, editor, letter()) for _ in range(2))
    assert (first, count(loaded), len(log(loaded, ActKind.REGISTERED))) == (again, (1, 1), 1)


def test_the_same_form_with_other_words_is_refused(loaded: Database, editor: Account) -> None:
    register(loaded, editor, letter())
    with pytest.raises(IntakeRefused) as stale:
        register(loaded, editor, letter(remark("Iets anders.")))
    assert stale.value.problems == {"idempotency_key": Problem.FORM_STALE}
    assert count(loaded) == (1, 1)


def test_everything_wrong_is_told_at_once(loaded: Database, editor: Account) -> None:
    form = letter(
        remark("", "p-zzzzz"),
        remark("Goed."),
        remark("Nee.", ""),
        remark("Nee.", language=""),
        channel="online",
        received="31-12-2021",
        group="",
        email="geen adres",
    )
    assert refused(loaded, editor, form) == {
        "channel": IntakeProblem.CHANNEL_UNKNOWN,
        "received": IntakeProblem.DAY_IN_FUTURE,
        "group": Problem.GROUP_MISSING,
        "email": Problem.EMAIL_INVALID,
        "comments.0.target": IntakeProblem.TARGET_UNKNOWN,
        "comments.2.target": IntakeProblem.TARGET_MISSING,
        "comments.3.language": Problem.LANGUAGE_UNKNOWN,
    }


def test_a_letter_without_a_comment_or_for_an_unknown_round_is_refused(
    loaded: Database, editor: Account
) -> None:
    blank = IntakeComment("", CommentForm())
    assert refused(loaded, editor, letter(blank)) == {"comments.0.target": IntakeProblem.COMMENTS_MISSING}
    assert refused(loaded, editor, letter(round="winter")) == {"round": IntakeProblem.ROUND_UNKNOWN}


def test_moderators_register_nothing(loaded: Database) -> None:
    moderator = person(loaded, Role.MODERATOR)
    with pytest.raises(NotAllowed):
        register(loaded, moderator, letter())
    assert count(loaded) == (0, 0)
