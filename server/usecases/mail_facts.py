"""What each kind of mail speaks of, looked up at the moment when it is sent; tokens are made here and kept nowhere."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from server.domain.accounts import SIGN_IN_LINK_LIFETIME
from server.domain.comments import Comment
from server.domain.mails import Mail, MailKind
from server.domain.moderation import ANSWERED, DeclineReason, ModerationState
from server.domain.rounds import Round
from server.domain.submissions import Publication, Submission, SubmissionState
from server.domain.tokens import Purpose
from server.mail.writing import WORDBOOKS, excerpt, told_moment
from server.store import (
    accounts,
    comments,
    disposition_mails,
    documents,
    invitations,
    rounds,
    sign_in_links,
    submissions,
)
from server.store.database import Connection
from server.text.written import written_day
from server.usecases.find_person import has_data
from server.usecases.mail_room import MailRoom

# Mail may lie for a weekend and a holiday.
AGREE_WITHIN: Final = timedelta(days=7)
# A link to all that is kept of somebody works for a day: OWASP ASVS 5.0, V14.2.1.
OWN_DATA_LIFETIME: Final = timedelta(hours=24)
# Where there is no round: both countries have the same time.
_TIME_ZONE: Final = "Europe/Amsterdam"

Facts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One mail that is about to be sent, and where to look things up; `at` is UTC."""

    connection: Connection
    room: MailRoom
    mail: Mail
    at: datetime

    def token(self, purpose: Purpose, subject: str, *, expires: datetime | None = None) -> str:
        """A token for the link of this mail."""
        return self.room.signer.sign(purpose, subject, expires=expires)

    def moment(self, moment: datetime, round_: Round | None = None) -> str:
        """A moment in the recipient's words."""
        return told_moment(moment, self.mail.language, round_.time_zone if round_ else _TIME_ZONE)


@dataclass(frozen=True, slots=True)
class Told:
    """Which letter is written (of the mail's own kind, unless there is nothing to tell) with which facts."""

    kind: str
    facts: Facts


def facts_of(asked: Asked) -> Told | None:
    """The facts of a mail; None for one that has become pointless, or would tell what is no longer public."""
    kind = asked.mail.kind
    if kind is MailKind.OWN_DATA and not has_data(asked.connection, asked.room.signer, _person(asked)):
        # Told by mail alone, and never on a page.
        kind = MailKind.NO_DATA
    facts = _GATHER[kind](asked)
    if facts is None:
        return None
    links, language = asked.room.links, asked.mail.language
    document = documents.document(asked.connection)
    everywhere = {
        "document": document.titles[language] if document else "",
        "publisher": document.publisher if document else "",
        "privacy": links.privacy(language),
        "host": asked.room.host,
    }
    return Told(kind, {**everywhere, **facts})


def _of_round(asked: Asked, round_: Round | None) -> Facts:
    if round_ is None:
        return {"round": "", "contact": ""}
    language = asked.mail.language
    return {"round": round_.titles[language], "contact": round_.contacts.get(language, "")}


def _submission(asked: Asked, *states: SubmissionState) -> tuple[Submission, Round | None] | None:
    """The submission of the mail with its round, where it is in one of these states."""
    found = submissions.submission_by_id(asked.connection, asked.mail.details["submission"])
    if found is None or found.state not in states:
        return None
    return found, rounds.round_by_key(asked.connection, found.round)


_LIVE: Final = (SubmissionState.UNCONFIRMED, SubmissionState.UNRELEASED, SubmissionState.CONFIRMED)


def _about_submission(*states: SubmissionState) -> Callable[[Asked], Facts | None]:
    def gather(asked: Asked) -> Facts | None:
        found = _submission(asked, *states)
        return None if found is None else _receipt(asked, *found)

    return gather


def _receipt(asked: Asked, submission: Submission, round_: Round | None) -> Facts:
    token = asked.token(Purpose.RECEIPT, submission.id)
    return {
        **_of_round(asked, round_),
        "link": asked.room.links.receipt(asked.mail.language, token),
        "reason": asked.mail.details.get("reason", ""),
    }


def _confirm(asked: Asked) -> Facts | None:
    found = _submission(asked, SubmissionState.UNCONFIRMED)
    if found is None or found[0].confirm_by is None or asked.at >= found[0].confirm_by:
        return None
    return {**_receipt(asked, *found), "until": asked.moment(found[0].confirm_by, found[1])}


def _confirmed(asked: Asked) -> Facts | None:
    found = _submission(asked, SubmissionState.CONFIRMED)
    if found is None:
        return None
    steps = WORDBOOKS[asked.mail.language].next_steps
    return {**_receipt(asked, *found), "next": steps[_state(asked, found[0])]}


def _state(asked: Asked, submission: Submission) -> ModerationState:
    """The state to speak of: what waits comes before what is shown."""
    if submission.publication is Publication.NOT:
        return ModerationState.UNPUBLISHED
    of_submission = submissions.comments_of_submission(asked.connection, submission.id)
    all_shown = all(each.state is ModerationState.SHOWN for each in of_submission)
    return ModerationState.SHOWN if all_shown else ModerationState.HELD


def _second_person(asked: Asked) -> Facts | None:
    found = _submission(asked, SubmissionState.UNRELEASED)
    if found is None:
        return None
    submission, round_ = found
    token = asked.token(Purpose.RELEASE, submission.id)
    return {
        **_of_round(asked, round_),
        "who": submission.organisation or submission.name or WORDBOOKS[asked.mail.language].somebody,
        "link": asked.room.links.releasing(asked.mail.language, token),
    }


def _decided(*states: ModerationState) -> Callable[[Asked], Facts | None]:
    def gather(asked: Asked) -> Facts | None:
        found, comment = _submission(asked, *_LIVE), _comment(asked, *states)
        if found is None or comment is None:
            return None
        reasons, reason = WORDBOOKS[asked.mail.language].reasons, asked.mail.details.get("reason", "")
        return {
            **_receipt(asked, *found),
            "excerpt": excerpt(comment.text or comment.suggested_wording),
            "reason": reasons.get(reason, reasons[DeclineReason.OTHER]),
        }

    return gather


def _comment(asked: Asked, *states: ModerationState) -> Comment | None:
    """The comment of the mail, where it is still in one of these states."""
    found = comments.comment_by_id(asked.connection, asked.mail.details["comment"])
    return found if found is not None and found.state in states else None


def _reply(asked: Asked) -> Facts | None:
    found, reply = _submission(asked, *_LIVE), _comment(asked, ModerationState.SHOWN)
    if found is None or reply is None:
        return None
    addresses = submissions.addresses_of(asked.connection, found[0].id)
    if addresses is None or not addresses.mail_replies:
        return None
    links, token = asked.room.links, asked.token(Purpose.MAIL_OFF, found[0].id)
    return {
        **_of_round(asked, found[1]),
        "who": reply.name or reply.organisation or WORDBOOKS[asked.mail.language].somebody,
        "excerpt": excerpt(reply.text or reply.suggested_wording),
        "link": links.comment(reply.id),
        "off": links.mail_off(asked.mail.language, token),
    }


def _counter_proposal(asked: Asked) -> Facts | None:
    found, comment = _submission(asked, SubmissionState.CONFIRMED), _comment(asked, *ANSWERED)
    if found is None or comment is None:
        return None
    return {**_receipt(asked, *found), "excerpt": excerpt(comment.suggested_wording or comment.text)}


def _dispositions(asked: Asked) -> Facts | None:
    """Where the answers stand, for who still wants to know and while there are any."""
    found = _submission(asked, SubmissionState.CONFIRMED)
    if found is None or not disposition_mails.has_public_disposition(asked.connection, found[0].id):
        return None
    addresses = submissions.addresses_of(asked.connection, found[0].id)
    if addresses is None or not addresses.mail_dispositions:
        return None
    off = asked.room.links.mail_off(asked.mail.language, asked.token(Purpose.MAIL_OFF, found[0].id))
    return {**_receipt(asked, *found), "off": off}


def _disposition_corrected(asked: Asked) -> Facts | None:
    facts, comment = _dispositions(asked), _comment(asked, *ANSWERED)
    if facts is None or comment is None:
        return None
    return {**facts, "excerpt": excerpt(comment.text or comment.suggested_wording)}


def _agree(asked: Asked) -> Facts | None:
    comment = _comment(asked, ModerationState.SHOWN)
    round_ = rounds.round_by_key(asked.connection, comment.round) if comment else None
    if comment is None or round_ is None or not round_.is_open(asked.at):
        return None
    until = min(asked.at + AGREE_WITHIN, round_.closes_at)
    subject = f"{comment.id}/{_person(asked)}"
    token = asked.token(Purpose.AGREE, subject, expires=until)
    return {
        **_of_round(asked, round_),
        "excerpt": excerpt(comment.text or comment.suggested_wording),
        "link": asked.room.links.agreed(asked.mail.language, token),
        "until": asked.moment(until, round_),
    }


def _own_data(asked: Asked) -> Facts:
    until = asked.at + OWN_DATA_LIFETIME
    token = asked.token(Purpose.OWN_DATA, _person(asked), expires=until)
    return {"link": asked.room.links.own_data(asked.mail.language, token), "until": asked.moment(until)}


def _person(asked: Asked) -> str:
    return asked.mail.details["person"]


def _no_data(asked: Asked) -> Facts:
    return {"link": asked.room.links.own_data_form(asked.mail.language)}


def _sign_in(asked: Asked) -> Facts | None:
    # By the address: whoever asks on a page leaves the same mail behind for any address, known or not.
    account = accounts.account_by_email(asked.connection, asked.mail.recipient)
    if account is None:
        return None
    token, until = secrets.token_urlsafe(24), asked.at + SIGN_IN_LINK_LIFETIME
    sign_in_links.create_sign_in_link(asked.connection, account.id, token, expires=until)
    return {"link": asked.room.links.sign_in(asked.mail.language, token), "until": asked.moment(until)}


def _invitation(asked: Asked) -> Facts | None:
    found = invitations.invitation_by_id(asked.connection, asked.mail.details["invitation"])
    round_ = rounds.round_by_key(asked.connection, asked.mail.details["round"])
    if found is None or not found.is_open or round_ is None or asked.at >= round_.closes_at:
        return None
    language, token = asked.mail.language, asked.token(Purpose.INVITATION, found.id)
    return {
        **_of_round(asked, round_),
        "link": asked.room.links.round(language, round_.key, token),
        "opens": written_day(round_.opens, language),
        "closes": written_day(round_.closes, language),
    }


_GATHER: Final[Mapping[MailKind, Callable[[Asked], Facts | None]]] = {
    MailKind.CONFIRM: _confirm,
    MailKind.RECEIPT: _confirmed,
    MailKind.RELEASE: _second_person,
    MailKind.SENT_BACK: _about_submission(SubmissionState.UNRELEASED),
    MailKind.CORRECTED: _about_submission(*_LIVE),
    MailKind.WITHDRAWN: _about_submission(*_LIVE, SubmissionState.WITHDRAWN),
    MailKind.DECLINED: _decided(ModerationState.DECLINED),
    MailKind.REDACTED: _decided(ModerationState.SHOWN, ModerationState.HELD),
    MailKind.REPLY: _reply,
    MailKind.COUNTER_PROPOSAL: _counter_proposal,
    MailKind.DISPOSITIONS: _dispositions,
    MailKind.DISPOSITION_CORRECTED: _disposition_corrected,
    MailKind.AGREE: _agree,
    MailKind.OWN_DATA: _own_data,
    MailKind.NO_DATA: _no_data,
    MailKind.SIGN_IN: _sign_in,
    MailKind.INVITATION: _invitation,
}
