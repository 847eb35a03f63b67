"""Which paragraphs of two editions belong together, and which of them stand where they stood."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from server.domain.document import Paragraph
from server.domain.editions import Edition


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph with its place: the section's key and its number there, from 1."""

    section: str
    number: int
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class Group:
    """Paragraphs of the older edition and what became of them, each in reading order; one side may be empty.

    `in_place` is true where the first of `after` stands where one of `before` stood, as far as the order of its
    section goes; false where one side is empty.
    """

    before: tuple[Placed, ...]
    after: tuple[Placed, ...]
    in_place: bool = False

    @property
    def moved(self) -> bool:
        """Whether some of it stands in another section than it did, or elsewhere in its own."""
        if not self.before or not self.after:
            return False
        return not self.in_place or len({each.section for each in (*self.before, *self.after)}) > 1


def placed_in(edition: Edition) -> Iterator[Placed]:
    """Every paragraph of an edition with its place, in reading order."""
    for section in edition.sections:
        for number, paragraph in enumerate(section.paragraphs, start=1):
            yield Placed(section.key, number, paragraph)


def grouped(old: Edition, new: Edition, lineage: Mapping[str, Sequence[str]]) -> list[Group]:
    """All paragraphs of both editions, each in one group, by their ids and by `lineage`.

    `lineage` gives for a paragraph of the newer edition those of the older one that it came from; an id that
    both have belongs to itself as well. Takes O(n log n) steps for n paragraphs.
    """
    there = {each.paragraph.id: each for each in placed_in(old)}
    here = {each.paragraph.id: each for each in placed_in(new)}
    roots = _roots(there, here, lineage)
    sides: dict[str, tuple[list[Placed], list[Placed]]] = {}
    for side, paragraphs in enumerate((there, here)):
        for key, placed in paragraphs.items():
            sides.setdefault(roots(key), ([], []))[side].append(placed)
    return _with_moves([Group(tuple(before), tuple(after)) for before, after in sides.values()], there)


class _Roots:
    """Sets of ids that grow together; each has one of them as its name."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def __call__(self, key: str) -> str:
        while (above := self._above.get(key, key)) != key:
            self._above[key] = self._above.get(above, above)
            key = above
        return key

    def join(self, one: str, other: str) -> None:
        self._above[self(one)] = self(other)


def _roots(
    there: Mapping[str, Placed], here: Mapping[str, Placed], lineage: Mapping[str, Sequence[str]]
) -> _Roots:
    roots = _Roots()
    for key, sources in lineage.items():
        if key in here:
            for source in sources:
                if source in there:
                    roots.join(key, source)
    return roots


def _with_moves(groups: Sequence[Group], there: Mapping[str, Placed]) -> list[Group]:
    """The same groups; in place is the longest run in each section that kept its order."""
    place = {key: number for number, key in enumerate(there)}
    by_section: dict[str, list[tuple[int, int, int]]] = {}
    for index, group in enumerate(groups):
        if not group.after:
            continue
        first = group.after[0]
        near = next((each for each in group.before if each.section == first.section), None)
        if near is not None:
            by_section.setdefault(first.section, []).append((first.number, place[near.paragraph.id], index))
    still: set[int] = set()
    for found in by_section.values():
        found.sort()
        still.update(found[index][2] for index in _longest_rising([old for _, old, _ in found]))
    return [Group(group.before, group.after, index in still) for index, group in enumerate(groups)]


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
    top: int | None = piles[-1] if piles else None
    while top is not None:
        found.append(top)
        top = before[top]
    return found[::-1]
