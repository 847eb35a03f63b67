"""Read what a subscriber of the document, a section or a round is told: the last comments, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from server.domain.document import Document
from server.domain.public_comments import LeftBehind, PublicComment
from server.domain.rounds import Round
from server.store import documents, editions, rounds, sections
from server.store.database import Connection, Database
from server.store.editions import EditionEntry, SectionEntry
from server.store.public_comments import Choice, count_of, latest_news
from server.text.languages import Language
from server.usecases.missing import Missing
from server.usecases.name_targets import NamedTarget, Spot, name_targets
from server.usecases.read_contents import choose_edition

# RFC 5005, 3: what does not fit stands on the next page of the feed.
ENTRIES_PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class News:
    """One page of what was said, the newest first; `began` (UTC) is as old as a feed without entries is.

    `names` says of each edition and target what it is called.
    """

    comments: Sequence[PublicComment | LeftBehind]
    page: int
    pages: int
    began: datetime
    document: Document
    names: Mapping[Spot, NamedTarget]


@dataclass(frozen=True, slots=True)
class DocumentNews:
    """News of the whole document; the editions oldest first."""

    news: News
    editions: Sequence[EditionEntry]


@dataclass(frozen=True, slots=True)
class SectionNews:
    """News of one section of the current edition."""

    news: News
    section: SectionEntry


@dataclass(frozen=True, slots=True)
class RoundNews:
    """News of one round."""

    news: News
    round: Round


def read_document_news(database: Database, *, page: int = 1) -> DocumentNews:
    """The comments on the current edition, and every edition. Raises Missing, also for a page that is not there."""
    with database.read() as connection:
        current, _ = choose_edition(connection, None)
        news = page_of_news(connection, Choice(edition=current.key), current, page)
        return DocumentNews(news, editions.editions_by_date(connection))


def read_section_news(database: Database, *, language: Language, slug: str, page: int = 1) -> SectionNews:
    """The comments on a section and its paragraphs. Raises Missing, also for a page that is not there."""
    with database.read() as connection:
        current, _ = choose_edition(connection, None)
        key = sections.section_by_slug(connection, current.key, language, slug)
        found = [each for each in editions.contents(connection, current.key) if each.key == key]
        if not found:
            raise Missing("section", slug)
        choice = Choice(edition=current.key, section=found[0].key)
        return SectionNews(page_of_news(connection, choice, current, page), found[0])


def read_round_news(database: Database, *, key: str, page: int = 1) -> RoundNews:
    """The comments of a round. Raises Missing, also for a page that is not there."""
    with database.read() as connection:
        round_ = rounds.round_by_key(connection, key)
        if round_ is None:
            raise Missing("round", key)
        entry, _ = choose_edition(connection, round_.edition)
        return RoundNews(page_of_news(connection, Choice(round=key), entry, page), round_)


def page_of_news(connection: Connection, choice: Choice, edition: EditionEntry, page: int) -> News:
    """One page of the news of what is chosen; pages count from 1. Raises Missing."""
    pages = max(1, -(-count_of(connection, choice, news=True) // ENTRIES_PER_PAGE))
    document = documents.document(connection)
    if document is None or not 1 <= page <= pages:
        raise Missing("page", str(page))
    offset = (page - 1) * ENTRIES_PER_PAGE
    found = latest_news(connection, choice, limit=ENTRIES_PER_PAGE, offset=offset)
    return News(
        comments=found,
        page=page,
        pages=pages,
        began=datetime.combine(edition.date, time(), UTC),
        document=document,
        names=name_targets(connection, [spot_of(each) for each in found]),
    )


def spot_of(found: PublicComment | LeftBehind) -> Spot:
    """Which target in which edition a comment is about, or was."""
    kept = found.comment if isinstance(found, PublicComment) else found.tombstone
    return kept.edition, found.target
