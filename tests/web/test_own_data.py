"""The page of one's own data: the same for every address, and behind the mailed link all of it, once."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from server.domain.accounts import Role
from server.domain.moderation import ModerationState
from server.domain.submissions import SubmissionState
from server.domain.tokens import Purpose
from server.usecases.move_comment import move_comment
from tests.mailing import links_in
from tests.participating import now, said, submitted
from tests.web.conftest import EDITOR, Site
from tests.web.html import element, elements, form_values, page_language
from tests.worlds import NOON, SIGNER, add_account

PAGE = {"nl": "/nl/mijn-gegevens", "de": "/de/meine-daten"}
ANNA = "anna@example.org"


def asked(site: Site, email: str = ANNA, language: str = "nl") -> str:
    """Ask for one's own data and return the page that comes; workers send what there is to send."""
    typed = {**form_values(site.visitor.get(PAGE[language]).text, PAGE[language]), "email": email}
    answer = site.visitor.post(PAGE[language], data=typed)
    assert answer.status_code == 303
    page = site.visitor.get(answer.headers["location"])
    site.work()
    return page.text


def link(site: Site, language: str = "nl") -> str:
    """The mailed link to one's own data."""
    asked(site, language=language)
    return links_in(site.mails()[-1])[0]


def test_the_page_is_the_same_whether_anything_is_kept_or_not(site: Site) -> None:
    submitted(site.database)
    site.work()
    before = len(site.mails())
    pages = [asked(site, email) for email in (ANNA, "niemand@example.org")]
    assert pages[0] == pages[1]
    subjects = [mail["Subject"] for mail in site.mails()[before:]]
    assert subjects == ["Uw gegevens bij 127.0.0.1", "Geen gegevens bij 127.0.0.1"]


@pytest.mark.parametrize("language", ["nl", "de"])
def test_the_link_leads_to_two_buttons_in_the_language_of_the_page(small_site: Site, language: str) -> None:
    submitted(small_site.database)
    page = small_site.visitor.get(link(small_site, language))
    assert (page.status_code, page_language(page.text)) == (200, language)
    assert page.headers["cache-control"] == "no-store"
    assert [each.attributes["value"] for each in elements(page.text, "button", name="act")] == [
        "download",
        "erase",
    ]


def test_downloading_gives_one_file_once(site: Site) -> None:
    submission = submitted(site.database, "Das Handwerk fehlt.")
    path = link(site)
    answer = site.visitor.post(path, data={"act": "download"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["content-disposition"] == 'attachment; filename="mijn-gegevens.json"'
    assert answer.headers["cache-control"] == "no-store"
    given = json.loads(answer.content)
    assert [each["id"] for each in given["submissions"]] == [submission.id]
    assert "Das Handwerk fehlt." in answer.text
    again = site.visitor.post(path, data={"act": "download"})
    assert (again.status_code, "Handwerk" in again.text) == (410, False)


def test_erasing_asks_once_more_and_then_does_it(site: Site) -> None:
    comment = said(site.database, "Kanariegelb.")
    with site.database.write() as connection:
        move_comment(connection, comment, ModerationState.SHOWN, at=NOON)
    path = link(site)
    thread = "/nl/edities/2021/reacties/p-aaaa1"
    assert "Kanariegelb" in site.visitor.get(thread).text
    sure = site.visitor.post(path, data={"act": "erase"})
    assert sure.status_code == 200
    assert "Kanariegelb" in site.visitor.get(thread).text
    fields = {**form_values(sure.text, path), "act": "erase"}
    done = site.visitor.post(path, data=fields)
    assert done.status_code == 200
    assert "Kanariegelb" not in site.visitor.get(thread).text
    assert "Kanariegelb" not in site.visitor.get("/nl/tekst/1-opening").text
    assert site.visitor.post(path, data=fields).status_code == 410


def test_erasing_makes_the_browser_forget_who_confirmed_an_address(small_site: Site) -> None:
    submission = submitted(small_site.database)
    path = link(small_site)
    done = small_site.visitor.post(path, data={"act": "erase", "sure": "yes"})
    assert done.headers["set-cookie"].startswith('zwiespraak_person="";')
    assert now(small_site.database, submission).state is SubmissionState.ERASED


def test_the_last_administrator_is_told_that_the_account_stays(small_site: Site) -> None:
    add_account(small_site.database, name="Anna", email=ANNA, role=Role.ADMINISTRATOR)
    path = link(small_site)
    done = small_site.visitor.post(path, data={"act": "erase", "sure": "yes"})
    assert "beheerder" in element(done.text, "main").text


def test_what_is_no_address_comes_back_with_what_to_do(small_site: Site) -> None:
    answer = small_site.visitor.post(PAGE["de"], data={"email": "<b>anna"})
    assert answer.status_code == 422
    assert element(answer.text, "a", href="#email").text
    assert element(answer.text, id="email").attributes["value"] == "<b>anna"
    small_site.work()
    assert small_site.mails() == []


def test_an_address_gets_five_mails_an_hour_and_the_page_says_nothing_of_it(small_site: Site) -> None:
    pages = {asked(small_site) for _ in range(7)}
    assert len(pages) == 1
    assert len(small_site.mails()) == 5
    small_site.clock.advance(timedelta(hours=1))
    asked(small_site)
    assert len(small_site.mails()) == 6


def test_a_client_asks_for_thirty_addresses_an_hour(small_site: Site) -> None:
    for number in range(30):
        typed = {"email": f"a{number}@example.org"}
        assert small_site.visitor.post(PAGE["nl"], data=typed).status_code == 303
    refused = small_site.visitor.post(PAGE["nl"], data={"email": ANNA})
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "3600")
    small_site.clock.advance(timedelta(hours=1))
    assert small_site.visitor.post(PAGE["nl"], data={"email": ANNA}).status_code == 303


def test_a_link_that_is_a_day_old_or_for_something_else_opens_nothing(small_site: Site) -> None:
    submission = submitted(small_site.database)
    path = link(small_site)
    receipt = SIGNER.sign(Purpose.RECEIPT, submission.id)
    for wrong in (f"{PAGE['nl']}/{receipt}", f"{PAGE['nl']}/nonsense"):
        assert small_site.visitor.get(wrong).status_code == 404
    small_site.clock.advance(timedelta(hours=24))
    assert small_site.visitor.get(path).status_code == 404
    for act in ("download", "erase"):
        assert small_site.visitor.post(path, data={"act": act, "sure": "yes"}).status_code == 404


def test_a_form_that_makes_no_sense_does_nothing(small_site: Site) -> None:
    submission = submitted(small_site.database)
    path = link(small_site)
    for typed in ({}, {"act": "coffee"}, {"sure": "yes"}):
        assert small_site.visitor.post(path, data=typed).status_code == 400
    assert now(small_site.database, submission).state is SubmissionState.CONFIRMED


def test_an_editor_may_have_their_own_account_erased(small_site: Site, tmp_path: Path) -> None:
    add_account(small_site.database, name="Jan", email="jan@example.org", role=Role.ADMINISTRATOR)
    editor = small_site.moderator()
    asked(small_site, EDITOR)
    path = links_in(small_site.mails()[-1])[0]
    done = editor.post(path, data={"act": "erase", "sure": "yes"})
    assert done.status_code == 200
    assert editor.get("/nl/redactie/moderatie").status_code in (303, 403)
