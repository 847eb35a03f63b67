"""Submit what was written: check who submits, keep everything once, ask for the confirmation by mail."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from typing import Final

from server.domain.accounts import Account
from server.domain.comment_forms import Draft, FormRefused, Problem
from server.domain.comments import Channel, Comment
from server.domain.document import ID_ALPHABET, wording_hash
from server.domain.mails import Mail, MailKind
from server.domain.moderation import ModerationState
from server.domain.rounds import Participation, Round
from server.domain.submissions import (
    Contact,
    ContactForm,
    Submission,
    SubmissionState,
    Suspicion,
    check_contact,
)
from server.domain.tokens import Signer
from server.store import baskets, comments, invitations, mails, submissions
from server.store.comments import IdTaken
from server.store.database import Connection, Database
from server.store.submissions import Addresses, KeyReused
from server.text.languages import Language
from server.usecases.confirm_submission import confirm
from server.usecases.keep_draft import open_round

# Mail may lie for a weekend and a holiday; what is not confirmed by then is removed.
CONFIRM_WITHIN: Final = timedelta(days=7)


class NotInvited(Exception):
    """The round takes submissions of others: of those who hold an invitation, or are signed in."""


@dataclass(frozen=True, slots=True)
class Submitter:
    """What is known of who submits besides what was typed.

    `person` is whose address was confirmed in this browser before; `invitation` the id of an invitation.
    """

    language: Language
    account: Account | None = None
    person: str = ""
    invitation: str = ""
    suspicion: Suspicion = Suspicion.NONE


def submit_basket(
    database: Database, signer: Signer, *, token: str, form: ContactForm, by: Submitter, at: datetime
) -> Submission:
    """Hand in what lies in the basket; `at` is UTC. The same form sent twice is one submission.

    All drafts go that belong to the open round of the first one; drafts on another edition stay in the
    basket. Raises FormRefused, RoundNotOpen (everything stays in the basket), NotInvited.
    """
    with database.write() as connection:
        before = submissions.submission_received(connection, form.idempotency_key)
        kept = baskets.drafts_in(connection, token)
        if before is not None and not kept:
            return before[0]
        if not kept:
            raise FormRefused({"basket": Problem.BASKET_EMPTY})
        going = [each for each in kept if each.draft.edition == kept[0].draft.edition]
        submission = submit_drafts(
            connection, signer, drafts=[each.draft for each in going], form=form, by=by, at=at
        )
        for each in going:
            baskets.remove_draft(connection, token, each.number)
    return submission


def submit_drafts(
    connection: Connection,
    signer: Signer,
    *,
    drafts: Sequence[Draft],
    form: ContactForm,
    by: Submitter,
    at: datetime,
) -> Submission:
    """As submit_basket, for drafts on one edition that lie in no basket."""
    round_ = open_round(connection, drafts[0].edition, at)
    contact = check_contact(form, round_)
    submission = _submission(connection, signer, round_, contact, by, at=at)
    request_hash = _request_hash(drafts, contact)
    addresses = _addresses(contact, by)
    while True:
        try:
            received = submissions.add_submission(
                connection,
                submission,
                addresses=addresses,
                idempotency_key=contact.idempotency_key,
                request_hash=request_hash,
            )
            break
        except KeyReused:
            # The form was changed after it had arrived once: a new key makes it a submission of its own.
            raise FormRefused({"idempotency_key": Problem.FORM_STALE}) from None
        except IdTaken:
            submission = _submission(connection, signer, round_, contact, by, at=at)
    if not received.is_new:
        return received.submission
    if by.invitation:
        invitations.use_invitation(connection, by.invitation, submission.id)
    for draft in drafts:
        add_comment(connection, draft, contact, submission, at)
    if _is_known(submission, by, round_):
        return confirm(connection, submission, round_, at=at)
    mail = Mail(MailKind.CONFIRM, by.language, contact.email or "", {"submission": submission.id})
    mails.add_mail(connection, mail, at=at)
    return submission


def add_comment(
    connection: Connection, draft: Draft, contact: Contact, submission: Submission, at: datetime
) -> Comment:
    """Keep a draft as a comment of a submission, unconfirmed."""
    while True:
        comment = Comment(
            id="c-" + draw_id(),
            round=submission.round,
            edition=draft.edition,
            section=draft.section,
            target=draft.target,
            language=draft.language,
            text=draft.text,
            name=contact.public_name,
            organisation=contact.public_organisation,
            group=contact.group,
            created=at.replace(microsecond=0),
            state=ModerationState.UNCONFIRMED,
            base_hash=wording_hash(draft.base_text),
            base_text=draft.base_text,
            kind=draft.kind,
            suggested_wording=draft.suggested_wording,
            quote=draft.quote,
            reply_to=draft.reply_to,
            channel=submission.channel,
            received=submission.received,
            submission=submission.id,
        )
        try:
            comments.add_comment(connection, comment)
        except IdTaken:
            continue
        return comment


def new_idempotency_key() -> str:
    """A key for one form: 128 random bits, as text that fits a form field."""
    return secrets.token_urlsafe(16)


def draw_id() -> str:
    """Eight letters of 32: after a million comments the chance that the next one is taken is one in a million."""
    return "".join(secrets.choice(ID_ALPHABET) for _ in range(8))


def _submission(
    connection: Connection, signer: Signer, round_: Round, contact: Contact, by: Submitter, *, at: datetime
) -> Submission:
    if round_.participation is Participation.ACCOUNT and by.account is None:
        raise NotInvited(round_.key)
    if round_.participation is Participation.INVITED and by.account is None:
        invitation = invitations.invitation_by_id(connection, by.invitation)
        if invitation is None or not invitation.is_open or invitation.round != round_.key:
            raise NotInvited(round_.key)
    email = contact.email or (by.account.email if by.account else "")
    return Submission(
        id="s-" + draw_id(),
        round=round_.key,
        language=by.language,
        state=SubmissionState.UNCONFIRMED,
        name=contact.name,
        organisation=contact.organisation,
        group=contact.group,
        publication=contact.publication,
        created=at.replace(microsecond=0),
        person=signer.person(email) if email else "",
        account=by.account.id if by.account else None,
        suspicion=by.suspicion,
        channel=Channel.ONLINE,
        confirm_by=at + CONFIRM_WITHIN,
    )


def _addresses(contact: Contact, by: Submitter) -> Addresses | None:
    email = contact.email or (by.account.email if by.account else None)
    if email is None:
        return None
    return Addresses(
        email,
        contact.releaser,
        mail_replies=contact.mail_replies,
        mail_dispositions=contact.mail_dispositions,
    )


def _is_known(submission: Submission, by: Submitter, round_: Round) -> bool:
    """Whether nobody has to confirm anything: the address is an account's own, or was confirmed here before."""
    if by.account is not None:
        return True
    if round_.participation is Participation.INVITED:
        return True
    return bool(by.person) and by.person == submission.person


def _request_hash(drafts: Sequence[Draft], contact: Contact) -> str:
    parts = (*(repr(draft) for draft in drafts), *(str(value) for value in astuple(contact)))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
