"""The index of the PostgreSQL engine in tables: reading at one moment, and writing by one process at a time."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from server.store.database import Database
from server.store.schema import search_documents, search_state, search_words
from server.store.search_answers import RECORD, Asked, Found, answer

Key = tuple[str, str, str]

# Any number will do that nothing else in this database uses as an advisory lock.
_WRITERS_LOCK: Final = 7_214_402
# Compiling a plan costs more than these plans do, and a plan that does not know the words reads every document.
_PLAIN_PLANS: Final = """
    SELECT set_config('jit', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true),
        set_config('work_mem', '32MB', true)
"""
# New lexemes wait beside the index, where every search reads all of them, and are sorted in together: with more
# memory that happens less often.
_REBUILD_MEMORY: Final = """
    SELECT set_config('gin_pending_list_limit', '16384', true), set_config('maintenance_work_mem', '131072', true)
"""
_SORT_IN: Final = "SELECT gin_clean_pending_list('ix_search_documents_vector')"
_WORDS_AT_ONCE: Final = 20_000
_STATE: Final = [column for column in search_state.c if column.name != "id"]


class SearchTables:
    """The door to these tables; whatever is wrong with them is one of `failures`."""

    failures: tuple[type[Exception], ...] = (SQLAlchemyError,)

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def reading(self) -> Iterator["Reading"]:
        """The tables at one moment."""
        with self._database.read() as connection:
            connection.execute(text(_PLAIN_PLANS))
            yield Reading(connection)

    @contextmanager
    def writing(self, *, for_all: bool) -> Iterator["Writing"]:
        """The writer's turn; nobody sees anything of what it writes before the end, and nothing if it raises.

        Others wait for their turn as long as it takes; `for_all` lifts the time limit of what follows too.
        """
        with self._database.write() as connection:
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITERS_LOCK})
            connection.execute(text(_PLAIN_PLANS))
            if for_all:
                connection.execute(text(_REBUILD_MEMORY))
            else:
                connection.execute(text("SET LOCAL statement_timeout TO DEFAULT"))
            yield Writing(connection)

    def tidy(self) -> bool:
        """Sort in what lies beside the index until then; true when there was something."""
        with self._database.write() as connection:
            return bool(connection.execute(text(_SORT_IN)).scalar_one())


class Reading:
    """The tables as one connection sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def state(self) -> Any:
        """The one row that says what the index is, as a dictionary; None when it was never built."""
        return _state(self._connection)

    def counts_of(self, lexemes: Collection[str]) -> Mapping[str, int]:
        """In how many documents each stands; those in none are left out."""
        if not lexemes:
            return {}
        statement = text("SELECT word, documents FROM search_words WHERE word = ANY(:words)")
        rows = self._connection.execute(statement, {"words": list(lexemes)})
        return {row.word: row.documents for row in rows}

    def counts_in(self, keys: Collection[Key], words: Collection[str]) -> Mapping[str, int]:
        """In how many of these documents each of some words stands."""
        kinds, documents, editions = (list(column) for column in zip(*keys, strict=True))
        statement = text(
            """SELECT word, count(*) AS documents FROM search_documents AS d
            JOIN unnest(CAST(:kinds AS varchar[]), CAST(:documents AS varchar[]), CAST(:editions AS varchar[]))
                AS asked(kind, document, edition) USING (kind, document, edition), unnest(d.words) AS word
            WHERE word = ANY(:words) GROUP BY word"""
        )
        values = {"kinds": kinds, "documents": documents, "editions": editions, "words": list(words)}
        return {row.word: row.documents for row in self._connection.execute(statement, values)}

    def beginning_with(self, beginning: str, limit: int | None) -> list[tuple[str, int]]:
        """Words and lexemes that begin so, in most documents first; None for all."""
        # In the order of code points what begins alike stands together, and nothing stands behind U+10FFFF.
        statement = text(
            """SELECT word, documents FROM search_words WHERE word >= :first AND word < :last
            ORDER BY documents DESC, word LIMIT :limit"""
        )
        values = {"first": beginning, "last": f"{beginning}\U0010ffff", "limit": limit}
        return [(row.word, row.documents) for row in self._connection.execute(statement, values)]

    def found(self, asked: Asked) -> Found:
        """What was asked for."""
        return answer(self._connection, asked)

    def size(self) -> int:
        """Bytes on disk, indexes and all."""
        statement = text(
            "SELECT pg_total_relation_size('search_documents') + pg_total_relation_size('search_words')"
        )
        return int(self._connection.execute(statement).scalar_one())


class Writing:
    """The tables for the one who writes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def state(self) -> Any:
        """As in Reading."""
        return _state(self._connection)

    def clear(self) -> None:
        """Remove everything; readers keep what they see (TRUNCATE would have them wait)."""
        for table in (search_documents, search_words, search_state):
            self._connection.execute(delete(table))

    def take_out(self, keys: Collection[Key]) -> list[Any]:
        """Remove documents and tell what they held, each as a dictionary."""
        if not keys:
            return []
        kinds, documents, editions = (list(column) for column in zip(*keys, strict=True))
        statement = text(
            """DELETE FROM search_documents
            USING unnest(CAST(:kinds AS varchar[]), CAST(:documents AS varchar[]), CAST(:editions AS varchar[]))
                AS gone(kind, document, edition)
            WHERE search_documents.kind = gone.kind AND search_documents.document = gone.document
                AND search_documents.edition = gone.edition
            RETURNING search_documents.kind, search_documents.document, search_documents.edition,
                nl_length, de_length, tsvector_to_array(vector) AS lexemes, words"""
        )
        values = {"kinds": kinds, "documents": documents, "editions": editions}
        return [dict(row) for row in self._connection.execute(statement, values).mappings()]

    def put_in(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Add documents that are not there."""
        columns = ", ".join(
            column.split()[0] for column in RECORD.split(",\n") for column in column.split(", ")
        )
        statement = text(
            f"""INSERT INTO search_documents ({columns})
            SELECT {columns} FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS held({RECORD})"""
        )
        self._connection.execute(statement, {"rows": json.dumps(rows)})

    def count(self, changes: Mapping[str, int]) -> None:
        """Add to the numbers of documents; what is in none any more is forgotten."""
        if not changes:
            return
        words = sorted(changes)
        add = text(
            """INSERT INTO search_words (word, documents)
            SELECT * FROM unnest(CAST(:words AS varchar[]), CAST(:numbers AS integer[]))
            ON CONFLICT (word) DO UPDATE SET documents = search_words.documents + excluded.documents"""
        )
        self._connection.execute(add, {"words": words, "numbers": [changes[word] for word in words]})
        fewer = [word for word in words if changes[word] < 0]
        if fewer:
            forget = text("DELETE FROM search_words WHERE word = ANY(:words) AND documents <= 0")
            self._connection.execute(forget, {"words": fewer})

    def count_all(self, counts: Iterable[tuple[str, int]]) -> None:
        """Put in the numbers of a new index."""
        left = iter(counts)
        while piece := dict(islice(left, _WORDS_AT_ONCE)):
            self.count(piece)

    def keep(self, state: Mapping[str, object]) -> None:
        """Put the state in the place of the one before."""
        self._connection.execute(delete(search_state))
        self._connection.execute(insert(search_state).values(id=1, **state))

    def settle(self, *, is_new: bool) -> None:
        """Sort new lexemes into the index; after a rebuild, let the server count what it will plan by."""
        self._connection.execute(text(_SORT_IN))
        if is_new:
            self._connection.execute(text("ANALYZE search_documents, search_words"))


def _state(connection: Connection) -> dict[str, Any] | None:
    row = connection.execute(select(*_STATE)).mappings().first()
    return None if row is None else dict(row)
