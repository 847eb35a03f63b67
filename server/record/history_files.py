"""glossary/history/<concept>.jsonl: what was done to one concept, oldest first, one change per line."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from server.domain.concept_history import ConceptChange
from server.record.json_lines import read_lines, write_lines
from server.record.reading import Reading

PATTERN = "glossary/history/*.jsonl"


def read_changes(reading: Reading, concepts: Collection[str]) -> tuple[ConceptChange, ...]:
    """All changes by concept and number; gaps in the numbers and unknown concepts are reported."""
    found: list[ConceptChange] = []
    for key, file in reading.keyed_files(PATTERN, place=2):
        if key not in concepts:
            reading.problem(file, 1, f'there is no concept "{key}"')
        for position, (line, change) in enumerate(
            read_lines(reading, file, ConceptChange, "change"), start=1
        ):
            if change.number != position:
                reading.problem(file, line, f'"number" must be {position}: no change may be left out')
            if change.concept != key or change.before.key != key:
                reading.problem(file, line, f'"concept" must be the name of the file, "{key}"')
            if change.at.tzinfo is None:
                reading.problem(file, line, '"at" must name its time zone: end it with Z')
            found.append(change)
    return tuple(found)


def history_files(changes: Iterable[ConceptChange]) -> dict[str, str]:
    """The texts of the histories by their paths below the root; a concept never changed has none."""
    by_concept: dict[str, list[ConceptChange]] = defaultdict(list)
    for change in sorted(changes, key=lambda change: (change.concept, change.number)):
        by_concept[change.concept].append(change)
    return {f"glossary/history/{key}.jsonl": write_lines(of_one) for key, of_one in by_concept.items()}
