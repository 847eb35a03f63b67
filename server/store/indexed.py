"""What the documents of the index are made from: many at once, one query per kind, in pages where it is all."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from sqlalchemy import Connection, select, tuple_

from server.domain.moderation import ModerationState
from server.store.pieces import pieces
from server.store.schema import comment_counts, comments, editions, occurrences, paragraphs, sections
from server.store.sections import Place
from server.text.languages import Language

# An edition's key with that of something in it.
InEdition = tuple[str, str]

_SHOWN = comments.c.state == ModerationState.SHOWN


def edition_days(connection: Connection) -> dict[str, date]:
    """The date of every edition, by key."""
    return {row.key: row.date for row in connection.execute(select(editions.c.key, editions.c.date))}


def concepts_in_paragraphs(
    connection: Connection, keys: Collection[InEdition]
) -> dict[InEdition, tuple[str, ...]]:
    """The concepts whose terms stand in paragraphs, in either wording, by key."""
    if not keys:
        return {}
    place = occurrences.c.edition, occurrences.c.paragraph
    rows = connection.execute(
        select(*place, occurrences.c.concept).where(tuple_(*place).in_(list(keys))).distinct()
    )
    found: dict[InEdition, set[str]] = defaultdict(set)
    for row in rows:
        found[row.edition, row.paragraph].add(row.concept)
    return {key: tuple(sorted(concepts)) for key, concepts in found.items()}


def section_places(connection: Connection, keys: Collection[InEdition]) -> dict[InEdition, Place]:
    """Where sections stand, by (edition, key); their position is 0. Unknown ones are left out."""
    if not keys:
        return {}
    columns = (sections.c.number, sections.c.titles, sections.c.slug_nl, sections.c.slug_de)
    own = sections.c.edition, sections.c.key
    rows = connection.execute(select(*own, *columns).where(tuple_(*own).in_(list(keys))))
    return {
        (row.edition, row.key): Place(
            row.edition,
            row.key,
            row.number,
            row.titles,
            {Language.NL: row.slug_nl, Language.DE: row.slug_de},
            0,
        )
        for row in rows
    }


def shown_on_paragraphs(connection: Connection, keys: Collection[InEdition]) -> dict[InEdition, int]:
    """How many comments are shown on paragraphs, of those of these that have any."""
    if not keys:
        return {}
    thread = comment_counts.c.edition, comment_counts.c.thread
    rows = connection.execute(
        select(*thread, comment_counts.c.shown).where(
            tuple_(*thread).in_(list(keys)), comment_counts.c.shown > 0
        )
    )
    return {(row.edition, row.thread): row.shown for row in rows}


def editions_of_comments(connection: Connection, ids: Sequence[str]) -> list[InEdition]:
    """(id, edition) of these comments, in whatever state."""
    columns = select(comments.c.id, comments.c.edition)
    return [
        (row.id, row.edition)
        for piece in pieces(ids)
        for row in connection.execute(columns.where(comments.c.id.in_(piece)))
    ]


def editions_of_paragraph(connection: Connection, paragraph_id: str) -> list[str]:
    """The published editions in which a paragraph stands."""
    found = select(paragraphs.c.edition).where(paragraphs.c.id == paragraph_id)
    return list(connection.execute(found.order_by(paragraphs.c.edition)).scalars())


def paragraph_pages(connection: Connection, size: int) -> Iterator[list[InEdition]]:
    """(edition, id) of every published paragraph, so many at a time: one query each."""
    place = tuple_(paragraphs.c.edition, paragraphs.c.id)
    first = select(paragraphs.c.edition, paragraphs.c.id).order_by(paragraphs.c.edition, paragraphs.c.id)
    statement = first
    while page := [(row.edition, row.id) for row in connection.execute(statement.limit(size))]:
        yield page
        statement = first.where(place > page[-1])


def shown_comment_pages(connection: Connection, size: int) -> Iterator[list[InEdition]]:
    """(edition, id) of every shown comment, so many at a time: one query each."""
    columns = comments.c.sequence, comments.c.edition, comments.c.id
    first = select(*columns).where(_SHOWN).order_by(comments.c.sequence).limit(size)
    statement = first
    while rows := connection.execute(statement).all():
        yield [(row.edition, row.id) for row in rows]
        statement = first.where(comments.c.sequence > rows[-1].sequence)
