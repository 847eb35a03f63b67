"""What of the moderators' queue is asked for: read from an address, and written as links with counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from starlette.datastructures import QueryParams

from server.domain.comments import Channel, CommentKind, StakeholderGroup
from server.domain.moderation import ModerationState
from server.domain.submissions import Suspicion
from server.store.moderation_queue import FACETS, Facets, QueueCounts, QueueFilter
from server.text.languages import Language
from server.usecases.read_moderation_list import ModerationList
from server.web import addresses
from server.web.pages import filter_links
from server.web.pages.filter_links import FilterLink

# Which states moderators look through; unconfirmed comments are their submitters' own.
STATES: Final = (
    ModerationState.HELD,
    ModerationState.SHOWN,
    ModerationState.DECLINED,
    ModerationState.WITHDRAWN,
    ModerationState.UNPUBLISHED,
)
# Facets whose values are known beforehand, in this order; the others come from what there is.
_VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    "language": tuple(Language),
    "group": tuple(StakeholderGroup),
    "channel": tuple(Channel),
    "kind": tuple(CommentKind),
    "suspicion": tuple(each for each in Suspicion if each),
}
_YES: Final = "yes"
_NEWEST: Final = "newest"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: which comments, in which order, which page."""

    filter: QueueFilter
    newest_first: bool = False
    page: int = 1

    def address(self, language: str, **said: str) -> str:
        """The address that asks for this; `said` is what the page is to say above it."""
        return addresses.moderation(language, {**dict(_parameters(self)), **said})


def asked_for(query: QueryParams) -> Asked:
    """What an address asks for; what it asks for in other words than ours is not asked for.

    Held comments are what a moderator comes for, unless reported ones or a single one are asked for.
    """
    comment, is_reported = query.get("comment", ""), query.get("reported") == _YES
    state = query.get("state", "")
    if state in STATES:
        chosen: ModerationState | None = ModerationState(state)
    else:
        chosen = None if comment or is_reported else ModerationState.HELD
    page = query.get("page", "1")
    return Asked(
        QueueFilter(
            state=chosen,
            facets=Facets(**{name: query.get(name, "") for name in FACETS}),
            is_reported=is_reported,
            comment=comment,
        ),
        newest_first=query.get("order") == _NEWEST,
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
    )


def state_links(asked: Asked, counts: QueueCounts, language: Language) -> list[FilterLink]:
    """The states, and what readers reported, as links."""

    def link(value: str, wanted: QueueFilter, count: int) -> FilterLink:
        return FilterLink(value, "", _address(asked, wanted, language), count, wanted == asked.filter)

    reported = replace(asked.filter, state=None, is_reported=True)
    return [
        *(
            link(
                state.value,
                replace(asked.filter, state=state, is_reported=False),
                counts.states.get(state, 0),
            )
            for state in STATES
        ),
        link("reported", reported, counts.reported),
    ]


def facet_links(asked: Asked, work: ModerationList, language: Language) -> dict[str, list[FilterLink]]:
    """For each facet in which there is something to choose: everything, then each value that there is."""

    def address(name: str, value: str) -> str:
        facets = replace(asked.filter.facets, **{name: value})
        return _address(asked, replace(asked.filter, facets=facets), language)

    places = work.places
    choices = filter_links.Choices(work.counts.facets, _VALUES, places.rounds, places.sections)
    return choices.links(lambda name: getattr(asked.filter.facets, name), address, language)


def order_link(asked: Asked, language: Language) -> str:
    """The address of the same comments the other way round."""
    return replace(asked, newest_first=not asked.newest_first, page=1).address(language)


def pages_of(asked: Asked, work: ModerationList, language: Language) -> dict[str, object]:
    """Links to the neighbours of this page."""
    return filter_links.pages_of(
        work.page, work.pages, lambda number: replace(asked, page=number).address(language)
    )


def _address(asked: Asked, wanted: QueueFilter, language: Language) -> str:
    """The address of the first page of what is wanted; what narrows to one comment is given up."""
    return replace(asked, filter=replace(wanted, comment=""), page=1).address(language)


def _parameters(asked: Asked) -> Iterator[tuple[str, Any]]:
    wanted = asked.filter
    default = None if wanted.comment or wanted.is_reported else ModerationState.HELD
    if wanted.state is not None and wanted.state is not default:
        yield "state", wanted.state.value
    for field in fields(wanted.facets):
        yield field.name, getattr(wanted.facets, field.name)
    yield "reported", _YES if wanted.is_reported else ""
    yield "comment", wanted.comment
    yield "order", _NEWEST if asked.newest_first else ""
    yield "page", str(asked.page) if asked.page > 1 else ""
