"""Demonstrations: an invented round with invented comments, for trying; never part of the record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from server.domain.comments import CommentKind, Redaction, StakeholderGroup
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.rounds import ModerationRule, Participation, Question
from server.domain.targets import Target
from server.text.languages import Language

# Opened long enough ago for something to be said, and open long enough to be tried in peace.
OPENED_BEFORE, CLOSES_AFTER = timedelta(days=7), timedelta(days=28)


@dataclass(frozen=True, slots=True)
class InventedComment:
    """A comment of a demonstration; it is made on the target's wording of the day it is put in.

    `hours` counts from the opening of the round. `quote` are words of the target, `agreements` how many
    agree. One that is declined or withdrawn was shown before.
    """

    id: str
    target: Target
    language: Language
    text: str
    name: str
    group: StakeholderGroup
    hours: int
    organisation: str = ""
    kind: CommentKind = CommentKind.REMARK
    suggested_wording: str = ""
    quote: str = ""
    reply_to: str = ""
    state: ModerationState = ModerationState.SHOWN
    decline_reason: DeclineReason | None = None
    redactions: tuple[Redaction, ...] = ()
    agreements: int = 0


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What a demonstration says of its round, all but the days and the edition, and what was said in it."""

    time_zone: str
    titles: Mapping[Language, str]
    questions: tuple[Question, ...]
    participation: Participation
    moderation: ModerationRule
    privacy_notices: Mapping[Language, str]
    contacts: Mapping[Language, str]
    retention_months: int
    comments: tuple[InventedComment, ...]
