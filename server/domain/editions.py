"""Editions: named, dated, frozen states of the document in both languages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from server.domain.document import Section, wording_hash
from server.text.languages import LANGUAGES, Language


class EditionStatus(StrEnum):
    """What an edition is for: open to comments, or final."""

    CONSULTATION = "consultation"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class StepException:
    """A signed word that the two wordings of a paragraph do not say the same yet, shown to every reader.

    `follows` is the side that is behind; `reasons` say why, in both languages; `by` is who signed it.
    """

    paragraph: str
    follows: Language
    reasons: Mapping[Language, str]
    by: str
    date: date


@dataclass(frozen=True, slots=True)
class Edition:
    """A frozen state of the document; once published it never changes.

    `lineage` names for a paragraph that was split or joined those of the predecessor that it came from.
    """

    key: str
    labels: Mapping[Language, str]
    date: date
    status: EditionStatus
    predecessor: str | None
    change_notes: Mapping[Language, str]
    sections: tuple[Section, ...]
    lineage: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exceptions: tuple[StepException, ...] = ()

    def section(self, key: str) -> Section:
        """The section with this key; raises KeyError when the edition has none."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)


def section_fingerprint(section: Section) -> str:
    """Fingerprint over titles, paragraph ids and both wordings, in order: equal means nothing changed."""
    parts = [section.titles[language] for language in LANGUAGES]
    for paragraph in section.paragraphs:
        parts.append(paragraph.id)
        parts.extend(paragraph.wordings.get(language, "") for language in LANGUAGES)
    return wording_hash("\x1f".join(parts))


def section_versions(fingerprints: Sequence[tuple[str, str]]) -> list[str]:
    """The editions in which a section changed, given (edition key, fingerprint) pairs in order of date."""
    versions: list[str] = []
    previous = None
    for edition_key, fingerprint in fingerprints:
        if fingerprint != previous:
            versions.append(edition_key)
        previous = fingerprint
    return versions


def in_order_of_date(editions: Iterable[Edition]) -> list[Edition]:
    """Editions from oldest to newest; the last one is the current edition."""
    return sorted(editions, key=lambda edition: (edition.date, edition.key))
