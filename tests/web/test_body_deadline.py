"""Half a body is not waited for; a whole one is."""

import asyncio

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from server.web.security import BodyDeadline, BodyRoom

POST: Scope = {"type": "http", "method": "POST", "path": "/", "headers": [], "query_string": b""}


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    try:
        body = await Request(scope, receive).body()
    except ClientDisconnect:
        body = b"gone"
    await PlainTextResponse(body)(scope, receive, send)


async def _post(*pieces: Message, seconds: float, path: str = "/") -> bytes:
    """What the application says of a body that arrives in these pieces and then stops.

    What goes to /letters has a room of its own, which leaves it no time at all.
    """
    arriving, sent = list(pieces), list[Message]()

    async def receive() -> Message:
        if arriving:
            return arriving.pop(0)
        return await asyncio.get_running_loop().create_future()  # nothing comes any more

    async def send(message: Message) -> None:
        sent.append(message)

    rooms = {"/letters": BodyRoom(size=10, seconds=0)}
    await BodyDeadline(_answer, seconds, rooms)({**POST, "path": path}, receive, send)
    return b"".join(message.get("body", b"") for message in sent)


def test_a_whole_body_is_passed_on() -> None:
    first: Message = {"type": "http.request", "body": b"on", "more_body": True}
    last: Message = {"type": "http.request", "body": b"ce", "more_body": False}
    assert asyncio.run(_post(first, last, seconds=60)) == b"once"


def test_half_a_body_counts_as_a_client_that_left() -> None:
    half: Message = {"type": "http.request", "body": b"on", "more_body": True}
    assert asyncio.run(_post(half, seconds=0)) == b"gone"


def test_an_address_with_a_room_of_its_own_has_its_own_deadline() -> None:
    half: Message = {"type": "http.request", "body": b"on", "more_body": True}
    assert asyncio.run(_post(half, seconds=3600, path="/letters")) == b"gone"
