"""Comments: one remark on one target, kept with the wording it was made on."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from server.domain.moderation import ModerationState
from server.domain.targets import Target, TargetKind
from server.text.languages import Language

# About two printed pages; keeps the worst page and the worst search document bounded.
MAX_TEXT = 10_000


class StakeholderGroup(StrEnum):
    """The kind of submitter (LANGUAGE.md)."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    MUNICIPALITY = "municipality"
    CHAMBER = "chamber"
    COMPANY = "company"
    KNOWLEDGE_INSTITUTION = "knowledge-institution"
    CITIZEN = "citizen"
    OTHER = "other"


class Country(StrEnum):
    """Where a submitter is from, as far as a document of two countries asks; who says nothing has none."""

    NL = "nl"
    DE = "de"
    OTHER = "other"


class CommentKind(StrEnum):
    """What a comment wants: say something, ask something, or word something otherwise."""

    REMARK = "remark"
    QUESTION = "question"
    SUGGESTION = "suggestion"


class Channel(StrEnum):
    """How a comment arrived; all but the first are registered by an editor (intake)."""

    ONLINE = "online"
    LETTER = "letter"
    EMAIL = "e-mail"
    MEETING = "meeting"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words selected in a wording with what stands before and after them.

    W3C Web Annotation Data Model, 4.2.4 (TextQuoteSelector), on the plain text of the wording.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Redaction:
    """Where a passage was taken out of a text, in the text as it is now: a run of marks, and why.

    `start` and `end` count characters of the field that is named: "text", "suggested_wording", "name" or
    "organisation". See domain/redaction.py.
    """

    start: int
    end: int
    reason: str
    field: str = "text"


@dataclass(frozen=True, slots=True)
class Comment:
    """A stored comment; its text is what may be shown, with redacted passages taken out already.

    `base_text` is what the submitter saw, in the comment's own language: the wording, the definition, the
    question or the title. A suggestion holds the whole wording as it should be; its text, the explanation,
    may be empty. `section` is the section on whose page the target stands, "" where there is none.
    `created` is UTC; `received` is the day on which a letter arrived. `reply_to` is the id of the comment
    that it answers. The e-mail address is not part of it: it never leaves its own table.
    """

    id: str
    round: str
    edition: str
    section: str
    target: Target
    language: Language
    text: str
    name: str
    group: StakeholderGroup
    created: datetime
    state: ModerationState
    base_hash: str
    base_text: str
    organisation: str = ""
    kind: CommentKind = CommentKind.REMARK
    suggested_wording: str = ""
    quote: Quote | None = None
    reply_to: str = ""
    channel: Channel = Channel.ONLINE
    received: date | None = None
    corrected: datetime | None = None
    redactions: tuple[Redaction, ...] = ()
    submission: str = ""
    country: Country | None = None

    @property
    def thread(self) -> str:
        """The name of the thread it is in: one per target, over both languages."""
        return self.target.thread

    @property
    def paragraph_id(self) -> str:
        """The paragraph it is on, "" for another target."""
        return self.target.key if self.target.kind is TargetKind.PARAGRAPH else ""

    @property
    def concept(self) -> str:
        """The concept it is on, "" for another target."""
        return self.target.key if self.target.kind is TargetKind.CONCEPT else ""
