"""The record as one value: read from its files, and written to them."""

from dataclasses import dataclass
from pathlib import Path

from server.domain.editions import in_order_of_date
from server.domain.public_record import PublicRecord
from server.record import (
    comment_files,
    concept_files,
    dismissal_files,
    disposition_files,
    document_files,
    edition_files,
    history_files,
    round_files,
    section_files,
    tombstone_files,
)
from server.record.errors import RecordBroken, RecordProblem
from server.record.files import remove_file, write_folder, write_text
from server.record.reading import Place, Places, Reading

# Every file of the record fits one of these, and what fits belongs to the record.
PATTERNS = (
    document_files.PATTERN,
    edition_files.PATTERN,
    *section_files.PATTERNS,
    concept_files.PATTERN,
    history_files.PATTERN,
    dismissal_files.PATTERN,
    round_files.PATTERN,
    comment_files.PATTERN,
    tombstone_files.PATTERN,
    disposition_files.PATTERN,
)


@dataclass(frozen=True, slots=True)
class Survey:
    """What one look at the files gives: the record and the places of its parts, or its problems."""

    record: PublicRecord | None
    problems: tuple[RecordProblem, ...]
    places: Places


def survey_record(root: Path) -> Survey:
    """Read the record below `root`; `record` is None as soon as there is one problem."""
    reading = Reading(root)
    document = document_files.read_document(reading)
    editions = edition_files.read_editions(reading)
    rounds = round_files.read_rounds(reading, editions)
    concepts = concept_files.read_concepts(reading)
    keys = {concept.key for concept in concepts}
    comments = comment_files.read_comments(reading, rounds, editions, keys)
    shown = {comment.id for comment in comments}
    tombstones = tombstone_files.read_tombstones(reading, rounds, editions, keys, shown)
    dispositions = disposition_files.read_dispositions(reading, comments, editions)
    changes = history_files.read_changes(reading, keys)
    dismissals = dismissal_files.read_dismissals(reading)
    problems = tuple(sorted(set(reading.problems)))
    if document is None or problems:
        return Survey(None, problems, reading.places)
    record = PublicRecord(
        document=document,
        editions=tuple(in_order_of_date(edition for edition in editions.values() if edition is not None)),
        concepts=concepts,
        rounds=rounds,
        comments=comments,
        concept_changes=changes,
        dismissals=dismissals,
        tombstones=tombstones,
        dispositions=dispositions,
    )
    return Survey(record, (), reading.places)


def read_record(root: Path) -> PublicRecord:
    """The record below `root`.

    Raises RecordBroken with all that is wrong with the files.
    """
    survey = survey_record(root)
    if survey.record is None:
        raise RecordBroken(survey.problems)
    return survey.record


def write_record(record: PublicRecord, root: Path) -> list[str]:
    """Make the files below `root` those of this record; the paths that were written or removed, in order.

    Files that are right already are not touched, and files that are not of the record's patterns never. A
    new edition appears with all its files at once, and before the dispositions that speak of it.
    """
    files = record_files(record)
    changed = _write_new_editions(record, root)
    changed += [file for file, text in files.items() if write_text(root / file, text)]
    for pattern in PATTERNS:
        for path in sorted(root.glob(pattern)):
            file = path.relative_to(root).as_posix()
            if file not in files:
                remove_file(path, stop=root / file.partition("/")[0])
                changed.append(file)
    return sorted(changed)


def _write_new_editions(record: PublicRecord, root: Path) -> list[str]:
    content = root / "content" / record.document.key
    written: list[str] = []
    for edition in record.editions:
        folder = content / "editions" / edition.key
        if folder.exists():
            continue
        files = edition_files.edition_files(record.document.key, edition)
        names = {Path(file).relative_to(folder.relative_to(root)).as_posix(): file for file in files}
        write_folder(
            folder, {name: files[file] for name, file in names.items()}, aside=content / ".new-edition"
        )
        written += names.values()
    return written


def record_files(record: PublicRecord) -> dict[str, str]:
    """The text of every file of a record by its path below the root: the canonical form."""
    files = document_files.document_files(record.document)
    for edition in record.editions:
        files |= edition_files.edition_files(record.document.key, edition)
    files |= concept_files.concept_files(record.concepts)
    files |= history_files.history_files(record.concept_changes)
    files |= dismissal_files.dismissal_files(record.dismissals)
    files |= round_files.round_files(record.rounds)
    files |= tombstone_files.tombstone_files(record.tombstones)
    files |= disposition_files.disposition_files(record.dispositions)
    return files | comment_files.comment_files(record.comments)


def not_canonical(record: PublicRecord, root: Path) -> list[Place]:
    """Where the files below `root` differ from what write_record would write: the first line of each."""
    places = []
    files = record_files(record)
    for pattern in PATTERNS:
        for path in sorted(root.glob(pattern)):
            file, present = path.relative_to(root).as_posix(), path.read_text("utf-8")
            if present != files.get(file, ""):
                places.append(Place(file, _first_difference(present, files.get(file, ""))))
    return places


def _first_difference(present: str, canonical: str) -> int:
    pairs = zip(present.split("\n"), canonical.split("\n"), strict=False)
    for number, (here, there) in enumerate(pairs, start=1):
        if here != there:
            return number
    return min(present.count("\n"), canonical.count("\n")) + 1
