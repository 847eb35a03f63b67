"""Check the record: can it be read, do both languages agree, and is it written as dump would write it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from server.domain.glossary_checks import check_glossary
from server.domain.public_record import PublicRecord
from server.domain.wording_checks import Severity, check_wordings
from server.formats.termbase_file import first_stale_line
from server.record.reading import Places
from server.record.record import Survey, not_canonical, survey_record
from server.usecases.dump_record import termbase_path
from server.usecases.render_fragments import find_occurrences


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend or to look at; `file` is relative to the record's root, `line` counts from 1."""

    file: str
    line: int
    severity: Severity
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}: {self.reason}"


def check_record(root: Path) -> list[Finding]:
    """Everything found in the record below `root`, by file and line.

    A record that cannot be read is not looked at further. Files in another form than dump's are errors.
    """
    survey = survey_record(root)
    findings = list(findings_on(survey))
    if survey.record is not None:
        for place in not_canonical(survey.record, root):
            reason = "not in the canonical form: dump would write this line otherwise"
            findings.append(Finding(place.file, place.line, Severity.ERROR, reason))
        findings.extend(_on_termbase(survey.record, root))
    return sorted(
        findings, key=lambda finding: (finding.file, finding.line, finding.severity, finding.reason)
    )


def _on_termbase(record: PublicRecord, root: Path) -> Iterator[Finding]:
    """The generated termbase says what the concepts say."""
    if record.concepts:
        path = root / termbase_path(record)
        line = first_stale_line(path.read_bytes() if path.is_file() else None, record.concepts)
        if line is not None:
            reason = "stale: dump writes this file from the concepts"
            yield Finding(termbase_path(record), line, Severity.ERROR, reason)


def findings_on(survey: Survey) -> Iterator[Finding]:
    """What is wrong with the record's meaning, whatever the form of its files."""
    for problem in survey.problems:
        yield Finding(problem.file, problem.line, Severity.ERROR, problem.reason)
    if survey.record is not None:
        yield from _on_wordings(survey.record, survey.places)
        yield from _on_glossary(survey.record, survey.places)


def _on_wordings(record: PublicRecord, places: Places) -> Iterator[Finding]:
    for edition in record.editions:
        for section in edition.sections:
            for paragraph in section.paragraphs:
                for remark in check_wordings(paragraph.wordings):
                    place = places.wordings[edition.key, remark.language, paragraph.id]
                    reason = f"{paragraph.id}: {remark.reason}"
                    yield Finding(place.file, place.line, remark.severity, reason)


def _on_glossary(record: PublicRecord, places: Places) -> Iterator[Finding]:
    in_use = {
        (occurrence.concept, occurrence.language)
        for edition in record.editions
        for occurrence in find_occurrences(edition, record.concepts)
    }
    for remark in check_glossary(record.concepts, in_use):
        side = (remark.concept, remark.language)
        place = places.sides[side] if remark.term is None else places.terms[*side, remark.term]
        yield Finding(place.file, place.line, remark.severity, remark.reason)
