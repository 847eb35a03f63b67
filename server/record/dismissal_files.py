"""glossary/dismissals.jsonl: findings of the term check that an editor dismissed, with the reason."""

from collections.abc import Iterable

from server.domain.term_checks import Dismissal
from server.record.json_lines import read_lines, write_lines
from server.record.reading import Reading

PATTERN = "glossary/dismissals.jsonl"


def read_dismissals(reading: Reading) -> tuple[Dismissal, ...]:
    """All dismissals, by paragraph; one without a reason is reported."""
    found = []
    for file in reading.files(PATTERN):
        for line, dismissal in read_lines(reading, file, Dismissal, "dismissal"):
            if not dismissal.reason.strip():
                reading.problem(file, line, '"reason" must not be empty')
            found.append(dismissal)
    return tuple(sorted(found, key=_by_place))


def dismissal_files(dismissals: Iterable[Dismissal]) -> dict[str, str]:
    """The text of the file by its path; no file without dismissals."""
    ordered = sorted(dismissals, key=_by_place)
    return {PATTERN: write_lines(ordered)} if ordered else {}


def _by_place(dismissal: Dismissal) -> tuple[str, str, str, str, str]:
    return dismissal.paragraph_id, dismissal.concept, dismissal.kind, dismissal.language, dismissal.base
