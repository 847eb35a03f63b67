"""Disposition reports as tables: one row for each comment, in CSV and in a workbook with the numbers besides."""

import io
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice

from server.formats.comment_tables import CsvTable, Row
from server.formats.report_text import PrintedEntry, PrintedReport
from server.formats.workbook_writing import WorkbookTable
from server.text.differences import Kind, Piece

_SIGNS = {Kind.SAME: "{}", Kind.REMOVED: "[−{}]", Kind.ADDED: "[+{}]"}
# A workbook writes row by row; between batches whoever waits for the thread gets a turn.
_BATCH = 100


def write_report_csv(printed: PrintedReport) -> bytes:
    """The report as CSV, with the rules of all our tables (comment_tables); columns and words are its language's."""
    table = CsvTable(list(printed.words.columns.values()))
    return table.begin() + table.add(list(_rows(printed)))


def write_report_workbook(printed: PrintedReport) -> bytes:
    """The report as a workbook: the comments on the first sheet, the numbers on the second."""
    words = printed.words
    columns = list(words.columns.values())
    rows, file = _rows(printed), io.BytesIO()
    with closing(WorkbookTable(words.all_comments, columns, [words.columns["number"]])) as table:
        while batch := list(islice(rows, _BATCH)):
            table.add(batch)
        by, value, counted, share = words.count_columns
        numbers = [
            {by: chart.title, value: bar.label, counted: str(bar.count), share: bar.percent}
            for chart in printed.charts
            for bar in chart.bars
        ]
        table.add_sheet(words.numbers, words.count_columns, numbers, [counted])
        table.write(file)
    return file.getvalue()


def marked(pieces: Sequence[Piece]) -> str:
    """A difference in one text: "[−old][+new]"."""
    return "".join(_SIGNS[each.kind].format(each.text) for each in pieces)


def _rows(printed: PrintedReport) -> Iterator[Row]:
    columns = printed.words.columns
    for section in printed.sections:
        for entry in section.entries:
            cells = {**_said(entry, section.heading, printed), **_answered(entry, printed)}
            yield {columns[key]: text for key, text in cells.items() if text}


def _said(entry: PrintedEntry, heading: str, printed: PrintedReport) -> Row:
    comment, words = entry.comment, printed.words
    return {
        "number": str(entry.count),
        "id": comment.id,
        "address": entry.address,
        "section": heading,
        "place": entry.place,
        "language": words.languages[comment.language],
        "kind": words.kinds[comment.kind],
        "name": comment.name,
        "organisation": comment.organisation,
        "group": words.groups[comment.group],
        "country": words.countries[comment.country] if comment.country else "",
        "quote": comment.quote.exact if comment.quote else "",
        "text": comment.text,
        "base_wording": comment.base_text,
        "suggested_wording": comment.suggested_wording,
    }


def _answered(entry: PrintedEntry, printed: PrintedReport) -> Row:
    words, answer = printed.words, entry.answer
    if answer is None:
        return {"outcome": words.outcomes[""]}
    return {
        "outcome": answer.outcome,
        "not_public": "" if answer.is_public else words.not_public,
        "response": answer.response,
        "answered_in": answer.edition,
        "decided": answer.decided.isoformat(),
        "difference": "\n\n".join(f"{each.label}:\n{marked(each.pieces)}" for each in answer.changes),
    }
