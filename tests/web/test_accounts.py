"""The accounts page: administrators add, change and close accounts; nobody else sees it."""

import pytest

from server.domain.accounts import Role
from server.domain.mails import Mail, MailKind
from tests.usecases.people import mails_left
from tests.web.conftest import EDITOR, Site
from tests.web.html import element, elements, form_values, page_language
from tests.web.people import Person, working
from tests.worlds import DE

LIST = {"nl": "/nl/redactie/accounts", "de": "/de/redaktion/konten"}
CLOSE = {"act": "close", "sure": "yes"}
PIET = {"name": "Piet", "email": "piet@example.org", "role": "moderator", "side": "", "mail": "de"}


@pytest.fixture
def boss(small_site: Site) -> Person:
    """The one administrator."""
    return working(small_site, Role.ADMINISTRATOR, "Boss")


def names(boss: Person) -> list[str]:
    """Who is on the list."""
    return [each.text for each in elements(boss.browser.get(LIST["nl"]).text, "h3")]


def account_address(boss: Person, name: str, language: str = "nl") -> str:
    """The address of an account's page."""
    [link] = [each for each in elements(boss.browser.get(LIST[language]).text, "a") if each.text == name]
    return link.attributes["href"]


def test_an_account_is_added_and_gets_a_mail_in_the_chosen_language(small_site: Site, boss: Person) -> None:
    answer = boss.browser.post(LIST["nl"], data=PIET)
    assert (answer.status_code, answer.headers["location"]) == (303, LIST["nl"] + "?done=added")
    assert element(boss.browser.get(answer.headers["location"]).text, "div", role="status").text
    assert names(boss) == ["Els", "Boss", "Piet"]
    assert mails_left(small_site.database) == [Mail(MailKind.SIGN_IN, DE, "piet@example.org", {})]


def test_what_is_wrong_comes_back_as_it_was_typed(boss: Person) -> None:
    for typed, field in (
        ({"name": ""}, "name"),
        ({"email": "piet"}, "email"),
        ({"email": EDITOR}, "email"),
        ({"role": ""}, "role"),
        ({"side": "fr"}, "side"),
    ):
        answer = boss.browser.post(LIST["de"], data={**PIET, **typed})
        assert answer.status_code == 422
        assert element(answer.text, "a", href=f"#{field}")
        wrong = [each.attributes["id"] for each in elements(answer.text, aria_invalid="true")]
        assert wrong == [field]
        sent = form_values(answer.text, LIST["de"])
        assert (sent["name"], sent["mail"]) == (typed.get("name", "Piet"), "de")
    assert names(boss) == ["Els", "Boss"]


def test_an_account_is_changed_in_either_language(boss: Person) -> None:
    for language, name in (("nl", "Els de Vries"), ("de", "Els Schmidt")):
        path = account_address(boss, names(boss)[0], language)
        page = boss.browser.get(path)
        assert page_language(page.text) == language
        values = {**form_values(page.text, path), "name": name, "side": "de", "act": "change"}
        assert boss.browser.post(path, data=values).headers["location"] == f"{path}?done=changed"
        assert names(boss)[0] == name


def test_a_link_is_mailed_and_sessions_are_ended(small_site: Site, boss: Person) -> None:
    els, path = small_site.moderator(), account_address(boss, "Els", "de")
    assert els.get("/nl/redactie").status_code == 200
    assert boss.browser.post(path, data={"act": "mail"}).headers["location"] == f"{path}?done=mailed"
    assert boss.browser.post(path, data={"act": "end"}).headers["location"] == f"{path}?done=ended"
    assert els.get("/nl/redactie").status_code == 303
    assert mails_left(small_site.database) == [Mail(MailKind.SIGN_IN, DE, EDITOR, {})]


def test_a_closed_account_is_listed_by_name_alone(small_site: Site, boss: Person) -> None:
    els, path = small_site.moderator(), account_address(boss, "Els")
    answer = boss.browser.post(path, data=CLOSE)
    assert answer.headers["location"] == LIST["nl"] + "?done=closed"
    page = boss.browser.get(LIST["nl"]).text
    assert names(boss) == ["Boss"]
    assert [each.text for each in elements(page, "li") if each.text.startswith("Els, 1 oktober 2021")]
    assert EDITOR not in page
    assert els.get("/nl/redactie").status_code == 303
    assert boss.browser.get(path).status_code == 404
    assert boss.browser.post(path, data=CLOSE).status_code == 404


def test_nothing_is_closed_by_a_slip_of_the_hand(boss: Person) -> None:
    path = account_address(boss, "Els")
    answer = boss.browser.post(path, data={"act": "close"})
    assert answer.status_code == 422
    assert element(answer.text, "a", href="#sure")
    assert names(boss) == ["Els", "Boss"]


def test_the_last_administrator_is_kept_and_told_why(boss: Person) -> None:
    path = account_address(boss, "Boss")
    values = form_values(boss.browser.get(path).text, path)
    demoted = boss.browser.post(path, data={**values, "role": "editor", "act": "change"})
    closed = boss.browser.post(path, data=CLOSE)
    for answer, field in ((demoted, "role"), (closed, "sure")):
        assert answer.status_code == 422
        assert "laatste beheerder" in element(answer.text, "p", id=f"{field}-error").text
    assert boss.browser.get(path).status_code == 200


@pytest.mark.parametrize("number", ["0", "999", "x", "-1", "1e3", "9" * 30, "١"])
def test_an_account_that_is_not_there_is_not_found(boss: Person, number: str) -> None:
    assert boss.browser.get(f"{LIST['nl']}/{number}").status_code == 404


def test_what_no_button_sends_is_refused(boss: Person) -> None:
    assert boss.browser.post(account_address(boss, "Els"), data={"act": "promote"}).status_code == 400


def test_a_name_with_markup_is_text(boss: Person) -> None:
    boss.browser.post(LIST["nl"], data={**PIET, "name": "<b>Piet</b>"})
    assert names(boss)[-1] == "<b>Piet</b>"
