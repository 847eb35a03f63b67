"""comments/<round>/comments.jsonl: the shown comments of one round, one JSON object per line."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime

import msgspec

from server.domain.comments import MAX_NAME, MAX_TEXT, Comment, StakeholderGroup
from server.domain.document import ID_ALPHABET, wording_hash
from server.domain.editions import Edition
from server.domain.moderation import ModerationState
from server.domain.rounds import Round
from server.record.files import impure_character
from server.record.json_lines import read_lines, write_lines
from server.record.reading import Place, Reading
from server.text.languages import Language

PATTERN = "comments/*/comments.jsonl"

_COMMENT_ID = re.compile(rf"c-[{ID_ALPHABET}]{{6,16}}")


class _Line(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A comment as it stands in the file; the order of the fields is that of the keys.

    There is no state: what is not shown is not in the record. There is no e-mail address either.
    """

    id: str
    round: str
    edition: str
    section: str
    paragraph_id: str
    language: Language
    text: str
    name: str
    group: StakeholderGroup
    created: datetime
    base_hash: str
    base_text: str
    concept: str = ""


def read_comments(
    reading: Reading,
    rounds: Iterable[Round],
    editions: Mapping[str, Edition | None],
    concepts: Collection[str],
) -> tuple[Comment, ...]:
    """All comments by time; those whose round, edition, section, paragraph or concept is not there are reported."""
    known = {round_.key: round_ for round_ in rounds}
    targets = {key: _sections_by_paragraph(edition) for key, edition in editions.items()}
    ids = dict[str, Place]()
    comments = []
    for key, file in reading.keyed_files(PATTERN, place=1):
        if not (reading.root / "comments" / key / "round.toml").is_file():
            reading.problem(file, 1, "no round.toml beside these comments")
        for line, comment in _comments_of(reading, file):
            for reason in _contradictions(comment, key, known.get(key), targets):
                reading.problem(file, line, reason)
            first = ids.setdefault(comment.id, Place(file, line))
            if first != Place(file, line):
                reading.problem(file, line, f"{comment.id} already stands in {first.file}:{first.line}")
            if comment.concept and comment.concept not in concepts:
                reading.problem(file, line, f'unknown concept "{comment.concept}"')
            comments.append(comment)
    return tuple(sorted(comments, key=_by_time))


def comment_files(comments: Iterable[Comment]) -> dict[str, str]:
    """The texts of the comments by their paths below the root; a round without comments has no such file."""
    by_round: dict[str, list[Comment]] = defaultdict(list)
    for comment in sorted(comments, key=_by_time):
        by_round[comment.round].append(comment)
    return {
        f"comments/{key}/comments.jsonl": write_lines(map(_line, of_round))
        for key, of_round in by_round.items()
    }


def _comments_of(reading: Reading, file: str) -> Iterator[tuple[int, Comment]]:
    for number, found in read_lines(reading, file, _Line, "comment"):
        faults = list(_faults(found))
        for reason in faults:
            reading.problem(file, number, reason)
        if not faults:
            yield number, _comment(found)


def _faults(line: _Line) -> Iterator[str]:
    """What is wrong with a comment whatever it is about."""
    if not _COMMENT_ID.fullmatch(line.id):
        yield f'"{line.id}" is not a comment id such as c-7k2qd9xa'
    if line.created.tzinfo is None:
        yield '"created" must name its time zone: end it with Z'
    for name, value in (("text", line.text), ("name", line.name), ("base_text", line.base_text)):
        if reason := impure_character(value):
            yield f'"{name}": {reason}'
    for name, value in (("text", line.text), ("name", line.name)):
        if value != value.strip():
            yield f'"{name}" must not start or end with white space'
    if not line.text or len(line.text) > MAX_TEXT:
        yield f'"text" must have 1 to {MAX_TEXT} characters'
    if len(line.name) > MAX_NAME:
        yield f'"name" must have at most {MAX_NAME} characters'
    if line.base_hash != wording_hash(line.base_text):
        yield '"base_hash" is not the fingerprint of "base_text"'


def _contradictions(
    comment: Comment, key: str, round_: Round | None, targets: Mapping[str, Mapping[str, str] | None]
) -> Iterator[str]:
    """What a comment says that the rest of the record does not; what could not be read is passed over.

    `targets` gives for each edition the sections by paragraph id, or None where it could not be read.
    """
    if comment.round != key:
        yield f'"round" must be the name of the folder, "{key}"'
    elif round_ is not None and comment.edition != round_.edition:
        yield f'"edition" must be that of the round, "{round_.edition}"'
    if comment.edition not in targets:
        yield f'unknown edition "{comment.edition}"'
    elif comment.concept:
        if comment.section or comment.paragraph_id:
            yield "a comment is on a concept or on a paragraph, not on both"
    elif (sections := targets[comment.edition]) is not None:
        if comment.paragraph_id not in sections:
            yield f'unknown paragraph "{comment.paragraph_id}"'
        elif sections[comment.paragraph_id] != comment.section:
            yield f'{comment.paragraph_id} stands in section "{sections[comment.paragraph_id]}"'


def _sections_by_paragraph(edition: Edition | None) -> dict[str, str] | None:
    if edition is None:
        return None
    return {paragraph.id: section.key for section in edition.sections for paragraph in section.paragraphs}


def _by_time(comment: Comment) -> tuple[datetime, str]:
    return comment.created, comment.id


def _comment(line: _Line) -> Comment:
    return Comment(
        id=line.id,
        round=line.round,
        edition=line.edition,
        section=line.section,
        paragraph_id=line.paragraph_id,
        language=line.language,
        text=line.text,
        name=line.name,
        group=line.group,
        created=line.created.astimezone(UTC),
        state=ModerationState.SHOWN,
        base_hash=line.base_hash,
        base_text=line.base_text,
        concept=line.concept,
    )


def _line(comment: Comment) -> _Line:
    return _Line(**{field: getattr(comment, field) for field in _Line.__struct_fields__})
