"""Read one section: what the public sees of it, in a constant number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.domain.comments import Comment
from server.domain.dispositions import PublicDisposition
from server.domain.editions import section_versions
from server.domain.glossary import Concept
from server.domain.targets import Target, TargetKind
from server.store import comments, editions, glossary, sections, stamps
from server.store.comment_counts import shown_count
from server.store.database import Connection, Database
from server.store.dispositions import public_dispositions_of
from server.store.earlier_comments import earlier_threads
from server.store.editions import EditionEntry, SectionEntry
from server.store.sections import ParagraphOnPage
from server.text.languages import Language
from server.usecases.missing import Missing
from server.usecases.read_contents import choose_edition

# More than this on one paragraph is read on the page of its thread.
COMMENTS_ON_PAGE = 5


@dataclass(frozen=True, slots=True)
class Version:
    """An edition in which the section changed, with its address there."""

    edition: EditionEntry
    slugs: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class SectionToRead:
    """A section with everything around it; `stamp` changes with anything a reader could see of it.

    `shown` counts the comments on the section as a whole. `current_slugs` are its addresses in the current
    edition, None where that has it no more. `dispositions` are those of the comments, `earlier` how many comments
    on earlier editions each paragraph has, itself or what it was made of.
    """

    edition: EditionEntry
    section: SectionEntry
    current_slugs: Mapping[Language, str] | None
    previous: SectionEntry | None
    next: SectionEntry | None
    paragraphs: tuple[ParagraphOnPage, ...]
    shown: int
    comments: Mapping[str, Sequence[Comment]]
    dispositions: Mapping[str, PublicDisposition]
    earlier: Mapping[str, int]
    concepts: tuple[Concept, ...]
    versions: tuple[Version, ...]
    stamp: str


def read_section(database: Database, *, edition: str | None, language: Language, slug: str) -> SectionToRead:
    """A section by its address in one language, of the current edition unless one is named. Raises Missing."""
    with database.read() as connection:
        entry, current = choose_edition(connection, edition)
        key = sections.section_by_slug(connection, entry.key, language, slug)
        if key is None:
            raise Missing("section", slug)
        # The stamp is read before what it vouches for: at worst a page is made once more than needed.
        stamp = stamps.stamp(connection, entry.key, key)
        contents = editions.contents(connection, entry.key)
        place = [section.key for section in contents].index(key)
        slugs = editions.section_slugs(connection, key)
        rows = tuple(sections.section_fragments(connection, entry.key, key))
        latest = comments.latest_comments(connection, entry.key, key, per_paragraph=COMMENTS_ON_PAGE)
        shown_ids = [each.id for several in latest.values() for each in several]
        return SectionToRead(
            edition=entry,
            section=contents[place],
            current_slugs=slugs.get(current.key),
            previous=contents[place - 1] if place else None,
            next=contents[place + 1] if place + 1 < len(contents) else None,
            paragraphs=rows,
            shown=shown_count(connection, entry.key, Target(TargetKind.SECTION, key).thread),
            comments=latest,
            dispositions=public_dispositions_of(connection, shown_ids),
            earlier=_earlier(connection, entry, rows),
            concepts=tuple(glossary.concepts_in_section(connection, entry.key, key)),
            versions=_versions(connection, key, slugs),
            stamp=str(stamp),
        )


def read_stamp(database: Database, edition: str, section: str) -> str:
    """The stamp of a section as it is now."""
    with database.read() as connection:
        return str(stamps.stamp(connection, edition, section))


def _earlier(
    connection: Connection, edition: EditionEntry, rows: Sequence[ParagraphOnPage]
) -> dict[str, int]:
    known = editions.editions_by_date(connection)
    threads = earlier_threads(connection, known, edition, [each.id for each in rows])
    return {paragraph: sum(each.shown for each in several) for paragraph, several in threads.items()}


def _versions(
    connection: Connection, section: str, slugs: Mapping[str, Mapping[Language, str]]
) -> tuple[Version, ...]:
    known = {entry.key: entry for entry in editions.editions_by_date(connection)}
    changed = section_versions(editions.section_fingerprints(connection, section))
    return tuple(Version(known[key], slugs[key]) for key in reversed(changed))
