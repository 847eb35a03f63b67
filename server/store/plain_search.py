"""Searching without an index: letters compared one by one, slower and found less, but always there."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from server.domain.moderation import ModerationState
from server.store.indexed import InEdition
from server.store.schema import comments, editions, paragraphs, sections, wordings
from server.text.languages import Language

# Of each group any phrase, of a document all groups.
Groups = Sequence[Collection[str]]


def paragraphs_holding(
    connection: Connection, groups: Groups, *, languages: Collection[Language], limit: int
) -> list[InEdition]:
    """(edition, id) of the paragraphs whose wordings hold every group, newest edition first: one query."""
    held = (
        select(wordings.c.paragraph)
        .where(
            wordings.c.edition == paragraphs.c.edition,
            wordings.c.paragraph == paragraphs.c.id,
            wordings.c.language.in_(list(languages)),
        )
        .correlate(paragraphs)
    )
    statement = (
        select(paragraphs.c.edition, paragraphs.c.id)
        .join(editions, editions.c.key == paragraphs.c.edition)
        .join(
            sections,
            and_(sections.c.edition == paragraphs.c.edition, sections.c.key == paragraphs.c.section),
        )
        .where(*(held.where(_any_of(group, wordings.c.text)).exists() for group in groups))
        .order_by(editions.c.date.desc(), editions.c.key.desc(), sections.c.position, paragraphs.c.position)
        .limit(limit)
    )
    return [(row.edition, row.id) for row in connection.execute(statement)]


def comments_holding(
    connection: Connection, groups: Groups, *, languages: Collection[Language], limit: int
) -> list[InEdition]:
    """(edition, id) of the shown comments that hold every group, the newest first: one query."""
    statement = (
        select(comments.c.edition, comments.c.id)
        .where(
            comments.c.state == ModerationState.SHOWN,
            comments.c.language.in_(list(languages)),
            *(_any_of(group, comments.c.text, comments.c.suggested_wording) for group in groups),
        )
        .order_by(comments.c.sequence.desc())
        .limit(limit)
    )
    return [(row.edition, row.id) for row in connection.execute(statement)]


def _any_of(phrases: Collection[str], *columns: ColumnElement[str]) -> ColumnElement[bool]:
    spellings = {spelled for phrase in phrases for spelled in _spellings(phrase)}
    return or_(*(column.icontains(each, autoescape=True) for each in sorted(spellings) for column in columns))


def _spellings(phrase: str) -> set[str]:
    """SQLite knows the small letters of ASCII only: "ü" is asked for as it may stand there."""
    if phrase.isascii():
        # Every spelling is one more look through all texts.
        return {phrase.lower()}
    return {phrase, phrase.lower(), phrase.upper(), phrase.capitalize()}
