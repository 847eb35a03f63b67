"""Ask for hits as an address says; a broken index is answered for by the database, and mended."""

from contextlib import suppress

from server.store.database import StoreFull, StoreUnavailable
from server.text.languages import LANGUAGES
from server.usecases.index_record import ask_to_mend_index
from server.usecases.search_record import SearchResult, search_record
from server.web.pages.search_asking import SearchAsked
from server.web.services import Services


def result_for(
    services: Services, asked: SearchAsked, *, limit: int, offset: int, with_counts: bool = False
) -> SearchResult:
    """Hits `offset` to `offset + limit`, whatever is asked for; the page of `asked` says nothing here."""
    result = search_record(
        services.database,
        services.search,
        typed=asked.typed,
        languages=LANGUAGES if asked.only is None else (asked.only,),
        filters=asked.filters,
        order=asked.order,
        limit=limit,
        offset=offset,
        with_counts=with_counts,
    )
    if result.is_makeshift:
        _ask_to_mend(services)
    return result


def _ask_to_mend(services: Services) -> None:
    now = services.clock()
    if services.mending.is_due(now):
        # A database that cannot take the job is a trouble of its own: the reader asked for a search.
        with suppress(StoreFull, StoreUnavailable):
            ask_to_mend_index(services.database, at=now)
