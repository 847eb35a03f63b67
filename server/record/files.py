"""Text files on disk: read strictly, written whole or not at all."""

import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

_BYTE_ORDER_MARK = "\ufeff"
# Unicode category Cc without tab and line feed: PostgreSQL refuses the first, HTML and Atom most of the rest.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

# Takes the line and the reason of a problem in the file at hand.
Report = Callable[[int, str], None]


def read_text(path: Path, report: Report) -> str | None:
    """The text of a file, or None when it cannot be taken as it is; what is wrong with it is reported.

    The record is UTF-8 without byte order mark, in NFC, with line feeds, so that equal texts are equal bytes.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        report(1, f"cannot be read: {error.strerror}")
        return None
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        report(line, f"invalid UTF-8: byte 0x{content[error.start]:02x}")
        return None
    problems = list(_impurities(text))
    for line, reason in problems:
        report(line, reason)
    return None if problems else text


def write_text(path: Path, text: str) -> bool:
    """Replace a file by this text in one step; whether anything had to be written.

    The temporary file is flushed to the disk before it takes the place of the old one, and the folder after
    it: a power cut leaves the old file or the new one, never half of either.
    """
    content = text.encode()
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # A temporary file is private to its owner; the record is public.
        new.chmod(0o644)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)
    return True


def write_folder(folder: Path, texts: Mapping[str, str], *, aside: Path) -> None:
    """Make a new folder with these files (by their paths in it) in one step.

    They are written into `aside`, a place on the same disk where nobody looks, which then takes its name: a
    power cut leaves the whole folder or none. What an earlier cut left there goes first.
    """
    shutil.rmtree(aside, ignore_errors=True)
    for name, text in texts.items():
        write_text(aside / name, text)
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside.replace(folder)
    _flush_folder(folder.parent)


def remove_file(path: Path, stop: Path) -> None:
    """Remove a file, and the folders that it leaves empty, up to but not including `stop`."""
    path.unlink()
    folder = path.parent
    while folder != stop and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def impure_character(text: str) -> str | None:
    """Why a text cannot stand in the record, or None: control characters but line feed and tab; not NFC."""
    if control := _CONTROL.search(text):
        return f"control character U+{ord(control[0]):04X}"
    if not unicodedata.is_normalized("NFC", text):
        return "not in Unicode normal form NFC"
    return None


def _impurities(text: str) -> list[tuple[int, str]]:
    if text.startswith(_BYTE_ORDER_MARK):
        return [(1, "starts with a byte order mark")]
    if "\r" in text:
        return [
            (text.count("\n", 0, text.index("\r")) + 1, "carriage return: lines end with a line feed only")
        ]
    numbered = enumerate(text.split("\n"), start=1)
    return [(number, reason) for number, line in numbered if (reason := impure_character(line))]


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
