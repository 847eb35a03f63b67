"""Load the record: bring its files into the database, all of it or nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from server.domain.editions import Edition, in_order_of_date
from server.domain.glossary import Concept
from server.domain.public_record import PublicRecord
from server.domain.targets import Target, TargetKind, target_of_thread
from server.domain.wording_checks import Severity
from server.record.errors import RecordBroken, RecordProblem
from server.record.record import survey_record
from server.store import (
    comments,
    concept_changes,
    dismissals,
    dispositions,
    documents,
    edition_values,
    editions,
    exports,
    glossary,
    jobs,
    rounds,
    sections,
    stamps,
    tombstones,
    working_editions,
)
from server.store.database import Connection, Database
from server.store.rounds import KeptRound
from server.store.sections import Fragment
from server.usecases.check_record import findings_on
from server.usecases.dump_record import stored_record
from server.usecases.learn_pairs import LEARN_PAIRS
from server.usecases.note_change import note_comment
from server.usecases.reconcile_glossary import reconcile_glossary
from server.usecases.reconcile_rounds import reconcile_rounds
from server.usecases.render_fragments import ConceptAddress, find_occurrences, render_fragments

REBUILD_INDEX = "rebuild-index"

Fragments = dict[str, list[Fragment]]
Keyed = TypeVar("Keyed", Edition, Concept)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The record as it was read; `changed` is false when the database held all of it already."""

    record: PublicRecord
    changed: bool


def load_record(database: Database, root: Path, *, at: datetime, concept_address: ConceptAddress) -> Loaded:
    """Make the database say what the files below `root` say; `at` is UTC.

    Comments that the record does not know stay, and so does what was done to those that it knows; concepts
    and rounds that were changed here stay so unless the record changed them as well. Demonstrations stay,
    and so does an edition that was published here and is not in the files yet. Loading the same again
    writes nothing. Raises RecordBroken, and changes nothing then, for everything that check_record calls
    an error but the form of the files, for a record that lacks what was commented on or what the working edition
    is made from, for one that has the working edition's key, and for what was changed on both sides.
    """
    record = _checked(root)
    in_files = {each.key for each in record.editions}
    with database.read() as connection:
        reconciled, kept = _reconciled(connection, record)
        rendered = _rendered(reconciled, concept_address)
        is_known = editions.keys_outside_record(connection).isdisjoint(in_files)
        if is_known and _holds(connection, reconciled, kept, rendered):
            return Loaded(reconciled, changed=False)
    with database.write() as connection:
        # Once more: an editor may have changed something between the two.
        reconciled, kept = _reconciled(connection, record)
        lost = [*_lost_targets(connection, reconciled, kept), *_lost_work(connection, reconciled)]
        if lost:
            raise RecordBroken(lost)
        _save(connection, reconciled, kept, _rendered(reconciled, concept_address), at=at)
        editions.mark_outside_record(connection, {each.key for each in reconciled.editions} - in_files)
        stamps.bump_all(connection)
        exports.outdate_reports(connection)
        jobs.add_job(connection, REBUILD_INDEX, {}, run_after=at)
        jobs.add_job(connection, LEARN_PAIRS, {}, run_after=at)
    return Loaded(reconciled, changed=True)


def _reconciled(connection: Connection, record: PublicRecord) -> tuple[PublicRecord, tuple[KeptRound, ...]]:
    """The record with what was changed here since it was dumped, and every round as it is to be kept."""
    kept = reconcile_rounds(connection, record)
    public = tuple(each.body for each in kept if not each.body.demonstration)
    here = editions.keys_outside_record(connection) - {each.key for each in record.editions}
    published = [edition_values.whole_edition(connection, key) for key in here]
    all_editions = in_order_of_date([*record.editions, *(each for each in published if each is not None)])
    reconciled = replace(reconcile_glossary(connection, record), rounds=public)
    return replace(reconciled, editions=tuple(all_editions)), kept


def _rendered(record: PublicRecord, concept_address: ConceptAddress) -> Fragments:
    return {
        edition.key: list(render_fragments(edition, record.concepts, concept_address, record.dismissals))
        for edition in record.editions
    }


def _checked(root: Path) -> PublicRecord:
    survey = survey_record(root)
    errors = [
        RecordProblem(finding.file, finding.line, finding.reason)
        for finding in findings_on(survey)
        if finding.severity is Severity.ERROR
    ]
    if survey.record is None or errors:
        raise RecordBroken(errors)
    return survey.record


def _holds(
    connection: Connection, record: PublicRecord, kept: tuple[KeptRound, ...], rendered: Fragments
) -> bool:
    """Whether the database has this record, rendered just so; it may have more comments."""
    stored = stored_record(connection)
    if stored is None or stored.document != record.document:
        return False
    return (
        _by_key(stored.editions) == _by_key(record.editions)
        and _by_key(stored.concepts) == _by_key(record.concepts)
        and {each.body.key: each for each in rounds.kept_rounds(connection)}
        == {each.body.key: each for each in kept}
        and set(map(repr, stored.concept_changes)) == set(map(repr, record.concept_changes))
        and set(stored.dismissals) == set(record.dismissals)
        and {comment.id for comment in set(record.comments) - set(stored.comments)}
        <= comments.ids_of_ours(connection)
        and tombstones.declined_by_record(connection).isdisjoint(each.id for each in record.comments)
        and tombstones.are_applied(connection, record.tombstones)
        and dispositions.are_kept(connection, record.dispositions)
        and all(_has_fragments(connection, edition, rendered[edition.key]) for edition in record.editions)
    )


def _by_key(values: Iterable[Keyed]) -> dict[str, Keyed]:
    return {value.key: value for value in values}


def _has_fragments(connection: Connection, edition: Edition, rendered: Iterable[Fragment]) -> bool:
    stored = {
        Fragment(paragraph.id, language, html)
        for section in edition.sections
        for paragraph in sections.section_fragments(connection, edition.key, section.key)
        for language, html in paragraph.html.items()
    }
    return stored == set(rendered)


def _lost_targets(
    connection: Connection, record: PublicRecord, kept: tuple[KeptRound, ...]
) -> Iterator[RecordProblem]:
    """What the record no longer has although there are comments on it: dumping them would break it."""
    concepts = {concept.key for concept in record.concepts}
    known_rounds = {each.body.key: each.body for each in kept}
    places = {edition.key: _places(edition) for edition in record.editions}
    for round_key, edition, section, thread in sorted(comments.all_targets(connection)):
        target = target_of_thread(thread)
        if round_key not in known_rounds:
            yield RecordProblem(f"comments/{round_key}/round.toml", 1, "missing, but there are comments")
        elif target.kind is TargetKind.QUESTION and not known_rounds[round_key].has_question(target.key):
            reason = f"question {target.key} must stay: there are comments on it"
            yield RecordProblem(f"comments/{round_key}/round.toml", 1, reason)
        if target.kind is TargetKind.CONCEPT and target.key not in concepts:
            file = f"glossary/concepts/{target.key}.toml"
            yield RecordProblem(file, 1, "missing, but there are comments")
        elif section and (section, thread) not in places.get(edition, ()):
            file = f"content/{record.document.key}/editions/{edition}/edition.toml"
            reason = f"{thread} must stay in section {section}: there are comments on it"
            yield RecordProblem(file, 1, reason)


def _lost_work(connection: Connection, record: PublicRecord) -> Iterator[RecordProblem]:
    """What the working edition does not go with: it is made from an edition, and its key is its own."""
    working = working_editions.open_working_edition(connection)
    if working is None:
        return
    keys = {edition.key for edition in record.editions}
    folder = f"content/{record.document.key}/editions"
    if working.predecessor not in keys:
        reason = f"must stay: the working edition {working.key} is made from it"
        yield RecordProblem(f"{folder}/{working.predecessor}/edition.toml", 1, reason)
    if working.key in keys:
        reason = "the working edition has this key: publish that one, or give this one another key"
        yield RecordProblem(f"{folder}/{working.key}/edition.toml", 1, reason)


def _places(edition: Edition) -> set[tuple[str, str]]:
    """(section, thread) of everything on a section's page that can be commented on."""
    of_sections = {(each.key, Target(TargetKind.SECTION, each.key).thread) for each in edition.sections}
    return of_sections | {(each.key, inner.id) for each in edition.sections for inner in each.paragraphs}


def _save(
    connection: Connection,
    record: PublicRecord,
    kept: tuple[KeptRound, ...],
    rendered: Fragments,
    *,
    at: datetime,
) -> None:
    documents.save_document(connection, record.document)
    glossary.save_concepts(connection, record.concepts)
    rounds.save_rounds(connection, kept)
    editions.keep_only_editions(connection, [edition.key for edition in record.editions])
    for edition in record.editions:
        editions.save_edition(connection, edition)
        sections.save_fragments(connection, edition.key, rendered[edition.key])
        glossary.save_occurrences(
            connection, edition.key, find_occurrences(edition, record.concepts, record.dismissals)
        )
    tombstones.lift_tombstones(connection, [each.id for each in record.comments])
    comments.save_comments(connection, record.comments)
    # In no count and suggestion any more, long before the whole index has been made anew.
    for gone in tombstones.apply_tombstones(connection, record.tombstones, at=at):
        note_comment(connection, gone, at=at)
    concept_changes.save_changes(connection, record.concept_changes)
    dismissals.save_dismissals(connection, record.dismissals)
    dispositions.save_public(connection, record.dispositions)
