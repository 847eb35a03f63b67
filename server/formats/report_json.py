"""Disposition reports as JSON: both languages in one file, and nothing left out."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from server.domain.comments import Channel, CommentKind, Country, StakeholderGroup
from server.domain.disposition_report import (
    Answer,
    Count,
    DispositionReport,
    Figures,
    NamedEdition,
    ReportEntry,
    ResultingChange,
)
from server.domain.dispositions import Outcome
from server.formats.comment_shapes import (
    Address,
    QuoteShape,
    RedactionShape,
    SectionShape,
    TargetShape,
    as_json,
    quote_shape,
    redaction_shapes,
    whole_seconds,
)
from server.text.languages import Language


class SpotShape(msgspec.Struct):
    """Where a paragraph stands in the edition that answers."""

    section_number: str
    section_titles: Mapping[Language, str]
    position: int


class ChangeShape(msgspec.Struct):
    """What became of the wording, in Markdown, in the languages in which something changed."""

    paragraphs: tuple[str, ...]
    spots: list[SpotShape]
    before: Mapping[Language, str]
    after: Mapping[Language, str]


class AnswerShape(msgspec.Struct):
    """The disposition of a comment, with what it led to."""

    outcome: Outcome
    responses: Mapping[Language, str]
    edition: str
    decided: date
    public: bool
    changes: list[ChangeShape]


class EntryShape(msgspec.Struct):
    """A comment with its disposition, null where there is none yet; texts are Markdown as they were written."""

    number: int
    id: str
    address: str
    section: SectionShape | None
    position: int
    target: TargetShape
    target_names: Mapping[Language, str]
    kind: CommentKind
    language: Language
    text: str
    suggested_wording: str
    base_wording: str
    quote: QuoteShape | None
    name: str
    organisation: str
    group: StakeholderGroup
    country: Country | None
    channel: Channel
    received: date | None
    created: datetime
    reply_to: str | None
    redactions: list[RedactionShape]
    disposition: AnswerShape | None


class EditionShape(msgspec.Struct):
    """An edition by its name; a working edition may have no date yet."""

    key: str
    labels: Mapping[Language, str]
    date: date | None


def write_report_json(report: DispositionReport, address: Address) -> bytes:
    """The report in UTF-8, a comment on each line; `address` makes the address of a comment of its id."""
    round_ = report.round
    answering = {each.answer.edition for each in report.entries if each.answer is not None}
    head = {
        "document": {"titles": report.document.titles, "publisher": report.document.publisher},
        "round": {
            "key": round_.key,
            "titles": round_.titles,
            "opens": round_.opens,
            "closes": round_.closes,
            "answered": round_.answered,
            "time_zone": round_.time_zone,
            "demonstration": round_.demonstration,
        },
        "edition": _edition(report.edition),
        "answered_by": [_edition(each) for key, each in report.editions.items() if key in answering],
        "made": whole_seconds(report.made),
        "for_editors": report.for_editors,
        "figures": _figures(report.figures),
    }
    entries = b",\n".join(as_json(_entry(each, address)) for each in report.entries)
    return as_json(head)[:-1] + b',"comments":[\n' + entries + b"\n]}\n"


def _edition(edition: NamedEdition) -> EditionShape:
    return EditionShape(edition.key, edition.labels, edition.date)


def _figures(figures: Figures) -> dict[str, Any]:
    def counted(counts: tuple[Count, ...]) -> dict[str, int]:
        return {each.key or "none": each.number for each in counts}

    return {
        "total": figures.total,
        "sections": {each.key.rstrip("/"): each.number for each in figures.headings},
        "groups": counted(figures.groups),
        "languages": counted(figures.languages),
        "countries": counted(figures.countries),
        "outcomes": counted(figures.outcomes),
    }


def _entry(entry: ReportEntry, address: Address) -> EntryShape:
    comment, heading = entry.comment, entry.heading
    section = SectionShape(heading.key, heading.number, heading.titles) if heading.slugs else None
    return EntryShape(
        number=entry.number,
        id=comment.id,
        address=address(comment.id),
        section=section,
        position=entry.position,
        target=TargetShape(comment.target.kind, comment.target.key),
        target_names=entry.names,
        kind=comment.kind,
        language=comment.language,
        text=comment.text,
        suggested_wording=comment.suggested_wording,
        base_wording=comment.base_text,
        quote=quote_shape(comment.quote),
        name=comment.name,
        organisation=comment.organisation,
        group=comment.group,
        country=comment.country,
        channel=comment.channel,
        received=comment.received,
        created=whole_seconds(comment.created),
        reply_to=comment.reply_to or None,
        redactions=redaction_shapes(comment.redactions),
        disposition=_answer(entry.answer) if entry.answer else None,
    )


def _answer(answer: Answer) -> AnswerShape:
    return AnswerShape(
        outcome=answer.outcome,
        responses=answer.responses,
        edition=answer.edition,
        decided=answer.decided,
        public=answer.is_public,
        changes=list(_changes(answer.changes)),
    )


def _changes(changes: tuple[ResultingChange, ...]) -> Iterator[ChangeShape]:
    for each in changes:
        spots = [SpotShape(spot.number, spot.titles, spot.position) for spot in each.spots]
        yield ChangeShape(each.paragraphs, spots, each.before, each.after)
