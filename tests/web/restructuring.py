"""Forms of the working edition, sent by editors in a browser."""

from typing import Any

from starlette.testclient import TestClient

from server.domain.accounts import Account
from server.store.database import Database
from server.usecases.move_paragraph import move_paragraph
from tests.usecases.working import act_of
from tests.web.html import elements, form_values
from tests.worlds import OPENING, STEPS

W = {"nl": "/nl/redactie/werkversie", "de": "/de/redaktion/arbeitsfassung"}
SECTION = f"{W['nl']}/hoofdstuk/{OPENING.key}"
ONE, TWO, STEP = (each.id for section in (OPENING, STEPS) for each in section.paragraphs)


def on(path: str) -> str:
    """The Dutch address of a page of the working edition."""
    return f"{W['nl']}{path}"


def sent(browser: TestClient, path: str, **typed: str) -> Any:
    """What comes of sending the form of a page with this typed (dots of field names as two underscores)."""
    values = form_values(browser.get(path).text, path.partition("?")[0])
    return browser.post(
        path.partition("?")[0],
        data={**values, **{name.replace("__", "."): text for name, text in typed.items()}},
    )


def outdated(browser: TestClient, database: Database, by: Account, path: str, **typed: str) -> Any:
    """The same, but somebody else has moved a paragraph since the form was opened."""
    values = form_values(browser.get(path).text, path.partition("?")[0])
    move_paragraph(database, paragraph=STEP, section=OPENING.key, after=None, **act_of(database, by))
    return browser.post(path.partition("?")[0], data={**values, **typed})


def lead(answer: Any) -> tuple[int, str]:
    """The status of an answer, and where it leads to."""
    return answer.status_code, answer.headers.get("location", "")


def hrefs(html: str) -> list[str]:
    """Every link of a page."""
    return [each.attributes.get("href", "") for each in elements(html, "a")]


def problems_in(html: str) -> list[str]:
    """The fields that the error summary leads to."""
    return [
        each.attributes["href"]
        for each in elements(html, "a")
        if any("error-summary" in around.attributes.get("class", "") for around in each.around)
    ]
