"""Revisions of wordings in working editions, and the pairs that editors confirmed; both only ever added to."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select

from server.domain.revisions import Confirmed, Revision, Weight
from server.domain.working_editions import WorkingParagraph
from server.store.schema import confirmations, revisions
from server.store.upserts import insert_into
from server.text.languages import Language


def add_revisions(connection: Connection, edition: str, several: Iterable[Revision]) -> int:
    """Keep revisions; how many were kept: one whose number was taken by somebody else is not."""
    kept = 0
    statement = insert_into(connection, revisions).on_conflict_do_nothing().returning(revisions.c.number)
    for each in several:
        kept += connection.execute(statement, _values(edition, each)).scalar_one_or_none() is not None
    return kept


def begin_with(
    connection: Connection, edition: str, first: Iterable[Revision], pairs: Mapping[str, Confirmed]
) -> None:
    """Keep what a working edition begins with: the predecessor's wordings, and the pairs by paragraph."""
    rows = [_values(edition, each) for each in first]
    if rows:
        connection.execute(insert(revisions), rows)
    confirmed = [_pair_values(edition, paragraph, pair) for paragraph, pair in pairs.items()]
    if confirmed:
        connection.execute(insert(confirmations), confirmed)


def add_confirmed(connection: Connection, edition: str, paragraph: str, pair: Confirmed) -> None:
    """Keep that an editor confirmed a pair of meanings, or signed an exception for it."""
    connection.execute(insert(confirmations), _pair_values(edition, paragraph, pair))


def working_paragraphs(
    connection: Connection, edition: str, paragraphs: Collection[str] | None = None
) -> dict[str, WorkingParagraph]:
    """Paragraphs with all their revisions and pairs, by id: two queries; all of an edition, or these."""
    histories: dict[str, dict[Language, list[Revision]]] = defaultdict(dict)
    ordered = select(revisions).where(*_of(revisions.c, edition, paragraphs)).order_by(revisions.c.number)
    for row in connection.execute(ordered):
        history = histories[row.paragraph].setdefault(Language(row.language), [])
        history.append(_revision(row))
    pairs: dict[str, list[Confirmed]] = defaultdict(list)
    confirmed = (
        select(confirmations)
        .where(*_of(confirmations.c, edition, paragraphs))
        .order_by(confirmations.c.sequence)
    )
    for row in connection.execute(confirmed):
        pairs[row.paragraph].append(Confirmed(row.nl, row.de, row.by, row.at, row.exception, row.withdrawn))
    return {
        key: WorkingParagraph(
            key,
            {language: tuple(several) for language, several in history.items()},
            tuple(pairs[key]),
        )
        for key, history in histories.items()
    }


def working_paragraph(connection: Connection, edition: str, paragraph: str) -> WorkingParagraph | None:
    """One paragraph with all its revisions and pairs: two queries; None where it never had a wording."""
    return working_paragraphs(connection, edition, [paragraph]).get(paragraph)


def _of(columns: Any, edition: str, paragraphs: Collection[str] | None) -> list[ColumnElement[bool]]:
    own = [columns.edition == edition]
    return own if paragraphs is None else [*own, columns.paragraph.in_(list(paragraphs))]


def _revision(row: Row[Any]) -> Revision:
    return Revision(
        paragraph=row.paragraph,
        language=Language(row.language),
        number=row.number,
        text=row.text,
        weight=Weight(row.weight),
        by=row.by,
        at=row.at,
        base=row.base,
        note=row.note,
        comments=row.comments,
    )


def _values(edition: str, revision: Revision) -> dict[str, Any]:
    return {
        "edition": edition,
        "paragraph": revision.paragraph,
        "language": revision.language,
        "number": revision.number,
        "text": revision.text,
        "weight": revision.weight,
        "by": revision.by,
        "at": revision.at,
        "base": revision.base,
        "note": revision.note,
        "comments": revision.comments,
    }


def _pair_values(edition: str, paragraph: str, pair: Confirmed) -> dict[str, Any]:
    return {
        "edition": edition,
        "paragraph": paragraph,
        "nl": pair.nl,
        "de": pair.de,
        "by": pair.by,
        "at": pair.at,
        "exception": pair.exception,
        "withdrawn": pair.withdrawn,
    }
