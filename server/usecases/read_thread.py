"""Read the comments on one paragraph, a page at a time."""

from dataclasses import dataclass
from datetime import datetime

from server.domain.comments import Comment
from server.domain.dispositions import PublicDisposition
from server.domain.glossary import Concept
from server.domain.targets import Target, TargetKind
from server.store import editions, glossary, sections
from server.store.database import Connection, Database
from server.store.dispositions import led_to
from server.store.earlier_comments import EarlierThread, earlier_threads
from server.store.editions import EditionEntry
from server.store.sections import ParagraphOnPage, Place
from server.text.languages import Language
from server.usecases.choose_round import Window, answered_comment, window_of
from server.usecases.list_comments import CommentsOnPage, list_comments
from server.usecases.missing import Missing
from server.usecases.read_contents import choose_edition


@dataclass(frozen=True, slots=True)
class Thread:
    """A paragraph with one page of its comments.

    `wordings` are its texts, `concepts` those that its text marks. `answered` is the comment to which
    a reply is to be written. `earlier` are its threads in earlier editions, `led_by` the dispositions that led
    to its wording.
    """

    edition: EditionEntry
    is_current: bool
    place: Place
    paragraph: ParagraphOnPage
    wordings: dict[Language, str]
    comments: CommentsOnPage
    concepts: tuple[Concept, ...]
    window: Window
    answered: Comment | None
    earlier: tuple[EarlierThread, ...]
    led_by: tuple[PublicDisposition, ...]


def read_thread(
    database: Database, *, edition: str, paragraph_id: str, at: datetime, page: int = 1, reply_to: str = ""
) -> Thread:
    """The thread of a paragraph in an edition at a moment (UTC); `reply_to` is the comment to be answered.

    Raises Missing, also for a page that is not there.
    """
    target = Target(TargetKind.PARAGRAPH, paragraph_id)
    with database.read() as connection:
        entry, current = choose_edition(connection, edition)
        found = sections.paragraph_in(connection, entry.key, paragraph_id)
        if found is None:
            raise Missing("paragraph", paragraph_id)
        place, with_wordings = found
        fragments = sections.section_fragments(connection, entry.key, place.section)
        paragraph = next(each for each in fragments if each.id == paragraph_id)
        return Thread(
            edition=entry,
            is_current=entry == current,
            place=place,
            paragraph=paragraph,
            wordings=dict(with_wordings.wordings),
            comments=list_comments(connection, [entry.key], target.thread, page=page),
            concepts=tuple(
                concept
                for concept in glossary.concepts_in_section(connection, entry.key, place.section)
                if any(f'data-concept="{concept.key}"' in html for html in paragraph.html.values())
            ),
            window=window_of(connection, entry.key, target, at),
            answered=answered_comment(connection, reply_to, entry.key, target),
            earlier=_earlier(connection, entry, paragraph_id),
            led_by=tuple(led_to(connection, entry.key, paragraph_id)),
        )


def _earlier(connection: Connection, edition: EditionEntry, paragraph_id: str) -> tuple[EarlierThread, ...]:
    known = editions.editions_by_date(connection)
    return tuple(earlier_threads(connection, known, edition, [paragraph_id]).get(paragraph_id, ()))
