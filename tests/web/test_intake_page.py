"""Registering letters on a page: without JavaScript, several comments in one, nothing lost when it is refused."""

from html import unescape
from typing import Any

import pytest

from server.domain.accounts import Role
from server.domain.acts import ActKind
from server.domain.moderation import ModerationState
from server.store.moderation_queue import QueueFilter, queue_page
from server.web import addresses
from server.web.security import MAX_BODY
from tests.participating import count, log
from tests.web.conftest import Site
from tests.web.html import element, elements, form_values, page_language
from tests.web.people import working

HERE = {"nl": "/nl/redactie/registreren", "de": "/de/redaktion/erfassen"}


def filled(page: str, here: str = HERE["nl"], **typed: str) -> dict[str, str]:
    """The form as an editor sends it; dots in field names as two underscores."""
    letter = {
        "channel": "letter",
        "received": "2021-09-30",
        "name": "Anna de Vries",
        "group": "citizen",
        "publication": "named",
        "comments.0.target": "p-aaaa1",
        "comments.0.text": "Het handwerk ontbreekt.",
        "do": "register",
    }
    sent = {name.replace("__", "."): text for name, text in typed.items()}
    return {**form_values(page, here), **letter, **sent}


def registered(site: Site) -> list[tuple[str, str, str]]:
    """Text, thread and name of what waits."""
    with site.database.read() as connection:
        waiting = [each.comment for each in queue_page(connection, QueueFilter(), limit=100)]
    return [(each.text, each.thread, each.name) for each in waiting]


def problems_of(page: str) -> list[str]:
    """Where the links of the error summary lead."""
    summary = element(page, class_="govuk-error-summary")
    return [each.attributes["href"] for each in elements(page, "a") if summary in each.around]


@pytest.mark.parametrize("language", ["nl", "de"])
def test_a_letter_is_registered_and_waits_in_moderation(site: Site, language: str) -> None:
    editor, here = working(site), HERE[language]
    page = editor.browser.get(here).text
    assert page_language(page) == language
    answer = editor.browser.post(here, data=filled(page, here))
    assert answer.status_code == 303
    [act] = log(site.database, ActKind.REGISTERED)
    assert act.account == editor.account.id
    assert answer.headers["location"] == f"{here}?round=autumn&registered={act.subject}"
    done = editor.browser.get(answer.headers["location"]).text
    assert act.subject in element(done, role="status").text
    assert registered(site) == [("Het handwerk ontbreekt.", "p-aaaa1", "Anna de Vries")]
    queue = editor.browser.get(addresses.moderation(language)).text
    assert {"nl": "per brief, 30 september 2021", "de": "per Brief, 30. September 2021"}[language] in queue


def test_the_list_holds_all_that_can_be_commented_on(small_site: Site) -> None:
    page = working(small_site).browser.get(HERE["nl"]).text
    options = {each.attributes["value"]: each.text for each in elements(page, "option")}
    assert options["document"] == "Het hele document"
    assert options["question/autumn/missing"] == "Wat mist u?"
    assert options["section/2-steps"].endswith("2 Stappen")
    assert options["p-bbbb1"] == "2, alinea 1: De eerste stap."
    assert options["concept/digitalisation"] == "digitalisering"


def test_several_comments_are_added_and_removed_without_javascript(small_site: Site) -> None:
    browser = working(small_site).browser
    page = browser.get(HERE["nl"]).text
    for _ in range(2):
        answer = browser.post(HERE["nl"], data={**form_values(page, HERE["nl"]), "do": "more"})
        assert answer.status_code == 200
        page = answer.text
    typed = {
        "comments__0__text": "Een.",
        "comments__1__target": "p-aaaa2",
        "comments__1__text": "Twee.",
        "comments__2__place": "https://example.org/p/bbbb1",
        "comments__2__text": "Drie.",
    }
    page = browser.post(HERE["nl"], data={**filled(page, **typed), "do": "remove.1"}).text
    kept = form_values(page, HERE["nl"])
    assert (kept["comments.0.text"], kept["comments.1.text"]) == ("Een.", "Drie.")
    assert "comments.2.text" not in kept
    assert kept["name"] == "Anna de Vries"
    assert browser.post(HERE["nl"], data={**kept, "do": "register"}).status_code == 303
    assert [(text, on) for text, on, _ in registered(small_site)] == [
        ("Een.", "p-aaaa1"),
        ("Drie.", "p-bbbb1"),
    ]


def test_an_address_that_is_typed_counts_before_the_list(small_site: Site) -> None:
    browser = working(small_site).browser
    page = browser.get(HERE["nl"]).text
    browser.post(HERE["nl"], data=filled(page, comments__0__place="2"))
    assert [on for _, on, _ in registered(small_site)] == ["section/2-steps"]


@pytest.mark.parametrize(
    ("typed", "links"),
    [
        ({"channel": ""}, ["#channel"]),
        ({"received": "2021-10-02"}, ["#received"]),
        ({"received": "2021-09-01"}, ["#received"]),
        ({"publication": ""}, ["#publication-named"]),
        ({"name": ""}, ["#name"]),
        ({"comments__0__target": ""}, ["#comments.0.target"]),
        ({"comments__0__place": "https://example.org/"}, ["#comments.0.target"]),
        ({"comments__0__text": "x" * 10_001}, ["#comments.0.text"]),
        ({"comments__0__kind": "suggestion"}, ["#comments.0.suggested_wording"]),
        ({"comments__0__target": "", "comments__0__text": ""}, ["#comments.0.target"]),
        ({"idempotency_key": "stale"}, []),
        ({"round": "winter"}, []),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
    small_site: Site, typed: dict[str, str], links: list[str]
) -> None:
    browser = working(small_site).browser
    sent = filled(browser.get(HERE["nl"]).text, **typed)
    answer = browser.post(HERE["nl"], data=sent)
    assert (answer.status_code, problems_of(answer.text)) == (422, links)
    assert all(elements(answer.text, id=link.removeprefix("#")) for link in links)
    again = form_values(answer.text, HERE["nl"])
    for name in ("name", "received", "comments.0.text", "comments.0.place"):
        assert unescape(again[name]) == sent[name]
    assert count(small_site.database) == (0, 0)


def test_a_form_sent_twice_is_one_letter(small_site: Site) -> None:
    browser = working(small_site).browser
    sent = filled(browser.get(HERE["nl"]).text)
    first, again = (browser.post(HERE["nl"], data=sent) for _ in range(2))
    assert first.headers["location"] == again.headers["location"]
    assert count(small_site.database) == (1, 1)


def test_a_letter_that_may_not_be_published_is_for_the_editors_only(small_site: Site) -> None:
    browser = working(small_site).browser
    browser.post(HERE["nl"], data=filled(browser.get(HERE["nl"]).text, publication="not"))
    with small_site.database.read() as connection:
        [kept] = queue_page(connection, QueueFilter(state=ModerationState.UNPUBLISHED), limit=10)
    assert kept.comment.name == ""


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_editors_register(small_site: Site, method: str) -> None:
    moderator = working(small_site, Role.MODERATOR).browser
    for browser in (moderator, small_site.visitor):
        answer: Any = getattr(browser, method)(HERE["nl"])
        assert answer.status_code in (303, 403)
        assert not elements(answer.text, "select")


def test_a_long_letter_fits_where_other_forms_end(small_site: Site) -> None:
    browser = working(small_site).browser
    sent = filled(browser.get(HERE["nl"]).text)
    for number in range(20):
        sent |= {f"comments.{number}.target": "p-aaaa1", f"comments.{number}.text": f"{number} " + "ë" * 9000}
        sent |= {f"comments.{number}.kind": "remark", f"comments.{number}.language": "nl"}
    assert sum(map(len, sent.values())) * 6 > 4 * MAX_BODY
    assert browser.post(HERE["nl"], data=sent).status_code == 303
    assert len(registered(small_site)) == 20


def test_a_message_is_one_of_ours(small_site: Site) -> None:
    page = working(small_site).browser.get(f"{HERE['nl']}?registered=<b>hacked</b>").text
    assert not elements(page, role="status")
    assert "hacked" not in page
