"""Changes: what differs between two editions, paragraph by paragraph and then word by word."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from server.domain.document import Paragraph, Section
from server.domain.editions import Edition
from server.text.languages import LANGUAGES, Language


class ChangeKind(StrEnum):
    """What happened to a paragraph (LANGUAGE.md)."""

    REWORDED = "reworded"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    SPLIT = "split"
    JOINED = "joined"


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph with its place: the section's key and its number there, from 1."""

    section: str
    number: int
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one paragraph, or to several that were split or joined.

    `before` and `after` are the paragraphs in each edition, in reading order; `languages` are the sides
    whose wording differs. `moved` is true when what was reworded, split or joined stands elsewhere as well.
    """

    kind: ChangeKind
    before: tuple[Placed, ...]
    after: tuple[Placed, ...]
    languages: tuple[Language, ...]
    moved: bool = False


def changes_between(old: Edition, new: Edition, lineage: Mapping[str, Sequence[str]]) -> list[Change]:
    """Every change, in reading order of the new edition, removals where they stood.

    `lineage` gives for a paragraph of the new edition the paragraphs of the old one that it came from.
    Takes O(n log n) steps for n paragraphs; words are compared by whoever shows them.
    """
    there = {each.paragraph.id: each for each in _placed(old)}
    here = {each.paragraph.id: each for each in _placed(new)}
    still = _standing_still(there, here)
    told: set[str] = set()
    changes: list[Change] = []
    for placed in here.values():
        change = _change(placed, there, here, lineage, still, told)
        if change is not None:
            changes.append(change)
    gone = [each for key, each in there.items() if key not in here and key not in told]
    return _with_removed(changes, gone, there, here)


def _placed(edition: Edition) -> Iterator[Placed]:
    for section in edition.sections:
        for number, paragraph in enumerate(section.paragraphs, start=1):
            yield Placed(section.key, number, paragraph)


def _standing_still(there: Mapping[str, Placed], here: Mapping[str, Placed]) -> set[str]:
    """The paragraphs that did not move: in the same section, and of the longest run that kept its order."""
    still: set[str] = set()
    place = {key: number for number, key in enumerate(there)}
    by_section: dict[str, list[str]] = {}
    for key, placed in here.items():
        if key in there and there[key].section == placed.section:
            by_section.setdefault(placed.section, []).append(key)
    for keys in by_section.values():
        still.update(keys[index] for index in _longest_rising([place[key] for key in keys]))
    return still


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """The places of a longest strictly rising part, in order (patience sorting)."""
    piles: list[int] = []
    tops: list[int] = []
    before: list[int | None] = []
    for index, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        before.append(piles[pile - 1] if pile else None)
        if pile == len(tops):
            tops.append(number)
            piles.append(index)
        else:
            tops[pile], piles[pile] = number, index
    found: list[int] = []
    index_: int | None = piles[-1] if piles else None
    while index_ is not None:
        found.append(index_)
        index_ = before[index_]
    return found[::-1]


def _change(
    placed: Placed,
    there: Mapping[str, Placed],
    here: Mapping[str, Placed],
    lineage: Mapping[str, Sequence[str]],
    still: set[str],
    told: set[str],
) -> Change | None:
    key = placed.paragraph.id
    if key in told:
        return None
    if key in there:
        return _kept(placed, there[key], moved=key not in still)
    sources = [source for source in lineage.get(key, ()) if source in there]
    if not sources:
        return Change(ChangeKind.ADDED, (), (placed,), LANGUAGES)
    told.update(sources)
    if len(sources) > 1:
        before = tuple(there[source] for source in sources)
        return Change(ChangeKind.JOINED, before, (placed,), LANGUAGES, _elsewhere(before, (placed,)))
    parts = tuple(each for each in here.values() if list(lineage.get(each.paragraph.id, ())) == sources)
    told.update(each.paragraph.id for each in parts)
    before = (there[sources[0]],)
    return Change(ChangeKind.SPLIT, before, parts, LANGUAGES, _elsewhere(before, parts))


def _kept(now: Placed, before: Placed, *, moved: bool) -> Change | None:
    languages = tuple(
        each for each in LANGUAGES if now.paragraph.wordings[each] != before.paragraph.wordings[each]
    )
    if languages:
        return Change(ChangeKind.REWORDED, (before,), (now,), languages, moved)
    return Change(ChangeKind.MOVED, (before,), (now,), (), moved=True) if moved else None


def _elsewhere(before: Sequence[Placed], after: Sequence[Placed]) -> bool:
    return {each.section for each in before} != {each.section for each in after}


def _with_removed(
    changes: Sequence[Change],
    gone: Sequence[Placed],
    there: Mapping[str, Placed],
    here: Mapping[str, Placed],
) -> list[Change]:
    """The changes with each removal behind the last paragraph before it that is still there."""
    order = {key: number for number, key in enumerate(here)}
    old = list(there)
    keyed = [(order[change.after[0].paragraph.id], 1, change) for change in changes]
    for placed in gone:
        position = old.index(placed.paragraph.id)
        anchor = next((order[key] for key in reversed(old[:position]) if key in order), -1)
        keyed.append((anchor, 2, Change(ChangeKind.REMOVED, (placed,), (), LANGUAGES)))
    return [change for *_, change in sorted(keyed, key=lambda each: each[:2])]
