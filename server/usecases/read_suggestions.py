"""Read the suggested wordings for a paragraph of the working edition, laid over what it says now."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from server.domain.accounts import Account, Role
from server.domain.comments import Comment
from server.domain.dispositions import Disposition
from server.domain.structure import SectionPlan
from server.domain.suggested_wordings import SuggestedWording, Suggestions, lay_over
from server.domain.working_editions import WorkingEdition, WorkingParagraph
from server.store import dispositions, revisions, working_editions
from server.store.database import Connection, Database
from server.store.suggestions import suggestions_on
from server.text.languages import LANGUAGES, Language
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed
from server.usecases.revise_paragraph import paragraph_for


@dataclass(frozen=True, slots=True)
class SuggestionToMerge:
    """A suggestion with its disposition, None where nobody has begun one.

    `revisions` are the numbers of those that came from it. One with a redacted wording is read, not merged.
    """

    comment: Comment
    disposition: Disposition | None
    revisions: tuple[int, ...]

    @property
    def can_be_merged(self) -> bool:
        """Whether its wording is there as it was written."""
        return not any(each.field == "suggested_wording" for each in self.comment.redactions)

    @property
    def is_done(self) -> bool:
        """Whether editors have taken something of it or have decided on it."""
        return bool(self.revisions) or (self.disposition is not None and self.disposition.decided is not None)


@dataclass(frozen=True, slots=True)
class SuggestionsToMerge:
    """A paragraph with its place and the suggestions for one of its wordings, in order of arrival.

    `laid` are those that are laid over the present text, `counts` how many there are per language.
    """

    working: WorkingEdition
    paragraph: WorkingParagraph
    section: SectionPlan
    position: int
    language: Language
    suggestions: tuple[SuggestionToMerge, ...]
    laid: Suggestions
    counts: Mapping[Language, int]


@dataclass(frozen=True, slots=True)
class SuggestionsHere:
    """How many suggestions a wording has, how many wait for an editor, and how many of those are in conflict."""

    paragraph: str
    section: SectionPlan
    position: int
    language: Language
    total: int
    waiting: int
    in_conflict: int


@dataclass(frozen=True, slots=True)
class SuggestionList:
    """One page of the wordings with suggestions, in reading order, and how many there are."""

    shown: tuple[SuggestionsHere, ...]
    total: int


def read_suggestions(
    database: Database,
    *,
    paragraph: str,
    language: Language,
    by: Account,
    only: Collection[str] | None = None,
    strictly: bool = False,
) -> SuggestionsToMerge:
    """The suggestions for a wording, those on the paragraph and on those that it came from: five queries.

    `only` are the ids of those to lay over the present text, by default all that wait for an editor. A
    language without suggestions gives way to the other one unless `strictly`. Raises NotAllowed, Missing.
    """
    with database.read() as connection:
        working, found = paragraph_for(connection, paragraph, by)
        said = suggestions_on(connection, working.predecessor, origins_of(working, paragraph))
        counts = {each: sum(1 for one in said if one.language is each) for each in LANGUAGES}
        if not (counts[language] or strictly) and counts[language.other]:
            language = language.other
        known = dispositions.dispositions_of(connection, [each.id for each in said])
    suggestions = tuple(_to_merge(each, known, found) for each in said if each.language is language)
    section = working.structure.section_of(paragraph)
    return SuggestionsToMerge(
        working=working,
        paragraph=found,
        section=section,
        position=section.paragraphs.index(paragraph) + 1,
        language=language,
        suggestions=suggestions,
        laid=_laid(suggestions, found.text(language), only),
        counts=counts,
    )


def list_suggestions(database: Database, *, by: Account, limit: int, offset: int = 0) -> SuggestionList:
    """The wordings with suggestions, a page at a time: five queries. Raises NotAllowed, Missing."""
    if not by.role.includes(Role.EDITOR):
        raise NotAllowed(f"{by.role} may not merge suggested wordings")
    with database.read() as connection:
        working = working_editions.open_working_edition(connection)
        if working is None:
            raise Missing("working edition", "")
        said = suggestions_on(connection, working.predecessor)
        places = _places(working, said)
        page = places[offset : offset + limit]
        known = dispositions.dispositions_of(
            connection, [each.id for *_, several in page for each in several]
        )
        paragraphs = revisions.working_paragraphs(connection, working.key, {each[2] for each in page})
    return SuggestionList(
        tuple(
            _here(
                section,
                position,
                paragraphs.get(key, WorkingParagraph(key, {})),
                language,
                [_to_merge(each, known, paragraphs.get(key, WorkingParagraph(key, {}))) for each in several],
            )
            for section, position, key, language, several in page
        ),
        len(places),
    )


def origins_of(working: WorkingEdition, paragraph: str) -> set[str]:
    """The paragraphs of the predecessor on which suggestions for a paragraph were made."""
    return {paragraph, *working.structure.lineage.get(paragraph, ())}


def suggestion_ids(connection: Connection, working: WorkingEdition, paragraph: str) -> set[str]:
    """The ids of all suggestions for a paragraph."""
    found = suggestions_on(connection, working.predecessor, origins_of(working, paragraph))
    return {each.id for each in found}


_Place = tuple[SectionPlan, int, str, Language, list[Comment]]


def _places(working: WorkingEdition, said: Iterable[Comment]) -> list[_Place]:
    by_place: dict[tuple[str, Language], list[Comment]] = {}
    for each in said:
        by_place.setdefault((each.paragraph_id, each.language), []).append(each)
    return [
        (section, position, key, language, several)
        for section in working.structure.sections
        for position, key in enumerate(section.paragraphs, start=1)
        for language in LANGUAGES
        if (
            several := [
                each
                for origin in sorted(origins_of(working, key))
                for each in by_place.get((origin, language), ())
            ]
        )
    ]


def _here(
    section: SectionPlan,
    position: int,
    paragraph: WorkingParagraph,
    language: Language,
    several: Sequence[SuggestionToMerge],
) -> SuggestionsHere:
    merge = _laid(several, paragraph.text(language), None).merge
    return SuggestionsHere(
        paragraph=paragraph.id,
        section=section,
        position=position,
        language=language,
        total=len(several),
        waiting=sum(not each.is_done for each in several),
        in_conflict=len({name for part in merge.conflicts for name in part.by}),
    )


def _to_merge(
    comment: Comment, known: Mapping[str, Disposition], paragraph: WorkingParagraph
) -> SuggestionToMerge:
    made = paragraph.revisions.get(comment.language, ())
    numbers = tuple(each.number for each in made if comment.id in each.comments)
    return SuggestionToMerge(comment, known.get(comment.id), numbers)


def _laid(
    suggestions: Iterable[SuggestionToMerge], present: str, only: Collection[str] | None
) -> Suggestions:
    wanted = [
        each.comment
        for each in suggestions
        if each.can_be_merged and (each.comment.id in only if only is not None else not each.is_done)
    ]
    return lay_over(
        present, {each.id: SuggestedWording(each.base_text, each.suggested_wording) for each in wanted}
    )
