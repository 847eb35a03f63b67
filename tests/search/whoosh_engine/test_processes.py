"""One index, several processes: what one commits the others see, and a killed writer breaks nothing."""

from pathlib import Path
from subprocess import Popen
from threading import Thread

import pytest

from server.search.whoosh_engine.engine import WhooshEngine
from tests.search.whoosh_engine.other_process import start
from tests.search.worlds import found, search, text


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    engine = WhooshEngine(tmp_path)
    engine.rebuild([])
    return engine


def next_line(process: Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_reader_sees_the_commit_of_another_process(engine: WhooshEngine, tmp_path: Path) -> None:
    assert found(engine, "kop") == []
    with start("index_once", tmp_path) as writer:
        assert next_line(writer) == "indexed"
        assert found(engine, "kop") == ["c-00001"]


def test_readers_never_see_a_broken_index_while_another_process_writes(
    engine: WhooshEngine, tmp_path: Path
) -> None:
    with start("search_until_told", tmp_path) as first, start("search_until_told", tmp_path) as second:
        readers = first, second
        assert [next_line(reader) for reader in readers] == ["searching", "searching"]
        for place in range(20):
            engine.commit([text(f"p-000{place:02}", nl="kop")])
            if place % 5 == 4:
                engine.rebuild([text("p-99999", nl="kop")])
            if place % 7 == 6:
                engine.merge(everything=True)
        said = [reader.communicate("enough\n")[0].strip() for reader in readers]
    assert said == ["broken 0", "broken 0"]


def test_a_killed_writer_loses_nothing_it_said_was_done(engine: WhooshEngine, tmp_path: Path) -> None:
    engine.rebuild([])
    for _ in range(3):
        with start("index_without_end", tmp_path) as writer:
            said = [next_line(writer) for _ in range(8)]
            writer.kill()
        after = WhooshEngine(tmp_path)
        assert after.is_ready()
        assert [found(after, f"k{place}") for place in said] == [[f"p-{int(place):05}"] for place in said]
        after.commit([text("p-99999", nl="staart")])
        assert found(after, "staart") == ["p-99999"]


def test_threads_that_search_while_one_writes_get_whole_answers(engine: WhooshEngine) -> None:
    engine.rebuild([text("p-00000", nl="kop")])
    totals: list[int] = []

    def ask() -> None:
        totals.extend(search(engine, "kop").total for _ in range(50))

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for place in range(1, 6):
        engine.commit([text(f"p-0000{place}", nl="kop")])
    for thread in threads:
        thread.join()
    assert len(totals) == 200
    assert set(totals) <= set(range(1, 7))
    assert search(engine, "kop").total == 6
