"""How many words of a query a document may miss."""

import pytest

from server.search.documents import Facet, Kind, SearchDocument
from server.search.leniency import ENOUGH, with_enough
from tests.search.memory_engine import MemoryEngine
from tests.search.worlds import asked, text


def engine(*words: str) -> MemoryEngine:
    made = MemoryEngine()
    made.rebuild(_documents(words))
    return made


def _documents(words: tuple[str, ...]) -> list[SearchDocument]:
    return [text(f"p-{number:05}", nl=each) for number, each in enumerate(words)]


def missing(made: MemoryEngine, typed: str) -> int:
    return with_enough(made, asked(typed)).missing


def test_where_enough_documents_have_all_words_none_may_be_missing() -> None:
    assert missing(engine(*["kop staart"] * ENOUGH, "kop"), "kop staart") == 0


def test_where_too_few_have_all_words_one_may_be_missing() -> None:
    assert missing(engine(*["kop staart"] * (ENOUGH - 1), "kop"), "kop staart") == 1


@pytest.mark.parametrize(("typed", "most"), [("kop romp staart", 1), ("kop romp staart poot", 2)])
def test_at_most_half_of_the_words_may_be_missing(typed: str, most: int) -> None:
    assert missing(engine("kop romp staart", "kop romp"), typed) == most


def test_more_than_half_may_be_missing_where_nothing_would_be_found_otherwise() -> None:
    assert missing(engine("kop", "staart"), "kop romp poot pels") == 3


def test_one_word_and_a_phrase_may_not_be_missing() -> None:
    assert missing(engine("kop"), "staart") == 0
    assert missing(engine("kop"), '"kop staart"') == 0
    assert missing(engine("kop"), '"kop staart" kop') == 1


def test_filters_do_not_decide_it() -> None:
    made = engine(*["kop staart"] * ENOUGH)
    narrowed = asked("kop staart", filters={Facet.KIND: [Kind.COMMENT]})
    assert with_enough(made, narrowed) == narrowed
