"""Submit comments that lie in no basket, all in one: how other programs hand in what people wrote there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from server.domain.comment_forms import CommentForm, Draft, FormRefused, Problem, check_comment
from server.domain.rounds import Round
from server.domain.submissions import ContactForm, Submission, check_contact
from server.domain.targets import Target
from server.domain.tokens import Signer
from server.store import rounds
from server.store.database import Connection, Database
from server.usecases.find_received import received_before
from server.usecases.find_target import find_target
from server.usecases.keep_draft import check_draft, open_round
from server.usecases.missing import Missing
from server.usecases.read_contents import choose_edition
from server.usecases.submit import Submitter, submit_drafts


@dataclass(frozen=True, slots=True)
class CommentToSubmit:
    """What somebody wrote about a target, as it arrived."""

    target: Target
    form: CommentForm


@dataclass(frozen=True, slots=True)
class WrongField:
    """What is wrong with a field of the comment with this number (from 0), or without one of the contact form.

    `code` is a Problem, or "target-unknown" or "reply-unknown" for what is not there.
    """

    comment: int | None
    field: str
    code: str


class SubmissionRefused(Exception):
    """Nothing was kept; `wrong` names every field that is wrong."""

    def __init__(self, wrong: Sequence[WrongField]) -> None:
        super().__init__(", ".join(f"{each.comment} {each.field}: {each.code}" for each in wrong))
        self.wrong = wrong


class KeyInUse(Exception):
    """The idempotency key belongs to another submission, which is kept."""


def check_submission(
    database: Database,
    *,
    comments: Sequence[CommentToSubmit],
    form: ContactForm,
    edition: str | None,
    at: datetime,
) -> bool:
    """Whether the same has arrived before; raises as submit_at_once where it would be refused.

    Nothing is written, so that who has something to mend is not counted and keeps their proof of work.
    """
    with database.read() as connection:
        if _before(connection, form) is not None:
            return True
        _checked(connection, comments, form, edition, at)
        return False


def submit_at_once(
    database: Database,
    signer: Signer,
    *,
    comments: Sequence[CommentToSubmit],
    form: ContactForm,
    edition: str | None,
    by: Submitter,
    at: datetime,
) -> tuple[Submission, bool]:
    """Hand in comments on one edition, the current one where none is named; `at` is UTC.

    Returns the submission and whether it is new: the same sent twice is one submission, also where the round
    has closed meanwhile. Raises SubmissionRefused, KeyInUse, RoundNotOpen, ThreadClosed, NotInvited, and
    Missing for the edition.
    """
    with database.write() as connection:
        before = _before(connection, form)
        if before is None:
            drafts = _checked(connection, comments, form, edition, at)
        else:
            drafts = _as_then(connection, comments, before)
        try:
            submission = submit_drafts(connection, signer, drafts=drafts, form=form, by=by, at=at)
        except FormRefused as refused:
            raise _refusal(refused, None) from None
    return submission, before is None


def _before(connection: Connection, form: ContactForm) -> Submission | None:
    try:
        before = received_before(connection, form)
    except FormRefused:
        raise KeyInUse(form.idempotency_key) from None
    return None if before is None else before[0]


def _as_then(
    connection: Connection, comments: Sequence[CommentToSubmit], before: Submission
) -> Sequence[Draft]:
    """The drafts of a request that arrived before, whatever may be commented on by now. Raises KeyInUse."""
    round_ = rounds.round_by_key(connection, before.round)
    edition = round_.edition if round_ else None
    try:
        return [_draft(connection, each, edition) for each in comments]
    except (FormRefused, Missing):
        # It was taken then, so that it is another one now.
        raise KeyInUse(before.id) from None


def _draft(connection: Connection, comment: CommentToSubmit, edition: str | None) -> Draft:
    found = find_target(connection, edition, comment.target)
    return check_comment(
        comment.form,
        edition=found.edition.key,
        section=found.section,
        target=found.target,
        bases=found.bases,
    )


def _checked(
    connection: Connection,
    comments: Sequence[CommentToSubmit],
    form: ContactForm,
    edition: str | None,
    at: datetime,
) -> Sequence[Draft]:
    entry, _ = choose_edition(connection, edition)
    round_ = open_round(connection, entry.key, at)
    drafts: list[Draft] = []
    wrong: list[WrongField] = []
    for number, comment in enumerate(comments):
        try:
            drafts.append(
                check_draft(connection, comment.form, edition=entry.key, target=comment.target, at=at)
            )
        except FormRefused as refused:
            wrong += _refusal(refused, number).wrong
        except Missing as missing:
            is_reply = missing.what == "comment"
            field, code = ("reply_to", "reply-unknown") if is_reply else ("target", "target-unknown")
            wrong.append(WrongField(number, field, code))
    wrong += _wrong_contact(form, round_)
    if wrong:
        raise SubmissionRefused(wrong)
    return drafts


def _wrong_contact(form: ContactForm, round_: Round) -> Sequence[WrongField]:
    try:
        check_contact(form, round_)
    except FormRefused as refused:
        return _refusal(refused, None).wrong
    return ()


def _refusal(refused: FormRefused, number: int | None) -> SubmissionRefused:
    if refused.problems.get("idempotency_key") is Problem.FORM_STALE:
        raise KeyInUse from None
    return SubmissionRefused([WrongField(number, field, code) for field, code in refused.problems.items()])
