"""Agreements: a person counts once for a comment."""

from concurrent.futures import ThreadPoolExecutor

from server.store.agreements import add_agreement, agreement_counts, remove_agreements
from server.store.comments import add_comment
from server.store.database import Database
from tests.store.worlds import NOON, comment, statements_of


def test_agreements_are_counted_for_many_comments_in_one_query(database: Database) -> None:
    with database.write() as connection:
        for name in ("c-1", "c-2", "c-3"):
            add_comment(connection, comment(name))
        for name, person in [("c-1", "jan"), ("c-1", "piet"), ("c-2", "jan")]:
            assert add_agreement(connection, name, person, at=NOON)
        with statements_of(connection) as sent:
            assert agreement_counts(connection, ["c-1", "c-2", "c-3"]) == {"c-1": 2, "c-2": 1, "c-3": 0}
            assert agreement_counts(connection, []) == {}
        assert len(sent) == 1


def test_a_person_counts_once(database: Database) -> None:
    with database.write() as connection:
        add_comment(connection, comment("c-1"))

    def agree(_: int) -> bool:
        with database.write() as connection:
            return add_agreement(connection, "c-1", "jan", at=NOON)

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(agree, range(100))).count(True) == 1
    with database.read() as connection:
        assert agreement_counts(connection, ["c-1"]) == {"c-1": 1}


def test_agreements_can_be_taken_off_a_comment(database: Database) -> None:
    with database.write() as connection:
        for name in ("c-1", "c-2"):
            add_comment(connection, comment(name))
            add_agreement(connection, name, "jan", at=NOON)
        remove_agreements(connection, "c-1")
        assert agreement_counts(connection, ["c-1", "c-2"]) == {"c-1": 0, "c-2": 1}
