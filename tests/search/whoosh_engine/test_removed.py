"""What was removed is in no file of the index any more: people have a right to that."""

from pathlib import Path

import pytest

from server.search.documents import SearchDocument
from server.search.whoosh_engine.engine import WhooshEngine
from server.search.whoosh_engine.memory import MAX_REWRITTEN
from tests.search.worlds import found, remark, text

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
    engine.remove([SAID.key])
    assert not holds(folder)
    assert not engine.keeps_removed()
    assert found(engine, "Spatz") == [each.id for each in OTHERS]


def test_the_words_that_a_comment_had_before_leave_the_files(folder: Path) -> None:
    engine = built(folder, *OTHERS)
    engine.index([SAID])
    engine.index([remark(SAID.id, de="Sagte ████████ gestern.")])
    assert (holds(folder), holds(folder, "gestern")) == (False, True)


def test_a_file_of_many_documents_is_tidied_by_the_next_rebuild(folder: Path) -> None:
    many = [text(f"p-{number:05}", nl="Kort.") for number in range(MAX_REWRITTEN)]
    engine = built(folder, SAID, *many)
    engine.remove([SAID.key])
    assert found(engine, WORD) == []
    assert (holds(folder), engine.keeps_removed()) == (True, True)
    engine.rebuild(many)
    assert (holds(folder), engine.keeps_removed()) == (False, False)
