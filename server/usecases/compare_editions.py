"""Compare two editions, whole or one section of them, in both languages at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from server.domain.changes import ChangeKind, SectionChanges, Unchanged, compare
from server.domain.comments import Comment
from server.domain.dispositions import Outcome
from server.domain.lineage import composed, descent
from server.store import comparing, dispositions, editions
from server.store.database import Connection, Database
from server.store.edition_values import whole_edition
from server.store.editions import EditionEntry
from server.store.threads import shown_with_ids
from server.text.languages import Language
from server.usecases.missing import Missing

# Where nothing but the words that stand there is shown; the others are compared word by word.
_SHOWN_WHOLE = (ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.MOVED)


@dataclass(frozen=True, slots=True)
class Cause:
    """A shown comment that led to a change, and what the editors decided on it."""

    comment: Comment
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions beside each other, the older first.

    `steps` are the editions after the older one up to the newer. `sections` are all, whatever is to be shown;
    `chosen` is the one that was asked for. `notes` tell of a step and a section what changed. `rendered` is
    the text of paragraphs that are shown whole, by edition and id. `causes` are the comments that led to what
    a paragraph of the newer edition says, by its id.
    """

    editions: Sequence[EditionEntry]
    older: EditionEntry
    newer: EditionEntry
    steps: Sequence[EditionEntry]
    sections: Sequence[SectionChanges]
    chosen: SectionChanges | None
    notes: Mapping[tuple[str, str], Mapping[Language, str]]
    rendered: Mapping[str, comparing.Rendered]
    causes: Mapping[str, Sequence[Cause]]

    @property
    def shown(self) -> Sequence[SectionChanges]:
        """The sections to be shown: the chosen one, or every one that changed."""
        if self.chosen is not None:
            return [self.chosen]
        return [section for section in self.sections if section.has_changed]


class OtherWayRound(Exception):
    """The editions were named newest first: a comparison has one address, from the older to the newer."""


def compare_editions(
    database: Database, *, older: str, newer: str, language: Language, slug: str | None = None
) -> Comparison:
    """The comparison of two editions by their keys, of one section where its address in a language is given.

    Raises Missing for an edition or section that is not there and for one edition named twice, OtherWayRound.
    """
    with database.read() as connection:
        known = editions.editions_by_date(connection)
        keys = [each.key for each in known]
        for key in (older, newer):
            if key not in keys:
                raise Missing("edition", key)
        if older == newer:
            raise Missing("comparison", older)
        if keys.index(older) > keys.index(newer):
            raise OtherWayRound
        entries = {each.key: each for each in known}
        line = descent(known, older, newer)
        sections = _compared(connection, older, newer, composed(each.lineage for each in line))
        chosen = _by_slug(sections, language, slug) if slug is not None else None
        steps = [entries[each.key] for each in line] or [entries[newer]]
        shown = [chosen] if chosen else [each for each in sections if each.has_changed]
        return Comparison(
            editions=known,
            older=entries[older],
            newer=entries[newer],
            steps=steps,
            sections=sections,
            chosen=chosen,
            notes=comparing.section_notes(connection, [each.key for each in steps]),
            causes=_causes(connection, steps, shown),
            rendered={
                newer: comparing.fragments_of(connection, newer, list(_whole_in_newer(shown))),
                older: comparing.fragments_of(connection, older, list(_whole_in_older(shown))),
            },
        )


def _compared(
    connection: Connection, older: str, newer: str, lineage: Mapping[str, Sequence[str]]
) -> list[SectionChanges]:
    old, new = (whole_edition(connection, key) for key in (older, newer))
    if old is None or new is None:
        raise Missing("edition", newer if old else older)
    return compare(old, new, lineage)


def _by_slug(sections: Sequence[SectionChanges], language: Language, slug: str) -> SectionChanges:
    """By the address in the newer edition that has the section; else by the one in the older."""
    for each in sections:
        if each.section.slug(language) == slug:
            return each
    for each in sections:
        if each.before is not None and each.before.slug(language) == slug:
            return each
    raise Missing("section", slug)


def _causes(
    connection: Connection, steps: Sequence[EditionEntry], sections: Sequence[SectionChanges]
) -> dict[str, list[Cause]]:
    """One query for each step and one for the comments; what led to a paragraph led to those made from it."""
    found: dict[str, dict[str, Outcome]] = {}
    for step in steps:
        for key, sources in step.lineage.items():
            for source in sources:
                found.setdefault(key, {}).update(found.get(source, {}))
        for key, several in dispositions.that_led_to(connection, step.key).items():
            found.setdefault(key, {}).update((each.comment, each.outcome) for each in several)
    ids = {each.paragraph.id for section in sections for change in section.changes for each in change.after}
    shown = shown_with_ids(connection, {comment for key in ids for comment in found.get(key, ())})
    led = {
        key: [
            Cause(shown[comment], outcome)
            for comment, outcome in found.get(key, {}).items()
            if comment in shown
        ]
        for key in ids
    }
    return {key: several for key, several in led.items() if several}


def _whole_in_newer(sections: Sequence[SectionChanges]) -> Iterator[str]:
    for section in sections:
        for item in section.items:
            if isinstance(item, Unchanged):
                yield from (each.paragraph.id for each in item.paragraphs)
        for change in section.changes:
            if change.kind in _SHOWN_WHOLE or len(change.languages) == 1:
                yield from (each.paragraph.id for each in change.after)


def _whole_in_older(sections: Sequence[SectionChanges]) -> Iterator[str]:
    for section in sections:
        for change in section.changes:
            if change.kind is ChangeKind.REMOVED:
                yield from (each.paragraph.id for each in change.before)
