"""Sending the form of a paragraph as a browser does, and looking at what is stored."""

from starlette.testclient import TestClient

from server.domain.comments import Comment
from server.store.database import Database
from server.store.moderation import held_comments
from tests.web.html import form_values

THREAD = {"nl": "/nl/edities/2021/reacties/p-aaaa1", "de": "/de/fassungen/2021/anmerkungen/p-aaaa1"}
RECEIVED = {"nl": THREAD["nl"] + "/ontvangen", "de": THREAD["de"] + "/erhalten"}


def filled(visitor: TestClient, path: str = THREAD["nl"], **typed: str) -> dict[str, str]:
    """The form of the page with the fields that somebody typed; a text and a group unless told otherwise."""
    blank = form_values(visitor.get(path).text, path)
    return {**blank, "text": "Het handwerk ontbreekt.", "group": "citizen", **typed}


def held(database: Database) -> list[Comment]:
    """Every comment that waits."""
    with database.read() as connection:
        return [each.comment for each in held_comments(connection, limit=1000)]
