"""Merging: several suggested wordings for one paragraph laid over the wording that they were made on.

Every suggestion is a set of edits of the base, counted in words. Edits of different suggestions that
replace or remove the same words are a conflict; insertions at one place are not: they follow each other.
After the token merge of Antragsgrün (studied), with two differences: nothing is merged silently, and a
suggestion keeps the base that it was made on, so that no paragraph has to be matched again.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from server.text.differences import Edit, edited, edits_between, words_of


@dataclass(frozen=True, slots=True)
class Conflict:
    """Words of the base that suggestions change in different ways.

    `before` is what stands there, `variants` what each of the suggestions makes of it.
    """

    before: str
    variants: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the merged text: unchanged (`by` empty), changed by suggestions, or in conflict."""

    before: str
    after: str
    by: tuple[str, ...] = ()
    conflict: Conflict | None = None


@dataclass(frozen=True, slots=True)
class Merge:
    """All suggestions together: parts in reading order.

    `matrix` gives for every suggestion those that it is in conflict with; it is symmetric.
    """

    parts: tuple[Part, ...]
    matrix: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What an editor must decide."""
        return tuple(part.conflict for part in self.parts if part.conflict is not None)

    @property
    def text(self) -> str:
        """The merged wording; words in conflict stay as they are until an editor chooses."""
        return "".join(part.after for part in self.parts)


@dataclass(slots=True)
class _Group:
    """Edits that touch the same words of the base, directly or through each other."""

    start: int
    end: int
    edits: list[tuple[Edit, str]]


def merge(base: str, suggestions: Mapping[str, str]) -> Merge:
    """Lay suggested wordings over their base; the order of the mapping is that of insertions at one place."""
    words = words_of(base)
    order = {name: place for place, name in enumerate(suggestions)}
    everything = [(edit, name) for name in suggestions for edit in edits_between(base, suggestions[name])]
    everything.sort(key=lambda each: (each[0].start, each[0].end, order[each[1]]))
    matrix: dict[str, set[str]] = {name: set() for name in suggestions}
    parts: list[Part] = []
    reached = 0
    for group in _groups(everything):
        if group.start > reached:
            same = "".join(words[reached : group.start])
            parts.append(Part(same, same))
        parts += _parts_of(group, words, matrix)
        reached = group.end
    if rest := "".join(words[reached:]):
        parts.append(Part(rest, rest))
    return Merge(tuple(parts), {name: frozenset(others) for name, others in matrix.items()})


def _groups(edits: Sequence[tuple[Edit, str]]) -> Iterator[_Group]:
    """Edits by place; an insertion at the edge of replaced words stands beside them, inside them it collides."""
    group: _Group | None = None
    for edit, name in edits:
        if group is not None and edit.start < group.end:
            group.edits.append((edit, name))
            group.end = max(group.end, edit.end)
            continue
        if group is not None:
            yield group
        group = _Group(edit.start, edit.end, [(edit, name)])
    if group is not None:
        yield group


def _parts_of(group: _Group, words: Sequence[str], matrix: dict[str, set[str]]) -> list[Part]:
    before = "".join(words[group.start : group.end])
    by_name: dict[str, list[Edit]] = defaultdict(list)
    for edit, name in group.edits:
        by_name[name].append(edit)
    variants = {name: edited(words, edits, group.start, group.end) for name, edits in by_name.items()}
    if len(set(variants.values())) == 1:
        return [Part(before, next(iter(variants.values())), tuple(variants))]
    for name, edits in by_name.items():
        matrix[name] |= {
            other
            for other, others in by_name.items()
            if other != name and any(_collide(one, two) for one in edits for two in others)
        }
    return [Part(before, before, tuple(variants), Conflict(before, variants))]


def _collide(one: Edit, other: Edit) -> bool:
    """Whether two different edits touch the same words; one that lies inside the other does."""
    return one != other and one.start < other.end and other.start < one.end
