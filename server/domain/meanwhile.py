"""Meanwhile: two editors changed one wording at the same time, and what can be made of both."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from server.domain.merging import Merge, Part, merge
from server.domain.revisions import Revision
from server.domain.working_editions import WorkingParagraph
from server.text.languages import Language


class Whose(StrEnum):
    """Of the two texts: the one that was saved first, or the one that was typed."""

    THEIRS = "theirs"
    YOURS = "yours"


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Two texts made of the same one; `common` is that one and `number` its revision, 0 for none.

    `theirs` is the revision that was saved meanwhile, `merged` both laid over what they have in common.
    """

    language: Language
    number: int
    common: str
    yours: str
    theirs: Revision
    merged: Merge

    def merged_text(self, whose: Whose | None = None) -> str | None:
        """Both in one text; where they are in conflict with the words of one, None where nobody is named."""
        if whose is None:
            return None if self.merged.conflicts else self.merged.text
        return "".join(_worded(part, whose) for part in self.merged.parts)


def meanwhile(
    paragraph: WorkingParagraph, language: Language, *, number: int, yours: str, until: int | None = None
) -> Meanwhile | None:
    """What happened to a side since the revision `number` on which `yours` was typed; None where nothing did.

    `until` is the revision with which to compare, by default the latest.
    """
    revisions = paragraph.revisions.get(language, ())
    by_number: Mapping[int, Revision] = {each.number: each for each in revisions}
    theirs = by_number.get(paragraph.number(language) if until is None else until)
    if theirs is None or theirs.number <= number or theirs.text == yours:
        return None
    common = by_number[number].text if number in by_number else ""
    if common == yours:
        return None
    both = {Whose.THEIRS.value: theirs.text, Whose.YOURS.value: yours}
    return Meanwhile(language, number, common, yours, theirs, merge(common, both))


def _worded(part: Part, whose: Whose) -> str:
    if not part.is_conflict:
        return part.after
    return next((option.text for option in part.options if whose in option.by), part.before)
