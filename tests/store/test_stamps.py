"""Stamps grow with every change a reader could see."""

from server.store.database import Database
from server.store.stamps import bump, bump_all, stamp


def test_a_section_that_never_changed_has_stamp_nought(database: Database) -> None:
    with database.read() as connection:
        assert stamp(connection, "2021", "1-1-introduction") == 0


def test_a_change_in_one_section_leaves_the_others_alone(database: Database) -> None:
    with database.write() as connection:
        bump(connection, "2021", "1-1-introduction")
        bump(connection, "2021", "1-1-introduction")
        assert stamp(connection, "2021", "1-1-introduction") == 2
        assert stamp(connection, "2021", "1-2-structure") == 0
        assert stamp(connection, "2022", "1-1-introduction") == 0


def test_an_edition_changes_with_each_of_its_sections(database: Database) -> None:
    with database.write() as connection:
        bump(connection, "2021", "1-1-introduction")
        bump(connection, "2021", "1-2-structure")
        bump(connection, "2022", "1-1-introduction")
        assert stamp(connection, "2021") == 2


def test_a_change_of_everything_changes_every_section(database: Database) -> None:
    with database.write() as connection:
        bump(connection, "2021", "1-1-introduction")
        bump_all(connection)
        assert stamp(connection, "2021", "1-1-introduction") == 2
        assert stamp(connection, "2021", "1-2-structure") == 1
        assert stamp(connection, "2021") == 2
