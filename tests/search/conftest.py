"""The engines that keep the contract: one more engine is one more parameter here."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from server.search.engine import SearchEngine
from server.search.postgres_engine.engine import PostgresEngine
from server.search.whoosh_engine.engine import WhooshEngine
from server.store.database import Database
from server.store.search_documents import SearchTables

OpenEngine = Callable[[], SearchEngine]


@pytest.fixture(params=["whoosh", "postgres"])
def open_engine(request: pytest.FixtureRequest) -> OpenEngine:
    """Opens the same index once more, as another process would; the test runs once with each engine."""
    opener: OpenEngine = request.getfixturevalue(f"open_{request.param}")
    return opener


@pytest.fixture
def open_whoosh(tmp_path: Path) -> Iterator[OpenEngine]:
    """Opens an index in a folder."""
    opened: list[SearchEngine] = []

    def open_one() -> SearchEngine:
        opened.append(WhooshEngine(tmp_path / "index"))
        return opened[-1]

    yield open_one
    for engine in opened:
        engine.close()


@pytest.fixture
def open_postgres(postgres_url: str) -> Iterator[OpenEngine]:
    """Opens the index of a database; skips where there is no PostgreSQL."""
    opened: list[Database] = []

    def open_one() -> SearchEngine:
        opened.append(Database(postgres_url))
        return PostgresEngine(SearchTables(opened[-1]))

    yield open_one
    for database in opened:
        database.close()


@pytest.fixture
def engine(open_engine: OpenEngine) -> SearchEngine:
    """An engine with an empty index."""
    engine = open_engine()
    engine.rebuild([])
    return engine
