"""The submitter's country on the pages and at the API: asked without being needed, and shown."""

import pytest

from server.domain.comments import Country
from server.store.moderation_queue import QueueFilter, queue_page
from tests.web.api import body, contact, post, stored
from tests.web.commenting import BASKET, hand_in, send, write
from tests.web.conftest import Site
from tests.web.html import element, elements
from tests.web.people import working
from tests.web.test_intake_page import HERE, filled


@pytest.mark.parametrize("language", ["nl", "de"])
def test_the_form_offers_countries_and_to_say_nothing(small_site: Site, language: str) -> None:
    write(small_site.visitor)
    page = small_site.visitor.get(BASKET[language]).text
    offered = elements(page, "input", name="country")
    assert [each.attributes["value"] for each in offered] == ["", "nl", "de", "other"]
    assert ["checked" in each.attributes for each in offered] == [True, False, False, False]


def test_what_was_said_is_kept_and_what_is_not_offered_comes_back(site: Site) -> None:
    assert hand_in(site, who={"country": "de"}).country is Country.DE
    visitor = site.another_visitor()
    write(visitor)
    answer = send(visitor, country="fr")
    assert answer.status_code == 422
    assert element(answer.text, "a", href="#country-none").text
    assert element(answer.text, id="country-error").text


def test_a_program_may_send_it(site: Site) -> None:
    answer = post(site, body(contact=contact(country="nl")))
    assert answer.status_code == 201
    submission, said = stored(site, answer.json()["id"])
    assert (submission.country, said[0].country) == (Country.NL, Country.NL)
    assert post(site, body(contact=contact(country="fr")), key="another-key-0000001").status_code == 422


def test_an_editor_may_register_it(site: Site) -> None:
    editor = working(site)
    page = editor.browser.get(HERE["nl"]).text
    assert editor.browser.post(HERE["nl"], data=filled(page, country="other")).status_code == 303
    with site.database.read() as connection:
        [waiting] = queue_page(connection, QueueFilter(), limit=10)
    assert waiting.comment.country is Country.OTHER
