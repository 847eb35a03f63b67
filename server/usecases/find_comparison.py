"""Find the comparison of two editions whichever was named first, and the section in it by its key."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.store import editions
from server.store.database import Database
from server.text.languages import Language
from server.usecases.missing import Missing


@dataclass(frozen=True, slots=True)
class ComparisonPlace:
    """The keys of the older and the newer edition; `slugs` is the section's address, None for the whole."""

    older: str
    newer: str
    slugs: Mapping[Language, str] | None


def find_comparison(database: Database, *, one: str, other: str, section: str = "") -> ComparisonPlace:
    """The comparison of two editions by their keys, of a section where one of them has it. Raises Missing."""
    with database.read() as connection:
        known = [each.key for each in editions.editions_by_date(connection)]
        slugs = editions.section_slugs(connection, section) if section else {}
    for key in (one, other):
        if key not in known:
            raise Missing("edition", key)
    older, newer = sorted((one, other), key=known.index)
    return ComparisonPlace(older, newer, slugs.get(newer) or slugs.get(older))
