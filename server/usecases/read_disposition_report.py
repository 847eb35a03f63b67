"""Read the disposition report of a round: whole for files, a page of it for readers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from server.domain.disposition_report import (
    CONCEPTS,
    DOCUMENT,
    QUESTIONS,
    Answer,
    DispositionReport,
    Heading,
    NamedEdition,
    ReportEntry,
    ReportLine,
    ResultingChange,
    Spot,
    figures_of,
    in_report_order,
)
from server.domain.document import Document
from server.domain.lineage import Descendant, composed, descent
from server.domain.rounds import Round
from server.domain.targets import TargetKind
from server.domain.working_editions import WorkingEdition
from server.store import disposition_reports, documents, editions, glossary, rounds, working_editions
from server.store.database import Connection, Database
from server.store.disposition_reports import Decided, Outline, Texts
from server.store.editions import EditionEntry
from server.text.languages import LANGUAGES, Language
from server.usecases.missing import Missing

# As many as a reader scrolls through; the numbers on top are those of all.
ON_PAGE = 50


@dataclass(frozen=True, slots=True)
class Newer:
    """An edition that answers: where its paragraphs stand, what they say, and what they came from."""

    name: NamedEdition
    spots: Mapping[str, Spot]
    origins: Mapping[str, tuple[str, ...]]
    texts: Texts = field(default_factory=dict)

    def family(self, paragraph: str, old: Outline) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The paragraphs of the older edition that this one came from, and all here that came from the same."""
        if paragraph in old.places:
            return (paragraph,), (paragraph,) if paragraph in self.spots else ()
        origins = tuple(each for each in self.origins.get(paragraph, ()) if each in old.places)
        if not origins:
            return (), (paragraph,)
        return origins, tuple(each for each in self.spots if self.origins.get(each) == origins)


@dataclass(frozen=True, slots=True)
class _Working:
    """A working edition as far as its descent goes."""

    key: str
    predecessor: str | None
    lineage: Mapping[str, Sequence[str]]


def read_disposition_report(
    database: Database, round_key: str, *, at: datetime, page: int | None = None, for_editors: bool = False
) -> DispositionReport:
    """The report as it is at the moment `at` (UTC): whole, or the page with this number, from 1.

    With `for_editors` also what is decided and not public yet, with the wordings of the working edition. A
    page after the last one has no entries. Eight queries at most, two more for editors. Raises Missing.
    """
    with database.read() as connection:
        return _read(connection, round_key, at=at, page=page, for_editors=for_editors)


def _read(
    connection: Connection, round_key: str, *, at: datetime, page: int | None, for_editors: bool
) -> DispositionReport:
    round_, document = rounds.round_by_key(connection, round_key), documents.document(connection)
    known = {each.key: each for each in editions.editions_by_date(connection)}
    if round_ is None or document is None or round_.edition not in known:
        raise Missing("round", round_key)
    lines = disposition_reports.report_lines(connection, round_key, unpublished=for_editors)
    # What answers is younger than what was asked.
    younger = list(known)[list(known).index(round_.edition) :]
    outlines = disposition_reports.outlines(connection, younger)
    old = outlines.get(round_.edition, Outline({}, {}))
    positions = {key: position for key, (_, position) in old.places.items()}
    ordered = in_report_order(lines, list(old.headings), positions)
    numbered = list(enumerate(ordered, start=1))
    if page is not None:
        numbered = numbered[(page - 1) * ON_PAGE : page * ON_PAGE]
    only = None if page is None else [line.id for _, line in numbered]
    said = disposition_reports.reported_comments(connection, round_key, only)
    decided = {key: each for key, (_, each) in said.items() if each and (each.is_public or for_editors)}
    newer = _newer_editions(
        connection, decided.values(), known, outlines, round_.edition, for_editors=for_editors
    )
    answers = _answers(connection, decided, newer, old, round_.edition)
    names = _names(connection, round_, (line for _, line in numbered))
    headings = {**_outside(document), **old.headings}
    return DispositionReport(
        document=document,
        round=round_,
        editions={
            **{key: NamedEdition(key, each.labels, each.date) for key, each in known.items()},
            **{key: each.name for key, each in newer.items()},
        },
        figures=figures_of(ordered),
        headings=headings,
        entries=tuple(
            ReportEntry(
                number,
                said[line.id][0],
                headings.get(line.heading, headings[DOCUMENT]),
                positions.get(line.thread, 0),
                names.get(line.thread, {}),
                answers.get(line.id),
            )
            for number, line in numbered
        ),
        made=at,
        for_editors=for_editors,
    )


def _newer_editions(
    connection: Connection,
    decided: Iterable[Decided],
    known: Mapping[str, EditionEntry],
    outlines: Mapping[str, Outline],
    old: str,
    *,
    for_editors: bool,
) -> dict[str, Newer]:
    """The editions that answer, as far as they may be shown, without texts yet."""
    found: dict[str, Newer] = {}
    for key in {each.edition for each in decided}:
        if key in known:
            entry, outline = known[key], outlines.get(key, Outline({}, {}))
            spots = {
                paragraph: _spot(outline.headings[section], position)
                for paragraph, (section, position) in outline.places.items()
            }
            name = NamedEdition(key, entry.labels, entry.date)
            found[key] = Newer(name, spots, _origins(known.values(), old, key))
        elif for_editors and (working := working_editions.working_edition(connection, key)) is not None:
            line: list[Descendant] = [
                *known.values(),
                _Working(key, working.predecessor, working.structure.lineage),
            ]
            name = NamedEdition(key, working.labels, working.date)
            found[key] = Newer(name, _working_spots(working), _origins(line, old, key))
    return found


def _answers(
    connection: Connection,
    decided: Mapping[str, Decided],
    newer: Mapping[str, Newer],
    old: Outline,
    old_key: str,
) -> dict[str, Answer]:
    """The answers by comment, with the differences that they led to."""
    wanted: dict[str, set[str]] = {old_key: set(), **{key: set() for key in newer}}
    for each in decided.values():
        for paragraph in each.paragraphs if each.edition in newer else ():
            origins, family = newer[each.edition].family(paragraph, old)
            wanted[old_key].update(origins)
            wanted[each.edition].update(family)
    published = disposition_reports.texts_of(connection, wanted)
    texts = {
        key: published[key] or disposition_reports.latest_texts(connection, key, paragraphs)
        for key, paragraphs in wanted.items()
        if paragraphs
    }
    return {
        comment: Answer(
            outcome=each.outcome,
            responses=each.responses,
            edition=each.edition,
            decided=each.day,
            is_public=each.is_public,
            changes=_changes(each, newer.get(each.edition), old, texts, old_key),
        )
        for comment, each in decided.items()
    }


def _changes(
    decided: Decided, newer: Newer | None, old: Outline, texts: Mapping[str, Texts], old_key: str
) -> tuple[ResultingChange, ...]:
    if newer is None:
        return ()
    families = dict.fromkeys(newer.family(paragraph, old) for paragraph in decided.paragraphs)
    changes = []
    for origins, family in families:
        before = _joined(texts.get(old_key, {}), origins)
        after = _joined(texts.get(decided.edition, {}), family)
        differing = [each for each in LANGUAGES if before[each] != after[each]]
        if differing:
            spots = tuple(newer.spots[each] for each in family if each in newer.spots)
            sides = ({each: side[each] for each in differing} for side in (before, after))
            changes.append(ResultingChange(family or origins, spots, *sides))
    return tuple(changes)


def _joined(texts: Texts, several: Iterable[str]) -> dict[Language, str]:
    """What paragraphs say after each other, in each language."""
    found = [texts.get(each, {}) for each in several]
    return {
        language: "\n\n".join(text for each in found if (text := each.get(language, "")))
        for language in LANGUAGES
    }


def _origins(line: Iterable[Descendant], old: str, new: str) -> dict[str, tuple[str, ...]]:
    return composed(each.lineage for each in descent(line, old, new))


def _working_spots(working: WorkingEdition) -> dict[str, Spot]:
    return {
        paragraph: Spot(section.number, section.titles, position)
        for section in working.structure.sections
        for position, paragraph in enumerate(section.paragraphs, start=1)
    }


def _spot(heading: Heading, position: int) -> Spot:
    return Spot(heading.number, heading.titles, position)


def _outside(document: Document) -> dict[str, Heading]:
    """The headings of what stands in no section; whoever writes the report has the words for the last two."""
    return {
        DOCUMENT: Heading(DOCUMENT, "", document.titles, {}),
        QUESTIONS: Heading(QUESTIONS, "", {}, {}),
        CONCEPTS: Heading(CONCEPTS, "", {}, {}),
    }


def _names(
    connection: Connection, round_: Round, lines: Iterable[ReportLine]
) -> dict[str, Mapping[Language, str]]:
    """The questions, and the terms where there are comments on concepts, by thread."""
    found: dict[str, Mapping[Language, str]] = {
        f"{TargetKind.QUESTION}/{round_.key}/{each.key}": each.texts for each in round_.questions
    }
    if any(line.heading == CONCEPTS for line in lines):
        for concept in glossary.all_concepts(connection):
            terms = {each: concept.sides[each].preferred for each in LANGUAGES}
            found[f"{TargetKind.CONCEPT}/{concept.key}"] = terms
    return found
