"""The index on disk: immutable files and a manifest that names them.

Whoosh never calls fsync, notices no damage and deletes files that another process is about to open. So it
only works in memory; here its files are written, checked and swapped. The manifest is the commit: it is
replaced in one step after all it names is on disk, and what it does not name does not count.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from server.search.engine import IndexBroken

_MANIFEST = "manifest.json"
_LOCK = "writer.lock"

Stamp = tuple[int, int, int]


class Seal(NamedTuple):
    """What a file must be: its size in bytes and its CRC-32."""

    size: int
    crc: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index consists of: the analysis that made it, its folder, its files.

    `documents` is their number, `digest` that of their keys.
    """

    analysis: str
    folder: str
    documents: int
    digest: str
    files: Mapping[str, Seal]

    def shares(self, name: str, other: "Manifest") -> bool:
        """Whether both name this very file in the same folder."""
        return self.folder == other.folder and self.files.get(name) == other.files.get(name)


@dataclass(frozen=True, slots=True)
class Contents:
    """A whole index in memory; the bytes of its files are what the manifest says."""

    manifest: Manifest
    files: Mapping[str, bytes]

    @classmethod
    def sealed(
        cls, files: Mapping[str, bytes], *, analysis: str, folder: str, documents: int, digest: str
    ) -> "Contents":
        """Files with a manifest made for them."""
        seals = {name: _seal(content) for name, content in files.items()}
        return cls(Manifest(analysis, folder, documents, digest, seals), files)


class IndexFolder:
    """A folder that holds one index, and for a moment the one that replaces it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._manifest_path = str(path / _MANIFEST)
        path.mkdir(parents=True, exist_ok=True)

    def stamp(self) -> Stamp:
        """Something that differs after every commit of any process. Raises IndexBroken when there is none."""
        try:
            # Before every search: a Path would take as long as finding a word.
            status = os.stat(self._manifest_path)  # noqa: PTH116
        except OSError as error:
            raise IndexBroken("there is no index") from error
        return status.st_ino, status.st_mtime_ns, status.st_size

    def load(self, held: Contents | None = None) -> Contents:
        """The present index, every file checked; files held already are not read again.

        Raises IndexBroken when a file is missing, cut short or altered.
        """
        while True:
            manifest = self._manifest()
            try:
                return Contents(manifest, {name: self._file(name, manifest, held) for name in manifest.files})
            except IndexBroken:
                # A writer may have committed and tidied up since the manifest was read.
                if self._manifest() == manifest:
                    raise

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Waits until no other thread or process writes; the kernel frees the lock of one that dies."""
        # Somebody may have deleted the folder under a running service; what it held can be made again.
        if not self._path.exists():
            self._path.mkdir(parents=True, exist_ok=True)
        with (self._path / _LOCK).open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def free_name(self) -> str:
        """A folder name for a new index."""
        taken = [int(path.name.removeprefix("index-")) for path in self._path.glob("index-[0-9]*")]
        return f"index-{max(taken, default=0) + 1}"

    def publish(self, contents: Contents, before: Contents | None = None) -> None:
        """Make this the index: all files on disk first, then the manifest, then what it replaced goes.

        Only within `writing`. Files that were in the index before are left as they are on disk, or
        mended where they are not whole. Raises OSError; the index is then the one before.
        """
        folder = self._path / contents.manifest.folder
        folder.mkdir(exist_ok=True)
        for name, content in contents.files.items():
            is_old = before is not None and contents.manifest.shares(name, before.manifest)
            if not (is_old and _is_whole(folder / name, len(content))):
                _write(folder / name, content)
        _sync(folder)
        replacement = self._path / f"{_MANIFEST}.new"
        _write(replacement, json.dumps(asdict(contents.manifest), indent=1).encode())
        replacement.replace(self._path / _MANIFEST)
        _sync(self._path)
        self._tidy(contents.manifest)

    def _file(self, name: str, manifest: Manifest, held: Contents | None) -> bytes:
        if held is not None and manifest.shares(name, held.manifest):
            return held.files[name]
        return _checked(self._path / manifest.folder / name, manifest.files[name])

    def _manifest(self) -> Manifest:
        try:
            read = json.loads((self._path / _MANIFEST).read_bytes())
            seals = {name: Seal(*seal) for name, seal in read.pop("files").items()}
            return Manifest(files=seals, **read)
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise IndexBroken(f"{_MANIFEST}: {error!r}") from error

    def _tidy(self, manifest: Manifest) -> None:
        for folder in self._path.glob("index-*"):
            if folder.name != manifest.folder:
                shutil.rmtree(folder, ignore_errors=True)
        for file in (self._path / manifest.folder).iterdir():
            if file.name not in manifest.files:
                file.unlink(missing_ok=True)


def _seal(content: bytes) -> Seal:
    return Seal(len(content), crc32(content))


def _checked(path: Path, seal: Seal) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise IndexBroken(f"{path.name}: {error}") from error
    if _seal(content) != seal:
        raise IndexBroken(f"{path.name}: not as it was written")
    return content


def _is_whole(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make the names in a folder durable, not only the contents of its files."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
