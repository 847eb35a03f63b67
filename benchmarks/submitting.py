"""Submissions as they are sent over HTTP: by people, and by programs.

People put a comment into the basket and hand the basket in; programs send both at once to the API. Each is
sent again until it is acknowledged, with the same basket and the same keys, as a browser does that shows "try
again". So a server that dies in between must neither lose one nor keep one twice.
"""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from threading import Condition, Thread
from time import sleep
from urllib.parse import urlencode

from sqlalchemy import select

from benchmarks import shipped
from server.domain.comments import StakeholderGroup
from server.domain.submissions import Publication
from server.store.database import Database
from server.store.schema import comments
from server.text.languages import Language
from server.web import addresses
from server.web.api.sending import KEY_HEADER
from server.web.sessions import BASKET_COOKIE

# Two sentences, as in the studies: about 300 characters.
TEXT = (
    "Wij vinden dat het mkb in de grensregio hier te weinig aan bod komt. Juist kleine bedrijven hebben geen "
    "eigen afdeling voor digitalisering. Een voucher die aan beide kanten van de grens geldt, zou voor hen "
    "het verschil maken, mits de aanvraag kort is en in de eigen taal kan worden gedaan."
)
API_PATH = f"{addresses.API}/submissions"
_TIMEOUT = 20
_ASK_AGAIN_SECONDS = 0.02


def thread_path() -> str:
    """The page with the form of one paragraph of the current edition."""
    paragraph = shipped.longest_section().paragraphs[0]
    return addresses.thread(Language.NL, shipped.edition().key, paragraph.id)


def basket_path() -> str:
    """Where a basket is handed in."""
    return addresses.basket(Language.NL)


def comment_form(key: str, text: str = TEXT) -> dict[str, str]:
    """What a browser sends with the form of a comment."""
    return {"text": text, "language": Language.NL, "kind": "remark", "form_key": key}


def contact_form(key: str) -> dict[str, str]:
    """What a browser sends with the last form; no two submitters share a mailbox."""
    return {
        "name": "Jantje Meijer",
        "group": StakeholderGroup.COMPANY,
        "email": f"{key}@example.org",
        "publication": Publication.NAMED,
        "idempotency_key": key,
    }


def api_body(key: str, text: str = TEXT) -> str:
    """What a program sends for a submission of one comment, as JSON."""
    target = {"kind": "paragraph", "key": shipped.longest_section().paragraphs[0].id}
    contact = contact_form(key)
    del contact["idempotency_key"]
    return json.dumps(
        {
            "language": "nl",
            "comments": [{"target": target, "language": "nl", "text": text}],
            "contact": contact,
        }
    )


@dataclass(slots=True)
class Submission:
    """One submission of one comment; `sent` counts the tries, `is_in_basket` says how far it has come.

    Every other one comes from a program.
    """

    number: int
    key: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    sent: int = 0
    is_in_basket: bool = False
    is_acknowledged: bool = False

    @property
    def text(self) -> str:
        """Its text, which no other has."""
        return f"Proef {self.number:06d}. {TEXT}"

    def try_once(self, connection: HTTPConnection) -> None:
        """Go on where it has come to; a refusal leaves it there. Raises OSError, HTTPException."""
        self.sent += 1
        if self.number % 2:
            body, headers = (
                api_body(self.key, self.text),
                {"content-type": "application/json", KEY_HEADER: self.key},
            )
            self.is_acknowledged = _post(connection, API_PATH, body, headers) in (200, 201)
            return
        if not self.is_in_basket:
            self.is_in_basket = self._sent(connection, thread_path(), comment_form(self.key, self.text))
        if self.is_in_basket:
            self.is_acknowledged = self._sent(connection, basket_path(), contact_form(self.key))

    def _sent(self, connection: HTTPConnection, path: str, form: Mapping[str, str]) -> bool:
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            "cookie": f"{BASKET_COOKIE}={self.key}",
            "sec-fetch-site": "same-origin",
        }
        return _post(connection, path, urlencode(form), headers) == 303


def _post(connection: HTTPConnection, path: str, body: str, headers: Mapping[str, str]) -> int:
    connection.request("POST", path, body=body, headers=dict(headers))
    answer = connection.getresponse()
    answer.read()
    return answer.status


class Crowd:
    """People who submit one comment after another, wherever `port` says that the server is (None: nowhere)."""

    def __init__(self, size: int, *, port: Callable[[], int | None]) -> None:
        self.submissions: list[Submission] = []
        self._port = port
        self._changed = Condition()
        self._acknowledged = 0
        self._is_over = False
        self._people = [Thread(target=self._person, daemon=True) for _ in range(size)]

    def start(self) -> None:
        """Let them begin."""
        for person in self._people:
            person.start()

    def finish(self) -> None:
        """Let each see their last submission acknowledged, and go home."""
        self._is_over = True
        for person in self._people:
            person.join()

    def wait_for(self, acknowledged: int, seconds: float) -> None:
        """Until so many submissions have been acknowledged in all. Raises TimeoutError."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._acknowledged >= acknowledged, seconds):
                raise TimeoutError(f"{self._acknowledged} of {acknowledged} acknowledged")

    @property
    def acknowledged(self) -> int:
        """How many submissions have been acknowledged so far."""
        return self._acknowledged

    def _person(self) -> None:
        connection, connected_to = HTTPConnection("127.0.0.1", 1), None
        while not self._is_over:
            submission = self._new()
            while not submission.is_acknowledged:
                port = self._port()
                if port is None:
                    sleep(_ASK_AGAIN_SECONDS)
                    continue
                if port != connected_to:
                    connection.close()
                    connection, connected_to = HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT), port
                try:
                    submission.try_once(connection)
                except (OSError, HTTPException):
                    connection.close()
                    sleep(_ASK_AGAIN_SECONDS)
            with self._changed:
                self._acknowledged += 1
                self._changed.notify_all()
        connection.close()

    def _new(self) -> Submission:
        with self._changed:
            submission = Submission(len(self.submissions))
            self.submissions.append(submission)
            return submission


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of what was acknowledged: how many are not there, there twice, or with another text."""

    acknowledged: int
    lost: int
    doubled: int
    altered: int


def count_kept(database: Database, crowd: Crowd) -> Kept:
    """Hold what a crowd was told against what the database holds."""
    with database.read() as connection:
        texts = list(connection.execute(select(comments.c.text)).scalars())
    by_number: dict[str, list[str]] = {}
    for text in texts:
        by_number.setdefault(text[:13], []).append(text)
    acknowledged = [each for each in crowd.submissions if each.is_acknowledged]
    found = [(each, by_number.get(each.text[:13], [])) for each in acknowledged]
    return Kept(
        acknowledged=len(acknowledged),
        lost=sum(not kept for _, kept in found),
        doubled=sum(len(kept) > 1 for kept in by_number.values()),
        altered=sum(any(text != each.text for text in kept) for each, kept in found),
    )
