"""Words that the record's paragraphs pair across the languages: made anew as a whole, read by stems."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, tuple_

from server.store.schema import word_pairs
from server.text.languages import Language


class KeptPair(NamedTuple):
    """A stem of one language, a word of the other as it is written there, and a weight up to 1."""

    language: Language
    stem: str
    counterpart: str
    weight: float


def replace_pairs(connection: Connection, pairs: Iterable[KeptPair]) -> None:
    """Keep these pairs and no others."""
    connection.execute(delete(word_pairs))
    rows = [pair._asdict() for pair in pairs]
    if rows:
        connection.execute(insert(word_pairs), rows)


def pairs_of(connection: Connection, stems: Collection[tuple[Language, str]]) -> list[KeptPair]:
    """The pairs of some stems, each named with its language, the heaviest of a stem first: one query, none for none."""
    if not stems:
        return []
    columns = word_pairs.c
    rows = connection.execute(
        select(columns.language, columns.stem, columns.counterpart, columns.weight)
        .where(tuple_(columns.language, columns.stem).in_(sorted(stems)))
        .order_by(columns.language, columns.stem, columns.weight.desc(), columns.counterpart)
    )
    return [KeptPair(Language(row.language), row.stem, row.counterpart, row.weight) for row in rows]
