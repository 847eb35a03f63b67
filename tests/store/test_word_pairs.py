"""Word pairs are kept as a whole and read by stems."""

from server.store.database import Database
from server.store.word_pairs import KeptPair, pairs_of, replace_pairs
from server.text.languages import Language
from tests.store.worlds import statements_of

NL, DE = Language.NL, Language.DE

GRENZE = KeptPair(NL, "gren", "Grenze", 0.9)
RAND = KeptPair(NL, "gren", "Rand", 0.25)
GRENS = KeptPair(DE, "grenz", "grens", 0.9)


def test_pairs_are_read_by_stem_the_heaviest_first(database: Database) -> None:
    with database.write() as connection:
        replace_pairs(connection, [RAND, GRENS, GRENZE])
    with database.read() as connection:
        assert pairs_of(connection, {(NL, "gren"), (NL, "nergens")}) == [GRENZE, RAND]
        assert pairs_of(connection, [(DE, "gren")]) == []
        assert pairs_of(connection, []) == []


def test_new_pairs_take_the_place_of_all_others(database: Database) -> None:
    with database.write() as connection:
        replace_pairs(connection, [GRENZE, RAND])
        replace_pairs(connection, [GRENS])
    with database.read() as connection:
        assert pairs_of(connection, {(NL, "gren"), (DE, "grenz")}) == [GRENS]


def test_any_number_of_stems_costs_one_query(database: Database) -> None:
    stems = {(language, f"stem{number}") for language in Language for number in range(40)}
    with database.read() as connection, statements_of(connection) as sent:
        pairs_of(connection, stems)
    assert len(sent) == 1
