"""What was removed is in no file of the index any more: people have a right to that."""

from pathlib import Path

import pytest

from server.search.documents import SearchDocument
from server.search.whoosh_engine.engine import WhooshEngine
from server.search.whoosh_engine.memory import MAX_REWRITTEN
from server.text.languages import Language
from tests.search.worlds import found, remark, search, text

WORD = "kanarienvogel"
SAID = remark("c-00000001", de="Der Kanarienvogel singt.")
OTHERS = [remark(f"c-{number:08}", de=f"Der Spatz pfeift zum {number}. Mal.") for number in range(2, 5)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the index lies."""
    return tmp_path / "index"


def holds(folder: Path, word: str = WORD) -> bool:
    """Whether a file of the index holds a word."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return any(word.encode() in path.read_bytes().lower() for path in files)


def built(folder: Path, *documents: SearchDocument) -> WhooshEngine:
    """An engine with these documents in one file."""
    engine = WhooshEngine(folder)
    engine.rebuild(documents)
    return engine


def test_the_words_of_a_removed_comment_leave_the_files_with_it(folder: Path) -> None:
    engine = built(folder, SAID, *OTHERS)
    assert holds(folder)
    engine.commit([], [SAID.key])
    assert not holds(folder)
    assert not engine.merge(everything=True)
    assert found(engine, "Spatz") == [each.id for each in OTHERS]


def test_the_words_that_a_comment_had_before_leave_the_files(folder: Path) -> None:
    engine = built(folder, *OTHERS)
    engine.commit([SAID])
    engine.commit([remark(SAID.id, de="Sagte ████████ gestern.")])
    assert (holds(folder), holds(folder, "gestern")) == (False, True)


def test_a_file_of_many_documents_is_tidied_when_everything_is_merged(folder: Path) -> None:
    many = [text(f"p-{number:05}", nl="Kort.") for number in range(MAX_REWRITTEN)]
    engine = built(folder, SAID, *many)
    engine.commit([], [SAID.key])
    assert found(engine, WORD) == []
    assert (engine.merge(), holds(folder)) == (False, True)
    assert (engine.merge(everything=True), holds(folder)) == (True, False)
    assert (engine.merge(everything=True), search(engine, "kort").total) == (False, MAX_REWRITTEN)


def test_what_is_only_held_back_is_in_no_answer_and_in_no_vocabulary_that_is_confirmed(folder: Path) -> None:
    engine = built(folder, SAID, *OTHERS)
    engine.hold({SAID.key: None})
    assert (found(engine, WORD), engine.holds(Language.DE, [WORD, "spatz"])) == ([], {"spatz"})
    engine.hold({})
    assert engine.holds(Language.DE, [WORD]) == {WORD}
