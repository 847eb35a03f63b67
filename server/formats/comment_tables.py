"""Public comments as a table: one row for each comment and each tombstone, in CSV and in a workbook."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from server.domain.moderation import ModerationState
from server.domain.public_comments import LeftBehind, PublicComment
from server.formats.atom import moment
from server.formats.comment_shapes import (
    Address,
    CommentShape,
    DispositionShape,
    SectionShape,
    TombstoneShape,
    comment_shape,
    tombstone_shape,
)
from server.formats.table_cells import guarded
from server.formats.texts import carried
from server.text.languages import Language

# As the tables of the glossary: what spreadsheets in Dutch and German look for.
DELIMITER: Final = ";"

COLUMNS: Final = (
    "id",
    "address",
    "round",
    "edition",
    "section_number",
    "section_title_nl",
    "section_title_de",
    "target",
    "target_key",
    "thread",
    "kind",
    "language",
    "text",
    "suggested_wording",
    "base_wording",
    "quote",
    "name",
    "organisation",
    "group",
    "country",
    "channel",
    "received",
    "created",
    "corrected",
    "reply_to",
    "agreements",
    "outcome",
    "response_nl",
    "response_de",
    "answered_in",
    "decided",
    "state",
    "reason",
    "since",
)
# What only editors are told: who submitted, whatever may be published.
CONTACT_COLUMNS: Final = ("submission", "publication", "contact_name", "contact_organisation")
# What a workbook may add up.
NUMBERS: Final = ("agreements",)

Row = dict[str, str]


def rows_of(found: Sequence[PublicComment | LeftBehind], address: Address) -> list[Row]:
    """The cells by column, not yet guarded against formulas; empty ones are left out."""
    return [
        _comment_row(comment_shape(each, address))
        if isinstance(each, PublicComment)
        else _tombstone_row(tombstone_shape(each, address))
        for each in found
    ]


class CsvTable:
    """CSV piece by piece: semicolons, UTF-8 with byte order mark, CRLF, every cell in quotes (RFC 4180).

    No cell is a formula: `table_cells.guarded` says how, and how the text comes back.
    """

    def __init__(self, columns: Sequence[str] = COLUMNS) -> None:
        self._columns = columns

    def begin(self) -> bytes:
        """The header."""
        return b"\xef\xbb\xbf" + _lines([self._columns])

    def add(self, rows: Sequence[Row]) -> bytes:
        """Some rows."""
        return _lines([[guarded(carried(row.get(column, ""))) for column in self._columns] for row in rows])


def _lines(rows: Sequence[Sequence[str]]) -> bytes:
    table = io.StringIO()
    csv.writer(table, delimiter=DELIMITER, quoting=csv.QUOTE_ALL).writerows(rows)
    return table.getvalue().encode()


def _comment_row(shape: CommentShape) -> Row:
    return {
        **_shared(shape),
        "kind": shape.kind,
        "text": shape.text,
        "suggested_wording": shape.suggested_wording,
        "base_wording": shape.base_wording,
        "quote": shape.quote.exact if shape.quote else "",
        "name": shape.name,
        "organisation": shape.organisation,
        "group": shape.group,
        "country": shape.country or "",
        "channel": shape.channel,
        "received": shape.received.isoformat() if shape.received else "",
        "corrected": _written(shape.corrected),
        "agreements": str(shape.agreements),
        **_disposition(shape.disposition),
        "state": ModerationState.SHOWN,
    }


def _tombstone_row(shape: TombstoneShape) -> Row:
    return {
        **_shared(shape),
        "state": shape.state,
        "reason": shape.reason or "",
        "since": _written(shape.since),
    }


def _shared(shape: CommentShape | TombstoneShape) -> Row:
    return {
        "id": shape.id,
        "address": shape.address,
        "round": shape.round,
        "edition": shape.edition,
        **_section(shape.section),
        "target": shape.target.kind,
        "target_key": shape.target.key,
        "thread": shape.thread,
        "language": shape.language,
        "created": _written(shape.created),
        "reply_to": shape.reply_to or "",
    }


def _disposition(disposition: DispositionShape | None) -> Row:
    if disposition is None:
        return {}
    return {
        "outcome": disposition.outcome,
        "response_nl": disposition.responses.get(Language.NL, ""),
        "response_de": disposition.responses.get(Language.DE, ""),
        "answered_in": disposition.edition,
        "decided": disposition.decided.isoformat(),
    }


def _section(section: SectionShape | None) -> Row:
    if section is None:
        return {}
    return {
        "section_number": section.number,
        "section_title_nl": section.titles.get(Language.NL, ""),
        "section_title_de": section.titles.get(Language.DE, ""),
    }


def _written(at: datetime | None) -> str:
    return "" if at is None else moment(at)
