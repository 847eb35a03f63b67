"""Answering comments in the browser: the list, one answer, bundles, standard responses, and what stays private."""

import pytest

from server.domain.accounts import Account, Role
from server.domain.dispositions import Outcome
from server.store.schema import bundles
from server.usecases.keep_standard_response import StandardResponseForm, keep_standard_response
from server.usecases.publish_dispositions import publish_dispositions
from tests.disposing import RESPONSES, answer, begin, dispose, editor, now, sent_in, stored
from tests.web.conftest import Site
from tests.web.html import element, elements, form_values
from tests.web.people import another_browser
from tests.worlds import CANARY, DE, NL, NOON, statements

LIST = {"nl": "/nl/redactie/afdoening", "de": "/de/redaktion/abwaegung"}
DECISION = {
    "act": "decide",
    "outcome": "adopted",
    "response_nl": RESPONSES[NL],
    "response_de": RESPONSES[DE],
    "paragraphs": "p-aaaa1",
    "base": "0",
}


@pytest.fixture
def els(small_site: Site) -> Account:
    """The editor of a working edition; the site has one of its own already."""
    return begin(small_site.database, name="Eva")


def page_of(comment: str, language: str = "nl") -> str:
    return f"{LIST[language]}/{comment}"


def test_without_a_working_edition_the_list_says_how_to_begin_one(small_site: Site) -> None:
    page = another_browser(small_site, editor(small_site.database, "Anna")).get(LIST["nl"])
    assert page.status_code == 200
    assert element(page.text, "a", href="/nl/redactie/werkversie", class_="govuk-link").text


def test_the_list_shows_comments_with_counts_as_links(small_site: Site, els: Account) -> None:
    said = sent_in(small_site.database)
    page = another_browser(small_site, els).get(LIST["nl"]).text
    assert element(page, "a", href=page_of(said.id)).text == "1, alinea 1"
    assert element(page, "a", href=f"{LIST['nl']}?undecided=yes").text.endswith(" 1")
    assert element(page, "a", href=f"{LIST['nl']}?mine=yes").text.endswith(" 0")


def test_the_whole_list_page_costs_under_ten_queries(small_site: Site, els: Account) -> None:
    sent_in(small_site.database, *(f"Nr. {number}" for number in range(40)))
    visitor = another_browser(small_site, els)
    visitor.get(LIST["nl"])
    with statements() as sent:
        assert visitor.get(LIST["nl"]).status_code == 200
    assert len(sent) < 10


def test_chosen_comments_become_a_bundle_answered_by_one_form(small_site: Site, els: Account) -> None:
    visitor, database = another_browser(small_site, els), small_site.database
    both = [sent_in(database, email=f"{name}@example.org").id for name in "ab"]
    made = visitor.post(LIST["nl"], data={"act": "bundle", "chosen": both, "title": "Handwerk"})
    assert made.status_code == 303
    where = made.headers["location"]
    page = visitor.get(where).text
    seen = [each.attributes["value"] for each in elements(page, "input", name="seen")]
    assert visitor.post(where, data={**DECISION, "seen": seen}).headers["location"] == f"{where}?said=decided"
    assert [_outcome(small_site, each) for each in both] == [Outcome.ADOPTED] * 2
    assert visitor.get(f"{where}?said=decided").status_code == 200


def test_nothing_chosen_no_day_and_no_act_of_ours_are_refused(small_site: Site, els: Account) -> None:
    visitor, said = another_browser(small_site, els), sent_in(small_site.database)
    wrong = {"act": "deadline", "chosen": said.id, "deadline": "morgen"}
    assert [
        visitor.post(LIST["nl"], data=data).status_code
        for data in (
            {"act": "assign"},
            wrong,
            {"act": "destroy", "chosen": said.id},
            {"act": "bundle", "chosen": said.id},
        )
    ] == [422, 422, 422, 422]


def test_many_get_an_editor_a_day_and_an_outcome_at_once(small_site: Site, els: Account) -> None:
    visitor, said = another_browser(small_site, els), sent_in(small_site.database)
    for data in (
        {"act": "assign", "responsible": str(els.id)},
        {"act": "deadline", "deadline": "2021-12-01"},
        {"act": "noted"},
    ):
        assert visitor.post(LIST["nl"], data={**data, "chosen": said.id}).status_code == 303
    kept = stored(small_site.database, said.id)
    assert kept is not None
    assert (kept.responsible, str(kept.deadline), kept.outcome) == (els.id, "2021-12-01", Outcome.NOTED)


def test_a_comment_is_decided_and_the_form_holds_the_answer(small_site: Site, els: Account) -> None:
    visitor, said = another_browser(small_site, els), sent_in(small_site.database)
    sent = visitor.post(page_of(said.id), data={**DECISION, "paragraphs": "", "other_paragraphs": "AAAA1 , "})
    assert sent.headers["location"] == f"{page_of(said.id)}?said=decided"
    for language in ("nl", "de"):
        page = visitor.get(page_of(said.id, language)).text
        values = form_values(page, page_of(said.id, language))
        assert (values["outcome"], values["response_nl"], values["base"]) == ("adopted", RESPONSES[NL], "1")
        assert "checked" in element(page, "input", id="paragraph-p-aaaa1").attributes


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(
    small_site: Site, els: Account
) -> None:
    visitor, said = another_browser(small_site, els), sent_in(small_site.database)
    typed = {**DECISION, "response_de": "", "paragraphs": "", "deadline": "bald", "other_paragraphs": "zzzzz"}
    refused = visitor.post(page_of(said.id), data=typed)
    assert refused.status_code == 422
    values = form_values(refused.text, page_of(said.id))
    assert (values["response_nl"], values["deadline"], values["other_paragraphs"]) == (
        RESPONSES[NL],
        "bald",
        "zzzzz",
    )
    refused = visitor.post(page_of(said.id), data={**typed, "deadline": ""})
    errors = {each.attributes["id"] for each in elements(refused.text, "p", class_="govuk-error-message")}
    assert errors == {"response_de-error", "paragraphs-error"}


def test_an_outdated_form_gets_both_texts_and_can_be_sent_again(small_site: Site, els: Account) -> None:
    visitor, said = another_browser(small_site, els), sent_in(small_site.database)
    dispose(small_site.database, said.id, els, answer(Outcome.NOTED, responses={NL: "Nee.", DE: "Nein."}))
    refused = visitor.post(page_of(said.id), data=DECISION)
    assert refused.status_code == 409
    shown = element(refused.text, "div", class_="govuk-error-summary").text
    assert "Nee" in shown
    assert "Dank u" in shown
    values = form_values(refused.text, page_of(said.id))
    assert (values["response_nl"], values["base"]) == (RESPONSES[NL], "1")
    assert visitor.post(page_of(said.id), data={**DECISION, "base": values["base"]}).status_code == 303
    assert _outcome(small_site, said.id) is Outcome.ADOPTED


def test_a_standard_response_fills_the_form_and_keeps_what_was_typed_elsewhere(
    small_site: Site, els: Account
) -> None:
    visitor, said = another_browser(small_site, els), sent_in(small_site.database)
    form = StandardResponseForm("Dank", Outcome.NOTED, {NL: "Dank u wel.", DE: "Vielen Dank."})
    kept = keep_standard_response(small_site.database, number=None, form=form, seen="", by=els)
    typed = {**DECISION, "act": "insert", "standard": str(kept.id), "deadline": "2021-12-01"}
    page = visitor.post(page_of(said.id), data=typed)
    values = form_values(page.text, page_of(said.id))
    assert (page.status_code, stored(small_site.database, said.id)) == (200, None)
    assert (values["outcome"], values["response_de"]) == ("noted", "Vielen Dank.")
    assert (values["deadline"], values["standard_used"], values["paragraphs"]) == (
        "2021-12-01",
        str(kept.id),
        "p-aaaa1",
    )
    visitor.post(page_of(said.id), data={**values, "act": "decide"})
    responses = visitor.get("/nl/redactie/standaardantwoorden").text
    used = element(responses, "a", href=f"{LIST['nl']}?standard={kept.id}")
    assert used.text.startswith("gebruikt voor 1 reactie")


def test_a_standard_response_is_kept_changed_and_refused_when_outdated(
    small_site: Site, els: Account
) -> None:
    visitor = another_browser(small_site, els)
    where = "/nl/redactie/standaardantwoorden"
    assert visitor.post(where, data={"title": "Dank"}).status_code == 422
    form = {"title": "Dank", "response_nl": "Dank u.", "response_de": "Danke."}
    assert visitor.post(where, data=form).status_code == 303
    old = form_values(visitor.get(f"{where}/1").text, f"{where}/1")
    assert visitor.post(f"{where}/1", data={**old, "title": "Bedankt"}).status_code == 303
    refused = visitor.post(f"{where}/1", data={**old, "title": "Merci"})
    assert (refused.status_code, form_values(refused.text, f"{where}/1")["title"]) == (409, "Merci")
    again = form_values(refused.text, f"{where}/1")
    assert visitor.post(f"{where}/1", data=again).status_code == 303


def test_only_an_administrator_is_offered_to_make_answers_public(small_site: Site, els: Account) -> None:
    dispose(small_site.database, sent_in(small_site.database).id, els)
    assert elements(another_browser(small_site, els).get(LIST["nl"]).text, "input", id="sure") == []
    visitor = another_browser(small_site, editor(small_site.database, "Ada", Role.ADMINISTRATOR))
    assert elements(visitor.get(LIST["nl"]).text, "input", id="sure") != []
    assert visitor.post(LIST["nl"], data={"act": "publish"}).status_code == 422
    done = visitor.post(LIST["nl"], data={"act": "publish", "sure": "yes"})
    assert done.headers["location"] == f"{LIST['nl']}?done=publish&count=1"
    assert "1 antwoord is nu openbaar." in visitor.get(done.headers["location"]).text


def test_the_enter_key_saves_and_never_puts_a_standard_response_over_what_was_typed(
    small_site: Site, els: Account
) -> None:
    visitor, said = another_browser(small_site, els), sent_in(small_site.database)
    form = StandardResponseForm("Dank", Outcome.NOTED, RESPONSES)
    keep_standard_response(small_site.database, number=None, form=form, seen="", by=els)
    for act in ("save", "decide"):
        page = visitor.get(page_of(said.id)).text
        buttons = [each for each in elements(page, "button", name="act") if each.around[-1].tag != "header"]
        assert buttons[0].attributes["value"] == act
        dispose(small_site.database, said.id, els)


def test_an_internal_note_is_read_by_nobody_but_editors(small_site: Site, els: Account) -> None:
    visitor, said = another_browser(small_site, els), sent_in(small_site.database)
    key = form_values(visitor.get(page_of(said.id)).text, page_of(said.id))["form_key"]
    for _ in range(2):
        noted = visitor.post(page_of(said.id), data={"act": "note", "note": CANARY, "form_key": key})
        assert noted.status_code == 303
    assert visitor.get(page_of(said.id)).text.count(CANARY) == 1
    dispose(small_site.database, said.id, els)
    ada = editor(small_site.database, "Ada", Role.ADMINISTRATOR)
    publish_dispositions(small_site.database, by=ada, at=NOON)
    small_site.work()
    paths = (
        "/nl/edities/2021/reacties/p-aaaa1",
        "/nl/edities/2022/afdoening",
        "/nl/tekst/1-opening",
        f"/c/{said.id}.jsonld",
        "/comments/autumn.csv",
        "/comments/autumn.json",
        "/nl/feed.atom",
        f"/nl/zoeken?q={CANARY}",
    )
    pages = [small_site.visitor.get(path) for path in paths]
    assert [each.status_code for each in pages if each.status_code >= 500] == []
    # The search page says again what was asked for, in its field and its title.
    told = [path for path, page in zip(paths, pages, strict=True) if CANARY in page.text]
    assert told == [f"/nl/zoeken?q={CANARY}"]
    assert elements(pages[-1].text, "article", class_="hit") == []
    assert CANARY not in "".join(str(mail) for mail in small_site.mails())


def test_a_bundle_can_be_emptied_and_filled(small_site: Site, els: Account) -> None:
    visitor, database = another_browser(small_site, els), small_site.database
    first, second = (
        sent_in(database, "Das Handwerk fehlt hier sehr.", email=f"{n}@example.org").id for n in "ab"
    )
    where = visitor.post(LIST["nl"], data={"act": "bundle", "chosen": first, "title": "A"}).headers[
        "location"
    ]
    assert visitor.post(where, data={"act": "add"}).status_code == 422
    assert visitor.post(where, data={"act": "add", "chosen": second}).status_code == 303
    assert visitor.post(where, data={"act": "remove", "chosen": first}).status_code == 303
    kept = [stored(database, each) for each in (first, second)]
    assert [each.bundle if each else 0 for each in kept] == [None, 1]
    assert "A" in element(visitor.get("/nl/redactie/bundels").text, "a", href=where).text
    with database.read() as connection:
        assert connection.execute(bundles.select()).one().title == "A"


def test_an_answer_for_a_bundle_that_changed_meanwhile_comes_back(small_site: Site, els: Account) -> None:
    visitor, said = another_browser(small_site, els), sent_in(small_site.database)
    made = visitor.post(LIST["nl"], data={"act": "bundle", "chosen": said.id, "title": "A"})
    where = made.headers["location"]
    refused = visitor.post(where, data={**DECISION, "seen": [f"{said.id}:0"]})
    values = form_values(refused.text, where)
    assert (refused.status_code, values["response_nl"]) == (409, RESPONSES[NL])
    assert visitor.post(where, data={**DECISION, "seen": [values["seen"]]}).status_code == 303
    assert now(small_site.database, said.id).id == said.id


def _outcome(site: Site, comment: str) -> Outcome | None:
    kept = stored(site.database, comment)
    return kept.outcome if kept else None
