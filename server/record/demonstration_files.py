"""The folder of the demonstration: a round without days in round.toml, and comments.jsonl."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from server.domain.comments import CommentKind, Redaction, StakeholderGroup
from server.domain.demonstrations import Demonstration, InventedComment
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.rounds import MAX_RETENTION, ModerationRule, Participation
from server.domain.targets import target_of_thread
from server.record.errors import RecordBroken
from server.record.json_lines import read_lines
from server.record.reading import Reading
from server.record.round_files import read_questions
from server.record.toml_reading import Table
from server.text.languages import Language

_ROUND, _COMMENTS = "round.toml", "comments.jsonl"


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    """An invented comment as it stands in the file; see InventedComment."""

    id: str
    thread: str
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


def read_demonstration(folder: Path) -> Demonstration:
    """The demonstration in this folder. Raises RecordBroken with all that is wrong with its files."""
    reading = Reading(folder)
    comments = tuple(_comments(reading)) if (folder / _COMMENTS).is_file() else ()
    found = reading.toml(_ROUND, lambda table: _demonstration(table, comments))
    if found is None or reading.problems:
        raise RecordBroken(reading.problems)
    return found


def _demonstration(table: Table, comments: tuple[InventedComment, ...]) -> Demonstration:
    return Demonstration(
        time_zone=table.text("time_zone"),
        titles=table.pair("titles"),
        questions=read_questions(table),
        participation=table.choice("participation", Participation),
        moderation=table.choice("moderation", ModerationRule),
        privacy_notices=table.pair("privacy_notices"),
        contacts=table.pair("contacts"),
        retention_months=table.number("retention_months", 0, MAX_RETENTION),
        comments=comments,
    )


def _comments(reading: Reading) -> Iterator[InventedComment]:
    for number, line in read_lines(reading, _COMMENTS, _Line, "comment"):
        try:
            target = target_of_thread(line.thread)
        except ValueError:
            reading.problem(_COMMENTS, number, f'there is nothing such as "{line.thread}" to comment on')
            continue
        given = {name: getattr(line, name) for name in _Line.__struct_fields__ if name != "thread"}
        yield InventedComment(target=target, **given)
