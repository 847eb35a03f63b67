"""Acts: what was done by whom to what; the log is only ever added to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ActKind(StrEnum):
    """What was done; the subject is the id or key of a comment, submission, round, account or edition."""

    # on a comment
    DECIDED = "decided"  # a moderator, or an act of the submitter, moved it to another state
    REDACTED = "redacted"
    RESTORED = "restored"  # a redaction was taken back
    CORRECTED = "corrected"
    REPORT_CLOSED = "report-closed"  # its open reports, with the moderator's note
    # on a submission
    REGISTERED = "registered"  # intake
    CONSENT_CHANGED = "consent-changed"
    RELEASED = "released"
    SENT_BACK = "sent-back"
    ERASED = "erased"
    DATA_SENT = "data-sent"
    # on a round
    ROUND_CHANGED = "round-changed"
    INVITED = "invited"
    # on an account
    ACCOUNT_ADDED = "account-added"
    ACCOUNT_CHANGED = "account-changed"
    ACCOUNT_CLOSED = "account-closed"
    SIGNED_IN = "signed-in"
    SESSIONS_ENDED = "sessions-ended"
    # on a working edition
    EDITION_BEGUN = "edition-begun"
    EDITION_CHANGED = "edition-changed"  # its structure or its details; the category is a StructureAct
    EDITION_PUBLISHED = "edition-published"
    # on a disposition
    DISPOSITION_ASSIGNED = "disposition-assigned"
    DISPOSITION_DECIDED = "disposition-decided"
    DISPOSITION_REOPENED = "disposition-reopened"
    DISPOSITION_CORRECTED = "disposition-corrected"  # it was public already
    DISPOSITIONS_PUBLISHED = "dispositions-published"  # of an edition, before the edition itself
    COUNTER_PROPOSED = "counter-proposed"
    COUNTER_ANSWERED = "counter-answered"
    # on the editors' files
    EXPORTED = "exported"


@dataclass(frozen=True, slots=True)
class Act:
    """One line of the log; `account` is None where a submitter or the service itself acted.

    `from_state` and `to_state` are "" but for a change of state, or of the revision of a working edition;
    `category` is public, `reason` is not.
    """

    kind: ActKind
    subject: str
    at: datetime
    account: int | None = None
    from_state: str = ""
    to_state: str = ""
    category: str = ""
    reason: str = ""
