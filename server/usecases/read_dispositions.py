"""Read the editors' list of comments to answer: a page of them, and counts to narrow it down by."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from server.domain.accounts import Account, Role
from server.domain.comments import Comment
from server.domain.conflicts import conflicts_in
from server.domain.glossary import Concept
from server.domain.rounds import Round
from server.domain.targets import TargetKind
from server.domain.working_editions import WorkingEdition
from server.store import accounts, rounds, working_editions
from server.store.database import Connection, Database
from server.store.disposition_lists import (
    ListCounts,
    ListedComment,
    ListFilter,
    Scope,
    list_counts,
    list_page,
    suggestions_in,
)
from server.store.found import concepts_by_key
from server.text.languages import LANGUAGES, Language
from server.usecases.name_targets import NamedTarget

ON_PAGE: Final = 50
_EVERYTHING: Final = ListFilter()


@dataclass(frozen=True, slots=True)
class DispositionList:
    """One page of the list; pages count from 1. `in_conflict` counts among what is asked for.

    `names` name what each comment is on, by its id; `conflicts` the suggestions that each is in conflict with.
    `rounds` and `sections` (number and titles) name by key what the list can be narrowed down to; `editors`
    are the open accounts that can be responsible.
    """

    working: WorkingEdition
    asked: ListFilter
    entries: tuple[ListedComment, ...]
    page: int
    pages: int
    counts: ListCounts
    in_conflict: int
    names: Mapping[str, NamedTarget] = field(default_factory=dict)
    conflicts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rounds: Mapping[str, Round] = field(default_factory=dict)
    sections: Mapping[str, tuple[str, Mapping[Language, str]]] = field(default_factory=dict)
    editors: tuple[Account, ...] = ()


def read_dispositions(
    database: Database,
    asked: ListFilter = _EVERYTHING,
    *,
    account: int,
    today: date,
    page: int = 1,
    conflicting: bool = False,
) -> DispositionList | None:
    """The comments on the predecessor of the working edition, ON_PAGE at a time; seven queries at most.

    `conflicting` narrows to suggestions in conflict. None where there is no working edition. A page beyond
    the last one is the last one.
    """
    with database.read() as connection:
        working = working_editions.open_working_edition(connection)
        if working is None:
            return None
        scope = Scope(working.predecessor, account, today)
        suggestions = suggestions_in(connection, scope, asked)
        conflicts = conflicts_in(
            ((each.paragraph, each.language, each.base_hash), each.comment, each.base, each.wording)
            for each in suggestions
        )
        if conflicting:
            asked = replace(asked, conflicting=frozenset(conflicts))
        counts = list_counts(connection, scope, asked)
        pages = max(1, -(-counts.total // ON_PAGE))
        page = min(max(page, 1), pages)
        entries = list_page(connection, scope, asked, limit=ON_PAGE, offset=(page - 1) * ON_PAGE)
        found = DispositionList(
            working=working,
            asked=asked,
            entries=tuple(entries),
            page=page,
            pages=pages,
            counts=counts,
            in_conflict=sum(each.fits and each.comment in conflicts for each in suggestions),
            conflicts=conflicts,
            rounds={each.key: each for each in rounds.rounds_by_date(connection)},
            sections=_sections(working, entries),
            editors=editors_in(connection),
        )
        return replace(found, names=_names(connection, found))


def editors_in(connection: Connection) -> tuple[Account, ...]:
    """The open accounts of editors, by name."""
    every = accounts.all_accounts(connection)
    able = [each for each in every if each.closed is None and each.role.includes(Role.EDITOR)]
    return tuple(sorted(able, key=lambda each: (each.name.casefold(), each.id)))


def _sections(
    working: WorkingEdition, entries: list[ListedComment]
) -> dict[str, tuple[str, Mapping[Language, str]]]:
    """Sections as they are named now, and those of the page that the working edition has no more."""
    named = {plan.key: (plan.number, plan.titles) for plan in working.structure.sections}
    old = {each.comment.section: (each.number, each.titles) for each in entries if each.titles}
    return {**named, **{key: value for key, value in old.items() if key not in named}}


def _names(connection: Connection, found: DispositionList) -> dict[str, NamedTarget]:
    """The names of what the comments of the page are on: a query only where one is on a concept."""
    keys = {each.comment.concept for each in found.entries if each.comment.concept}
    concepts = concepts_by_key(connection, keys) if keys else {}
    return {each.comment.id: _named(each, found.rounds, concepts) for each in found.entries}


def _named(entry: ListedComment, known: Mapping[str, Round], concepts: Mapping[str, Concept]) -> NamedTarget:
    comment, target = entry.comment, entry.comment.target
    if target.kind in (TargetKind.PARAGRAPH, TargetKind.SECTION):
        is_there = target.kind is TargetKind.SECTION or entry.position
        names = entry.titles if is_there else {}
        return NamedTarget(comment.edition, target, names, entry.number, entry.slugs, entry.position)
    return NamedTarget(comment.edition, target, _names_outside(comment, known, concepts))


def _names_outside(
    comment: Comment, known: Mapping[str, Round], concepts: Mapping[str, Concept]
) -> Mapping[Language, str]:
    """The names of what stands in no section."""
    target = comment.target
    if target.kind is TargetKind.CONCEPT:
        concept = concepts.get(target.key)
        return {each: concept.sides[each].preferred for each in LANGUAGES} if concept else {}
    if target.kind is TargetKind.QUESTION:
        round_key, _, question = target.key.partition("/")
        asked = known[round_key].questions if round_key in known else ()
        return next((each.texts for each in asked if each.key == question), {})
    return dict.fromkeys(LANGUAGES, target.kind.value)
