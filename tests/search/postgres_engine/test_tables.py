"""What lies in the tables of the PostgreSQL engine, and what happens when they are not as they should be."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from server.search.documents import DocumentKey, Kind
from server.search.engine import PART_WEIGHTS, IndexBroken
from server.search.postgres_engine.engine import PostgresEngine
from server.search.postgres_engine.vector import HEAVIEST, quoted, vectored
from server.store.database import Database, StoreUnavailable
from server.store.schema import search_documents, search_state, search_words
from server.store.search_documents import SearchTables
from tests.search.worlds import DAY, EDITION, entry, found, remark, search
from tests.search.worlds import text as paragraph_text


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    """A migrated PostgreSQL database."""
    database = Database(postgres_url)
    yield database
    database.close()


@pytest.fixture
def engine(database: Database) -> PostgresEngine:
    """An engine with an empty index."""
    engine = PostgresEngine(SearchTables(database))
    engine.rebuild([])
    return engine


def test_nothing_is_left_of_the_words_of_what_was_removed(database: Database, engine: PostgresEngine) -> None:
    engine.commit([remark("c-00001", nl="geheim woord"), remark("c-00002", nl="een woord")])
    engine.commit([], [DocumentKey(Kind.COMMENT, "c-00001", EDITION)])
    with database.read() as connection:
        words = {row.word: row.documents for row in connection.execute(select(search_words))}
    assert {word for word in words if "geheim" in word} == set()
    assert {number for number in words.values() if number != 1} == set()


def test_the_numbers_of_documents_are_the_same_after_changes_as_after_a_rebuild(
    database: Database, engine: PostgresEngine
) -> None:
    def tables() -> tuple[object, ...]:
        with database.read() as connection:
            words = connection.execute(select(search_words).order_by(search_words.c.word)).all()
            sums = [column for column in search_state.c if column.name not in ("generation", "id")]
            return words, connection.execute(select(*sums)).all()

    last = [paragraph_text("p-00001", nl="kop", de="Kopf"), entry("a", nl=["staart"])]
    engine.commit([paragraph_text("p-00001", nl="romp en kop"), remark("c-00001", de="Kopf")])
    engine.commit([last[0]], [DocumentKey(Kind.COMMENT, "c-00001", EDITION)])
    engine.commit(last)
    changed = tables()
    engine.rebuild(last)
    assert tables() == changed


@pytest.mark.parametrize("table", [search_documents.name, search_words.name, search_state.name])
def test_a_table_that_is_missing_is_a_broken_index(
    database: Database, engine: PostgresEngine, table: str
) -> None:
    engine.commit([paragraph_text("p-00001", nl="kop")])
    with database.write() as connection:
        connection.execute(text(f"ALTER TABLE {table} RENAME TO elsewhere"))
    try:
        with pytest.raises(IndexBroken):
            search(engine, "kop")
        with pytest.raises(IndexBroken):
            engine.commit([paragraph_text("p-00002", nl="staart")])
    finally:
        with database.write() as connection:
            connection.execute(text(f"ALTER TABLE elsewhere RENAME TO {table}"))


def test_an_index_of_another_analysis_is_not_ready_and_a_rebuild_mends_that(
    database: Database, engine: PostgresEngine
) -> None:
    with database.write() as connection:
        connection.execute(update(search_state).values(analysis="1/other"))
    assert not engine.is_ready()
    with pytest.raises(IndexBroken, match="analysis 1/other"):
        search(engine, "kop")
    engine.rebuild([paragraph_text("p-00001", nl="kop")])
    assert (engine.is_ready(), found(engine, "kop")) == (True, ["p-00001"])


def test_a_database_that_cannot_be_reached_is_no_broken_index() -> None:
    database = Database("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    with pytest.raises(StoreUnavailable):
        search(PostgresEngine(SearchTables(database)), "kop")
    database.close()


def test_each_part_counts_as_it_should() -> None:
    row = vectored(entry("a", nl=["kop"], definition="De staart.")).row
    heaviest, next_one = (
        weight / HEAVIEST
        for weight in sorted({PART_WEIGHTS[part] for part in ("term", "text")}, reverse=True)
    )
    assert row["labels"] == [heaviest, next_one, 0.0, 0.0]
    assert "'nowkop':1D" in row["vector"].split()
    assert "'nowstaart':4C" in row["vector"].split()


def test_quotes_and_backslashes_stay_within_a_lexeme() -> None:
    assert quoted("mkb'er\\ & 'x") == "'mkb''er\\\\ & ''x'"


def test_the_length_counts_neither_context_nor_title_around() -> None:
    row = vectored(
        remark("c-00001", nl="drie korte woorden", on_nl="een lange tekst", moment=DAY + timedelta(1))
    ).row
    assert (row["nl_length"], row["de_length"]) == (3, 0)
