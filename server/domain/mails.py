"""Mails: what the service tells people by e-mail, before it is put into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from server.text.languages import Language


class MailKind(StrEnum):
    """What a mail says; the comment beside each names its details."""

    CONFIRM = "confirm"  # submission: please confirm, with the receipt link
    RECEIPT = "receipt"  # submission: confirmed, what happens next, the receipt link
    RELEASE = "release"  # submission: the second person is asked to release it
    SENT_BACK = "sent-back"  # submission, reason: the second person did not release it
    CORRECTED = "corrected"  # submission: a correction was kept
    WITHDRAWN = "withdrawn"  # submission: a withdrawal was carried out
    DECLINED = "declined"  # submission, comment, reason (a DeclineReason): a comment is not shown
    REDACTED = "redacted"  # submission, comment, reason (a DeclineReason): a passage was taken out
    REPLY = "reply"  # submission, comment (the reply): somebody answered
    COUNTER_PROPOSAL = "counter-proposal"  # submission, comment: what does its writer say to this wording?
    DISPOSITIONS = "dispositions"  # submission: the answers to its comments are public
    DISPOSITION_CORRECTED = "disposition-corrected"  # submission, comment: a public answer was corrected
    AGREE = "agree"  # comment, person: please confirm that you agree
    OWN_DATA = "own-data"  # person: the link to all that is kept of you
    NO_DATA = "no-data"  # nothing: nothing is kept under this address
    SIGN_IN = "sign-in"  # account: a sign-in link
    INVITATION = "invitation"  # invitation, round: you may take part


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person, in their language; `details` by the kind, see MailKind."""

    kind: MailKind
    language: Language
    recipient: str
    details: Mapping[str, str]
