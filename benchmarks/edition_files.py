"""The shipped edition as files: each format, in one language and in both."""

from collections.abc import Callable
from time import process_time

from benchmarks import shipped
from benchmarks.report import Report, Target, median
from server.domain.exports import Sides
from server.formats.edition_docx import write_edition_docx
from server.formats.edition_pdf import write_edition_pdf
from server.formats.edition_text import PrintedEdition, printed
from server.formats.edition_zip import write_edition_zip
from server.record.edition_files import edition_files
from server.text.languages import Language

# A job of a worker may take this long; a zip is packed while a page waits (seconds).
LIMIT_JOB, LIMIT_ZIP = 10.0, 0.1


def run(rounds: int) -> Report:
    """Each file so many times, of which the median counts: CPU of all threads."""
    record = shipped.record()
    edition, document = shipped.consulted_edition(), record.document
    files = edition_files(document.key, edition)
    count = sum(len(each.paragraphs) for each in edition.sections)
    result = Report(f"An edition of {count} paragraphs as files", ("file", "CPU s", "MiB"))

    def whole(sides: Sides) -> PrintedEdition:
        return printed(edition, document, sides, address=_address)

    for sides in Sides:
        acts: dict[str, Callable[[Sides], bytes]] = {
            "PDF": lambda each: write_edition_pdf(whole(each)),
            "DOCX": lambda each: write_edition_docx(whole(each)),
            "ZIP": lambda each: write_edition_zip(edition, document, each, files=files, address=_address),
        }
        for name, act in acts.items():
            spent, size = _timed(act, sides, rounds)
            result.rows.append((f"{name}, {sides}", spent, size / 2**20))
            limit = LIMIT_ZIP if name == "ZIP" else LIMIT_JOB
            if sides is Sides.BOTH:
                result.targets.append(Target(f"seconds of CPU for both languages as {name}", spent, limit))
    return result


def _timed(act: Callable[[Sides], bytes], sides: Sides, rounds: int) -> tuple[float, int]:
    spent = []
    for _ in range(rounds):
        began = process_time()
        made = act(sides)
        spent.append(process_time() - began)
    return median(spent), len(made)


def _address(language: Language) -> str:
    return f"https://example.org/{language}/edition"
