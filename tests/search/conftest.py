"""The engines that keep the contract: one more engine is one more parameter here."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from server.search.engine import SearchEngine
from server.search.whoosh_engine.engine import WhooshEngine

OpenEngine = Callable[[], SearchEngine]

_OPENERS: dict[str, Callable[[Path], SearchEngine]] = {"whoosh": WhooshEngine}


@pytest.fixture(params=_OPENERS)
def open_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenEngine]:
    """Opens the same index once more, as another process would."""
    opened: list[SearchEngine] = []

    def open_one() -> SearchEngine:
        opened.append(_OPENERS[request.param](tmp_path / "index"))
        return opened[-1]

    yield open_one
    for engine in opened:
        engine.close()


@pytest.fixture
def engine(open_engine: OpenEngine) -> SearchEngine:
    """An engine with an empty index."""
    engine = open_engine()
    engine.rebuild([])
    return engine
