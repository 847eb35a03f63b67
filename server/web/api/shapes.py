"""What the API answers: the document, its editions, rounds, concepts and hits as JSON has them."""

from collections.abc import Mapping
from datetime import date, datetime

import msgspec

from server.domain.editions import EditionStatus
from server.domain.glossary import (
    DisputeState,
    Gender,
    PartOfSpeech,
    ProcessState,
    Relation,
    TermStatus,
)
from server.domain.rounds import ModerationRule, Participation, Stage
from server.formats.comment_shapes import CommentShape, SectionShape
from server.search.documents import Facet
from server.search.query import Note
from server.text.languages import Language
from server.web.hit_shapes import HitShape

# The page of something in each language: an absolute address.
Pages = Mapping[Language, str]


class EntranceShape(msgspec.Struct):
    """Where everything is: absolute addresses."""

    document: str
    editions: str
    rounds: str
    concepts: str
    search: str
    submissions: str
    proof: str
    description: str


class DocumentShape(msgspec.Struct):
    """The whole work; `current_edition` is the key of the newest edition."""

    key: str
    titles: Mapping[Language, str]
    subtitles: Mapping[Language, str]
    publisher: str
    licence: str
    current_edition: str
    pages: Pages


class ExceptionShape(msgspec.Struct):
    """A signed word that the two wordings of a paragraph do not say the same yet; one of them follows."""

    paragraph: str
    follows: Language
    reasons: Mapping[Language, str]
    by: str
    date: date


class EditionShape(msgspec.Struct):
    """A named, dated, frozen state of the document in both languages."""

    key: str
    address: str
    labels: Mapping[Language, str]
    date: date
    status: EditionStatus
    predecessor: str | None
    change_notes: Mapping[Language, str]
    exceptions: list[ExceptionShape]
    is_current: bool
    pages: Pages


class EditionsShape(msgspec.Struct):
    """Every edition, the newest first."""

    editions: list[EditionShape]


class ParagraphEntryShape(msgspec.Struct):
    """A paragraph in the contents; `comments` counts the shown ones on it."""

    id: str
    address: str
    comments: int


class SectionEntryShape(msgspec.Struct):
    """A section in the contents, with its paragraphs in order."""

    key: str
    number: str
    titles: Mapping[Language, str]
    level: int
    pages: Pages
    paragraphs: list[ParagraphEntryShape]


class ContentsShape(msgspec.Struct):
    """An edition with its sections in order."""

    edition: EditionShape
    sections: list[SectionEntryShape]


class WordingShape(msgspec.Struct):
    """A wording as Markdown, with the first 16 digits of the SHA-256 of its text."""

    text: str
    hash: str


class ParagraphShape(msgspec.Struct):
    """A paragraph of an edition with both wordings; neither is the original.

    `position` counts the paragraphs of the section from 1; `permalink` holds whatever the edition. With an
    `exception` the two do not say the same yet.
    """

    id: str
    edition: str
    section: SectionShape
    position: int
    wordings: Mapping[Language, WordingShape]
    exception: ExceptionShape | None
    comments: int
    permalink: str
    pages: Pages
    threads: Pages


class QuestionShape(msgspec.Struct):
    """A question of a round; its target has the key `<round>/<key>`."""

    key: str
    texts: Mapping[Language, str]


class RoundShape(msgspec.Struct):
    """A window of the consultation on one edition; the days count in full in its own time zone.

    `opens_at` and `closes_at` are the moments in UTC; `submissions` counts the confirmed ones and `shown`
    the shown comments in each language. `comments` lists them, `files` holds all of them, by format.
    """

    key: str
    address: str
    edition: str
    titles: Mapping[Language, str]
    stage: Stage
    opens: date
    closes: date
    opens_at: datetime
    closes_at: datetime
    time_zone: str
    answered: date | None
    participation: Participation
    moderation: ModerationRule
    questions: list[QuestionShape]
    privacy_notices: Mapping[Language, str]
    contacts: Mapping[Language, str]
    demonstration: bool
    submissions: int
    shown: Mapping[Language, int]
    comments: str
    files: Mapping[str, str]
    pages: Pages


class RoundsShape(msgspec.Struct):
    """Every round, the one that opens last first."""

    rounds: list[RoundShape]


class CommentsShape(msgspec.Struct):
    """Some shown comments as they arrived; `total` counts all that were asked for.

    `next` is the address of those after them, null at the end.
    """

    comments: list[CommentShape]
    total: int
    next: str | None


class TermShape(msgspec.Struct):
    """A word or phrase that names a concept in one language."""

    text: str
    status: TermStatus
    part_of_speech: PartOfSpeech
    gender: Gender | None
    region: str
    reason: str
    forms: list[str]


class SideShape(msgspec.Struct):
    """A concept in one language; the reading is what this side understands where the two differ."""

    preferred: str
    definition: str
    source: str
    reading: str
    reading_source: str
    terms: list[TermShape]


class ConceptEntryShape(msgspec.Struct):
    """A concept in the list; `preferred` is its preferred term in each language."""

    key: str
    address: str
    preferred: Mapping[Language, str]
    subject_field: str
    dispute: DisputeState
    pages: Pages


class ConceptsShape(msgspec.Struct):
    """Every concept, by key."""

    concepts: list[ConceptEntryShape]


class ConceptShape(msgspec.Struct):
    """One idea with both its sides; `relation` is seen from the Dutch one."""

    key: str
    subject_field: str
    process: ProcessState
    relation: Relation
    dispute: DisputeState
    dispute_reasons: Mapping[Language, str]
    sides: Mapping[Language, SideShape]
    name: str
    pages: Pages


class HitsShape(msgspec.Struct):
    """One page of hits, best or newest first; `next` is the address of the next one, null at the end.

    `counts` says by facet and value how many there are, each as if nothing of that facet were chosen.
    `corrected` is what may have been meant, null for no idea; `notes` say what of the query could not be taken.
    `is_makeshift`: there is no index just now, so that only the very words were looked for.
    """

    query: str
    total: int
    hits: list[HitShape]
    next: str | None
    counts: Mapping[Facet, Mapping[str, int]]
    corrected: str | None
    notes: list[Note]
    is_makeshift: bool


class ProblemTypeShape(msgspec.Struct):
    """What a type of problem means."""

    type: str
    status: int
    title: str
    meaning: str
