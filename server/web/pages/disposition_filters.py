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
    NO_SECTION,
    NOTHING,
    Facets,
    ListFilter,
    Work,
)
from server.text.languages import Language
from server.usecases.read_dispositions import DispositionList
from server.web import addresses
from server.web.pages.answer_form import number_of
from server.web.pages.queue_filters import FilterLink
from server.web.pages.reading import section_heading

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


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet with its name, "" where the template knows it, and how many comments have it."""

    value: str
    text: str
    count: int


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
    links: dict[str, list[FilterLink]] = {}
    # The sections last: there are many of them.
    for name in sorted(FACETS, key=lambda each: each == "section"):
        values = list(_values_of(name, work, language))
        if len(values) > 1 or getattr(asked.filter.facets, name):
            counted = work.counts.facets[name]
            everything = sum(counted.values())
            links[name] = [
                _facet_link(asked, language, name, each)
                for each in (
                    Value("", "", everything),
                    *(Value(value, text, counted.get(value, 0)) for value, text in values),
                )
            ]
    return links


def pages_of(asked: Asked, work: DispositionList, language: Language) -> dict[str, object]:
    """Links to the neighbours of this page."""
    number = work.page
    return {
        "number": number,
        "total": work.pages,
        "previous": replace(asked, page=number - 1).address(language) if number > 1 else None,
        "next": replace(asked, page=number + 1).address(language) if number < work.pages else None,
    }


def _facet_link(asked: Asked, language: Language, name: str, value: Value) -> FilterLink:
    facets = replace(asked.filter.facets, **{name: value.value})
    link = replace(asked, filter=replace(asked.filter, facets=facets), page=1)
    is_this = facets == asked.filter.facets
    return FilterLink(value.value, value.text, link.address(language), value.count, is_this)


def _values_of(name: str, work: DispositionList, language: Language) -> Iterator[tuple[str, str]]:
    """The values of a facet that there are, with their names where only the record knows them."""
    counted = work.counts.facets[name]
    if name == "round":
        yield from ((key, each.titles[language]) for key, each in work.rounds.items() if key in counted)
    elif name == "section":
        for key, (number, titles) in work.sections.items():
            if key in counted:
                yield key, section_heading(number, titles, language)
        yield from ((key, key) for key in counted if key not in work.sections and key != NO_SECTION)
        if NO_SECTION in counted:
            yield NO_SECTION, ""
    else:
        yield from ((value, "") for value in _VALUES[name] if counted.get(value))


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
