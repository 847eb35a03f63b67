"""Receipts as JSON: all that a submitter sent in and chose, in a form that other programs read."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import msgspec

from server.domain.comments import Channel, Comment, CommentKind, Country, StakeholderGroup
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.rounds import Round
from server.domain.submissions import Publication, Submission, SubmissionState
from server.formats.comment_shapes import (
    Address,
    QuoteShape,
    RedactionShape,
    TargetShape,
    as_json,
    quote_shape,
    redaction_shapes,
    whole_seconds,
)
from server.text.languages import Language


class OwnCommentShape(msgspec.Struct):
    """A comment as its submitter may see it, in whatever state; only a shown one has an address."""

    id: str
    address: str | None
    edition: str
    section: str
    target: TargetShape
    thread: str
    kind: CommentKind
    language: Language
    text: str
    suggested_wording: str
    base_wording: str
    quote: QuoteShape | None
    reply_to: str | None
    created: datetime
    corrected: datetime | None
    redactions: list[RedactionShape]
    state: ModerationState
    decline_reason: DeclineReason | None


class ReceiptShape(msgspec.Struct):
    """A submission; the moments are in UTC. The e-mail address is not in it: it never leaves its own table."""

    id: str
    round: str
    round_titles: Mapping[Language, str]
    language: Language
    state: SubmissionState
    name: str
    organisation: str
    group: StakeholderGroup
    country: Country | None
    publication: Publication
    mail_replies: bool
    mail_dispositions: bool
    channel: Channel
    received: date | None
    created: datetime
    confirmed: datetime | None
    confirm_by: datetime | None
    made: datetime
    comments: list[OwnCommentShape]


def write_receipt_json(
    submission: Submission,
    round_: Round,
    comments: Sequence[Comment],
    *,
    reasons: Mapping[str, DeclineReason],
    mails: tuple[bool, bool],
    address: Address,
    made: datetime,
) -> bytes:
    """The receipt in UTF-8; `mails` says whether the submitter is told of replies and of dispositions."""
    shape = ReceiptShape(
        id=submission.id,
        round=round_.key,
        round_titles=round_.titles,
        language=submission.language,
        state=submission.state,
        name=submission.name,
        organisation=submission.organisation,
        group=submission.group,
        country=submission.country,
        publication=submission.publication,
        mail_replies=mails[0],
        mail_dispositions=mails[1],
        channel=submission.channel,
        received=submission.received,
        created=whole_seconds(submission.created),
        confirmed=whole_seconds(submission.confirmed) if submission.confirmed else None,
        confirm_by=whole_seconds(submission.confirm_by) if submission.confirm_by else None,
        made=whole_seconds(made),
        comments=[_own_comment(each, reasons.get(each.id), address) for each in comments],
    )
    return as_json(shape)


def _own_comment(comment: Comment, reason: DeclineReason | None, address: Address) -> OwnCommentShape:
    return OwnCommentShape(
        id=comment.id,
        address=address(comment.id) if comment.state is ModerationState.SHOWN else None,
        edition=comment.edition,
        section=comment.section,
        target=TargetShape(comment.target.kind, comment.target.key),
        thread=comment.thread,
        kind=comment.kind,
        language=comment.language,
        text=comment.text,
        suggested_wording=comment.suggested_wording,
        base_wording=comment.base_text,
        quote=quote_shape(comment.quote),
        reply_to=comment.reply_to or None,
        created=whole_seconds(comment.created),
        corrected=whole_seconds(comment.corrected) if comment.corrected else None,
        redactions=redaction_shapes(comment.redactions),
        state=comment.state,
        decline_reason=reason,
    )
