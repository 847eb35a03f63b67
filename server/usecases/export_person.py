"""Give a person all that is kept of them, as one value that can be written as JSON."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from server.domain.accounts import Account
from server.domain.acts import Act, ActKind
from server.domain.comments import Comment
from server.domain.dispositions import CounterProposal
from server.domain.submissions import Submission
from server.domain.tokens import Purpose, Signer
from server.store import acts, comment_versions, sessions, submissions, used_once
from server.store.comment_versions import CommentVersion
from server.store.counter_proposals import counter_proposals_on
from server.store.database import Connection, Database
from server.store.dispositions import public_dispositions_of
from server.usecases.find_person import FoundPerson, find_person
from server.usecases.mail_facts import OWN_DATA_LIFETIME

# The log of one submission or comment is short; this bounds what one file can hold.
_ALL_ACTS: Final = 1_000
# The editors' work on answers that are not public yet.
_NOT_TOLD: Final = (
    ActKind.DISPOSITION_ASSIGNED,
    ActKind.DISPOSITION_DECIDED,
    ActKind.DISPOSITION_REOPENED,
)

Exported = dict[str, Any]


def export_person(database: Database, signer: Signer, *, email: str, at: datetime) -> Exported | None:
    """Everything that is kept of the holder of an address; None when nothing is. `at` is UTC.

    Submissions with comments in all versions, what was decided on them (by whom is not theirs to know),
    choices, consents, addresses, agreements, the account. Values are of JSON's kinds.
    """
    with database.write() as connection:
        return _exported(connection, find_person(connection, signer, signer.person(email)), at)


def export_own_data(database: Database, signer: Signer, *, token: str, at: datetime) -> Exported | None:
    """The same for whoever holds a link to their own data; None when it was used for this before, or expired."""
    person = signer.subject(Purpose.OWN_DATA, token, at=at)
    if person is None:
        return None
    with database.write() as connection:
        if not used_once.use_once(connection, f"export {token}", expires=at + OWN_DATA_LIFETIME, at=at):
            return None
        return _exported(connection, find_person(connection, signer, person), at) or {"made": _written(at)}


def _exported(connection: Connection, found: FoundPerson, at: datetime) -> Exported | None:
    if not found.is_known:
        return None
    for submission in found.submissions:
        acts.log_act(connection, Act(ActKind.DATA_SENT, submission.id, at))
    return {
        "made": _written(at),
        "submissions": [_submission(connection, each) for each in found.submissions],
        "agreements": [_plain(asdict(each)) for each in found.agreements],
        "second_person_of": list(found.second_in),
        "account": _account(connection, found.account, at) if found.account else None,
        "mails_waiting": len(found.mails),
    }


def _submission(connection: Connection, submission: Submission) -> Exported:
    addresses = submissions.addresses_of(connection, submission.id)
    named = _plain(asdict(submission))
    # The number of an account and the hash are ours, and tell nothing without our tables.
    del named["account"], named["person"]
    return {
        **named,
        "addresses": _plain(asdict(addresses)) if addresses else None,
        "acts": _acts(connection, submission.id),
        "comments": [
            _comment(connection, each)
            for each in submissions.comments_of_submission(connection, submission.id)
        ],
    }


def _comment(connection: Connection, comment: Comment) -> Exported:
    return {
        **_plain(asdict(comment)),
        "earlier": [_version(each) for each in comment_versions.versions_of(connection, comment.id)],
        "acts": _acts(connection, comment.id),
        "answer": _answer(connection, comment.id),
        "counter_proposals": [
            _counter_proposal(each)
            for each in counter_proposals_on(connection, [comment.id]).get(comment.id, ())
        ],
    }


def _answer(connection: Connection, comment: str) -> Exported | None:
    public = public_dispositions_of(connection, [comment]).get(comment)
    return _plain(asdict(public)) if public else None


def _counter_proposal(proposal: CounterProposal) -> Exported:
    # Nor by whom it was sent.
    return {name: each for name, each in _plain(asdict(proposal)).items() if name not in ("id", "by")}


def _version(version: CommentVersion) -> Exported:
    return _plain(asdict(version))


def _acts(connection: Connection, subject: str) -> list[Exported]:
    """What was done, oldest first; the free words of who decided may name others, so only the category is told."""
    logged = acts.latest_acts(connection, limit=_ALL_ACTS, subject=subject)
    told = ("kind", "at", "from_state", "to_state", "category")
    return [
        _plain({name: getattr(each.act, name) for name in told})
        for each in reversed(logged)
        if each.act.kind not in _NOT_TOLD
    ]


def _account(connection: Connection, account: Account, at: datetime) -> Exported:
    return {
        **_plain({name: getattr(account, name) for name in ("name", "email", "role", "side")}),
        "sessions": [
            _plain({name: getattr(each, name) for name in ("began", "expires", "device")})
            for each in sessions.sessions_of(connection, account.id, now=at)
        ],
    }


def _plain(value: Mapping[str, Any]) -> Exported:
    return {name: _written(each) for name, each in value.items()}


def _written(value: Any) -> Any:
    """Moments and days as ISO 8601, words of ours as text, the rest as JSON has it."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, Mapping):
        return _plain(value)
    if isinstance(value, list | tuple):
        return [_written(each) for each in value]
    return str(value) if isinstance(value, str) else value
