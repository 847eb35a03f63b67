"""Merging: several suggested wordings for one paragraph laid over one wording.

Every suggestion is a set of edits, counted in words. Edits of different suggestions that replace or remove
the same words are a conflict; insertions at one place are not: they follow each other. After the token merge
of Antragsgrün (studied), with two differences: nothing is merged silently, and a suggestion keeps the base
that it was made on (domain/suggested_wordings.py), so that no paragraph has to be matched again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from server.text.differences import Edit, edited, edits_between, words_of

# Variants of so many words at most are read in the line, longer ones below each other (Antragsgrün: 100
# characters).
SHORT = 12


@dataclass(frozen=True, slots=True)
class Option:
    """One way to word a part, and the suggestions that word it so."""

    text: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the wording: unchanged (no options), or what suggestions make of it.

    `before` is what stands there. Without `is_conflict` there is one option at most. With `is_against_base`
    others have changed the words since a suggestion was made: a conflict, even with one option.
    """

    before: str
    options: tuple[Option, ...] = ()
    is_conflict: bool = False
    is_against_base: bool = False

    @property
    def after(self) -> str:
        """What stands there when all is taken; words in conflict stay until an editor chooses."""
        return self.before if self.is_conflict or not self.options else self.options[0].text

    @property
    def by(self) -> tuple[str, ...]:
        """The suggestions that change it."""
        return tuple(dict.fromkeys(name for option in self.options for name in option.by))

    @property
    def is_short(self) -> bool:
        """Whether all variants can be read in the line."""
        texts = (self.before, *(option.text for option in self.options))
        return all(len(text.split()) <= SHORT for text in texts)


@dataclass(frozen=True, slots=True)
class Merge:
    """All suggestions together: parts in reading order; their `before` joined is the wording.

    `matrix` gives for every suggestion those that it is in conflict with; it is symmetric.
    """

    parts: tuple[Part, ...]
    matrix: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def conflicts(self) -> tuple[Part, ...]:
        """What an editor must decide."""
        return tuple(part for part in self.parts if part.is_conflict)

    @property
    def text(self) -> str:
        """The merged wording; words in conflict stay as they are until an editor chooses."""
        return "".join(part.after for part in self.parts)

    def chosen(self, choices: Mapping[int, int]) -> str:
        """The wording with the options chosen: their numbers by the number of the part, from 0."""
        return "".join(
            part.options[choices[number]].text if number in choices else part.before
            for number, part in enumerate(self.parts)
        )


@dataclass(frozen=True, slots=True)
class Laid:
    """An edit of one suggestion; with `is_against_base` what it touches has been changed by others since."""

    edit: Edit
    name: str
    is_against_base: bool = False


@dataclass(slots=True)
class _Group:
    """Edits that touch the same words, directly or through each other; equal ones are one with many names."""

    start: int
    end: int
    edits: dict[Edit, list[str]]
    against: set[Edit]

    def takes(self, edit: Edit, against: bool) -> bool:
        """Whether another edit belongs to it."""
        return any(touch(each, edit, against or each in self.against) for each in self.edits)

    def with_all_of(self, later: "_Group") -> "_Group":
        """Both as one."""
        end = max(self.end, later.end)
        self.edits.update(later.edits)
        return _Group(self.start, end, self.edits, self.against)


def merge(base: str, suggestions: Mapping[str, str]) -> Merge:
    """Lay suggested wordings over their base; the order of the mapping is that of insertions at one place."""
    laid = [Laid(edit, name) for name, text in suggestions.items() for edit in edits_between(base, text)]
    return lay(words_of(base), laid, suggestions)


def lay(words: Sequence[str], laid: Iterable[Laid], names: Iterable[str]) -> Merge:
    """Lay edits of a wording, given in its words, over it; `names` are the suggestions in order."""
    order = {name: place for place, name in enumerate(names)}
    matrix: dict[str, set[str]] = {name: set() for name in order}
    parts: list[Part] = []
    reached = 0
    for group in _groups(laid, order):
        if group.start > reached:
            parts.append(Part("".join(words[reached : group.start])))
        parts.append(_part(group, words, order, matrix))
        reached = group.end
    if reached < len(words):
        parts.append(Part("".join(words[reached:])))
    return Merge(tuple(parts), {name: frozenset(others) for name, others in matrix.items()})


def _groups(laid: Iterable[Laid], order: Mapping[str, int]) -> list[_Group]:
    names: dict[Edit, list[str]] = defaultdict(list)
    against: set[Edit] = set()
    for each in sorted(laid, key=lambda each: order[each.name]):
        names[each.edit].append(each.name)
        if each.is_against_base:
            against.add(each.edit)
    groups: list[_Group] = []
    # An insertion comes before what is replaced behind it; those at one place in the order of suggestions.
    for edit in sorted(names, key=lambda edit: (edit.start, edit.end, order[names[edit][0]])):
        first = place = len(groups)
        while place and groups[place - 1].end >= edit.start:
            place -= 1
            if groups[place].takes(edit, edit in against):
                first = place
        mine = _Group(edit.start, edit.end, {edit: names[edit]}, against)
        # What stands between two groups that become one is part of it.
        for group in reversed(groups[first:]):
            mine = group.with_all_of(mine)
        groups[first:] = [mine]
    return groups


def _part(group: _Group, words: Sequence[str], order: Mapping[str, int], matrix: dict[str, set[str]]) -> Part:
    before = "".join(words[group.start : group.end])
    against = any(edit in group.against for edit in group.edits)
    by_name: dict[str, list[Edit]] = defaultdict(list)
    for edit, names in group.edits.items():
        for name in names:
            by_name[name].append(edit)
    named: dict[str, list[str]] = defaultdict(list)
    for name in sorted(by_name, key=order.__getitem__):
        named[edited(words, by_name[name], group.start, group.end)].append(name)
    options = [Option(text, tuple(names)) for text, names in named.items()]
    if len(options) == 1:
        return Part(before, tuple(options), against, against)
    _note_conflicts(group, matrix)
    return Part(before, tuple(options), True, against)


def _note_conflicts(group: _Group, matrix: dict[str, set[str]]) -> None:
    edits = list(group.edits)
    for place, one in enumerate(edits):
        for other in edits[place + 1 :]:
            against = one in group.against or other in group.against
            if not touch(one, other, against):
                continue
            for name in group.edits[one]:
                others = set(group.edits[other]) - {name}
                matrix[name] |= others
                for each in others:
                    matrix[each].add(name)


def touch(one: Edit, other: Edit, against: bool = False) -> bool:
    """Whether two different edits touch the same words.

    One that lies inside the other does. At the edge it stands beside it, but for two: signs without a word
    that are inserted where something else is (a comma or a semicolon, that is a choice), and what was changed
    by others since, where nothing is certain any more.
    """
    if one.start < other.end and other.start < one.end:
        return True
    if against:
        return one.start <= other.end and other.start <= one.end
    at_one_place = one.start == one.end == other.start == other.end
    return at_one_place and not (_has_words(one.text) and _has_words(other.text))


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)
