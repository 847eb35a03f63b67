"""Both engines find the same in the shipped record, count the same, and rank alike where scores differ clearly."""

from random import Random

from server.search.engine import Order, Request, Results, SearchEngine
from server.search.query import Way
from tests.search.conftest import OpenEngine
from tests.search.shipped import queries, shipped_documents

SEED = 20_211
COMMENTS, QUERIES = 120, 300
# Whoosh keeps the length of a text in one byte: of long ones it knows a twentieth or so.
CLEARLY = 0.12


def disagreements(requests: list[Request], one: SearchEngine, other: SearchEngine) -> list[str]:
    found = ((request, one.search(request), other.search(request)) for request in requests)
    return [wrong for each in found if (wrong := _disagreement(*each))]


def _disagreement(request: Request, one: Results, other: Results) -> str:
    asked = sorted({pattern.typed for group in request.groups for pattern in group.patterns})
    missed, others = ({hit.key: hit.missed for hit in results.hits} for results in (one, other))
    if one.total != other.total or missed != others:
        different = sorted(missed.items() ^ others.items())
        return f"{asked}: {one.total} and {other.total} documents, such as {different[:3]}"
    if one.counts != other.counts:
        return f"{asked}: counted {one.counts} and {other.counts}"
    if request.order is Order.NEWEST:
        return "" if list(missed) == list(others) else f"{asked}: another order of the newest"
    # PostgreSQL takes the words of a beginning for one, Whoosh each for itself.
    has_beginning = any(pattern.way is Way.PREFIX for group in request.groups for pattern in group.patterns)
    return "" if has_beginning else _misplaced(one, other)


def _misplaced(one: Results, other: Results) -> str:
    """A document that stands before one with clearly more in the first engine."""
    scores = {hit.key: hit.score for hit in one.hits}
    best, missed = 0.0, 0
    for hit in reversed(other.hits):
        best, missed = (best if hit.missed == missed else 0.0), hit.missed
        if scores[hit.key] < best * (1 - CLEARLY):
            return f"{hit.key} with {scores[hit.key]:.3f} stands before one with {best:.3f}"
        best = max(best, scores[hit.key])
    return ""


def test_they_agree_after_a_rebuild_and_after_changes(
    open_whoosh: OpenEngine, open_postgres: OpenEngine
) -> None:
    chance = Random(SEED)
    documents = shipped_documents(chance, COMMENTS)
    requests = list(queries(chance, documents, QUERIES))
    engines = (open_whoosh(), open_postgres())
    for engine in engines:
        engine.rebuild(documents)
    assert disagreements(requests, *engines) == []
    chance.shuffle(documents)
    gone, later = documents[:20], documents[20:60]
    for engine in engines:
        engine.commit(documents[60:80], [each.key for each in (*gone, *later)])
        engine.commit(later)
        engine.hold({each.key: None for each in later[:10]})
    assert disagreements(requests[:60], *engines) == []
    assert engines[0].status().digest == engines[1].status().digest
    assert engines[0].vocabulary().words == engines[1].vocabulary().words
