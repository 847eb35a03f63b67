"""Changes: what differs between two editions, paragraph by paragraph; words are compared by whoever shows them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from server.domain.document import Section
from server.domain.editions import Edition
from server.domain.paragraph_groups import Group, Placed, grouped
from server.text.languages import LANGUAGES, Language

__all__ = [
    "Change",
    "ChangeKind",
    "Placed",
    "Pointer",
    "SectionChanges",
    "Unchanged",
    "changes_between",
    "compare",
]


class ChangeKind(StrEnum):
    """What happened to a paragraph (LANGUAGE.md)."""

    REWORDED = "reworded"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    SPLIT = "split"
    JOINED = "joined"


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one paragraph, or to several that were split or joined.

    `before` and `after` are the paragraphs in each edition, in reading order; `languages` are the sides
    whose wording differs. `moved` is true when what was reworded, split or joined stands elsewhere as well.
    Several that became fewer are JOINED, however they were cut in between; that became as many or more, SPLIT.
    """

    kind: ChangeKind
    before: tuple[Placed, ...]
    after: tuple[Placed, ...]
    languages: tuple[Language, ...]
    moved: bool = False

    @property
    def placed(self) -> Placed:
        """Where it is told: at its first paragraph in the newer edition, or where what was removed stood."""
        return (self.after or self.before)[0]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Paragraphs next to each other that stand as they stood, with their places in the newer edition."""

    paragraphs: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Pointer:
    """A place that a change told elsewhere left or also came to; `left` is false for where a part of it came to."""

    placed: Placed
    change: Change
    left: bool


Item = Unchanged | Change | Pointer


@dataclass(frozen=True, slots=True)
class SectionChanges:
    """One section in both editions, and all that is told at its place, in order.

    `section` is it as it is in the newer edition that has it; `before` and `after` are None where it is not in one.
    """

    section: Section
    before: Section | None
    after: Section | None
    items: tuple[Item, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """What happened to its paragraphs."""
        return tuple(item for item in self.items if isinstance(item, Change))

    @property
    def counts(self) -> Mapping[ChangeKind, int]:
        """How many changes of each kind there are, in the order of the kinds; each change counts once."""
        found = Counter(change.kind for change in self.changes)
        return {kind: found[kind] for kind in ChangeKind if found[kind]}

    @property
    def is_renamed(self) -> bool:
        """Whether it has another number or title than it had, and is in both editions."""
        if self.before is None or self.after is None:
            return False
        return (self.before.number, self.before.titles) != (self.after.number, self.after.titles)

    @property
    def has_changed(self) -> bool:
        """Whether there is anything to tell."""
        gone_or_new = self.before is None or self.after is None
        return gone_or_new or self.is_renamed or any(not isinstance(item, Unchanged) for item in self.items)


def changes_between(old: Edition, new: Edition, lineage: Mapping[str, Sequence[str]]) -> list[Change]:
    """Every change, in reading order of the new edition, removals where they stood.

    `lineage` gives for a paragraph of the new edition the paragraphs of the old one that it came from.
    """
    return [change for section in compare(old, new, lineage) for change in section.changes]


def compare(old: Edition, new: Edition, lineage: Mapping[str, Sequence[str]]) -> list[SectionChanges]:
    """Both editions section by section in the order of the new one, sections that are gone where they stood.

    `lineage` as in `changes_between`. Takes O(n log n) steps for n paragraphs.
    """
    groups = grouped(old, new, lineage)
    told = [(group, _change(group)) for group in groups]
    of_new = {each.paragraph.id: found for found in told for each in found[0].after}
    of_old = {each.paragraph.id: found for found in told for each in found[0].before}
    before = {section.key: section for section in old.sections}
    after = {section.key: section for section in new.sections}
    found: list[SectionChanges] = []
    for key in _section_keys(old, new):
        was, now = before.get(key), after.get(key)
        here = [_arrival(each, of_new[each.paragraph.id][1]) for each in _placed(now)]
        left = _leaving([(each, *of_old[each.paragraph.id]) for each in _placed(was)], key)
        section = after.get(key) or before[key]
        found.append(SectionChanges(section, was, now, tuple(_items(here, left))))
    return found


def _placed(section: Section | None) -> list[Placed]:
    if section is None:
        return []
    return [Placed(section.key, number, each) for number, each in enumerate(section.paragraphs, start=1)]


def _change(group: Group) -> Change | None:
    before, after = group.before, group.after
    if not before:
        return Change(ChangeKind.ADDED, (), after, LANGUAGES)
    if not after:
        return Change(ChangeKind.REMOVED, before, (), LANGUAGES)
    if len(before) > len(after):
        return Change(ChangeKind.JOINED, before, after, LANGUAGES, group.moved)
    if len(after) > 1:
        return Change(ChangeKind.SPLIT, before, after, LANGUAGES, group.moved)
    was, now = before[0].paragraph.wordings, after[0].paragraph.wordings
    languages = tuple(each for each in LANGUAGES if was.get(each) != now.get(each))
    if languages:
        return Change(ChangeKind.REWORDED, before, after, languages, group.moved)
    return Change(ChangeKind.MOVED, before, after, (), moved=True) if group.moved else None


def _section_keys(old: Edition, new: Edition) -> list[str]:
    """The sections of the new edition, each that is gone behind the one that it followed."""
    known = {section.key for section in new.sections}
    followed: dict[str | None, list[str]] = {}
    last: str | None = None
    for section in old.sections:
        if section.key in known:
            last = section.key
        else:
            followed.setdefault(last, []).append(section.key)
    keys = followed.get(None, [])
    for section in new.sections:
        keys += [section.key, *followed.get(section.key, [])]
    return keys


def _leaving(
    paragraphs: Sequence[tuple[Placed, Group, Change | None]], section: str
) -> dict[int, list[Change | Pointer]]:
    """What left a section, by the number of the last paragraph before it that stayed; 0 is the beginning."""
    leaving: dict[int, list[Change | Pointer]] = {}
    reached = 0
    for placed, group, change in paragraphs:
        if group.in_place and group.after[0].section == section:
            reached = max(reached, *(each.number for each in group.after if each.section == section))
        elif change is not None:
            told = change if change.kind is ChangeKind.REMOVED else Pointer(placed, change, left=True)
            leaving.setdefault(reached, []).append(told)
    return leaving


def _items(
    here: Sequence[Placed | Change | Pointer | None], leaving: Mapping[int, Sequence[Change | Pointer]]
) -> Iterator[Item]:
    """What is told in a section: its paragraphs in order, and behind each what left from there."""
    yield from leaving.get(0, ())
    run: list[Placed] = []
    for number, arrived in enumerate(here, start=1):
        if isinstance(arrived, Placed):
            run.append(arrived)
        told = [
            *([] if isinstance(arrived, Placed) or arrived is None else [arrived]),
            *leaving.get(number, ()),
        ]
        if told and run:
            yield Unchanged(tuple(run))
            run = []
        yield from told
    if run:
        yield Unchanged(tuple(run))


def _arrival(placed: Placed, change: Change | None) -> Placed | Change | Pointer | None:
    """What a paragraph of the newer edition tells: that it is unchanged, its change, or where that is told."""
    if change is None:
        return placed
    if change.placed == placed:
        return change
    return Pointer(placed, change, left=False) if change.placed.section != placed.section else None
