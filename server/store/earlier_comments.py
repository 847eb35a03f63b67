"""Where a paragraph was commented on before: in earlier editions, also as what it was split or joined from."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from server.store.editions import EditionEntry
from server.store.schema import comment_counts


@dataclass(frozen=True, slots=True)
class EarlierThread:
    """A thread on an earlier edition; `paragraph` is what the paragraph was there, `shown` counts comments."""

    edition: EditionEntry
    paragraph: str
    shown: int


def earlier_threads(
    connection: Connection,
    known: Iterable[EditionEntry],
    edition: EditionEntry,
    paragraphs: Collection[str],
) -> dict[str, list[EarlierThread]]:
    """The threads with shown comments that these paragraphs of an edition had before, newest first: one query.

    No query at all for an edition without a predecessor.
    """
    origins = _origins({each.key: each for each in known}, edition, paragraphs)
    if not origins:
        return {}
    asked = {paragraph for _, _, paragraph in origins}
    rows = connection.execute(
        select(comment_counts).where(
            comment_counts.c.edition.in_({each.key for _, each, _ in origins}),
            comment_counts.c.thread.in_(asked),
            comment_counts.c.shown > 0,
        )
    )
    shown = {(row.edition, row.thread): row.shown for row in rows}
    found: dict[str, list[EarlierThread]] = defaultdict(list)
    for own, entry, paragraph in origins:
        if count := shown.get((entry.key, paragraph)):
            found[own].append(EarlierThread(entry, paragraph, count))
    return dict(found)


def _origins(
    known: dict[str, EditionEntry], edition: EditionEntry, paragraphs: Collection[str]
) -> Sequence[tuple[str, EditionEntry, str]]:
    """(paragraph now, earlier edition, paragraph there), walking back from predecessor to predecessor."""
    found: list[tuple[str, EditionEntry, str]] = []
    now = edition
    own: dict[str, tuple[str, ...]] = {each: (each,) for each in paragraphs}
    seen = {edition.key}
    while now.predecessor in known and now.predecessor not in seen:
        lineage = now.lineage
        own = {
            paragraph: tuple(dict.fromkeys(origin for each in there for origin in lineage.get(each, (each,))))
            for paragraph, there in own.items()
        }
        now = known[now.predecessor]
        seen.add(now.key)
        found += [(paragraph, now, each) for paragraph, there in own.items() for each in there]
    return found
