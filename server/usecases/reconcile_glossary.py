"""Bring the glossary's files and the editors' work in the database together, losing nothing of either."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from server.domain.concept_history import ConceptChange, HistoriesDiverge, newer
from server.domain.glossary import Concept
from server.domain.public_record import PublicRecord
from server.record.errors import RecordBroken, RecordProblem
from server.store import concept_changes, dismissals, glossary
from server.store.database import Connection


def reconcile_glossary(connection: Connection, record: PublicRecord) -> PublicRecord:
    """The record with what editors did to its concepts, and dismissed, since it was dumped.

    Raises RecordBroken where a concept went on both in the files and in the database.
    """
    stored = {concept.key: concept for concept in glossary.all_concepts(connection)}
    ours, theirs = _histories(concept_changes.all_changes(connection)), _histories(record.concept_changes)
    concepts, changes, problems = [], list[ConceptChange](), []
    for concept in record.concepts:
        key = concept.key
        chosen: tuple[Concept, Sequence[ConceptChange]] = (concept, theirs[key])
        if key in stored:
            try:
                chosen = newer((stored[key], ours[key]), chosen)
            except HistoriesDiverge:
                reason = "was changed here and in the database: dump elsewhere and bring the two together"
                problems.append(RecordProblem(f"glossary/concepts/{key}.toml", 1, reason))
        concepts.append(chosen[0])
        changes.extend(chosen[1])
    if problems:
        raise RecordBroken(problems)
    kept = {
        (each.kind, each.concept, each.paragraph_id, each.language, each.base): each
        for each in (*record.dismissals, *dismissals.all_dismissals(connection))
    }
    return replace(
        record, concepts=tuple(concepts), concept_changes=tuple(changes), dismissals=tuple(kept.values())
    )


def _histories(changes: Iterable[ConceptChange]) -> dict[str, list[ConceptChange]]:
    by_concept: dict[str, list[ConceptChange]] = defaultdict(list)
    for change in changes:
        by_concept[change.concept].append(change)
    return by_concept
