"""Looking for words where they must not be: every public address, what is published as files, what lies on disk."""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
from pypdf import PdfReader
from starlette.routing import Route
from starlette.testclient import TestClient

from server.domain.exports import FileFormat, report_wanted
from server.logs import configure_logs
from server.usecases.dump_record import dump_record
from server.web.app import routes
from tests.web.conftest import Site
from tests.worlds import DE, NL, OPENING

# What a part of an address may be in the small world, by its name; more than one where that matters.
PARTS = {
    "edition": ["2021"],
    "slug": [OPENING.slug(NL), OPENING.slug(DE)],
    "paragraph": ["p-aaaa1"],
    "concept": ["digitalisation"],
    "round": ["autumn"],
    "question": ["missing"],
    "ending": ["csv", "tsv", "xlsx", "docx", "json", "jsonld", "ttl", "tbx", "v2.tbx", "pdf", "zip"],
    "token": ["no-such-token"],
    "number": ["1"],
    "account": ["1"],
    "name": ["not-found"],
    "path": ["nl/tekst"],
    "older": ["2021"],
    "newer": ["2022"],
    "section": [OPENING.key],
    "sides": ["nl-de"],
    "bundle": ["1"],
    "response": ["1"],
    "export": [
        report_wanted("autumn", NL, kind, for_editors=secret).id
        for kind in (FileFormat.PDF, FileFormat.DOCX)
        for secret in (False, True)
    ],
}
_PART = re.compile(r"\{(\w+)(?::\w+)?\}")


def public_addresses(comments: Iterable[str]) -> list[str]:
    """Every address that answers to GET, with all parts that the small world has."""
    parts = {**PARTS, "comment": list(comments) or ["c-nowhere0"]}
    return [
        path
        for route in routes()
        if isinstance(route, Route) and "GET" in (route.methods or ())
        for path in _filled(route.path, parts)
    ]


def _filled(pattern: str, parts: dict[str, list[str]]) -> Iterator[str]:
    found = _PART.search(pattern)
    if found is None:
        yield pattern
        return
    for part in parts[found[1]]:
        yield from _filled(pattern[: found.start()] + part + pattern[found.end() :], parts)


def all_public(site: Site, *comments: str) -> dict[str, str]:
    """All that an anonymous visitor gets at every public address, where nothing was typed."""
    visitor = site.another_visitor()
    return {path: read(visitor, path) for path in public_addresses(comments)}


def read(visitor: TestClient, path: str) -> str:
    """All that a visitor gets at an address, headers included, packed files unpacked."""
    answer = visitor.get(path)
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{headers}\n{unpacked(answer.content)}"


def unpacked(content: bytes) -> str:
    """The text of a file; of a packed one the texts of all its parts, of a PDF also its properties."""
    if content.startswith(b"%PDF-"):
        file = PdfReader(BytesIO(content))
        # Long words are told where they may be broken.
        said = "\n".join(page.extract_text() for page in file.pages).replace("\u200b", "")
        return f"{said}\n{file.metadata}"
    if not is_zipfile(BytesIO(content)):
        return content.decode("utf-8", "replace")
    with ZipFile(BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def dumped(site: Site) -> str:
    """The whole record as it is published, file names included."""
    folder = site.folder / "record"
    dump_record(site.database, folder)
    return "".join(f"{path}\n{path.read_text()}" for path in sorted(folder.rglob("*")) if path.is_file())


def files_with(folder: Path, *words: str) -> list[str]:
    """The files below a folder that hold one of these words, in whatever case."""
    wanted = [word.lower().encode() for word in words]
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and any(word in path.read_bytes().lower() for word in wanted)
    )


@contextmanager
def logged(patch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """What goes to the log, written as in an installation."""
    root, client = logging.getLogger(), logging.getLogger("httpx2")
    handlers, *levels = root.handlers[:], root.level, client.level
    written = StringIO()
    patch.setattr("sys.stderr", written)
    configure_logs("json")
    # The visitor's browser is no part of the installation.
    client.setLevel(logging.WARNING)
    try:
        yield written
    finally:
        root.handlers[:] = handlers
        root.setLevel(levels[0])
        client.setLevel(levels[1])
