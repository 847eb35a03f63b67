"""Suggestions while somebody types: what is public now, also a moment after it changed, also without an index."""

import pytest

from server.domain.moderation import ModerationState
from server.store.database import Database
from server.text.languages import Language
from server.usecases.index_record import rebuild_index
from server.usecases.search_room import SearchRoom
from server.usecases.suggest_search import suggest_search
from tests.editing import editor, present, revise, with_term
from tests.saying import moved, shown
from tests.search.memory_engine import MemoryEngine
from tests.worlds import DE, NL, comment


@pytest.fixture
def room(loaded: Database) -> SearchRoom:
    """An index of the small world."""
    room = SearchRoom(MemoryEngine())
    rebuild_index(loaded, room)
    return room


def suggested(database: Database, room: SearchRoom, *, typed: str, language: Language) -> list[str]:
    return [each.text for each in suggest_search(database, room, typed=typed, language=language)]


def test_terms_titles_and_words_are_completed(loaded: Database, room: SearchRoom) -> None:
    assert suggested(loaded, room, typed="digi", language=NL) == ["digitalisering", "Digitalisierung"]
    assert suggested(loaded, room, typed="Stap", language=NL)[0] == "Stappen"
    assert suggested(loaded, room, typed="schnel", language=DE) == ["schnell"]
    assert suggested(loaded, room, typed="", language=DE) == []


def test_words_of_comments_come_and_go_with_them(loaded: Database, room: SearchRoom) -> None:
    said = shown(loaded, comment(1, "Das Handwerk fehlt."))
    assert suggested(loaded, room, typed="handw", language=DE) == ["handwerk"]
    moved(loaded, said, ModerationState.DECLINED)
    assert suggested(loaded, room, typed="handw", language=DE) == []


def test_a_new_term_is_suggested(loaded: Database, room: SearchRoom) -> None:
    assert suggested(loaded, room, typed="verd", language=NL) == []
    revise(loaded, with_term(present(loaded), "verduurzaming"), editor(loaded))
    assert suggested(loaded, room, typed="verd", language=NL) == ["verduurzaming"]


def test_without_an_index_names_are_suggested(loaded: Database) -> None:
    broken = SearchRoom(MemoryEngine())
    assert suggested(loaded, broken, typed="digi", language=DE) == ["Digitalisierung", "digitalisering"]
    assert suggested(loaded, broken, typed="schnel", language=DE) == []
