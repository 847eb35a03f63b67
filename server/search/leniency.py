"""How many words of a query a document may miss, so that a rare word does not hide all the others."""

from dataclasses import replace
from typing import Final, Protocol

from server.search.engine import Request, Results

# So many documents with all that was asked for fill the first page; with fewer, some that miss a word come after them.
ENOUGH: Final = 10


class Asked(Protocol):
    """What is needed of an engine."""

    def search(self, request: Request) -> Results:
        """Answer."""
        ...


def with_enough(engine: Asked, request: Request) -> Request:
    """The request with as many groups missing as it takes to find enough documents, at most half of them.

    More only where nothing at all would be found otherwise. Filters do not decide it, so that the counts of their
    facets tell of the same documents. Costs a search without hits for each number tried.
    """
    plain = replace(request, filters={}, count=(), limit=0, offset=0)
    most = min(len(request.groups) - 1, sum(group.may_be_missed for group in request.groups))
    half = min(len(request.groups) // 2, most)
    for missing in range(most):
        needed = ENOUGH if missing < half else 1
        if engine.search(replace(plain, missing=missing)).total >= needed:
            return replace(request, missing=missing)
    return replace(request, missing=max(most, 0))
