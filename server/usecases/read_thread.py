"""Read the comments on one paragraph, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.domain.comments import Comment
from server.domain.glossary import Concept
from server.store import comments, glossary, sections
from server.store.comment_counts import shown_count
from server.store.database import Database
from server.store.editions import EditionEntry
from server.store.sections import ParagraphOnPage, Place
from server.usecases.missing import Missing
from server.usecases.read_contents import choose_edition

COMMENTS_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Thread:
    """A paragraph with one page of its shown comments, oldest first; pages count from 1.

    `concepts` are those that its text marks.
    """

    edition: EditionEntry
    is_current: bool
    place: Place
    paragraph: ParagraphOnPage
    comments: Sequence[Comment]
    page: int
    pages: int
    concepts: tuple[Concept, ...]


def read_thread(database: Database, *, edition: str, paragraph_id: str, page: int = 1) -> Thread:
    """The thread of a paragraph in an edition. Raises Missing, also for a page that is not there."""
    with database.read() as connection:
        entry, current = choose_edition(connection, edition)
        found = sections.paragraph_in(connection, entry.key, paragraph_id)
        if found is None:
            raise Missing("paragraph", paragraph_id)
        place, _ = found
        fragments = sections.section_fragments(connection, entry.key, place.section)
        count = shown_count(connection, entry.key, paragraph_id)
        pages = max(1, -(-count // COMMENTS_PER_PAGE))
        if not 1 <= page <= pages:
            raise Missing("page", str(page))
        paragraph = next(each for each in fragments if each.id == paragraph_id)
        return Thread(
            edition=entry,
            is_current=entry == current,
            place=place,
            paragraph=paragraph,
            comments=comments.comments_on(
                connection,
                entry.key,
                paragraph_id,
                limit=COMMENTS_PER_PAGE,
                offset=(page - 1) * COMMENTS_PER_PAGE,
            ),
            page=page,
            pages=pages,
            concepts=tuple(
                concept
                for concept in glossary.concepts_in_section(connection, entry.key, place.section)
                if any(f'data-concept="{concept.key}"' in html for html in paragraph.html.values())
            ),
        )
