"""Disposition reports as Word files: each comment stands on its wording as a Word comment, the answers below."""

from collections.abc import Iterator
from itertools import groupby

from server.formats.report_text import Chart, Difference, PrintedEntry, PrintedReport
from server.formats.word_files import Line, Remark, WordFile, Words
from server.text.differences import Kind
from server.text.languages import Language
from server.text.quotes import find_quote

# Per cent of the page: the number, what was said, what was decided, why and with which result.
_WIDTHS = (7, 38, 15, 40)


def write_report_docx(printed: PrintedReport) -> bytes:
    """The report as DOCX; 5,000 comments take seconds, so it is no work for a page's thread."""
    words, made = printed.words, printed.report.made
    file = WordFile(printed.language, title=printed.title, author=printed.author, made=made)
    file.heading(printed.title, 0)
    file.paragraph([Words(printed.subtitle)])
    for remark in printed.remarks:
        file.paragraph([Words(remark)])
    for label, value in printed.facts:
        file.paragraph([Words(f"{label}: ", bold=True), Words(value)])
    file.heading(words.numbers, 1)
    for chart in printed.charts:
        _add_chart(file, chart, printed)
    file.heading(words.all_comments, 1)
    legend = Words(f"{words.removed.capitalize()}: "), Words("…", removed=True)
    file.paragraph([*legend, Words(f" {words.added.capitalize()}: "), Words("…", added=True)])
    for section in printed.sections:
        file.heading(section.heading, 2)
        for place, entries in groupby(section.entries, key=lambda each: (each.comment.thread, each.place)):
            _add_target(file, place[1], list(entries), printed)
    return file.write()


def _add_chart(file: WordFile, chart: Chart, printed: PrintedReport) -> None:
    words = printed.words
    file.heading(chart.title, 2)
    header = (chart.title, words.counted, words.share)
    rows = ([[[Words(cell)]] for cell in (each.label, each.number, each.percent)] for each in chart.bars)
    file.table((60, 20, 20), header, rows)


def _add_target(file: WordFile, place: str, entries: list[PrintedEntry], printed: PrintedReport) -> None:
    """What comments are on, in each wording that somebody had before them, and the answers to them."""
    words = printed.words
    file.heading(place, 3)
    wordings: dict[tuple[Language, str], list[PrintedEntry]] = {}
    for entry in entries:
        wordings.setdefault((entry.comment.language, entry.base), []).append(entry)
    for (language, base), on_it in wordings.items():
        file.commented(base, language, [_remark(each, base) for each in on_it])
    header = ("number", "text", "outcome", "response")
    file.table(_WIDTHS, [words.columns[each] for each in header], [_row(each, printed) for each in entries])


def _remark(entry: PrintedEntry, base: str) -> Remark:
    comment, start, end = entry.comment, 0, len(base)
    if comment.quote is not None:
        found = find_quote(base, comment.quote.exact, comment.quote.prefix, comment.quote.suffix)
        if found is not None:
            start, end = found.start, found.end
    said = "\n".join(each for each in (comment.text, comment.suggested_wording) if each)
    text = f"{entry.number}. {said}"
    return Remark(start, end, entry.author, comment.created, text, comment.language)


def _row(entry: PrintedEntry, printed: PrintedReport) -> list[list[Line]]:
    return [
        [[Words(entry.number)]],
        list(_said(entry, printed)),
        [[Words(_outcome(entry, printed), bold=True)]],
        list(_answered(entry)),
    ]


def _said(entry: PrintedEntry, printed: PrintedReport) -> Iterator[Line]:
    comment, labels = entry.comment, printed.words.labels
    yield [Words(entry.who, bold=True)]
    if comment.quote is not None:
        yield [Words(f"{labels['quote']}: "), Words(comment.quote.exact, comment.language)]
    if comment.text:
        yield [Words(comment.text, comment.language)]
    if entry.suggestion is not None:
        yield from _difference(entry.suggestion)


def _outcome(entry: PrintedEntry, printed: PrintedReport) -> str:
    words, answer = printed.words, entry.answer
    if answer is None:
        return words.outcomes[""]
    return answer.outcome if answer.is_public else f"{answer.outcome} ({words.not_public})"


def _answered(entry: PrintedEntry) -> Iterator[Line]:
    answer = entry.answer
    if answer is not None:
        yield [Words(answer.response)]
        for change in answer.changes:
            yield from _difference(change)


def _difference(difference: Difference) -> Iterator[Line]:
    yield [Words(f"{difference.label}:", bold=True)]
    yield [
        Words(
            each.text,
            difference.language,
            removed=each.kind is Kind.REMOVED,
            added=each.kind is Kind.ADDED,
        )
        for each in difference.pieces
    ]
