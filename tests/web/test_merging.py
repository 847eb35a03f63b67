"""The merging page: suggestions with their conflicts, choices whole or by place, the result, and what follows."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from server.domain.comments import CommentKind
from server.domain.moderation import ModerationState
from server.domain.revisions import Revision
from server.store import comments, dispositions, revisions
from server.store.database import Database
from server.web import addresses
from tests.rewording import KEY, PARAGRAPH, begin, revise
from tests.usecases.test_merge_suggestions import FAST, NOW, SLOW, THREE, suggestion
from tests.web.conftest import OpenSite, Site
from tests.web.editors import signed_in
from tests.web.html import Element, element, elements
from tests.worlds import DE, NL, comment, record, statements

PAGE = {language: addresses.merging(language, PARAGRAPH) for language in (NL, DE)}
TRAAG = suggestion(4, "De digitalisering gaat traag.")


@pytest.fixture
def site(open_site: OpenSite, sqlite: Database) -> Site:
    """Four suggestions, of which the last two are in conflict, and a working edition."""
    opened = open_site(sqlite, record(comments=(*THREE, TRAAG)))
    begin(opened.database)
    return opened


@pytest.fixture
def anna(site: Site) -> TestClient:
    """An editor with a browser."""
    return signed_in(site)[0]


def fields(html: str, form: str) -> dict[str, list[str]]:
    """What a form would send: its own hidden and typed fields, and those that name it."""
    found: dict[str, list[str]] = {}
    for tag in ("input", "textarea"):
        for each in elements(html, tag):
            own = each.attributes.get("form") == form or any(
                around.tag == "form" and around.attributes.get("id", "result") == form
                for around in each.around
            )
            kind = each.attributes.get("type", "text")
            if not own or (kind in ("checkbox", "radio") and "checked" not in each.attributes):
                continue
            value = (
                each.attributes.get("value", "") if tag == "input" else "".join(each.texts).removeprefix("\n")
            )
            found.setdefault(each.attributes["name"], []).append(value)
    return found


def places(html: str) -> list[Element]:
    """The places of the text with choices."""
    return [each for each in elements(html, "div") if each.attributes.get("id", "").startswith("place-")]


def choose(browser: TestClient, *whole: str, page: str = PAGE[NL], **parts: str) -> str:
    """Choose, and read the page with the result."""
    sent = {
        **fields(browser.get(page).text, "choices"),
        "whole": list(whole),
        **{name.replace("_", "-"): [value] for name, value in parts.items()},
    }
    answer = browser.post(page, data={**sent, "act": "choose"})
    assert answer.status_code in (200, 422)
    return answer.text


def save(browser: TestClient, html: str, page: str = PAGE[NL], **typed: str) -> tuple[int, str, str]:
    """Save the result as it stands on the page, but for what is typed."""
    sent = {**fields(html, "result"), **{name: [value] for name, value in typed.items()}}
    answer = browser.post(page, data={"act": "save", **sent})
    return answer.status_code, answer.headers.get("location", ""), answer.text


def kept(site: Site) -> Revision:
    """The last Dutch revision."""
    with site.database.read() as connection:
        found = revisions.working_paragraph(connection, KEY, PARAGRAPH)
    assert found is not None
    latest = found.latest(NL)
    assert latest is not None
    return latest


@pytest.mark.parametrize("language", [NL, DE])
def test_every_suggestion_stands_there_with_its_difference_and_a_box(anna: TestClient, language: str) -> None:
    page = anna.get(PAGE[language]).text
    cards = elements(page, "article")
    assert [each.attributes["id"] for each in cards] == [f"suggestion-{number}" for number in (1, 2, 3, 4)]
    assert "heel" in cards[0].text
    boxes = [each.attributes["value"] for each in elements(page, "input", name="whole")]
    assert boxes == [FAST, NOW, SLOW, TRAAG.id]


def test_the_table_says_in_words_which_are_in_conflict(anna: TestClient) -> None:
    table = [each.text for each in elements(anna.get(PAGE[NL]).text, "td")]
    assert table == ["zichzelf", "strijdig", "strijdig", "zichzelf"]


def test_more_conflicts_than_a_table_shows_are_listed_by_place(open_site: OpenSite, sqlite: Database) -> None:
    many = [suggestion(number, f"De digitalisering gaat {number}.") for number in range(1, 15)]
    site = open_site(sqlite, record(comments=many))
    begin(site.database)
    page = signed_in(site)[0].get(PAGE[NL]).text
    assert not elements(page, "table")
    listed = next(
        each for each in elements(page, "li") if "tekstvoorstellen" in each.text and "Plaats 1" in each.text
    )
    assert listed.text.count("tekstvoorstel ") == 14


def test_unpublished_ones_are_marked_and_held_ones_are_not_there(
    open_site: OpenSite, sqlite: Database
) -> None:
    site = open_site(sqlite)
    with site.database.write() as connection:
        for each, state in zip(
            THREE, (ModerationState.UNPUBLISHED, ModerationState.HELD, ModerationState.DECLINED), strict=True
        ):
            comments.add_comment(connection, replace(each, state=state))
    begin(site.database)
    cards = elements(signed_in(site)[0].get(PAGE[NL]).text, "article")
    assert len(cards) == 1
    assert "niet openbaar" in cards[0].text


def test_two_suggestions_taken_whole_make_one_text(site: Site, anna: TestClient) -> None:
    page = choose(anna, FAST, SLOW)
    assert fields(page, "result")["text"] == ["De digitalisering gaat heel langzaam."]
    status, where, _ = save(anna, page)
    assert (status, where) == (303, addresses.merged(NL, PARAGRAPH, NL))
    latest = kept(site)
    assert (latest.text, set(latest.comments)) == ("De digitalisering gaat heel langzaam.", {FAST, SLOW})
    with site.database.read() as connection:
        found = dispositions.dispositions_of(connection, [FAST, SLOW, NOW])
    assert {key: each.outcome for key, each in found.items()} == {FAST: "adopted", SLOW: "adopted"}


def test_two_that_differ_need_a_choice_at_their_place(site: Site, anna: TestClient) -> None:
    page = choose(anna, SLOW, TRAAG.id)
    [wrong] = [each for each in places(page) if "error" in each.attributes["class"]]
    place = wrong.attributes["id"]
    assert elements(page, "a", href=f"#{place}")
    ticked = fields(page, "choices")["whole"]
    assert ticked == [SLOW, TRAAG.id]
    number = place.removeprefix("place-")
    result = choose(anna, SLOW, TRAAG.id, **{f"part_{number}": "1"})
    assert fields(result, "result")["text"] == ["De digitalisering gaat traag."]


def test_a_part_is_chosen_at_its_place_and_is_adopted_in_part(open_site: OpenSite, sqlite: Database) -> None:
    site = open_site(sqlite, record(comments=[suggestion(1, "De nieuwe digitalisering gaat langzaam.")]))
    begin(site.database)
    anna, _ = signed_in(site)
    first, second = places(anna.get(PAGE[NL]).text)
    number = second.attributes["id"].removeprefix("place-")
    page = choose(anna, **{f"part_{number}": "0"})
    assert fields(page, "result")["took-part"] == [FAST]
    save(anna, page)
    assert kept(site).text == "De digitalisering gaat langzaam."
    with site.database.read() as connection:
        found = dispositions.disposition_of(connection, FAST)
    assert found is not None
    assert found.outcome == "adopted-in-part"
    assert first.attributes["id"] != second.attributes["id"]


def test_keeping_the_words_goes_before_what_is_taken_whole(anna: TestClient) -> None:
    place = places(anna.get(PAGE[NL]).text)[0].attributes["id"]
    page = choose(anna, FAST, **{f"part_{place.removeprefix('place-')}": "keep"})
    assert element(page, class_="govuk-error-summary")


def test_nothing_chosen_is_no_result(anna: TestClient) -> None:
    assert element(choose(anna), class_="govuk-error-summary").text.startswith("Er is nog geen resultaat")


def test_the_text_is_saved_as_the_editor_has_it(site: Site, anna: TestClient) -> None:
    save(anna, choose(anna, FAST), text="De digitalisering gaat heel erg snel.")
    assert kept(site).text == "De digitalisering gaat heel erg snel."


def test_what_is_wrong_with_the_text_is_said_and_nothing_is_lost(site: Site, anna: TestClient) -> None:
    status, _, page = save(anna, choose(anna, FAST), text="Noot.[^1]", weight="minor")
    assert status == 422
    assert {
        each.attributes["href"]
        for each in elements(page, "a")
        if each.attributes.get("href") in ("#text", "#note")
    }
    sent = fields(page, "result")
    assert (sent["text"], sent["weight"], sent["took-whole"]) == (["Noot.[^1]"], ["minor"], [FAST])
    assert kept(site).number == 1


def test_a_text_that_was_saved_meanwhile_stands_beside_what_was_made(site: Site, anna: TestClient) -> None:
    page = choose(anna, FAST)
    account = signed_in(site, name="Bea")[1]
    revise(site.database, account, "Onze digitalisering gaat snel.")
    status, _, page = save(anna, page)
    assert status == 409
    sent = fields(page, "result")
    assert (sent["text"], sent["base"], sent["common"]) == (
        ["De digitalisering gaat heel snel."],
        ["2"],
        ["1"],
    )
    both = anna.post(PAGE[NL], data={**sent, "act": "take:nl:merged"}).text
    assert fields(both, "result")["text"] == ["Onze digitalisering gaat heel snel."]
    assert save(anna, both)[0] == 303
    assert kept(site).text == "Onze digitalisering gaat heel snel."


def test_suggestions_that_changed_meanwhile_ask_for_the_places_once_more(
    site: Site, anna: TestClient
) -> None:
    sent = {**fields(anna.get(PAGE[NL]).text, "choices"), "whole": [FAST], "act": "choose"}
    revise(site.database, signed_in(site, name="Bea")[1], "Onze digitalisering gaat snel.")
    answer = anna.post(PAGE[NL], data=sent)
    assert answer.status_code == 409
    ticked = fields(answer.text, "choices")["whole"]
    assert ticked == [FAST]


def test_the_same_result_sent_twice_is_saved_once(site: Site, anna: TestClient) -> None:
    page = choose(anna, FAST)
    assert save(anna, page)[:2] == save(anna, page)[:2]
    assert kept(site).number == 2


def test_only_the_suggestions_that_are_asked_for_lie_over_the_text(anna: TestClient) -> None:
    page = anna.get(f"{PAGE[NL]}?side=nl&pick=1&with={SLOW}").text
    assert len(places(page)) == 1
    assert len(elements(page, "article")) == 4


def test_a_text_that_is_there_already_says_so(site: Site, anna: TestClient) -> None:
    revise(site.database, signed_in(site, name="Bea")[1], "De digitalisering gaat langzaam.")
    cards = elements(anna.get(PAGE[NL]).text, "article")
    assert "staat al in de tekst" in cards[2].text
    assert "strijdig met de huidige tekst" in cards[3].text


def test_after_saving_the_other_side_is_the_task(site: Site, anna: TestClient) -> None:
    _, where, _ = save(anna, choose(anna, FAST))
    page = anna.get(where).text
    assert element(page, "h1").text == "Nu de Duitse tekst: 1, alinea 1"
    assert "heel" in element(page, "ins").text
    assert (
        "Die Digitalisierung kommt schnell voran." in element(page, "section", aria_labelledby="side-de").text
    )
    hrefs = {each.attributes.get("href") for each in elements(page, "a")}
    assert {
        addresses.working_paragraph(NL, PARAGRAPH),
        addresses.in_step(NL, PARAGRAPH),
        addresses.drift(NL),
        addresses.disposition(NL, FAST),
    } <= hrefs


def test_a_minor_change_leaves_nothing_to_do(anna: TestClient) -> None:
    _, where, _ = save(anna, choose(anna, FAST), weight="minor", note="Nadruk")
    assert element(anna.get(where).text, "h1").text.startswith("Beide talen na het verwerken")


def test_the_list_leads_to_each_text_with_suggestions(anna: TestClient) -> None:
    page = anna.get(addresses.merging_list(NL)).text
    assert element(page, "a", href=f"{PAGE[NL]}?side=nl").text == "1, alinea 1, Nederlands"
    assert anna.get(addresses.merging_list(NL, {"page": "2"})).status_code == 404


def test_without_a_working_edition_the_list_says_so(small_site: Site) -> None:
    page = signed_in(small_site)[0].get(addresses.merging_list(NL)).text
    assert "nog geen werkversie" in page


def test_hidden_signs_in_a_suggestion_are_seen(open_site: OpenSite, sqlite: Database) -> None:
    site = open_site(sqlite, record(comments=[suggestion(1, "De digitalisering gaat \u202esnel.")]))
    begin(site.database)
    assert "\u202e" not in signed_in(site)[0].get(PAGE[NL]).text


def test_markup_in_a_suggestion_stays_text(open_site: OpenSite, sqlite: Database) -> None:
    said = suggestion(1, "De <script>alert(1)</script> gaat snel.")
    site = open_site(sqlite, record(comments=[replace(said, kind=CommentKind.SUGGESTION), comment(2)]))
    begin(site.database)
    anna, _ = signed_in(site)
    assert "<script>alert" not in choose(anna, FAST)


@pytest.mark.parametrize("number", [2, 60])
def test_a_page_costs_as_many_statements_for_two_suggestions_as_for_many(
    open_site: OpenSite, sqlite: Database, number: int
) -> None:
    said = [suggestion(each, f"De digitalisering gaat {each} snel.") for each in range(1, number + 1)]
    site = open_site(sqlite, record(comments=said))
    begin(site.database)
    anna, _ = signed_in(site)
    with statements() as sent:
        anna.get(PAGE[NL])
    assert len(sent) == 7
