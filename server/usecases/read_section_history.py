"""Read the history of one section: the editions in which it changed, with what was noted then."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from server.domain.document import Document
from server.domain.editions import section_versions
from server.store import comparing, documents, editions
from server.store.comparing import SectionHead
from server.store.database import Database
from server.store.editions import EditionEntry
from server.text.languages import Language
from server.usecases.missing import Missing


@dataclass(frozen=True, slots=True)
class SectionVersion:
    """The section as an edition made it: None where that edition took it out.

    `slugs` are its address there or, where it is gone, in the edition before. `since` is the edition before,
    None for the first edition of all; `is_new` says that it was not there.
    """

    edition: EditionEntry
    head: SectionHead | None
    slugs: Mapping[Language, str]
    since: EditionEntry | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class SectionHistory:
    """A section through all editions, the newest version first.

    `head` is it in `latest`, the newest edition that has it; `is_current` says whether that is the current one.
    """

    key: str
    head: SectionHead
    latest: EditionEntry
    is_current: bool
    editions: Sequence[EditionEntry]
    versions: Sequence[SectionVersion]
    document: Document


def read_section_history(database: Database, *, section: str) -> SectionHistory:
    """The history of a section by its key, in four queries. Raises Missing."""
    with database.read() as connection:
        known = editions.editions_by_date(connection)
        heads = comparing.section_heads(connection, section)
        fingerprints = editions.section_fingerprints(connection, section)
        document = documents.document(connection)
    having = [each for each in known if each.key in heads]
    if not having or document is None:
        raise Missing("section", section)
    return SectionHistory(
        key=section,
        head=heads[having[-1].key],
        latest=having[-1],
        is_current=having[-1] == known[-1],
        editions=having,
        versions=list(_versions(known, heads, section_versions(fingerprints)))[::-1],
        document=document,
    )


def _versions(
    known: Sequence[EditionEntry], heads: Mapping[str, SectionHead], changed: Sequence[str]
) -> Iterator[SectionVersion]:
    before: EditionEntry | None = None
    for entry in known:
        head = heads.get(entry.key)
        was_there = before is not None and before.key in heads
        if head is not None and (entry.key in changed or not was_there):
            yield SectionVersion(entry, head, head.slugs, before, is_new=not was_there)
        elif head is None and before is not None and was_there:
            yield SectionVersion(entry, None, heads[before.key].slugs, before, is_new=False)
        before = entry
