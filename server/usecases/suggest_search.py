"""Suggest what to search for while somebody types: terms, titles, and words that stand somewhere now."""

from server.search.engine import IndexBroken
from server.search.suggesting import Suggestion
from server.store.database import Database
from server.text.languages import Language
from server.usecases.catch_up import catch_up, marker_of
from server.usecases.search_room import SearchRoom


def suggest_search(
    database: Database, room: SearchRoom, *, typed: str, language: Language
) -> list[Suggestion]:
    """A few suggestions, the reader's language first; without an index only names that are in the database."""
    marker = marker_of(database)
    with database.read() as connection:
        try:
            catch_up(connection, room, marker=marker)
            return room.suggester(connection).suggest(typed, language, room.engine.holds)
        except IndexBroken:
            room.close()
            names = room.suggester(connection, with_words=False)
            return names.suggest(typed, language, lambda _language, _words: frozenset())
