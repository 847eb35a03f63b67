"""What the hits of a search stand for: many at once, one query per kind."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, and_, select, tuple_

from server.domain.comments import Comment
from server.domain.document import Paragraph
from server.domain.glossary import Concept
from server.domain.moderation import ModerationState
from server.store.comments import comment_of
from server.store.schema import comments, concepts, paragraphs, sections, wordings
from server.store.sections import Place
from server.text.languages import Language


@dataclass(frozen=True, slots=True)
class FoundParagraph:
    """A paragraph and where it stands."""

    place: Place
    paragraph: Paragraph


def paragraphs_by_key(
    connection: Connection, keys: Collection[tuple[str, str]]
) -> dict[tuple[str, str], FoundParagraph]:
    """Paragraphs with both wordings by (edition, paragraph id); unknown ones are left out."""
    if not keys:
        return {}
    statement = (
        select(
            paragraphs.c.edition,
            paragraphs.c.id,
            paragraphs.c.section,
            paragraphs.c.position,
            sections.c.number,
            sections.c.titles,
            sections.c.slug_nl,
            sections.c.slug_de,
            wordings.c.language,
            wordings.c.text,
        )
        .join(
            sections,
            and_(sections.c.edition == paragraphs.c.edition, sections.c.key == paragraphs.c.section),
        )
        .join(
            wordings,
            and_(wordings.c.edition == paragraphs.c.edition, wordings.c.paragraph == paragraphs.c.id),
        )
        .where(tuple_(paragraphs.c.edition, paragraphs.c.id).in_(list(keys)))
    )
    texts: dict[tuple[str, str], dict[Language, str]] = {}
    found: dict[tuple[str, str], FoundParagraph] = {}
    for row in connection.execute(statement):
        key = (row.edition, row.id)
        texts.setdefault(key, {})[Language(row.language)] = row.text
        slugs = {Language.NL: row.slug_nl, Language.DE: row.slug_de}
        place = Place(row.edition, row.section, row.number, row.titles, slugs, row.position)
        found[key] = FoundParagraph(place, Paragraph(row.id, texts[key]))
    return found


def shown_comments_by_id(connection: Connection, ids: Collection[str]) -> dict[str, Comment]:
    """The comments among these that are shown now; the index may lag behind a decision."""
    if not ids:
        return {}
    rows = connection.execute(
        select(comments).where(comments.c.id.in_(list(ids)), comments.c.state == ModerationState.SHOWN)
    )
    return {row.id: comment_of(row) for row in rows}


def concepts_by_key(connection: Connection, keys: Collection[str]) -> dict[str, Concept]:
    """The concepts with these keys."""
    if not keys:
        return {}
    bodies = connection.execute(select(concepts.c.body).where(concepts.c.key.in_(list(keys)))).scalars()
    return {concept.key: concept for concept in bodies}
