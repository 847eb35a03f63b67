"""comments/<round>/comments.jsonl: the shown comments of one round, one JSON object per line."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime

from server.domain.comments import Comment
from server.domain.editions import Edition
from server.domain.moderation import ModerationState
from server.domain.rounds import Round
from server.domain.targets import target_of_thread
from server.record.comment_line import CommentLine, contradictions, faults_of, places_in
from server.record.json_lines import read_lines, write_lines
from server.record.reading import Place, Reading

PATTERN = "comments/*/comments.jsonl"


def read_comments(
    reading: Reading,
    rounds: Iterable[Round],
    editions: Mapping[str, Edition | None],
    concepts: Collection[str],
) -> tuple[Comment, ...]:
    """All comments by time; those whose round, edition, section, paragraph or concept is not there are reported."""
    known = {round_.key: round_ for round_ in rounds}
    places = {key: places_in(edition) for key, edition in editions.items()}
    ids = dict[str, Place]()
    comments = []
    for key, file in reading.keyed_files(PATTERN, place=1):
        if not (reading.root / "comments" / key / "round.toml").is_file():
            reading.problem(file, 1, "no round.toml beside these comments")
        for line, comment in _comments_of(reading, file):
            for reason in contradictions(comment, key, known.get(key), places, concepts):
                reading.problem(file, line, reason)
            first = ids.setdefault(comment.id, Place(file, line))
            if first != Place(file, line):
                reading.problem(file, line, f"{comment.id} already stands in {first.file}:{first.line}")
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
    for number, found in read_lines(reading, file, CommentLine, "comment"):
        faults = list(faults_of(found))
        for reason in faults:
            reading.problem(file, number, reason)
        if not faults:
            yield number, _comment(found)


def _by_time(comment: Comment) -> tuple[datetime, str]:
    return comment.created, comment.id


def _comment(line: CommentLine) -> Comment:
    given = {name: getattr(line, name) for name in CommentLine.__struct_fields__ if name != "thread"}
    moments = {"created": line.created.astimezone(UTC), "corrected": _utc(line.corrected)}
    target = target_of_thread(line.thread)
    return Comment(**{**given, **moments}, target=target, state=ModerationState.SHOWN)


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC)


def _line(comment: Comment) -> CommentLine:
    return CommentLine(**{field: getattr(comment, field) for field in CommentLine.__struct_fields__})
