"""What of the record is searched: read from an address, and written as addresses again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from starlette.datastructures import QueryParams

from server.domain.comments import StakeholderGroup
from server.domain.dispositions import Outcome
from server.search.documents import Facet, Kind
from server.search.engine import Order
from server.text.languages import Language
from server.usecases.read_search_choices import SearchChoices
from server.web import addresses
from server.web.typed import legible

# In the order of the page; the name of a facet is that of its parameter.
FACETS: Final = (
    Facet.KIND,
    Facet.LANGUAGE,
    Facet.ROUND,
    Facet.GROUP,
    Facet.OUTCOME,
    Facet.EDITION,
    Facet.SECTION,
    Facet.TERM,
)
# Facets whose values are known beforehand, in this order.
VALUES: Final[Mapping[Facet, tuple[str, ...]]] = {
    Facet.KIND: tuple(Kind),
    Facet.LANGUAGE: tuple(Language),
    Facet.GROUP: tuple(StakeholderGroup),
    Facet.OUTCOME: tuple(Outcome),
}
_ORDER, _ONLY, _PAGE = "order", "only", "page"
# Far more than is searched for: the rest of a text that somebody pasted would stand in every link of the page.
_MAX_TYPED: Final = 1_000
# So many values of one facet are heard; more would be no choice any longer.
MAX_VALUES: Final = 50


@dataclass(frozen=True, slots=True)
class SearchAsked:
    """What an address asks for; `ignored` are values that we do not know, as they were asked for.

    `only` is the one language in whose texts is searched, None for both; pages count from 1.
    """

    typed: str = ""
    filters: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)
    order: Order = Order.BEST
    only: Language | None = None
    page: int = 1
    ignored: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for, so that there is nothing to answer."""
        return not self.typed.strip() and not self.filters

    def parameters(self) -> Iterator[tuple[str, str]]:
        """All but what was typed, in one order, so that one search has one address."""
        for facet in FACETS:
            yield from ((facet.value, value) for value in sorted(self.filters.get(facet, ())))
        if self.order is not Order.BEST:
            yield _ORDER, self.order.value
        if self.only is not None:
            yield _ONLY, self.only.value
        if self.page > 1:
            yield _PAGE, str(self.page)

    def address(self, language: str) -> str:
        """The page that answers this."""
        return addresses.search(language, self.typed, self.parameters())

    def file(self, language: str, ending: str) -> str:
        """The same hits as a file, all pages of them."""
        return addresses.search_file(language, ending, self.typed, replace(self, page=1).parameters())

    def choosing(self, facet: Facet, value: str) -> "SearchAsked":
        """The same with one value more, or less where it was chosen; without any value of it for ""."""
        chosen = self.filters.get(facet, ())
        if not value:
            kept: tuple[str, ...] = ()
        elif value in chosen:
            kept = tuple(each for each in chosen if each != value)
        else:
            kept = (*chosen, value)
        others = {each: values for each, values in self.filters.items() if each is not facet}
        return replace(self, filters={**others, facet: kept} if kept else others, page=1)

    def known(self, choices: SearchChoices) -> "SearchAsked":
        """The same without the values that the record does not know."""
        filters, ignored = {}, list(self.ignored)
        for facet, values in self.filters.items():
            keys = choices.keys(facet)
            kept = tuple(value for value in values if keys is None or value in keys)
            ignored += [value for value in values if value not in kept]
            if kept:
                filters[facet] = kept
        return replace(self, filters=filters, ignored=tuple(ignored))


def asked_for(query: QueryParams) -> SearchAsked:
    """What an address asks for; what it says in other words than ours is ignored."""
    ignored: list[str] = []
    filters: dict[Facet, tuple[str, ...]] = {}
    for facet in FACETS:
        given = tuple(dict.fromkeys(legible(each) for each in query.getlist(facet.value) if each))
        heard = tuple(each for each in given[:MAX_VALUES] if facet not in VALUES or each in VALUES[facet])
        ignored += [each for each in given if each not in heard]
        if heard:
            filters[facet] = heard
    order, only, page = (legible(query.get(name, "")) for name in (_ORDER, _ONLY, _PAGE))
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 0
    ignored += [order] * (order not in ("", *Order)) + [only] * (only not in ("", *Language))
    ignored += [page] * (page != "" and number < 1)
    return SearchAsked(
        typed=legible(query.get("q", ""))[:_MAX_TYPED],
        filters=filters,
        order=Order(order) if order in tuple(Order) else Order.BEST,
        only=Language(only) if only in tuple(Language) else None,
        page=max(1, number),
        ignored=tuple(ignored),
    )
