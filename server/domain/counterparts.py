"""Keeping the two wordings of a paragraph side by side: what must hold between the language versions."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from server.text.languages import Language


@dataclass(frozen=True, slots=True)
class Misalignment:
    """One way in which the language versions of a section differ; `language` is the side to mend."""

    language: Language
    paragraph_id: str
    reason: str


def misalignments(ids: dict[Language, Sequence[str]]) -> Iterator[Misalignment]:
    """Everything that keeps two language versions from being one list of paragraphs.

    Takes the paragraph ids per language in reading order. Yields doubled ids first, then missing
    counterparts, then the first id whose place differs.
    """
    for language, sequence in ids.items():
        for paragraph_id, count in Counter(sequence).items():
            if count > 1:
                yield Misalignment(language, paragraph_id, f"the id stands {count} times in this section")
    for language, sequence in ids.items():
        for paragraph_id in dict.fromkeys(ids[language.other]):
            if paragraph_id not in sequence:
                yield Misalignment(language, paragraph_id, f"has no counterpart in '{language}'")
    yield from _displaced(ids)


def _displaced(ids: dict[Language, Sequence[str]]) -> Iterator[Misalignment]:
    nl, de = ids[Language.NL], ids[Language.DE]
    if sorted(nl) != sorted(de):
        return
    for here, there in zip(nl, de, strict=True):
        if here != there:
            yield Misalignment(Language.DE, there, f"stands where 'nl' has {here}: keep the same order")
            return
