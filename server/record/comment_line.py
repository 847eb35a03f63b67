"""One line of comments.jsonl: its fields, and what can be wrong with them."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from server.domain.comments import (
    MAX_TEXT,
    Channel,
    Comment,
    CommentKind,
    Country,
    Quote,
    Redaction,
    StakeholderGroup,
)
from server.domain.document import ID_ALPHABET, wording_hash
from server.domain.editions import Edition
from server.domain.rounds import Round
from server.domain.submissions import MAX_NAME
from server.domain.targets import TargetKind, target_of_thread
from server.domain.tombstones import Tombstone
from server.record.files import impure_character
from server.text.languages import Language

_COMMENT_ID = re.compile(rf"c-[{ID_ALPHABET}]{{6,16}}")


class CommentLine(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A comment as it stands in the file; the order of the fields is that of the keys.

    There is no state: what is not shown is not in the record. There is no e-mail address either.
    """

    id: str
    round: str
    edition: str
    section: str
    thread: str
    language: Language
    text: str
    name: str
    group: StakeholderGroup
    created: datetime
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
    country: Country | None = None


def faults_of(line: CommentLine) -> Iterator[str]:
    """What is wrong with a comment whatever it is about."""
    yield from faults_of_id(line.id)
    for name in ("created", "corrected"):
        moment = getattr(line, name)
        if moment is not None and moment.tzinfo is None:
            yield f'"{name}" must name its time zone: end it with Z'
    yield from _faults_of_texts(line)
    if line.base_hash != wording_hash(line.base_text):
        yield '"base_hash" is not the fingerprint of "base_text"'
    yield from faults_of_thread(line.thread)


def faults_of_id(comment_id: str) -> Iterator[str]:
    """What is wrong with the id of a comment."""
    if not _COMMENT_ID.fullmatch(comment_id):
        yield f'"{comment_id}" is not a comment id such as c-7k2qd9xa'


def faults_of_thread(thread: str) -> Iterator[str]:
    """What is wrong with the name of a thread."""
    try:
        target_of_thread(thread)
    except ValueError:
        yield f'"thread": there is nothing such as "{thread}" to comment on'


def _faults_of_texts(line: CommentLine) -> Iterator[str]:
    for name in ("text", "name", "base_text", "organisation", "suggested_wording"):
        value = getattr(line, name)
        if reason := impure_character(value):
            yield f'"{name}": {reason}'
        if name != "base_text" and value != value.strip():
            yield f'"{name}" must not start or end with white space'
    if line.kind is CommentKind.SUGGESTION:
        if not line.suggested_wording or len(line.suggested_wording) > MAX_TEXT:
            yield f'"suggested_wording" must have 1 to {MAX_TEXT} characters'
    elif not line.text:
        yield '"text" must not be empty'
    if len(line.text) > MAX_TEXT:
        yield f'"text" must have at most {MAX_TEXT} characters'
    for name in ("name", "organisation"):
        if len(getattr(line, name)) > MAX_NAME:
            yield f'"{name}" must have at most {MAX_NAME} characters'


@dataclass(frozen=True, slots=True)
class Places:
    """What can be commented on in an edition: its sections, and the section of each paragraph."""

    sections: frozenset[str]
    section_of: Mapping[str, str]


def places_in(edition: Edition | None) -> Places | None:
    """The places of an edition; None for one that could not be read."""
    if edition is None:
        return None
    return Places(
        frozenset(section.key for section in edition.sections),
        {paragraph.id: section.key for section in edition.sections for paragraph in section.paragraphs},
    )


def contradictions(
    comment: Comment | Tombstone,
    key: str,
    round_: Round | None,
    places: Mapping[str, Places | None],
    concepts: Collection[str],
) -> Iterator[str]:
    """What a comment or its tombstone says that the rest of the record does not.

    What could not be read is passed over.
    """
    if comment.round != key:
        yield f'"round" must be the name of the folder, "{key}"'
    elif round_ is not None and comment.edition != round_.edition:
        yield f'"edition" must be that of the round, "{round_.edition}"'
    if comment.edition not in places:
        yield f'unknown edition "{comment.edition}"'
    elif (known := places[comment.edition]) is not None:
        yield from _wrong_target(comment, round_, known, concepts)


def _wrong_target(
    comment: Comment | Tombstone, round_: Round | None, places: Places, concepts: Collection[str]
) -> Iterator[str]:
    kind, key, section = comment.target.kind, comment.target.key, ""
    if kind is TargetKind.PARAGRAPH:
        if key not in places.section_of:
            yield f'unknown paragraph "{key}"'
            return
        section = places.section_of[key]
    elif kind is TargetKind.SECTION:
        if key not in places.sections:
            yield f'unknown section "{key}"'
            return
        section = key
    elif kind is TargetKind.CONCEPT and key not in concepts:
        yield f'unknown concept "{key}"'
    elif kind is TargetKind.QUESTION and round_ is not None and not round_.has_question(key):
        yield f'unknown question "{key}"'
    if comment.section != section:
        yield f'"section" must be "{section}", where {comment.thread} stands'
