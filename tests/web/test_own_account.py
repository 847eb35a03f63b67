"""One's own account: who one is here, and where one is signed in."""

from datetime import timedelta

import pytest

from server.domain.accounts import Role
from tests.usecases.people import with_password
from tests.web.conftest import Site
from tests.web.html import element, elements, page_language
from tests.web.people import another_browser, working
from tests.worlds import DE

OWN = {"nl": "/nl/redactie/account", "de": "/de/redaktion/konto"}


def test_it_says_who_one_is_in_both_languages(small_site: Site) -> None:
    anna = working(small_site, Role.EDITOR, "Anna", DE)
    for language, side in (("nl", "de Duitse kant"), ("de", "die deutsche Seite")):
        page = anna.browser.get(OWN[language])
        assert (page.status_code, page_language(page.text)) == (200, language)
        values = [each.text for each in elements(page.text, "dd")]
        assert values[:2] == ["Anna", "anna@example.org"]
        assert values[3] == side


def test_sessions_are_listed_by_device_and_one_is_ended(small_site: Site) -> None:
    jan = working(small_site)
    phone = another_browser(small_site, jan.account)
    page = jan.browser.get(OWN["nl"]).text
    listed = [each.text for each in elements(page, "li", class_="row-with-button")]
    assert [each.startswith("Firefox, Windows, sinds 1 oktober 2021 14:00") for each in listed] == [
        True,
        True,
    ]
    [session] = [each.attributes["value"] for each in elements(page, "input", name="session")]
    answer = jan.browser.post(OWN["nl"], data={"act": "end", "session": session})
    assert answer.headers["location"] == "/nl/redactie/account?done=ended"
    assert phone.get(OWN["nl"]).status_code == 303
    after = jan.browser.get(OWN["nl"])
    assert (after.status_code, elements(after.text, "input", name="session")) == (200, [])


def test_all_others_are_ended_at_once(small_site: Site) -> None:
    jan = working(small_site)
    others = [another_browser(small_site, jan.account) for _ in range(2)]
    assert jan.browser.post(OWN["de"], data={"act": "end-others"}).status_code == 303
    assert [each.get(OWN["nl"]).status_code for each in (jan.browser, *others)] == [200, 303, 303]


def test_nobody_sees_or_ends_a_session_of_somebody_else(small_site: Site) -> None:
    jan, piet = working(small_site), working(small_site, name="Piet")
    another_browser(small_site, jan.account)
    page = jan.browser.get(OWN["nl"]).text
    session = element(page, "input", name="session").attributes["value"]
    assert elements(piet.browser.get(OWN["nl"]).text, "input", name="session") == []
    piet.browser.post(OWN["nl"], data={"act": "end", "session": session})
    assert len(elements(jan.browser.get(OWN["nl"]).text, "input", name="session")) == 1


def test_a_password_is_removed_soon_after_signing_in_only(small_site: Site) -> None:
    jan = working(small_site)
    with_password(small_site.database, jan.account)
    browser = another_browser(small_site, jan.account)
    small_site.clock.advance(timedelta(minutes=15))
    late = browser.post(OWN["nl"], data={"act": "forget"})
    assert late.headers["location"].startswith("/nl/aanmelden?next=%2Fnl%2Fredactie%2Faccount&done=again")
    assert elements(browser.get(OWN["nl"]).text, "button", value="forget")
    soon = another_browser(small_site, jan.account)
    assert soon.post(OWN["nl"], data={"act": "forget"}).headers["location"].endswith("?done=forgotten")
    assert not elements(soon.get(OWN["nl"]).text, "button", value="forget")


@pytest.mark.parametrize("sent", [{}, {"act": "fly"}, {"act": "end"}, {"act": "end", "session": "%"}])
def test_what_no_button_sends_is_refused(small_site: Site, sent: dict[str, str]) -> None:
    assert working(small_site).browser.post(OWN["nl"], data=sent).status_code == 400


def test_a_change_of_role_shows_with_the_next_page(small_site: Site) -> None:
    jan, boss = working(small_site), working(small_site, Role.ADMINISTRATOR, "Boss")
    assert jan.browser.get("/nl/redactie/termen").status_code == 200
    changed = {"act": "change", "name": "Jan", "role": "moderator", "side": ""}
    assert boss.browser.post(f"/nl/redactie/accounts/{jan.account.id}", data=changed).status_code == 303
    assert jan.browser.get("/nl/redactie/termen").status_code == 403
    assert "Moderator" in [each.text for each in elements(jan.browser.get(OWN["nl"]).text, "dd")]
