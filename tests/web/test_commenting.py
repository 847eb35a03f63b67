"""Writing a comment: what was typed waits in the basket, once, with the wording that was read."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from server.domain.comment_forms import MAX_QUOTE
from server.domain.comments import MAX_TEXT, CommentKind
from server.domain.limits import DRAFT
from server.domain.targets import Target, TargetKind
from server.store.database import Database
from server.text.languages import Language
from tests.web.asking import HOST, asked
from tests.web.commenting import BASKET, THREAD, drafts, filled, show, write
from tests.web.conftest import OpenSite, Site
from tests.web.html import element, elements, form_values, page_language
from tests.worlds import comment, edition, record

OF_SECTION = {"nl": "/nl/edities/2021/1-opening/reacties", "de": "/de/fassungen/2021/1-auftakt/anmerkungen"}
OF_DOCUMENT = {"nl": "/nl/edities/2021/reacties", "de": "/de/fassungen/2021/anmerkungen"}
OF_QUESTION = {
    "nl": "/nl/consultatie/autumn/vragen/missing",
    "de": "/de/konsultation/autumn/fragen/missing",
}
TARGETS = {
    "paragraph": (THREAD, Target(TargetKind.PARAGRAPH, "p-aaaa1"), "De digitalisering gaat snel."),
    "section": (OF_SECTION, Target(TargetKind.SECTION, "1-opening"), "1 Opening"),
    "document": (OF_DOCUMENT, Target(TargetKind.DOCUMENT), "Strategie"),
    "question": (OF_QUESTION, Target(TargetKind.QUESTION, "autumn/missing"), "Wat mist u?"),
}


@pytest.mark.parametrize(("paths", "target", "base"), TARGETS.values(), ids=TARGETS.keys())
def test_what_is_written_waits_in_the_basket_with_what_was_read(
    site: Site, paths: dict[str, str], target: Target, base: str
) -> None:
    answer = write(site.visitor, paths["nl"])
    assert (answer.status_code, answer.headers["location"]) == (303, BASKET["nl"])
    [kept] = drafts(site)
    assert (kept.draft.target, kept.draft.edition, kept.draft.language) == (target, "2021", Language.NL)
    assert (kept.draft.text, kept.draft.base_text) == ("Het handwerk ontbreekt.", base)


@pytest.mark.parametrize("paths", [each[0] for each in TARGETS.values()], ids=TARGETS.keys())
@pytest.mark.parametrize("language", ["nl", "de"])
def test_the_form_asks_first_for_the_language_of_the_page(
    reading_site: Site, paths: dict[str, str], language: str
) -> None:
    page = reading_site.visitor.get(paths[language])
    assert (page.status_code, page_language(page.text)) == (200, language)
    form = form_values(page.text, paths[language])
    assert (form["text"], form["language"], form["kind"], form["reply_to"]) == ("", language, "remark", "")


@pytest.mark.parametrize("page", ["nl", "de"])
def test_the_wording_is_that_of_the_comments_language_not_of_the_pages(small_site: Site, page: str) -> None:
    write(small_site.visitor, THREAD[page], language="de")
    [kept] = drafts(small_site)
    assert (kept.draft.language, kept.draft.base_text) == (
        Language.DE,
        "Die Digitalisierung kommt schnell voran.",
    )


def test_a_reader_gets_no_cookie_and_a_writer_one_that_scripts_cannot_read(small_site: Site) -> None:
    assert "set-cookie" not in small_site.visitor.get(THREAD["nl"]).headers
    given = write(small_site.visitor).headers.get_list("set-cookie")
    names = {each.partition("=")[0]: "HttpOnly" in each for each in given}
    assert names == {"zwiespraak_basket": True, "zwiespraak_drafts": False}
    assert small_site.visitor.cookies["zwiespraak_drafts"] == "1"


PROBLEMS = {
    "an empty text": ({"text": " \r\n\t "}, "text"),
    "invisible characters alone": ({"text": "\u200b\u2060"}, "text"),
    "a text of 10,001 characters": ({"text": "x" * (MAX_TEXT + 1)}, "text"),
    "no language": ({"language": ""}, "language"),
    "a language that is not ours": ({"language": "fr"}, "language"),
    "a kind that we do not know": ({"kind": "shout"}, "kind"),
    "words that are not there": ({"quote_exact": "Iets heel anders"}, "quote_exact"),
    "words without end": ({"quote_exact": "x" * (MAX_QUOTE + 1)}, "quote_exact"),
}
TYPED = {"text": "Eerste regel\n\n  tweede <regel> & „meer”", "kind": "question"}


@pytest.mark.parametrize("language", ["nl", "de"])
@pytest.mark.parametrize(("wrong", "field"), PROBLEMS.values(), ids=PROBLEMS.keys())
def test_what_is_wrong_is_said_where_it_is_and_nothing_typed_is_lost(
    small_site: Site, language: str, wrong: dict[str, str], field: str
) -> None:
    path = THREAD[language]
    typed = filled(small_site.visitor, path, **{**TYPED, **wrong})
    answer = small_site.visitor.post(path, data=typed)
    assert (answer.status_code, page_language(answer.text)) == (422, language)
    assert drafts(small_site) == []
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
    offered = {name: value for name, value in typed.items() if name not in ("language", "kind", "form_key")}
    assert {name: kept[name] for name in offered} == offered


def test_every_problem_is_said_at_once(small_site: Site) -> None:
    answer = small_site.visitor.post(THREAD["nl"], data={"quote_exact": "Iets heel anders"})
    said = [each.attributes["id"] for each in elements(answer.text, "p", class_="govuk-error-message")]
    assert sorted(said) == ["kind-error", "language-error", "quote_exact-error", "text-error"]


def test_the_longest_text_is_kept_whole(small_site: Site) -> None:
    longest = "ß€😀x" * (MAX_TEXT // 4)
    assert write(small_site.visitor, text=longest).status_code == 303
    assert [each.draft.text for each in drafts(small_site)] == [longest]


def test_a_refused_form_is_sent_again_as_it_came_back(small_site: Site) -> None:
    refused = write(small_site.visitor, **TYPED, language="")
    mended = form_values(refused.text, THREAD["nl"]) | {"language": "nl"}
    assert small_site.visitor.post(THREAD["nl"], data=mended).status_code == 303
    [kept] = drafts(small_site)
    assert (kept.draft.text, kept.draft.kind) == (TYPED["text"], CommentKind.QUESTION)


def test_a_form_sent_twice_is_one_draft(site: Site) -> None:
    typed = filled(site.visitor)
    assert [site.visitor.post(THREAD["nl"], data=typed).status_code for _ in range(2)] == [303, 303]
    assert len(drafts(site)) == 1


def test_another_text_in_a_form_to_which_somebody_went_back_is_another_draft(site: Site) -> None:
    typed = filled(site.visitor)
    for text in ("Een.", "Twee.", "Een."):
        assert site.visitor.post(THREAD["nl"], data={**typed, "text": text}).status_code == 303
    assert [each.draft.text for each in drafts(site)] == ["Een.", "Twee."]


def test_fifty_clicks_at_once_are_one_draft(site: Site) -> None:
    write(site.visitor, text="Eerder.")
    body = urlencode(filled(site.visitor)).encode()
    basket = f"zwiespraak_basket={site.visitor.cookies['zwiespraak_basket']}".encode()
    fields = [(b"host", HOST), (b"content-type", b"application/x-www-form-urlencoded"), (b"cookie", basket)]

    async def click_fifty_times() -> list[int]:
        clicks = [asked(site.app, THREAD["nl"], fields, method="POST", chunks=[body]) for _ in range(50)]
        return [answer.status for answer in await asyncio.gather(*clicks)]

    assert asyncio.run(click_fifty_times()) == [303] * 50
    assert len(drafts(site)) == 2


def test_the_same_form_at_several_web_processes_is_one_draft(
    open_site: OpenSite, database: Database, database_url: str
) -> None:
    sites = [open_site(database)]
    others = [Database(database_url) for _ in range(3)]
    sites += [open_site(other, loaded=True) for other in others]
    write(sites[0].visitor, text="Eerder.")
    typed, cookies = filled(sites[0].visitor), dict(sites[0].visitor.cookies)

    def post(site: Site) -> int:
        visitor = site.another_visitor()
        visitor.cookies.update(cookies)
        return visitor.post(THREAD["nl"], data=typed).status_code

    with ThreadPoolExecutor(len(sites)) as threads:
        assert list(threads.map(post, sites * 5)) == [303] * 20
    assert len(drafts(sites[0])) == 2
    for other in others:
        other.close()


def test_every_form_has_a_key_of_its_own(small_site: Site) -> None:
    assert len({filled(small_site.visitor)["form_key"] for _ in range(20)}) == 20


@pytest.mark.parametrize(
    "path",
    [
        "/nl/edities/2021/reacties/p-zzzz9",
        "/nl/edities/1999/reacties/p-aaaa1",
        "/de/fassungen/2021/anmerkungen/nichts",
        "/nl/edities/1999/reacties",
        "/nl/edities/2021/9-nergens/reacties",
        "/nl/consultatie/autumn/vragen/nothing",
        "/nl/consultatie/spring/vragen/missing",
    ],
)
def test_a_comment_on_what_is_not_there_is_not_found(site: Site, path: str) -> None:
    for typed in (filled(site.visitor), {}):
        assert site.visitor.post(path, data=typed).status_code == 404
    assert drafts(site) == []


def test_fields_that_nobody_asked_for_change_nothing(small_site: Site) -> None:
    more = {"state": "shown", "id": "c-mine", "base_text": "x", "edition": "1999", "section": "x"}
    assert write(small_site.visitor, **more).status_code == 303
    [kept] = drafts(small_site)
    assert (kept.draft.edition, kept.draft.section) == ("2021", "1-opening")
    assert kept.draft.base_text == "De digitalisering gaat snel."


def test_who_sends_very_much_is_asked_to_wait_and_keeps_the_text(small_site: Site) -> None:
    typed = filled(small_site.visitor)
    answers = [
        small_site.visitor.post(THREAD["nl"], data={**typed, "text": ""}).status_code
        for _ in range(DRAFT.count)
    ]
    assert set(answers) == {422}
    refused = small_site.visitor.post(THREAD["nl"], data=typed)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "3600")
    assert "60 minuten" in element(refused.text, class_="govuk-error-summary").text
    assert form_values(refused.text, THREAD["nl"])["text"] == typed["text"]
    small_site.clock.advance(DRAFT.window)
    assert small_site.visitor.post(THREAD["nl"], data=typed).status_code == 303


def test_whoever_goes_back_finds_the_form_as_it_was(small_site: Site) -> None:
    # "no-store" makes browsers forget what was typed when somebody goes back to the form.
    refused = write(small_site.visitor, text="")
    for answer in (small_site.visitor.get(THREAD["nl"]), refused):
        assert answer.headers["cache-control"] == "private, no-cache"


# The wording itself.


@pytest.mark.parametrize(
    ("language", "wording"),
    [("nl", "De digitalisering gaat snel."), ("de", "Die Digitalisierung kommt schnell voran.")],
)
def test_a_suggestion_starts_from_the_wording_as_it_is(
    reading_site: Site, language: str, wording: str
) -> None:
    page = reading_site.visitor.get(f"{THREAD['nl']}?kind=suggestion&language={language}").text
    form = form_values(page, THREAD["nl"])
    assert (form["kind"], form["language"], form["text"]) == ("suggestion", language, "")
    assert form["suggested_wording"] == wording
    assert element(page, "textarea", id="suggested_wording").language == language


def test_a_suggestion_waits_with_the_wording_it_changes(site: Site) -> None:
    path = f"{THREAD['nl']}?kind=suggestion&language=de"
    answer = write(site.visitor, path, text="", suggested_wording="Die Digitalisierung kommt voran.")
    assert answer.status_code == 303
    [kept] = drafts(site)
    assert kept.draft.kind is CommentKind.SUGGESTION
    assert kept.draft.suggested_wording == "Die Digitalisierung kommt voran."
    assert kept.draft.base_text == "Die Digitalisierung kommt schnell voran."


@pytest.mark.parametrize("wording", ["", "De digitalisering gaat snel.", "x" * (MAX_TEXT + 1)])
def test_a_suggestion_says_something_new(small_site: Site, wording: str) -> None:
    path = f"{THREAD['nl']}?kind=suggestion"
    answer = write(small_site.visitor, path, suggested_wording=wording)
    assert answer.status_code == 422
    assert element(answer.text, id="suggested_wording-error")
    assert form_values(answer.text, THREAD["nl"])["suggested_wording"] == wording
    assert drafts(small_site) == []


@pytest.mark.parametrize("path", [OF_SECTION["nl"], OF_DOCUMENT["nl"], OF_QUESTION["nl"]])
def test_only_a_paragraph_has_a_wording_to_suggest(small_site: Site, path: str) -> None:
    page = small_site.visitor.get(f"{path}?kind=suggestion").text
    assert elements(page, "textarea", id="suggested_wording") == []
    answer = write(small_site.visitor, path, kind="suggestion", suggested_wording="Anders.")
    assert answer.status_code == 422
    assert drafts(small_site) == []


# Quoted words.


def test_words_that_are_copied_from_the_paragraph_are_kept_as_they_stand_there(site: Site) -> None:
    write(site.visitor, quote_exact="digitalisering  gaat")
    [kept] = drafts(site)
    quote = kept.draft.quote
    assert quote is not None
    assert (quote.prefix, quote.exact, quote.suffix) == ("De ", "digitalisering gaat", " snel.")


def test_words_of_the_other_wording_can_be_quoted(small_site: Site) -> None:
    write(small_site.visitor, quote_exact="kommt schnell", language="nl")
    [kept] = drafts(small_site)
    assert kept.draft.quote is not None
    assert (kept.draft.language, kept.draft.quote.exact) == (Language.NL, "kommt schnell")


def test_a_link_brings_the_words_along(reading_site: Site) -> None:
    asked_for = {"quote": "snel", "before": "gaat ", "after": "."}
    page = reading_site.visitor.get(f"{THREAD['nl']}?{urlencode(asked_for)}").text
    form = form_values(page, THREAD["nl"])
    assert (form["quote_exact"], form["quote_prefix"], form["quote_suffix"]) == ("snel", "gaat ", ".")


# Replies.


def test_a_reply_says_whom_it_answers(site: Site) -> None:
    first = show(site, text="Wat bedoelt u?")
    path = f"{THREAD['nl']}?reply={first.id}"
    page = site.visitor.get(path).text
    form = next(each for each in elements(page, "form") if each.attributes.get("id") == "form")
    [answered] = [each for each in elements(page, class_="comment") if form in each.around]
    assert "Wat bedoelt u?" in answered.text
    assert write(site.visitor, path).status_code == 303
    [kept] = drafts(site)
    assert kept.draft.reply_to == first.id


@pytest.mark.parametrize("wrong", ["c-nowhere0", "<script>", ""])
def test_without_a_comment_to_answer_the_form_is_for_one_of_its_own(small_site: Site, wrong: str) -> None:
    form = form_values(small_site.visitor.get(f"{THREAD['nl']}?reply={wrong}").text, THREAD["nl"])
    assert form["reply_to"] == ""


def test_a_comment_of_another_thread_cannot_be_answered(small_site: Site) -> None:
    other = show(small_site, "/nl/edities/2021/reacties/p-aaaa2")
    assert write(small_site.visitor, reply_to=other.id).status_code == 404
    assert drafts(small_site) == []


# The round.

BEFORE, LAST, AFTER = (
    datetime(2021, 9, 27, 21, 59, 59, tzinfo=UTC),
    datetime(2021, 11, 1, 22, 59, 59, tzinfo=UTC),
    datetime(2021, 11, 1, 23, 0, 0, tzinfo=UTC),
)
CLOSED = {"before": (BEFORE, "is nog niet begonnen"), "after": (AFTER, "is gesloten")}


@pytest.mark.parametrize("paths", [each[0] for each in TARGETS.values()], ids=TARGETS.keys())
@pytest.mark.parametrize(("moment", "sentence"), CLOSED.values(), ids=CLOSED.keys())
def test_outside_the_round_there_is_no_form_but_the_dates(
    small_site: Site, moment: datetime, sentence: str, paths: dict[str, str]
) -> None:
    small_site.clock.moment = moment
    page = small_site.visitor.get(paths["nl"]).text
    assert form_values(page, paths["nl"]) == {}
    said = next(each.text for each in elements(page, "p") if sentence in each.text)
    assert "28 september 2021" in said
    assert "1 november 2021" in said
    assert "/nl/consultatie/autumn" in {each.attributes.get("href") for each in elements(page, "a")}


@pytest.mark.parametrize("language", ["nl", "de"])
def test_what_was_opened_in_time_and_sent_late_comes_back_to_be_copied(site: Site, language: str) -> None:
    typed = filled(site.visitor, THREAD[language], text="Zu spät\n\n<b>für alles</b>?")
    site.clock.moment = AFTER
    answer = site.visitor.post(THREAD[language], data=typed)
    assert (answer.status_code, page_language(answer.text)) == (409, language)
    text = element(answer.text, "textarea")
    assert "readonly" in text.attributes
    assert "".join(text.texts).removeprefix("\n") == "Zu spät\n\n<b>für alles</b>?"
    assert drafts(site) == []


def test_the_last_second_counts(site: Site) -> None:
    site.clock.moment = LAST
    assert write(site.visitor).status_code == 303


def test_an_edition_without_a_round_takes_no_comments(open_site: OpenSite, sqlite: Database) -> None:
    older = edition("2020", day=edition().date.replace(year=2020))
    site = open_site(sqlite, record(older, edition("2021")))
    path = "/nl/edities/2020/reacties/p-aaaa1"
    page = site.visitor.get(path).text
    assert "Er is geen ronde van de consultatie over deze editie." in page
    assert site.visitor.post(path, data=filled(site.visitor)).status_code == 409
    assert drafts(site) == []


# Long threads.


def test_a_long_thread_is_read_page_by_page_from_the_first_comment_on(
    open_site: OpenSite, sqlite: Database
) -> None:
    site = open_site(sqlite, record(comments=[comment(number) for number in range(1, 61)]))
    first, second = (site.visitor.get(f"{THREAD['nl']}{page}").text for page in ("", "?page=2"))
    ids = [[each.attributes["id"] for each in elements(page, class_="comment")] for page in (first, second)]
    numbers = [f"c-{number:08}" for number in range(1, 61)]
    assert ids == [numbers[:50], numbers[50:]]
    assert element(first, "a", rel="next").attributes["href"] == f"{THREAD['nl']}?page=2"
    assert element(second, "a", rel="prev").attributes["href"] == f"{THREAD['nl']}?page=1"
    assert site.visitor.get(f"{THREAD['nl']}?page=3").status_code == 404
