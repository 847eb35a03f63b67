"""What a process remembers between one search and the next."""

from collections.abc import Callable

from server.search.documents import SearchDocument
from server.usecases.search_room import SearchRoom
from tests.search.memory_engine import MemoryEngine
from tests.search.worlds import text


def engine(*documents: SearchDocument) -> MemoryEngine:
    made = MemoryEngine()
    made.rebuild(documents)
    return made


def knows(room: SearchRoom, typed: str) -> list[str]:
    return [offer.word for offer in room.speller().offers(typed)]


def test_new_words_are_known_at_once_where_nothing_is_put_off() -> None:
    room = SearchRoom(engine(text("p-00001", nl="koploper")))
    assert knows(room, "koplopr") == ["koploper"]
    room.engine.commit([text("p-00002", nl="grensregio")])
    assert knows(room, "grensrego") == ["grensregio"]


def test_searches_go_on_with_the_words_there_are_until_the_new_ones_are_ready() -> None:
    waiting: list[Callable[[], None]] = []
    room = SearchRoom(engine(text("p-00001", nl="koploper")), waiting.append)
    assert knows(room, "koplopr") == ["koploper"]
    room.engine.commit([text("p-00002", nl="grensregio")])
    assert knows(room, "grensrego") == []
    assert knows(room, "grensrego") == []
    [build] = waiting
    build()
    assert knows(room, "grensrego") == ["grensregio"]


def test_without_an_index_there_is_nothing_to_warm() -> None:
    SearchRoom(MemoryEngine()).warm()
