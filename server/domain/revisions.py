"""Revisions: every recorded change of a wording in the working edition, and what they say of the two sides.

A wording's meaning is the hash of the last substantive text: a minor revision keeps the meaning of the one
before it, and a text that stood there before has the meaning that it had then, whatever it is called now.
The two sides are in step when the last word on the pair of their meanings is that they say the same. So
either side may lead, a minor revision changes nothing, and a revert finds the confirmed pair again.

Where they are not in step, each side is judged by itself: it is outdated when the other side no longer has
the meaning that this side was last held against. Confirming holds both sides against each other; a signed
exception ("German follows") holds the leading side against the other, and leaves the one that follows
outdated; taking an exception back makes it as if it had never been signed. Rules after Weblate (state and
previous source kept, restored on revert), for two sides of which neither is the source.

The rules as a table of acts: tests/spec/in_step.md; as properties: tests/domain/test_revisions.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import accumulate

from server.domain.document import wording_hash
from server.domain.editions import StepException
from server.text.languages import Language


class Weight(StrEnum):
    """An editor's word on a revision: same meaning, or meaning changed."""

    MINOR = "minor"
    SUBSTANTIVE = "substantive"


class StepState(StrEnum):
    """How a wording stands to its counterpart (LANGUAGE.md)."""

    IN_STEP = "in-step"
    OUTDATED = "outdated"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Revision:
    """One recorded change of one wording; numbers count from 1 per paragraph and language.

    `base` is the number of the revision that the editor had before them, 0 for none. `comments` are the ids
    of the comments from which it came. A minor revision has a note that says what it mended. `by` is the
    name of who made it, "" for the wording of the predecessor.
    """

    paragraph: str
    language: Language
    number: int
    text: str
    weight: Weight
    by: str
    at: datetime
    base: int
    note: str = ""
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A pair of meanings (see meaning_of) that an editor has confirmed as saying the same.

    With an `exception` it says the opposite: they do not say the same yet, and that is signed for this pair.
    `withdrawn` takes the exception that holds for this pair back.
    """

    nl: str
    de: str
    by: str
    at: datetime
    exception: StepException | None = None
    withdrawn: bool = False

    def meaning(self, language: Language) -> str:
        """The meaning of one side."""
        return self.nl if language is Language.NL else self.de


@dataclass(frozen=True, slots=True)
class InStep:
    """When the two sides were in step: what each of them said, who confirmed it and when."""

    texts: Mapping[Language, str]
    by: str
    at: datetime


@dataclass(slots=True)
class _Standing:
    """What each side was last held against, by meaning, and when both were last in step.

    `texts` has for each meaning of a side the text that carried it last.
    """

    words: Mapping[tuple[str, str], Confirmed]
    against: dict[Language, str] = field(default_factory=dict)
    in_step: InStep | None = None
    texts: dict[tuple[Language, str], str] = field(default_factory=dict)

    def hold(self, nl: str, de: str) -> None:
        """Hold two meanings against each other as the last word on them says; nothing was said of most."""
        word = self.words.get((nl, de))
        pair = {Language.NL: nl, Language.DE: de}
        if word is None or not (nl and de) or not pair.items() <= self.texts.keys():
            return
        if word.exception is not None:
            leading = word.exception.follows.other
            self.against = {leading: word.meaning(leading.other)}
        else:
            self.against = {Language.NL: de, Language.DE: nl}
            self.in_step = InStep({each: self.texts[each, pair[each]] for each in pair}, word.by, word.at)


def meaning_of(revisions: Sequence[Revision]) -> str:
    """The meaning of a wording after these revisions, oldest first; "" when there is no text.

    The first revision is the wording as the predecessor had it and counts as substantive.
    """
    return meanings_of(revisions)[-1] if revisions else ""


def meanings_of(revisions: Sequence[Revision]) -> list[str]:
    """The meaning of a wording after each of its revisions, oldest first; see meaning_of."""
    meanings: dict[str, str] = {}
    found: list[str] = []
    present = ""
    for revision in revisions:
        own = wording_hash(revision.text)
        if not revision.text:
            present = ""
        elif own in meanings:
            present = meanings[own]
        elif revision.weight is Weight.SUBSTANTIVE or not present:
            present = own
        meanings.setdefault(own, present)
        found.append(present)
    return found


def step_states(
    nl: Sequence[Revision], de: Sequence[Revision], confirmed: Sequence[Confirmed]
) -> dict[Language, StepState]:
    """How each side stands, from the revisions of both and the confirmed pairs, each oldest first."""
    present = {Language.NL: meaning_of(nl), Language.DE: meaning_of(de)}
    states = {each: StepState.IN_STEP if present[each] else StepState.MISSING for each in Language}
    if StepState.MISSING in states.values():
        return states
    against = _standing(nl, de, confirmed).against
    for language in Language:
        if against.get(language) != present[language.other]:
            states[language] = StepState.OUTDATED
    return states


def last_in_step(
    nl: Sequence[Revision], de: Sequence[Revision], confirmed: Sequence[Confirmed]
) -> InStep | None:
    """What both sides said when they were last in step; None when they never were."""
    return _standing(nl, de, confirmed).in_step


def exception_for(
    nl: Sequence[Revision], de: Sequence[Revision], confirmed: Sequence[Confirmed]
) -> StepException | None:
    """The exception that was signed last for the two sides as they are now; None when they have changed since."""
    word = _last_words(confirmed).get((meaning_of(nl), meaning_of(de)))
    return None if word is None else word.exception


def _last_words(confirmed: Sequence[Confirmed]) -> dict[tuple[str, str], Confirmed]:
    """The word that holds on each pair of meanings; what was taken back is left out."""
    words: dict[tuple[str, str], list[Confirmed]] = {}
    for each in confirmed:
        said = words.setdefault((each.nl, each.de), [])
        if not each.withdrawn:
            said.append(each)
        elif said and said[-1].exception is not None:
            said.pop()
    return {pair: said[-1] for pair, said in words.items() if said}


def _standing(nl: Sequence[Revision], de: Sequence[Revision], confirmed: Sequence[Confirmed]) -> _Standing:
    """Walk through the pairs that stood beside each other, oldest first, and hold them as was said of them.

    Revisions of one moment are one act. A pair is held again when something is said of it, and the present
    one at the end: so a history of which many acts bear one time still ends as it stands. What bears an
    earlier time than what stands before it, made by a machine whose clock is slow, is of that moment.
    """
    standing = _Standing(_last_words(confirmed))
    carried = [
        (each, meaning, at)
        for side in (nl, de)
        for each, meaning, at in zip(side, meanings_of(side), _moments(side), strict=True)
    ]
    said = list(zip(confirmed, _moments(confirmed), strict=True))
    present = dict.fromkeys(Language, "")
    for at in sorted({each for *_, each in carried} | {each for _, each in said}):
        for revision, meaning, made in carried:
            if made == at:
                present[revision.language] = meaning
                standing.texts[revision.language, meaning] = revision.text
        standing.hold(present[Language.NL], present[Language.DE])
        for pair, made in said:
            if made == at:
                standing.hold(pair.nl, pair.de)
    standing.hold(present[Language.NL], present[Language.DE])
    return standing


def _moments(several: Sequence[Revision] | Sequence[Confirmed]) -> list[datetime]:
    """When each was made, never before the one that stands before it."""
    return list(accumulate((each.at for each in several), max))
