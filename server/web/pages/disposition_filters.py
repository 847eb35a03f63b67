"""What of the list of comments to answer is asked for: read from an address, and written as links with counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Final

from starlette.datastructures import QueryParams

from server.domain.comments import CommentKind, StakeholderGroup
from server.domain.dispositions import Outcome
from server.store.disposition_lists import (
    FACETS,
    NO_OUTCOME,
    NOTHING,
    Facets,
    ListFilter,
    Work,
)
from server.text.languages import Language
from server.usecases.read_dispositions import DispositionList
from server.web import addresses
from server.web.pages import filter_links
from server.web.pages.answer_form import number_of
from server.web.pages.filter_links import FilterLink

_YES: Final = "yes"
_CONFLICT: Final = "conflict"
# Each flag with its name in an address, in the order of the page.
FLAGS: Final[Mapping[str, Work]] = {
    "undecided": Work.UNDECIDED,
    "mine": Work.MINE,
    "unassigned": Work.UNASSIGNED,
    "overdue": Work.OVERDUE,
    "waiting": Work.WAITING,
    "replied": Work.REPLIED,
    "bundled": Work.BUNDLED,
    "public": Work.PUBLIC,
}
# Facets whose values are known beforehand, in this order; the others come from what there is.
_VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    "outcome": (*Outcome, NO_OUTCOME),
    "kind": tuple(CommentKind),
    "language": tuple(Language),
    "group": tuple(StakeholderGroup),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: which comments, only those in conflict, which page."""

    filter: ListFilter = ListFilter()  # noqa: RUF009 - frozen
    conflicting: bool = False
    page: int = 1

    def address(self, language: str, **said: str) -> str:
        """The address that asks for this; `said` is what the page is to say above it."""
        return addresses.dispositions(language, {**dict(_parameters(self)), **said})


def asked_for(query: QueryParams) -> Asked:
    """What an address asks for; what it asks for in other words than ours is not asked for."""
    work = NOTHING
    for name, flag in FLAGS.items():
        work |= flag if query.get(name) == _YES else NOTHING
    page = number_of(query.get("page", "1"))
    return Asked(
        ListFilter(
            work=work,
            facets=Facets(**{name: query.get(name, "") for name in FACETS}),
            bundle=number_of(query.get("bundle", "")),
            standard_response=number_of(query.get("standard", "")),
        ),
        conflicting=query.get(_CONFLICT) == _YES,
        page=min(page or 1, 1_000_000),
    )


def work_links(asked: Asked, work: DispositionList, language: Language) -> list[FilterLink]:
    """Everything, then what may hold for a comment; a link adds its flag, or takes it away again."""
    links = [
        FilterLink(
            "all",
            "",
            replace(asked, filter=replace(asked.filter, work=NOTHING), conflicting=False, page=1).address(
                language
            ),
            0,
            not asked.filter.work and not asked.conflicting,
        )
    ]
    for name, flag in FLAGS.items():
        changed = replace(asked, filter=replace(asked.filter, work=asked.filter.work ^ flag), page=1)
        is_this = bool(asked.filter.work & flag)
        links.append(FilterLink(name, "", changed.address(language), work.counts.work[flag], is_this))
    conflict = replace(asked, conflicting=not asked.conflicting, page=1)
    links.append(FilterLink(_CONFLICT, "", conflict.address(language), work.in_conflict, asked.conflicting))
    return links


def facet_links(asked: Asked, work: DispositionList, language: Language) -> dict[str, list[FilterLink]]:
    """For each facet in which there is something to choose: everything, then each value that there is."""

    def address(name: str, value: str) -> str:
        facets = replace(asked.filter.facets, **{name: value})
        return replace(asked, filter=replace(asked.filter, facets=facets), page=1).address(language)

    choices = filter_links.Choices(work.counts.facets, _VALUES, work.rounds, work.sections)
    return choices.links(lambda name: getattr(asked.filter.facets, name), address, language)


def pages_of(asked: Asked, work: DispositionList, language: Language) -> dict[str, object]:
    """Links to the neighbours of this page."""
    return filter_links.pages_of(
        work.page, work.pages, lambda number: replace(asked, page=number).address(language)
    )


def _parameters(asked: Asked) -> Iterator[tuple[str, str]]:
    wanted = asked.filter
    for name, flag in FLAGS.items():
        yield name, _YES if wanted.work & flag else ""
    yield _CONFLICT, _YES if asked.conflicting else ""
    for field in fields(wanted.facets):
        yield field.name, getattr(wanted.facets, field.name)
    yield "bundle", str(wanted.bundle) if wanted.bundle is not None else ""
    yield "standard", str(wanted.standard_response) if wanted.standard_response is not None else ""
    yield "page", str(asked.page) if asked.page > 1 else ""
