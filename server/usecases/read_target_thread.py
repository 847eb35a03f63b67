"""Read the comments on a section, on the whole document or on a question of a round, a page at a time."""

from dataclasses import dataclass
from datetime import datetime

from server.domain.comments import Comment
from server.domain.targets import Target, TargetKind
from server.store import editions, rounds, sections
from server.store.database import Connection, Database
from server.store.editions import SectionEntry
from server.text.languages import Language
from server.usecases.choose_round import Window, answered_comment, window_of
from server.usecases.find_target import FoundTarget, find_target
from server.usecases.list_comments import CommentsOnPage, list_comments
from server.usecases.missing import Missing
from server.usecases.read_contents import choose_edition


@dataclass(frozen=True, slots=True)
class TargetThread:
    """A target with one page of its comments; `section` is there for a target that is one.

    `answered` is the comment to which a reply is to be written.
    """

    found: FoundTarget
    is_current: bool
    section: SectionEntry | None
    comments: CommentsOnPage
    window: Window
    answered: Comment | None


def section_target(database: Database, *, edition: str, language: Language, slug: str) -> Target:
    """The section with this address in one language. Raises Missing."""
    with database.read() as connection:
        entry, _ = choose_edition(connection, edition)
        key = sections.section_by_slug(connection, entry.key, language, slug)
    if key is None:
        raise Missing("section", slug)
    return Target(TargetKind.SECTION, key)


def edition_of_question(database: Database, target: Target) -> str:
    """The edition on which the round of a question is. Raises Missing."""
    with database.read() as connection:
        round_ = rounds.round_by_key(connection, target.key.partition("/")[0])
    if round_ is None:
        raise Missing("question", target.key)
    return round_.edition


def read_target_thread(
    database: Database, *, edition: str, target: Target, at: datetime, page: int = 1, reply_to: str = ""
) -> TargetThread:
    """The thread of a target in an edition at a moment (UTC); `reply_to` is the comment to be answered.

    Raises Missing, also for a page that is not there.
    """
    with database.read() as connection:
        found = find_target(connection, edition, target)
        _, current = choose_edition(connection, edition)
        return TargetThread(
            found=found,
            is_current=found.edition == current,
            section=_section(connection, found),
            comments=list_comments(connection, [found.edition.key], target.thread, page=page),
            window=window_of(connection, found.edition.key, target, at),
            answered=answered_comment(connection, reply_to, found.edition.key, target),
        )


def _section(connection: Connection, found: FoundTarget) -> SectionEntry | None:
    if not found.section:
        return None
    entries = editions.contents(connection, found.edition.key)
    return next(each for each in entries if each.key == found.section)
