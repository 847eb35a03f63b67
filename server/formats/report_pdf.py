"""Disposition reports as PDF: headings, tables with headers, pictures with words for them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from server.formats.comment_shapes import as_json
from server.formats.report_bars import bars
from server.formats.report_text import Chart, Difference, PrintedEntry, PrintedReport
from server.formats.typesetting import REPLACEMENT, printable, typeset
from server.text.differences import Piece

_FONT = "Libertinus Serif"


def write_report_pdf(printed: PrintedReport) -> bytes:
    """The report as PDF/A-2a and PDF/UA-1; 5,000 comments take seconds, so it is no work for a page's thread."""
    data = _data(printed)
    if REPLACEMENT in as_json(data["sections"]).decode():
        data["gaps"] = printed.words.gaps
    return typeset("report.typ", as_json(data), printed.report.made)


def _data(printed: PrintedReport) -> dict[str, Any]:
    words = printed.words
    return {
        "language": printed.language,
        "title": printable(printed.title),
        "subtitle": printable(printed.subtitle),
        "author": printable(printed.author),
        "remarks": [printable(each) for each in printed.remarks],
        "facts": [(printable(label), printable(value)) for label, value in printed.facts],
        "words": {
            "numbers": words.numbers,
            "counted": words.counted,
            "share": words.share,
            "all_comments": words.all_comments,
            "removed": words.removed.capitalize(),
            "added": words.added.capitalize(),
            "quote": words.labels["quote"],
            "wording": words.labels["wording"],
            "outcome": words.labels["outcome"],
        },
        "charts": [_chart(each, printed) for each in printed.charts],
        "sections": [
            {
                "heading": printable(section.heading),
                "entries": [_entry(each, printed) for each in section.entries],
            }
            for section in printed.sections
        ],
        "gaps": "",
    }


def _chart(chart: Chart, printed: PrintedReport) -> dict[str, Any]:
    title = f"{printed.words.facts['comments']}: {chart.title}"
    # A picture has no lines to break.
    drawn = [replace(each, label=printable(each.label).replace("\u200b", "")) for each in chart.bars]
    return {
        "title": chart.title,
        "svg": bars(replace(chart, bars=drawn), name=title, fonts=_FONT, colour="#0f4c5c"),
        "alt": printable("; ".join([title, *(f"{each.label}: {each.number}" for each in chart.bars)])),
        "rows": [(printable(each.label), each.number, each.percent) for each in chart.bars],
    }


def _entry(entry: PrintedEntry, printed: PrintedReport) -> dict[str, Any]:
    words, comment, answer = printed.words, entry.comment, entry.answer
    outcome = words.outcomes[""] if answer is None else answer.outcome
    if answer is not None and not answer.is_public:
        outcome = f"{outcome} ({words.not_public})"
    facts = [*entry.facts, *(answer.facts if answer else ())]
    return {
        "heading": printable(f"{entry.number}. {entry.place}: {entry.who}"),
        "language": comment.language,
        "facts": printable(" · ".join(f"{label}: {value}" for label, value in facts)),
        "quote": _lines(comment.quote.exact if comment.quote else ""),
        "suggestion": _pieces(entry.suggestion.pieces if entry.suggestion else ()),
        "text": _lines(comment.text),
        "text_label": words.labels["explanation" if entry.text_is_explanation else "text"],
        "outcome": outcome,
        "response": _lines(answer.response if answer else ""),
        "changes": list(_changes(answer.changes if answer else ())),
    }


def _changes(changes: Sequence[Difference]) -> Iterator[dict[str, Any]]:
    for each in changes:
        yield {
            "label": printable(each.label),
            "language": each.language,
            "pieces": _pieces(each.pieces),
        }


def _pieces(pieces: Sequence[Piece]) -> list[tuple[str, str]]:
    return [(each.kind, printable(each.text)) for each in pieces]


def _lines(text: str) -> list[str]:
    return printable(text).split("\n") if text else []
