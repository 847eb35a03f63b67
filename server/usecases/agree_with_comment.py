"""Agree with a comment: asked for with an address, done with the mailed link, counted once per person."""

from datetime import datetime

from server.domain.comment_forms import FormRefused, Problem
from server.domain.comments import Comment
from server.domain.mails import Mail, MailKind
from server.domain.moderation import ModerationState
from server.domain.tokens import Signer
from server.domain.typed import is_address
from server.store import agreements, comments, mails, rounds, stamps, submissions
from server.store.database import Connection, Database
from server.text.languages import Language
from server.usecases.keep_draft import RoundNotOpen
from server.usecases.missing import Missing


def ask_to_agree(
    database: Database, signer: Signer, *, comment_id: str, email: str, language: Language, at: datetime
) -> None:
    """Mail the link with which the holder of an address agrees with a shown comment.

    The answer is the same whether they agree already. Raises Missing, FormRefused, RoundNotOpen.
    """
    address = email.strip()
    if not is_address(address):
        raise FormRefused({"email": Problem.EMAIL_INVALID if address else Problem.EMAIL_MISSING})
    with database.write() as connection:
        comment = _shown(connection, comment_id, at)
        details = {"comment": comment.id, "person": signer.person(address)}
        mails.add_mail(connection, Mail(MailKind.AGREE, language, address, details), at=at)


def agree(database: Database, *, comment_id: str, person: str, at: datetime) -> None:
    """The person agrees with a comment; nobody is counted twice, and nobody for a comment of their own.

    `person` is as Signer.person says it. Raises Missing for a comment that is not shown, RoundNotOpen.
    """
    with database.write() as connection:
        comment = _shown(connection, comment_id, at)
        own = submissions.submission_by_id(connection, comment.submission)
        if own is not None and own.person == person:
            return
        if agreements.add_agreement(connection, comment.id, person, at=at):
            stamps.bump(connection, comment.edition, comment.section)


def _shown(connection: Connection, comment_id: str, at: datetime) -> Comment:
    comment = comments.comment_by_id(connection, comment_id)
    if comment is None or comment.state is not ModerationState.SHOWN:
        raise Missing("comment", comment_id)
    round_ = rounds.round_by_key(connection, comment.round)
    if round_ is None or not round_.is_open(at):
        raise RoundNotOpen(round_)
    return comment
