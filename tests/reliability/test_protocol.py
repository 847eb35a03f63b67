"""Requests that no browser makes, over the wire to the server as it is installed: refused, and nobody else notices."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from benchmarks import shipped
from benchmarks.servers import Server, ours
from benchmarks.submitting import thread_path
from server.cli.serving import HEADER_BYTES


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server as it is installed."""
    with ours(shipped.open_data_folder(tmp_path_factory.mktemp("protocol")), limits="0") as running:
        yield running


HOST = b"host: 127.0.0.1:%d\r\n"
FORM = b"content-type: application/x-www-form-urlencoded\r\n"
POST = b"POST " + thread_path().encode() + b" HTTP/1.1\r\n"
SMUGGLED = b"GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n"

REFUSED = {
    "no host": b"GET /nl/ HTTP/1.1\r\n\r\n",
    "two hosts": b"GET /nl/ HTTP/1.1\r\n" + HOST + HOST + b"\r\n",
    "another host": b"GET /nl/ HTTP/1.1\r\nhost: evil.example\r\n\r\n",
    "another host in the first line": b"GET http://evil.example/nl/ HTTP/1.1\r\nhost: evil.example\r\n\r\n",
    "two lengths": POST + HOST + FORM + b"content-length: 6\r\ncontent-length: 7\r\n\r\ntext=x",
    "two lengths in one field": POST + HOST + FORM + b"content-length: 6, 7\r\n\r\ntext=x",
    "a length that is none": POST + HOST + FORM + b"content-length: -1\r\n\r\ntext=x",
    "a length with a sign": POST + HOST + FORM + b"content-length: +6\r\n\r\ntext=x",
    "an unknown encoding": POST + HOST + FORM + b"transfer-encoding: xchunked\r\n\r\ntext=x",
    "a space before the colon": b"GET /nl/ HTTP/1.1\r\n" + HOST + b"x : y\r\n\r\n",
    "a folded line": b"GET /nl/ HTTP/1.1\r\n" + HOST + b"x: y\r\n z\r\n\r\n",
    "a NUL in a field": b"GET /nl/ HTTP/1.1\r\n" + HOST + b"x: y\x00z\r\n\r\n",
    "a space in the address": b"GET /nl/ x HTTP/1.1\r\n" + HOST + b"\r\n",
    "no protocol at all": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "a head that is too large": b"GET /nl/ HTTP/1.1\r\n" + HOST + b"x: " + b"y" * 2 * HEADER_BYTES + b"\r\n\r\n",
    "too many fields": b"GET /nl/ HTTP/1.1\r\n" + HOST + b"x: y\r\n" * 5000 + b"\r\n",
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_request_that_can_be_read_in_two_ways_is_refused(server: Server, case: str) -> None:
    assert statuses(server, REFUSED[case]) in ([400], [431], [])


def test_two_ways_to_say_how_long_a_body_is_smuggle_no_second_request(server: Server) -> None:
    body = b"0\r\n\r\n" + SMUGGLED
    both = POST + HOST + FORM + b"transfer-encoding: chunked\r\ncontent-length: %d\r\n\r\n" % len(body)
    # RFC 9112, 6.3: refuse it, or take the chunks and close the connection.
    assert statuses(server, both + body) in ([400], [422])


def test_a_chunk_that_ends_with_a_bare_line_feed_smuggles_nothing(server: Server) -> None:
    body = b"6\ntext=x\n0\n\n" + SMUGGLED
    assert statuses(server, POST + HOST + FORM + b"transfer-encoding: chunked\r\n\r\n" + body) in ([400], [])


def statuses(server: Server, request: bytes) -> list[int]:
    """The status of each answer on one connection; it is closed from the other side in the end."""
    request = request.replace(b"%d", str(server.port).encode())
    received = b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        try:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            while part := connection.recv(65_536):
                received += part
        except OSError:  # closed from the other side, at whatever moment
            pass
    return [int(line.split(b" ")[1]) for line in received.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]


def test_hundreds_of_half_requests_hold_nobody_up(server: Server) -> None:
    head = POST + HOST.replace(b"%d", str(server.port).encode()) + FORM
    halves = [b"GET /nl/ HT", head, head + b"content-length: 100\r\n\r\ntext=", b""]
    with ExitStack() as open_connections:
        for number in range(400):
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=30)
            open_connections.enter_context(connection)
            connection.sendall(halves[number % len(halves)])
        for path in ("/nl/", thread_path(), "/healthz"):
            assert server.ask(path)[0].status == 200
