"""People with an account and a browser in which they are signed in."""

from dataclasses import dataclass

from starlette.testclient import TestClient

from server.domain.accounts import Account, Role
from server.text.languages import Language
from server.usecases.sign_in import make_sign_in_link
from server.web import addresses
from tests.usecases.people import person
from tests.web.conftest import Site

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@dataclass(frozen=True, slots=True)
class Person:
    """An account, and a browser that is signed in to it."""

    account: Account
    browser: TestClient


def working(site: Site, role: Role = Role.EDITOR, name: str = "Jan", side: Language | None = None) -> Person:
    """Somebody new, signed in."""
    account = person(site.database, role, name, side)
    return Person(account, another_browser(site, account))


def another_browser(site: Site, account: Account) -> TestClient:
    """One browser more in which somebody is signed in: Firefox on Windows."""
    browser = site.another_visitor()
    browser.headers["user-agent"] = FIREFOX
    token = make_sign_in_link(site.database, email=account.email, at=site.clock())
    assert browser.post(addresses.sign_in("nl", token)).status_code == 303
    return browser
