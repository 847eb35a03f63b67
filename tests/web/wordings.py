"""The editing page of the small world's first paragraph, and the browsers in which editors have it open."""

from starlette.testclient import TestClient

from server.domain.accounts import Account
from server.usecases.sign_in import make_sign_in_link
from server.web import addresses
from tests.rewording import PARAGRAPH
from tests.web.conftest import Site
from tests.web.html import elements, form_values
from tests.worlds import OPENING

PAGE = {
    "nl": addresses.working_paragraph("nl", PARAGRAPH),
    "de": addresses.working_paragraph("de", PARAGRAPH),
}
AUTOSAVE = addresses.wording_autosave("nl", PARAGRAPH)
PREVIEW = addresses.wording_preview("nl", PARAGRAPH)
PRESENCE = addresses.presence("nl", OPENING.key)
NEW = "De digitalisering gaat heel snel."


def signed_in(site: Site, account: Account) -> TestClient:
    """A browser in which somebody has signed in."""
    browser = site.another_visitor()
    token = make_sign_in_link(site.database, email=account.email, at=site.clock())
    assert browser.post(addresses.sign_in("nl", token)).status_code == 303
    return browser


def opened(browser: TestClient, **typed: str) -> dict[str, str]:
    """The form as it would be sent, with what is typed."""
    answer = browser.get(PAGE["nl"])
    assert answer.status_code == 200
    return {**form_values(answer.text, PAGE["nl"]), **typed}


def fields(html: str) -> dict[str, str]:
    """What stands in both fields."""
    values = form_values(html, PAGE["nl"])
    return {name: values[name] for name in ("text_nl", "text_de")}


def buttons(html: str) -> list[str]:
    """What the buttons of the page do."""
    return [each.attributes["value"] for each in elements(html, "button", name="act")]
