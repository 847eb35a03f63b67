"""Ten megabytes for a form: refused before they are read, said beforehand or not."""

import select
import socket
from collections.abc import Iterator
from contextlib import suppress

import pytest

from benchmarks import shipped
from benchmarks.servers import Server, ours
from benchmarks.submitting import thread_path
from server.web import addresses

TEN_MEGABYTES = 10 * 1024 * 1024
CHUNK = b"%x\r\n%s\r\n" % (16_384, b"x" * 16_384)
# Read are 256 kB; the rest fits into what the two ends of a connection hold back.
AT_MOST = TEN_MEGABYTES // 2


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server as it is installed."""
    with ours(shipped.open_data_folder(tmp_path_factory.mktemp("large"))) as running:
        yield running


def head(server: Server, path: str, kind: str, *lines: str) -> bytes:
    """The head of a POST."""
    first = [f"POST {path} HTTP/1.1", f"host: 127.0.0.1:{server.port}", f"content-type: {kind}"]
    return "\r\n".join([*first, *lines, "", ""]).encode()


def status(connection: socket.socket) -> int:
    """The status of the answer that comes."""
    return int(connection.recv(65_536).split(b" ", 2)[1])


FORM = "application/x-www-form-urlencoded"
PATHS = {"a comment": (thread_path(), FORM), "the basket": (addresses.basket("nl"), FORM)}


def test_a_body_that_says_it_is_too_large_is_refused_unread(server: Server) -> None:
    for path, kind in PATHS.values():
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
            connection.sendall(head(server, path, kind, f"content-length: {TEN_MEGABYTES}"))
            assert status(connection) == 413


def test_a_body_that_does_not_say_so_is_refused_on_the_way(server: Server) -> None:
    for path, kind in PATHS.values():
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
            connection.sendall(head(server, path, kind, "transfer-encoding: chunked"))
            sent = send_until_answered(connection)
            assert status(connection) == 413
            assert sent < AT_MOST


def send_until_answered(connection: socket.socket) -> int:
    """Send chunks until there is an answer, or nobody takes them any more; how many bytes went."""
    sent, rest = 0, CHUNK
    with suppress(BrokenPipeError, ConnectionResetError):
        while not select.select([connection], [], [], 0)[0] and sent < TEN_MEGABYTES:
            if select.select([connection], [connection], [], 30)[1]:
                taken = connection.send(rest)
                sent, rest = sent + taken, rest[taken:] or CHUNK
    return sent
