"""Public comments as JSON: the shapes that the file of a round and the API share."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Literal

import msgspec

from server.domain.comments import Channel, CommentKind, Country, Quote, Redaction, StakeholderGroup
from server.domain.dispositions import Outcome, PublicDisposition
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.public_comments import LeftBehind, PublicComment, Stand
from server.domain.targets import Target, TargetKind
from server.text.languages import Language

# What makes an absolute address of the id of a comment.
Address = Callable[[str], str]


class SectionShape(msgspec.Struct):
    """The section in which a target stands, in the comment's edition."""

    key: str
    number: str
    titles: Mapping[Language, str]


class TargetShape(msgspec.Struct):
    """What a comment is about; the document has no key, a question's is `<round>/<question>`."""

    kind: TargetKind
    key: str


class QuoteShape(msgspec.Struct):
    """Quoted words with what stands before and after them."""

    exact: str
    prefix: str
    suffix: str


class RedactionShape(msgspec.Struct):
    """A passage that moderation took out: where its signs (█) stand, counted in characters, and why."""

    field: str
    start: int
    end: int
    reason: str


class DispositionShape(msgspec.Struct):
    """What became of a comment: the outcome, the reasoned response, and the paragraphs it led to.

    `edition` is the one that answers, in which those paragraphs stand.
    """

    outcome: Outcome
    responses: Mapping[Language, str]
    edition: str
    paragraphs: Sequence[str]
    decided: date


class CommentShape(msgspec.Struct):
    """A shown comment; `base_wording` is what its writer saw, in the comment's language.

    Texts are Markdown, exactly as they were written but for redacted passages.
    """

    id: str
    address: str
    round: str
    edition: str
    section: SectionShape | None
    target: TargetShape
    thread: str
    kind: CommentKind
    language: Language
    text: str
    suggested_wording: str
    base_wording: str
    base_hash: str
    quote: QuoteShape | None
    name: str
    organisation: str
    group: StakeholderGroup
    country: Country | None
    channel: Channel
    received: date | None
    created: datetime
    corrected: datetime | None
    reply_to: str | None
    agreements: int
    redactions: list[RedactionShape]
    disposition: DispositionShape | None
    state: Literal["shown"] = "shown"


class TombstoneShape(msgspec.Struct):
    """What is left of a comment that was declined or withdrawn: copies of it have to go."""

    id: str
    address: str
    round: str
    edition: str
    section: SectionShape | None
    target: TargetShape
    thread: str
    language: Language
    created: datetime
    reply_to: str | None
    state: ModerationState
    reason: DeclineReason | None
    since: datetime


def comment_shape(found: PublicComment, address: Address) -> CommentShape:
    """A shown comment as JSON has it."""
    comment = found.comment
    return CommentShape(
        id=comment.id,
        address=address(comment.id),
        round=comment.round,
        edition=comment.edition,
        section=_section(comment.section, found.stand),
        target=_target(found.target),
        thread=comment.thread,
        kind=comment.kind,
        language=comment.language,
        text=comment.text,
        suggested_wording=comment.suggested_wording,
        base_wording=comment.base_text,
        base_hash=comment.base_hash,
        quote=quote_shape(comment.quote),
        name=comment.name,
        organisation=comment.organisation,
        group=comment.group,
        country=comment.country,
        channel=comment.channel,
        received=comment.received,
        created=whole_seconds(comment.created),
        corrected=whole_seconds(comment.corrected) if comment.corrected else None,
        reply_to=comment.reply_to or None,
        agreements=found.agreements,
        redactions=redaction_shapes(comment.redactions),
        disposition=_disposition(found.disposition),
    )


def tombstone_shape(found: LeftBehind, address: Address) -> TombstoneShape:
    """What is left of a comment, as JSON has it."""
    tombstone = found.tombstone
    return TombstoneShape(
        id=tombstone.id,
        address=address(tombstone.id),
        round=tombstone.round,
        edition=tombstone.edition,
        section=_section(tombstone.section, found.stand),
        target=_target(found.target),
        thread=tombstone.thread,
        language=tombstone.language,
        created=whole_seconds(tombstone.created),
        reply_to=tombstone.reply_to or None,
        state=tombstone.state,
        reason=tombstone.reason,
        since=whole_seconds(found.changed),
    )


def shape_of(found: PublicComment | LeftBehind, address: Address) -> CommentShape | TombstoneShape:
    """Either of the two."""
    if isinstance(found, PublicComment):
        return comment_shape(found, address)
    return tombstone_shape(found, address)


def as_json(value: Any) -> bytes:
    """A shape, or what is made of dicts and lists, as JSON in UTF-8."""
    return msgspec.json.encode(value)


def quote_shape(quote: Quote | None) -> QuoteShape | None:
    """The quoted words as JSON has them."""
    return QuoteShape(quote.exact, quote.prefix, quote.suffix) if quote else None


def redaction_shapes(redactions: Sequence[Redaction]) -> list[RedactionShape]:
    """The redactions as JSON has them."""
    return [RedactionShape(each.field, each.start, each.end, each.reason) for each in redactions]


def whole_seconds(at: datetime) -> datetime:
    """The moment in whole seconds of UTC, which JSON writes with a Z."""
    return at.astimezone(UTC).replace(microsecond=0)


def _disposition(public: PublicDisposition | None) -> DispositionShape | None:
    if public is None:
        return None
    return DispositionShape(
        public.outcome, public.responses, public.edition, public.paragraphs, public.decided
    )


def _section(key: str, stand: Stand) -> SectionShape | None:
    return SectionShape(key, stand.number, stand.titles) if key else None


def _target(target: Target) -> TargetShape:
    return TargetShape(target.kind, target.key)
