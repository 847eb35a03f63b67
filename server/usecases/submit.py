"""Submit what was written: check who submits, keep everything once, ask for the confirmation by mail."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from server.domain.accounts import Account
from server.domain.comment_forms import Draft, FormRefused, Problem
from server.domain.comments import Channel, Comment
from server.domain.document import ID_ALPHABET, wording_hash
from server.domain.mails import MailKind
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
from server.store import baskets, comments, invitations, submissions
from server.store.baskets import KeptDraft
from server.store.comments import IdTaken
from server.store.database import Connection, Database
from server.store.submissions import Addresses, KeyReused, Received
from server.text.languages import Language
from server.usecases.confirm_submission import confirm
from server.usecases.find_received import received_before, refuse_news, request_hash
from server.usecases.find_submission import tell_submitter
from server.usecases.keep_draft import RoundNotOpen, belongs_to, open_round

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

    All drafts go that belong to one open round, the first one's where it is open; the others stay in the
    basket. A form that arrived before is answered with what became of it, also after the round has closed.
    Raises FormRefused, RoundNotOpen (everything stays in the basket), NotInvited.
    """
    with database.write() as connection:
        baskets.hold_basket(connection, token)
        kept = baskets.drafts_in(connection, token)
        before = received_before(connection, form)
        if before is not None:
            refuse_news(connection, before[0], kept)
            return before[0]
        if not kept:
            raise FormRefused({"basket": Problem.BASKET_EMPTY})
        going = drafts_to_submit(connection, kept, at)
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
    """As submit_basket, for drafts on one edition that lie in no basket.

    The same form with other drafts is refused (FormRefused, FORM_STALE).
    """
    before, hashed = received_before(connection, form), request_hash(drafts, form)
    if before is not None:
        if before[1] != hashed:
            raise FormRefused({"idempotency_key": Problem.FORM_STALE})
        return before[0]
    round_ = open_round(connection, drafts[0].edition, at)
    contact = check_contact(form, round_)
    _refuse_uninvited(connection, round_, by)
    if form.website:
        by = replace(by, suspicion=Suspicion.HONEYPOT)
    received = _add_submission(connection, signer, round_, contact, by, request_hash=hashed, at=at)
    submission = received.submission
    if not received.is_new:
        return submission
    if _needs_invitation(round_, by) and not invitations.use_invitation(
        connection, by.invitation, submission.id
    ):
        raise NotInvited(round_.key)
    for draft in drafts:
        add_comment(connection, draft, contact, submission, at)
    if _is_known(signer, submission, contact, by):
        return confirm(connection, submission, round_, at=at)
    tell_submitter(connection, submission, MailKind.CONFIRM, at=at)
    return submission


def add_comment(
    connection: Connection, draft: Draft, contact: Contact, submission: Submission, at: datetime
) -> Comment:
    """Keep a draft as a comment of a submission, unconfirmed."""
    while True:
        comment = new_comment(draft, contact, submission, at)
        try:
            comments.add_comment(connection, comment)
        except IdTaken:
            continue
        return comment


def new_comment(draft: Draft, contact: Contact, submission: Submission, at: datetime) -> Comment:
    """A draft as an unconfirmed comment of a submission, with an id just drawn."""
    return Comment(
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
        country=contact.country,
    )


def new_idempotency_key() -> str:
    """A key for one form: 128 random bits, as text that fits a form field."""
    return secrets.token_urlsafe(16)


def draw_id() -> str:
    """Eight letters of 32: after a million comments the chance that the next one is taken is one in a million."""
    return "".join(secrets.choice(ID_ALPHABET) for _ in range(8))


def drafts_to_submit(connection: Connection, kept: Sequence[KeptDraft], at: datetime) -> list[KeptDraft]:
    """Those drafts of a basket that are handed in together, to one open round. Raises RoundNotOpen."""
    refused: RoundNotOpen | None = None
    for edition in dict.fromkeys(each.draft.edition for each in kept):
        try:
            round_ = open_round(connection, edition, at)
        except RoundNotOpen as not_open:
            refused = refused or not_open
            continue
        fitting = [each for each in kept if each.draft.edition == edition]
        going = [each for each in fitting if belongs_to(each.draft.target, round_)]
        if going:
            return going
    raise refused or RoundNotOpen(None)


def _refuse_uninvited(connection: Connection, round_: Round, by: Submitter) -> None:
    if round_.participation is Participation.ACCOUNT and by.account is None:
        raise NotInvited(round_.key)
    if _needs_invitation(round_, by):
        invitation = invitations.invitation_by_id(connection, by.invitation)
        if invitation is None or invitation.round != round_.key:
            raise NotInvited(round_.key)


def _needs_invitation(round_: Round, by: Submitter) -> bool:
    return round_.participation is Participation.INVITED and by.account is None


def _add_submission(
    connection: Connection,
    signer: Signer,
    round_: Round,
    contact: Contact,
    by: Submitter,
    *,
    request_hash: str,
    at: datetime,
) -> Received:
    email = contact.email or (by.account.email if by.account else "")
    submission = Submission(
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
        country=contact.country,
    )
    while True:
        try:
            return submissions.add_submission(
                connection,
                submission,
                addresses=_addresses(email, contact),
                idempotency_key=contact.idempotency_key,
                request_hash=request_hash,
            )
        except KeyReused:
            # Another form with its key arrived in this very moment.
            raise FormRefused({"idempotency_key": Problem.FORM_STALE}) from None
        except IdTaken:
            submission = replace(submission, id="s-" + draw_id())


def _addresses(email: str, contact: Contact) -> Addresses | None:
    if not email:
        return None
    return Addresses(
        email,
        contact.releaser,
        mail_replies=contact.mail_replies,
        mail_dispositions=contact.mail_dispositions,
    )


def _is_known(signer: Signer, submission: Submission, contact: Contact, by: Submitter) -> bool:
    """Whether nobody has to confirm anything: there is no address, or it was confirmed before.

    Also who was invited confirms the address they give, since whoever did counts as the person behind it.
    """
    if contact.email is None:
        return True
    confirmed = {by.person, signer.person(by.account.email) if by.account else ""}
    return submission.person in confirmed
