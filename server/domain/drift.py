"""Drift: what changed in each language since the predecessor, and where the two sides did not change alike.

An amount is counted in words as in the word error rate of speech recognition, (S + D + I) / N: a stretch of
words that took the place of another counts as many words as the longer of the two. Per cent are of the longer
wording, as neither side is the original.

What minor revisions changed is shown but does not count for the balance of the two sides: there the amount is
from the last text with the predecessor's meaning to the first text with the present one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from server.domain.changes import ChangeKind
from server.domain.document import Paragraph, wording_hash
from server.domain.editions import Edition, StepException
from server.domain.revisions import Revision, StepState, Weight, meanings_of
from server.domain.structure import Structure
from server.domain.working_editions import WorkingParagraph
from server.text.differences import single_edits, words_of
from server.text.languages import LANGUAGES, Language

# Two sides changed unequally when one changed at least twice the share of the other, and three words more. The
# lengths of Dutch and German paragraphs compare well (German/Dutch: median 1.00, standard deviation 0.09 over
# 756 pairs of a published translation), so twice is far outside what the languages do by themselves; below
# three words a separable verb or a compound is enough.
UNEQUAL_SHARE: Final = 2.0
UNEQUAL_WORDS: Final = 3


class Balance(StrEnum):
    """How alike the two sides changed, minor revisions left out."""

    ONLY_NL = "only-nl"
    ONLY_DE = "only-de"
    UNEQUAL = "unequal"
    EQUAL = "equal"


class Mark(StrEnum):
    """By what paragraphs are found in the view; a paragraph has any number of them.

    Outdated is what an editor still has to follow: what a signed exception covers is excepted instead.
    """

    ONLY_NL = "only-nl"
    ONLY_DE = "only-de"
    UNEQUAL = "unequal"
    OUTDATED_NL = "outdated-nl"
    OUTDATED_DE = "outdated-de"
    MISSING = "missing"
    EXCEPTED = "excepted"
    ADDED = "added"
    REMOVED = "removed"
    SPLIT = "split"
    JOINED = "joined"


@dataclass(frozen=True, slots=True)
class SideDrift:
    """What became of one wording since the predecessor, in words.

    `changed` counts all, `substantive` what is left without minor revisions, `words` the longer of the two
    texts. `revisions` counts those of editors.
    """

    before: str
    after: str
    changed: int
    substantive: int
    words: int
    revisions: int

    @property
    def per_cent(self) -> int:
        """The changed words per hundred of the longer text; 1 at least where anything changed."""
        return min(100, max(round(100 * self.changed / self.words), 1)) if self.changed and self.words else 0

    @property
    def weight(self) -> Weight | None:
        """Whether the meaning changed; None where no word did."""
        if self.substantive:
            return Weight.SUBSTANTIVE
        return Weight.MINOR if self.before != self.after else None


@dataclass(frozen=True, slots=True)
class DriftRow:
    """A paragraph of the view: where it stands (`number` from 1; of a removed one where it stood), and both sides.

    `kind` is None where only its state is of interest. `origins` are the paragraphs of the predecessor that it
    came from, where it is new; `comments` the ids of those that led to its revisions.
    """

    paragraph: str
    section: str
    number: int
    kind: ChangeKind | None
    origins: tuple[str, ...]
    sides: Mapping[Language, SideDrift]
    states: Mapping[Language, StepState]
    exception: StepException | None
    comments: tuple[str, ...] = ()

    @property
    def balance(self) -> Balance:
        """How alike the two sides changed."""
        nl, de = self.sides[Language.NL], self.sides[Language.DE]
        if bool(nl.substantive) != bool(de.substantive):
            return Balance.ONLY_NL if nl.substantive else Balance.ONLY_DE
        # Shares compared crosswise, so that nothing is divided by the words of an empty side.
        left, right = nl.substantive * de.words, de.substantive * nl.words
        is_apart = abs(nl.substantive - de.substantive) >= UNEQUAL_WORDS
        return (
            Balance.UNEQUAL
            if is_apart and max(left, right) >= UNEQUAL_SHARE * min(left, right)
            else Balance.EQUAL
        )

    @property
    def marks(self) -> frozenset[Mark]:
        """By what it is found."""
        named = {self.balance.value, self.kind.value if self.kind else ""} & set(Mark)
        return frozenset({*map(Mark, named), *step_marks(self.states, self.exception)})


def step_marks(states: Mapping[Language, StepState], exception: StepException | None) -> set[Mark]:
    """What is to be done for the two sides of a paragraph, from their states; empty when they are in step."""
    if StepState.MISSING in states.values():
        return {Mark.MISSING}
    if exception is not None:
        return {Mark.EXCEPTED}
    outdated = {Language.NL: Mark.OUTDATED_NL, Language.DE: Mark.OUTDATED_DE}
    return {outdated[each] for each, state in states.items() if state is StepState.OUTDATED}


def counts(paragraphs: Iterable[WorkingParagraph]) -> Counter[Mark]:
    """How many paragraphs are outdated on each side, missing one, or excepted."""
    return Counter(mark for each in paragraphs for mark in step_marks(each.states, each.exception))


def drift(
    structure: Structure, paragraphs: Mapping[str, WorkingParagraph], predecessor: Edition
) -> list[DriftRow]:
    """Every paragraph that changed since the predecessor or is not in step, in reading order.

    Takes one comparison of words for each changed wording, two where it had minor revisions as well.
    """
    before = {each.id: each for section in predecessor.sections for each in section.paragraphs}
    parts = Counter(structure.lineage.get(each, ()) for each in structure.paragraphs)
    gone = _removed(structure, predecessor)
    rows: list[DriftRow] = []
    for section in structure.sections:
        for number, key in enumerate(section.paragraphs, start=1):
            origins = tuple(each for each in structure.lineage.get(key, ()) if each in before)
            sources = [before[each] for each in (origins if key not in before else (key,))]
            row = _row(
                paragraphs[key],
                section.key,
                number,
                sources,
                is_part=parts[structure.lineage.get(key, ())] > 1,
            )
            if row.kind or row.marks:
                rows.append(row)
        rows += gone.pop(section.key, [])
    return [*rows, *(row for several in gone.values() for row in several)]


def uneven_first(rows: Iterable[DriftRow]) -> list[DriftRow]:
    """Those first whose sides did not change alike, each part in reading order."""
    return sorted(rows, key=lambda row: row.balance is Balance.EQUAL)


def words_changed(before: str, after: str, *, added_only: bool = False) -> int:
    """How many words differ; `added_only` leaves out what a part of a split paragraph left to the others."""
    old = words_of(before)
    changed = 0
    for edit in single_edits(before, after):
        added = _count(words_of(edit.text))
        changed += added if added_only else max(added, _count(old[edit.start : edit.end]))
    return changed


def _row(
    working: WorkingParagraph, section: str, number: int, sources: Sequence[Paragraph], *, is_part: bool
) -> DriftRow:
    is_kept = [each.id for each in sources] == [working.id]
    origins = () if is_kept else tuple(each.id for each in sources)
    sides = {
        language: _side(
            "\n\n".join(each.wordings.get(language, "") for each in sources),
            working.revisions.get(language, ()),
            is_part=is_part and not is_kept,
        )
        for language in LANGUAGES
    }
    kind: ChangeKind | None = ChangeKind.ADDED
    if is_kept:
        kind = ChangeKind.REWORDED if any(each.before != each.after for each in sides.values()) else None
    elif sources:
        kind = ChangeKind.JOINED if len(sources) > 1 else ChangeKind.SPLIT
    # A mapping keeps its order: each comment once, where it first led to something.
    comments = dict.fromkeys(
        comment for several in working.revisions.values() for each in several for comment in each.comments
    )
    return DriftRow(
        working.id,
        section,
        number,
        kind,
        origins,
        sides,
        working.states,
        working.exception,
        tuple(comments),
    )


def _side(before: str, revisions: Sequence[Revision], *, is_part: bool) -> SideDrift:
    after = revisions[-1].text if revisions else ""
    by_editors = sum(1 for each in revisions if each.by)
    words = max(_count(words_of(before)), _count(words_of(after))) if before != after else 0
    changed = words_changed(before, after, added_only=is_part) if before != after else 0
    start, end = _substantive_texts(before, revisions)
    if (start, end) == (before, after):
        substantive = changed
    else:
        substantive = words_changed(start, end, added_only=is_part) if start != end else 0
    return SideDrift(before, after, changed, substantive, words, by_editors)


def _substantive_texts(before: str, revisions: Sequence[Revision]) -> tuple[str, str]:
    """The last text with the meaning of the predecessor and the first with the present one."""
    if not revisions or revisions[-1].text == before:
        return before, revisions[-1].text if revisions else ""
    if len(revisions) == 1:
        return before, revisions[0].text
    meanings = meanings_of(revisions)
    first = wording_hash(before) if before else ""
    if meanings[-1] == first:
        return "", ""
    known = [place for place, meaning in enumerate(meanings) if meaning == first]
    start = known[-1] if known else -1
    end = len(meanings) - 1
    while end > start + 1 and meanings[end - 1] == meanings[-1]:
        end -= 1
    return revisions[start].text if known else before, revisions[end].text


def _removed(structure: Structure, predecessor: Edition) -> dict[str, list[DriftRow]]:
    """The paragraphs that are gone and live on in no other, by the section in which they stood."""
    living = {*structure.paragraphs, *(each for several in structure.lineage.values() for each in several)}
    return {
        section.key: [
            _gone(each, section.key, number)
            for number, each in enumerate(section.paragraphs, start=1)
            if each.id not in living
        ]
        for section in predecessor.sections
    }


def _gone(paragraph: Paragraph, section: str, number: int) -> DriftRow:
    sides = {each: _side(paragraph.wordings.get(each, ""), (), is_part=False) for each in LANGUAGES}
    return DriftRow(paragraph.id, section, number, ChangeKind.REMOVED, (), sides, {}, None)


def _count(words: Iterable[str]) -> int:
    """Only words: no signs and no spaces."""
    return sum(1 for word in words if word[0].isalnum())
