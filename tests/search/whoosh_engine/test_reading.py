"""The edges of our reader: long documents, small caches, equal scores, words that come and go."""

from pathlib import Path

import pytest

from server.search.engine import Order
from server.search.whoosh_engine.cache import Cache
from server.search.whoosh_engine.engine import WhooshEngine
from server.search.whoosh_engine.schema import MAX_POSITIONS
from server.text.languages import Language
from tests.search.worlds import asked, found, ids, search, text

NL = Language.NL


class Clock:
    """Seconds that pass when told."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_what_stands_behind_the_last_position_is_found_by_its_words_only(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    filler = "zo " * (MAX_POSITIONS - 2)
    engine.rebuild([text("p-00001", nl=f"{filler}kop staart vogel vis")])
    assert found(engine, "vis") == ["p-00001"]
    assert found(engine, '"kop staart"') == ["p-00001"]
    assert found(engine, '"vogel vis"') == []


def test_caches_never_hold_more_than_they_may(tmp_path: Path) -> None:
    whole, small = WhooshEngine(tmp_path), Cache(limit=20_000)
    whole.rebuild(
        text(f"p-0{place:04}", nl=f"kop w{place} staart {'x' * (place % 9)}") for place in range(200)
    )
    engine = WhooshEngine(tmp_path, cache=small)
    for place in range(200):
        for typed in (f"w{place} kop", f'"kop w{place}"', "w1*"):
            assert search(engine, typed) == search(whole, typed)
            assert small.size <= 20_000


def test_what_is_nowhere_is_remembered(tmp_path: Path) -> None:
    looked_up: list[str] = []
    cache = Cache()
    for _ in range(2):
        assert cache.get("kop", looked_up.append, "kop") is None
    assert looked_up == ["kop"]


@pytest.mark.parametrize("order", Order)
def test_equals_keep_the_order_of_keys_on_every_page_and_over_all_segments(
    tmp_path: Path, order: Order
) -> None:
    engine = WhooshEngine(tmp_path)
    documents = [text(f"p-0{place:04}", nl="kop staart") for place in range(60)]
    engine.rebuild(documents[1::3])
    engine.commit(documents[::3])
    engine.hold({document.key: document for document in documents[2::3]})
    expected = [document.id for document in documents]
    for typed in ("kop", "kop staart", '"kop staart"', "kop*"):
        pages = [
            engine.search(asked(typed, order=order, limit=7, offset=offset)) for offset in range(0, 60, 7)
        ]
        assert [hit_id for page in pages for hit_id in ids(page)] == expected


def test_a_vocabulary_is_made_once_a_minute_at_most(tmp_path: Path) -> None:
    clock = Clock()
    engine = WhooshEngine(tmp_path, clock=clock)
    engine.rebuild([text("p-00001", nl="De Köp", de="Der Kopf")])
    first = engine.vocabulary()
    assert first.words[NL] == {"de": 1, "köp": 1}
    engine.commit([text("p-00002", nl="De staart")])
    assert engine.vocabulary() is first
    clock.now += 60
    second = engine.vocabulary()
    assert second.words[NL] == {"de": 2, "köp": 1, "staart": 1}
    assert second.generation != first.generation
    clock.now += 60
    assert engine.vocabulary() is second


def test_holds_knows_removed_and_added_words_at_once(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    engine.rebuild([text("p-00001", nl="kop"), text("p-00002", nl="kop vogel")])
    engine.vocabulary()
    engine.commit([text("p-00003", nl="staart")], [text("p-00002").key])
    assert engine.holds(NL, ["kop", "vogel", "staart", "\ud800"]) == {"kop", "staart"}
