"""Editors at work on the one concept of the small world, in a browser."""

from starlette.testclient import TestClient

from server.domain.accounts import Account
from server.text.languages import Language
from server.usecases.sign_in import make_sign_in_link
from server.web import addresses
from tests.editing import KEY, editor
from tests.web.conftest import Site
from tests.web.html import form_values
from tests.worlds import NL

CONCEPT = {"nl": f"/nl/begrippen/{KEY}", "de": f"/de/begriffe/{KEY}"}
EDITING = {"nl": CONCEPT["nl"] + "/bewerken", "de": CONCEPT["de"] + "/bearbeiten"}
SIGN_OFF = CONCEPT["nl"] + "/akkoord"
CLOSING = CONCEPT["nl"] + "/reacties/afsluiten"
THREAD = {"nl": CONCEPT["nl"] + "/reacties", "de": CONCEPT["de"] + "/anmerkungen"}


def signed_in(site: Site, side: Language | None = NL, name: str = "Anna") -> tuple[TestClient, Account]:
    """An editor for this side with a browser."""
    account, browser = editor(site.database, side, name), site.another_visitor()
    token = make_sign_in_link(site.database, email=account.email, at=site.clock())
    assert browser.post(addresses.sign_in(NL, token)).status_code == 303
    return browser, account


def opened(browser: TestClient, path: str = EDITING["nl"], **typed: str) -> dict[str, str]:
    """The form of a page as it would be sent, with what is typed (dots of field names as two underscores)."""
    values = form_values(browser.get(path).text, path)
    return {**values, **{name.replace("__", "."): text for name, text in typed.items()}}
