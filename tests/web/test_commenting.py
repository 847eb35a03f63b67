"""Commenting: what was typed is kept, once, with the wording that was read."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from server.domain.comments import MAX_EMAIL, MAX_NAME, MAX_TEXT, StakeholderGroup
from server.domain.document import wording_hash
from server.domain.moderation import ModerationState
from server.store.database import Database
from server.text.languages import Language
from tests.web.asking import HOST, asked
from tests.web.commenting import RECEIVED, THREAD, filled, held
from tests.web.conftest import OpenSite, Site
from tests.web.html import element, elements, form_values, page_language
from tests.worlds import NOON, edition, record


def test_a_comment_is_held_with_the_wording_that_was_read(site: Site) -> None:
    typed = filled(site.visitor, name="Jantje", group="municipality", email="jantje@example.org")
    answer = site.visitor.post(THREAD["nl"], data=typed)
    assert (answer.status_code, answer.headers["location"]) == (303, RECEIVED["nl"])
    [comment] = held(site.database)
    assert (comment.text, comment.name, comment.group) == (
        "Het handwerk ontbreekt.",
        "Jantje",
        StakeholderGroup.MUNICIPALITY,
    )
    assert (comment.edition, comment.section, comment.paragraph_id) == ("2021", "1-opening", "p-aaaa1")
    assert (comment.round, comment.created, comment.state) == ("autumn", NOON, ModerationState.HELD)
    assert comment.base_text == "De digitalisering gaat snel."
    assert comment.base_hash == wording_hash("De digitalisering gaat snel.")


@pytest.mark.parametrize("page", ["nl", "de"])
def test_the_wording_is_that_of_the_comments_language_not_of_the_pages(small_site: Site, page: str) -> None:
    small_site.visitor.post(THREAD[page], data=filled(small_site.visitor, THREAD[page], language="de"))
    [comment] = held(small_site.database)
    assert (comment.language, comment.base_text) == (
        Language.DE,
        "Die Digitalisierung kommt schnell voran.",
    )


@pytest.mark.parametrize("language", ["nl", "de"])
def test_the_form_asks_first_for_the_language_of_the_page(small_site: Site, language: str) -> None:
    form = form_values(small_site.visitor.get(THREAD[language]).text, THREAD[language])
    assert form.pop("idempotency_key")
    assert form == {"text": "", "language": language, "name": "", "email": ""}


@pytest.mark.parametrize("language", ["nl", "de"])
def test_who_has_sent_it_is_told_what_happens_next(small_site: Site, language: str) -> None:
    page = small_site.visitor.get(RECEIVED[language])
    assert (page.status_code, page_language(page.text)) == (200, language)
    slug = {"nl": "/nl/tekst/1-opening", "de": "/de/text/1-auftakt"}[language]
    assert element(page.text, "a", href=f"{slug}#p-aaaa1")


PROBLEMS = {
    "an empty text": ({"text": " \r\n\t "}, "text"),
    "a text of 10,001 characters": ({"text": "x" * (MAX_TEXT + 1)}, "text"),
    "no language": ({"language": ""}, "language"),
    "a language that is not ours": ({"language": "fr"}, "language"),
    "a name that is too long": ({"name": "x" * (MAX_NAME + 1)}, "name"),
    "no group": ({"group": ""}, "group"),
    "a group that we do not know": ({"group": "king"}, "group"),
    "no e-mail address": ({"email": "jantje at example.org"}, "email"),
    "two e-mail addresses": ({"email": "a@example.org, b@example.org"}, "email"),
    "an e-mail address that is too long": ({"email": "x" * MAX_EMAIL + "@example.org"}, "email"),
    "an e-mail address with a line break": ({"email": "a@example.org\r\nbcc: b@example.org"}, "email"),
}
TYPED = {
    "text": "Eerste regel\n\n  tweede <regel> & „meer”",
    "name": 'Jan "de" <b>Boer</b>',
    "group": "company",
    "email": "jan@example.org",
}


@pytest.mark.parametrize("language", ["nl", "de"])
@pytest.mark.parametrize(("wrong", "field"), PROBLEMS.values(), ids=PROBLEMS.keys())
def test_what_is_wrong_is_said_where_it_is_and_nothing_typed_is_lost(
    small_site: Site, language: str, wrong: dict[str, str], field: str
) -> None:
    path = THREAD[language]
    typed = filled(small_site.visitor, path, **{**TYPED, **wrong})
    answer = small_site.visitor.post(path, data=typed)
    assert (answer.status_code, page_language(answer.text)) == (422, language)
    assert held(small_site.database) == []
    # GOV.UK: a summary at the top whose links lead to the fields, the same sentence at the field.
    summary = element(answer.text, class_="govuk-error-summary")
    [link] = [each for each in elements(answer.text, "a") if summary in each.around]
    [message] = elements(answer.text, "p", class_="govuk-error-message")
    assert message.text.endswith(link.text)
    assert message.attributes["id"] == f"{field}-error"
    marked = next(each for each in elements(answer.text, aria_invalid="true"))
    assert f"{field}-error" in marked.attributes["aria-describedby"].split()
    assert elements(answer.text, id=link.attributes["href"].removeprefix("#"))
    assert element(answer.text, "title").text.startswith({"nl": "Fout:", "de": "Fehler:"}[language])
    kept = form_values(answer.text, path)
    # A choice that the form does not offer cannot be shown as chosen.
    offered = {name: value for name, value in typed.items() if name not in ("language", "group")}
    assert {name: kept[name] for name in offered} == offered


def test_every_problem_is_said_at_once(small_site: Site) -> None:
    answer = small_site.visitor.post(THREAD["nl"], data={"name": "x" * (MAX_NAME + 1), "email": "x"})
    summary = element(answer.text, class_="govuk-error-summary")
    assert len([each for each in elements(answer.text, "li") if summary in each.around]) == 6
    said = [each.attributes["id"] for each in elements(answer.text, "p", class_="govuk-error-message")]
    assert said == [f"{field}-error" for field in ("text", "language", "name", "group", "email")]


def test_the_longest_text_is_kept_whole(small_site: Site) -> None:
    longest = "ß€😀x" * (MAX_TEXT // 4)
    answer = small_site.visitor.post(THREAD["nl"], data=filled(small_site.visitor, text=longest))
    assert answer.status_code == 303
    assert [each.text for each in held(small_site.database)] == [longest]


def test_a_refused_form_is_sent_again_as_it_came_back(small_site: Site) -> None:
    refused = small_site.visitor.post(THREAD["nl"], data=filled(small_site.visitor, **TYPED, language=""))
    mended = form_values(refused.text, THREAD["nl"]) | {"language": "nl"}
    assert small_site.visitor.post(THREAD["nl"], data=mended).status_code == 303
    [comment] = held(small_site.database)
    assert (comment.text, comment.name) == (TYPED["text"], TYPED["name"])


def test_a_form_sent_twice_is_kept_once(site: Site) -> None:
    typed = filled(site.visitor)
    answers = [site.visitor.post(THREAD["nl"], data=typed) for _ in range(2)]
    assert [answer.headers["location"] for answer in answers] == [RECEIVED["nl"]] * 2
    assert len(held(site.database)) == 1


def test_fifty_clicks_at_once_are_kept_once(site: Site) -> None:
    body = urlencode(filled(site.visitor)).encode()
    fields = [(b"host", HOST), (b"content-type", b"application/x-www-form-urlencoded")]

    async def click_fifty_times() -> list[int]:
        clicks = [asked(site.app, THREAD["nl"], fields, method="POST", chunks=[body]) for _ in range(50)]
        return [answer.status for answer in await asyncio.gather(*clicks)]

    assert asyncio.run(click_fifty_times()) == [303] * 50
    assert len(held(site.database)) == 1


def test_the_same_form_at_several_web_processes_is_kept_once(
    open_site: OpenSite, database: Database, database_url: str
) -> None:
    sites = [open_site(database)]
    others = [Database(database_url) for _ in range(3)]
    sites += [open_site(other, loaded=True) for other in others]
    typed = filled(sites[0].visitor)
    with ThreadPoolExecutor(len(sites)) as threads:
        posts = [threads.submit(site.another_visitor().post, THREAD["nl"], data=typed) for site in sites * 5]
        assert [post.result().status_code for post in posts] == [303] * len(posts)
    assert len(held(database)) == 1
    for other in others:
        other.close()


def test_a_changed_text_under_the_same_key_keeps_the_first_and_comes_back_with_a_new_key(site: Site) -> None:
    first = filled(site.visitor)
    site.visitor.post(THREAD["nl"], data=first)
    answer = site.visitor.post(THREAD["nl"], data={**first, "text": "Toch anders."})
    assert answer.status_code == 422
    assert [each.text for each in held(site.database)] == [first["text"]]
    again = form_values(answer.text, THREAD["nl"])
    assert again["text"] == "Toch anders."
    assert again["idempotency_key"] not in ("", first["idempotency_key"])
    assert site.visitor.post(THREAD["nl"], data=again).status_code == 303
    assert [each.text for each in held(site.database)] == [first["text"], "Toch anders."]


def test_the_same_key_on_another_paragraph_is_another_request(site: Site) -> None:
    typed = filled(site.visitor)
    site.visitor.post(THREAD["nl"], data=typed)
    other = THREAD["nl"].replace("p-aaaa1", "p-aaaa2")
    assert site.visitor.post(other, data=typed).status_code == 422
    assert [each.paragraph_id for each in held(site.database)] == ["p-aaaa1"]


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "key with spaces here", "<script>alert(1)</script>"])
def test_a_form_without_a_good_key_comes_back_with_one(small_site: Site, key: str) -> None:
    typed = filled(small_site.visitor, idempotency_key=key)
    answer = small_site.visitor.post(THREAD["nl"], data=typed)
    again = form_values(answer.text, THREAD["nl"])
    assert (answer.status_code, again["text"]) == (422, typed["text"])
    assert small_site.visitor.post(THREAD["nl"], data=again).status_code == 303


def test_every_form_has_a_key_of_its_own(small_site: Site) -> None:
    keys = {filled(small_site.visitor)["idempotency_key"] for _ in range(20)}
    assert len(keys) == 20


@pytest.mark.parametrize(
    "path",
    [
        "/nl/edities/2021/reacties/p-zzzz9",
        "/nl/edities/1999/reacties/p-aaaa1",
        "/de/fassungen/2021/anmerkungen/nichts",
    ],
)
def test_a_comment_on_what_is_not_there_is_not_found(site: Site, path: str) -> None:
    for typed in (filled(site.visitor), {}):
        assert site.visitor.post(path, data=typed).status_code == 404
    assert held(site.database) == []


def test_only_an_edition_with_a_round_takes_comments(open_site: OpenSite, sqlite: Database) -> None:
    older = edition("2020", day=edition().date.replace(year=2020))
    site = open_site(sqlite, record(older, edition("2021")))
    typed = filled(site.visitor)
    assert site.visitor.post("/nl/edities/2020/reacties/p-aaaa1", data=typed).status_code == 404
    assert held(site.database) == []


def test_fields_that_nobody_asked_for_change_nothing(small_site: Site) -> None:
    more = {"state": "shown", "id": "c-mine", "created": "1999-01-01", "base_text": "x", "round": "other"}
    assert small_site.visitor.post(THREAD["nl"], data=filled(small_site.visitor, **more)).status_code == 303
    [comment] = held(small_site.database)
    assert (comment.state, comment.created, comment.round) == (ModerationState.HELD, NOON, "autumn")
    assert comment.id != "c-mine"


def test_a_long_thread_is_read_page_by_page_from_the_first_comment_on(
    open_site: OpenSite, sqlite: Database
) -> None:
    from tests.worlds import comment

    site = open_site(sqlite, record(comments=[comment(number) for number in range(1, 61)]))
    first, second = (site.visitor.get(f"{THREAD['nl']}{page}").text for page in ("", "?page=2"))
    ids = [[each.attributes["id"] for each in elements(page, class_="comment")] for page in (first, second)]
    numbers = [f"c-{number:08}" for number in range(1, 61)]
    assert ids == [numbers[:50], numbers[50:]]
    assert element(first, "a", rel="next").attributes["href"] == f"{THREAD['nl']}?page=2"
    assert element(second, "a", rel="prev").attributes["href"] == f"{THREAD['nl']}?page=1"
    assert site.visitor.get(f"{THREAD['nl']}?page=3").status_code == 404


def test_whoever_goes_back_finds_the_form_as_it_was(small_site: Site) -> None:
    # "no-store" makes browsers forget what was typed when somebody goes back to the form.
    refused = small_site.visitor.post(THREAD["nl"], data=filled(small_site.visitor, text=""))
    for answer in (small_site.visitor.get(THREAD["nl"]), refused):
        assert answer.headers["cache-control"] == "private, no-cache"
