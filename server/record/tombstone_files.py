"""comments/<round>/tombstones.jsonl: what is left of comments that were declined or withdrawn, one per line."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime

import msgspec

from server.domain.editions import Edition
from server.domain.moderation import TOMBSTONES, DeclineReason, ModerationState
from server.domain.rounds import Round
from server.domain.tombstones import Tombstone
from server.record.comment_line import contradictions, faults_of_id, faults_of_thread, places_in
from server.record.json_lines import read_lines, write_lines
from server.record.reading import Place, Reading
from server.text.languages import Language

PATTERN = "comments/*/tombstones.jsonl"


class TombstoneLine(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A tombstone as it stands in the file; the order of the fields is that of the keys.

    No word of the comment is part of it, and no name.
    """

    id: str
    round: str
    edition: str
    section: str
    thread: str
    language: Language
    created: datetime
    state: ModerationState
    reason: DeclineReason | None = None
    reply_to: str = ""


def read_tombstones(
    reading: Reading,
    rounds: Iterable[Round],
    editions: Mapping[str, Edition | None],
    concepts: Collection[str],
    shown: Collection[str],
) -> tuple[Tombstone, ...]:
    """All tombstones by time; `shown` are the ids of the shown comments, none of which may have one.

    Those whose round, edition, section, paragraph or concept is not there are reported.
    """
    known = {round_.key: round_ for round_ in rounds}
    places = {key: places_in(edition) for key, edition in editions.items()}
    ids = dict[str, Place]()
    found = []
    for key, file in reading.keyed_files(PATTERN, place=1):
        if not (reading.root / "comments" / key / "round.toml").is_file():
            reading.problem(file, 1, "no round.toml beside these tombstones")
        for line, tombstone in _tombstones_of(reading, file):
            for reason in contradictions(tombstone, key, known.get(key), places, concepts):
                reading.problem(file, line, reason)
            first = ids.setdefault(tombstone.id, Place(file, line))
            if first != Place(file, line):
                reading.problem(file, line, f"{tombstone.id} already stands in {first.file}:{first.line}")
            if tombstone.id in shown:
                reading.problem(file, line, f"{tombstone.id} is among the shown comments")
            found.append(tombstone)
    return tuple(sorted(found, key=_by_time))


def tombstone_files(tombstones: Iterable[Tombstone]) -> dict[str, str]:
    """The texts of the tombstones by their paths below the root; a round without any has no such file."""
    by_round: dict[str, list[Tombstone]] = defaultdict(list)
    for tombstone in sorted(tombstones, key=_by_time):
        by_round[tombstone.round].append(tombstone)
    return {
        f"comments/{key}/tombstones.jsonl": write_lines(map(_line, of_round))
        for key, of_round in by_round.items()
    }


def _tombstones_of(reading: Reading, file: str) -> Iterator[tuple[int, Tombstone]]:
    for number, line in read_lines(reading, file, TombstoneLine, "tombstone"):
        faults = list(_faults_of(line))
        for reason in faults:
            reading.problem(file, number, reason)
        if not faults:
            values = {name: getattr(line, name) for name in TombstoneLine.__struct_fields__}
            yield number, Tombstone(**{**values, "created": line.created.astimezone(UTC)})


def _faults_of(line: TombstoneLine) -> Iterator[str]:
    yield from faults_of_id(line.id)
    if line.created.tzinfo is None:
        yield '"created" must name its time zone: end it with Z'
    yield from faults_of_thread(line.thread)
    if line.state not in TOMBSTONES:
        yield f'"state" must be {" or ".join(TOMBSTONES)}, not "{line.state}"'
    elif line.reason is not None and line.state is not ModerationState.DECLINED:
        yield '"reason" is for declined comments only'


def _by_time(tombstone: Tombstone) -> tuple[datetime, str]:
    return tombstone.created, tombstone.id


def _line(tombstone: Tombstone) -> TombstoneLine:
    return TombstoneLine(**{field: getattr(tombstone, field) for field in TombstoneLine.__struct_fields__})
