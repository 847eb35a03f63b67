"""Our other engine, in a PostgreSQL server that is thrown away: its CPU time is the server's and ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time

from sqlalchemy import text

from benchmarks.search_corpus import Corpus
from benchmarks.search_engines import Ours
from server.search.postgres_engine.engine import PostgresEngine
from server.store.database import Database
from server.store.search_documents import SearchTables
from tests.postgres_cluster import running_cluster

_PROC = Path("/proc")


@contextmanager
def postgres(corpus: Corpus) -> Iterator[Ours]:
    """All comments in a database of their own. Raises NoPostgres."""
    with running_cluster() as cluster:
        cluster.create("benchmark")
        database = Database(cluster.url("benchmark"))
        try:
            database.migrate()
            engine = PostgresEngine(SearchTables(database))
            engine.rebuild(corpus.documents())
            server = _server(database)
            yield Ours(engine, lambda: _cpu_below(server) + process_time())
        finally:
            database.close()


def _server(database: Database) -> Path:
    """The process that all others of the server come from."""
    with database.read() as connection:
        process = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    status = (_PROC / str(process) / "status").read_text()
    [parent] = [line.split()[1] for line in status.splitlines() if line.startswith("PPid:")]
    return _PROC / parent


def _cpu_below(server: Path) -> float:
    """CPU seconds of the server's processes, which the kernel counts in nanoseconds here.

    https://docs.kernel.org/scheduler/sched-stats.html
    """
    children = (server / "task" / server.name / "children").read_text().split()
    return sum(int((_PROC / each / "schedstat").read_text().split()[0]) for each in children) / 1e9
