"""Damaged index files are noticed before they answer anything, and a rebuild repairs them."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from server.search.analysis import chain
from server.search.engine import IndexBroken
from server.search.whoosh_engine.engine import WhooshEngine
from server.search.whoosh_engine.folder import Contents, IndexFolder
from tests.search.worlds import found, search, text

DOCUMENTS = [text(f"p-000{place:02}", nl="kop en staart " * place) for place in range(1, 40)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a whole index with more than one segment."""
    engine = WhooshEngine(tmp_path)
    engine.rebuild(DOCUMENTS)
    engine.commit([text("p-00050", nl="kop")])
    return tmp_path


def segment(folder: Path) -> Path:
    return max(folder.glob("index-*/*.seg"), key=lambda path: path.stat().st_size)


def toc(folder: Path) -> Path:
    (path,) = folder.glob("index-*/*.toc")
    return path


def manifest(folder: Path) -> Path:
    return folder / "manifest.json"


def delete(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut_in_half(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def fill_with_zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def zero_a_page(path: Path) -> None:
    content = path.read_bytes()
    size = min(16 << 10, len(content) // 2)
    start = len(content) // 3
    path.write_bytes(content[:start] + bytes(size) + content[start + size :])


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [delete, empty, cut_in_half, fill_with_zeros, zero_a_page, flip_a_bit])
@pytest.mark.parametrize("file", [segment, toc])
def test_a_damaged_file_is_noticed_and_a_rebuild_repairs_it(
    folder: Path, file: Callable[[Path], Path], damage: Callable[[Path], None]
) -> None:
    damage(file(folder))
    engine = WhooshEngine(folder)
    assert not engine.is_ready()
    with pytest.raises(IndexBroken):
        search(engine, "kop")
    with pytest.raises(IndexBroken):
        engine.commit([text("p-00060", nl="kop")])
    engine.rebuild(DOCUMENTS)
    assert engine.is_ready()
    assert search(engine, "kop").total == len(DOCUMENTS)


@pytest.mark.parametrize("damage", [delete, empty, cut_in_half, fill_with_zeros])
def test_a_damaged_manifest_is_noticed_by_a_running_reader(
    folder: Path, damage: Callable[[Path], None]
) -> None:
    engine = WhooshEngine(folder)
    assert engine.is_ready()
    damage(manifest(folder))
    with pytest.raises(IndexBroken):
        search(engine, "kop")
    engine.rebuild(DOCUMENTS)
    assert search(engine, "kop").total == len(DOCUMENTS)


@pytest.mark.parametrize(
    "content", ["[]", "{}", "null", '{"files": 1}', '{"files": {"a": [1]}, "analysis": "1"}']
)
def test_a_manifest_of_another_shape_is_a_broken_index(folder: Path, content: str) -> None:
    manifest(folder).write_text(content)
    assert not WhooshEngine(folder).is_ready()


def test_an_index_of_another_analysis_is_rebuilt(folder: Path) -> None:
    written = manifest(folder).read_text()
    assert f'"{chain.ANALYSIS}"' in written
    manifest(folder).write_text(written.replace(f'"{chain.ANALYSIS}"', '"0/0"'))
    engine = WhooshEngine(folder)
    with pytest.raises(IndexBroken, match="made by analysis 0/0"):
        search(engine, "kop")
    engine.rebuild(DOCUMENTS)
    assert engine.is_ready()


def test_a_wrong_number_of_documents_is_a_broken_index(folder: Path) -> None:
    written = manifest(folder).read_text()
    manifest(folder).write_text(written.replace('"documents": 40', '"documents": 41'))
    with pytest.raises(IndexBroken, match="40 documents instead of 41"):
        search(WhooshEngine(folder), "kop")


def test_every_truncation_and_every_zeroed_page_is_noticed(folder: Path) -> None:
    path = segment(folder)
    whole = path.read_bytes()
    noticed = []
    for start in range(0, len(whole), 1 << 10):
        path.write_bytes(whole[:start])
        noticed.append(not WhooshEngine(folder).is_ready())
        page = bytes(min(16 << 10, len(whole) - start))
        path.write_bytes(whole[:start] + page + whole[start + len(page) :])
        noticed.append(not WhooshEngine(folder).is_ready())
    path.write_bytes(whole)
    assert set(noticed) == {True}
    assert WhooshEngine(folder).is_ready()


def test_damage_under_a_running_reader_never_reaches_its_answers(folder: Path) -> None:
    engine = WhooshEngine(folder)
    before = search(engine, "kop staart")
    cut_in_half(segment(folder))
    assert search(engine, "kop staart") == before


def test_the_next_commit_mends_what_a_running_writer_still_holds(folder: Path) -> None:
    writer = WhooshEngine(folder)
    writer.commit([text("p-00060", nl="kop")])
    cut_in_half(segment(folder))
    writer.commit([text("p-00061", nl="kop")])
    assert search(WhooshEngine(folder), "kop").total == len(DOCUMENTS) + 3


def test_a_rebuild_leaves_one_folder_and_no_leftovers(folder: Path) -> None:
    (folder / "index-7").mkdir()
    (folder / "index-7" / "half-written.seg").write_bytes(b"\x00")
    WhooshEngine(folder).rebuild(DOCUMENTS)
    assert sorted(path.name for path in folder.iterdir()) == ["index-8", "manifest.json", "writer.lock"]


def test_writing_leaves_nothing_in_the_folder_for_temporary_files(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    engine = WhooshEngine(folder)
    engine.commit([text("p-00060", nl="kop")])
    engine.rebuild(DOCUMENTS)
    with pytest.raises(IndexBroken):
        engine.commit([replace(DOCUMENTS[0], id=None)])  # type: ignore[arg-type]
    assert list(temporary.iterdir()) == []


def test_a_commit_removes_what_no_index_needs(folder: Path) -> None:
    leftover = segment(folder).with_name("MAIN_leftover.seg")
    leftover.write_bytes(b"\x00")
    engine = WhooshEngine(folder)
    assert engine.is_ready()
    engine.commit([text("p-00060", nl="kop")])
    assert not leftover.exists()


def test_a_document_that_cannot_be_indexed_leaves_the_index_as_it_was(folder: Path) -> None:
    engine = WhooshEngine(folder)
    with pytest.raises(IndexBroken):
        engine.commit([text("p-00060", nl="kop"), replace(DOCUMENTS[0], id=None)])  # type: ignore[arg-type]
    engine.commit([text("p-00061", nl="anders")])
    assert found(engine, "anders") == ["p-00061"]
    assert search(engine, "kop").total == len(DOCUMENTS) + 1


@pytest.mark.parametrize("file", [segment, toc])
def test_whatever_whoosh_raises_while_reading_is_a_broken_index(
    folder: Path, file: Callable[[Path], Path]
) -> None:
    contents = IndexFolder(folder).load()
    zeros = {file(folder).name: bytes(file(folder).stat().st_size)}
    sealed = Contents.sealed(
        {**contents.files, **zeros},
        analysis=contents.manifest.analysis,
        folder=contents.manifest.folder,
        documents=contents.manifest.documents,
        digest=contents.manifest.digest,
    )
    IndexFolder(folder).publish(sealed)
    with pytest.raises(IndexBroken):
        search(WhooshEngine(folder), "kop")


def test_a_deleted_folder_is_noticed_and_a_rebuild_makes_it_again(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    engine.rebuild(DOCUMENTS)
    shutil.rmtree(tmp_path / "index")
    with pytest.raises(IndexBroken):
        search(engine, "kop")
    engine.rebuild(DOCUMENTS)
    assert search(engine, "kop").total == len(DOCUMENTS)
