"""The API: what everybody may read, a piece at a time, and problems that say what is wrong and where."""

from dataclasses import replace
from typing import Any

import pytest

from server.domain.comments import CommentKind, StakeholderGroup
from server.domain.document import wording_hash
from server.domain.moderation import DeclineReason, ModerationState
from server.store.agreements import add_agreement
from server.web.addresses import API
from tests.saying import declined, kept, moved, shown, withdrawn
from tests.web.api import errors
from tests.web.asking import HOST, ask
from tests.web.conftest import BASE_URL, OpenSite, Site
from tests.worlds import CANARY, DE, NL, NOON, OPENING, STEPS, comment, edition, record

BASE = BASE_URL + API
COMMENTS = f"{API}/rounds/autumn/comments"


def read(site: Site, path: str) -> Any:
    answer = site.visitor.get(API + path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    return answer.json()


def ids(listed: Any) -> list[str]:
    return [each["id"] for each in listed["comments"]]


@pytest.mark.parametrize("path", [API, f"{API}/"])
def test_the_entrance_leads_everywhere(reading_site: Site, path: str) -> None:
    links = reading_site.visitor.get(path).json()
    assert links == {
        "document": f"{BASE}/document",
        "editions": f"{BASE}/editions",
        "rounds": f"{BASE}/rounds",
        "concepts": f"{BASE}/concepts",
        "search": f"{BASE}/search",
        "submissions": f"{BASE}/submissions",
        "proof": f"{BASE}/proof",
        "description": f"{BASE}/openapi.json",
    }


def test_the_document(reading_site: Site) -> None:
    assert read(reading_site, "/document") == {
        "key": "strategy",
        "titles": {"nl": "Strategie", "de": "Die Strategie"},
        "subtitles": {"nl": "Over de grens", "de": "Über die Grenze"},
        "publisher": "Partners / Partner",
        "licence": "CC-BY-4.0",
        "current_edition": "2021",
        "pages": {"nl": f"{BASE_URL}/nl/", "de": f"{BASE_URL}/de/"},
    }


def test_editions_come_newest_first(open_site: OpenSite, sqlite: Any) -> None:
    newer = edition("2022", day=NOON.date(), predecessor="2021")
    site = open_site(sqlite, record(edition(), newer))
    found = read(site, "/editions")["editions"]
    assert [(each["key"], each["predecessor"], each["is_current"]) for each in found] == [
        ("2022", "2021", True),
        ("2021", None, False),
    ]
    assert found[1]["address"] == f"{BASE}/editions/2021"
    assert found[1]["pages"]["de"] == f"{BASE_URL}/de/fassungen/2021"


def test_an_edition_lists_its_sections_and_paragraphs_with_how_much_is_said(site: Site) -> None:
    shown(site.database)
    kept(site.database, comment(2))
    found = read(site, "/editions/2021")
    assert found["edition"]["key"] == "2021"
    opening, steps = found["sections"]
    assert (opening["key"], opening["number"], opening["level"]) == ("1-opening", "1", 1)
    assert opening["pages"]["nl"] == f"{BASE_URL}/nl/edities/2021/1-opening"
    assert [(each["id"], each["comments"]) for each in opening["paragraphs"]] == [
        ("p-aaaa1", 1),
        ("p-aaaa2", 0),
    ]
    assert steps["paragraphs"] == [
        {"id": "p-bbbb1", "address": f"{BASE}/editions/2021/paragraphs/p-bbbb1", "comments": 0}
    ]


def test_a_paragraph_has_both_wordings(site: Site) -> None:
    shown(site.database)
    first = OPENING.paragraphs[0]
    assert read(site, "/editions/2021/paragraphs/p-aaaa1") == {
        "id": "p-aaaa1",
        "edition": "2021",
        "section": {"key": "1-opening", "number": "1", "titles": {"nl": "Opening", "de": "Auftakt"}},
        "position": 1,
        "wordings": {
            language.value: {"text": first.wordings[language], "hash": wording_hash(first.wordings[language])}
            for language in (NL, DE)
        },
        "exception": None,
        "comments": 1,
        "permalink": f"{BASE_URL}/p/aaaa1",
        "pages": {
            "nl": f"{BASE_URL}/nl/edities/2021/1-opening#p-aaaa1",
            "de": f"{BASE_URL}/de/fassungen/2021/1-auftakt#p-aaaa1",
        },
        "threads": {
            "nl": f"{BASE_URL}/nl/edities/2021/reacties/p-aaaa1",
            "de": f"{BASE_URL}/de/fassungen/2021/anmerkungen/p-aaaa1",
        },
    }


def test_a_round_tells_its_stage_by_the_clock_of_the_service(site: Site) -> None:
    shown(site.database)
    found = read(site, "/rounds/autumn")
    assert (found["stage"], found["opens_at"], found["closes_at"]) == (
        "open",
        "2021-09-27T22:00:00Z",
        "2021-11-01T23:00:00Z",
    )
    assert found["questions"] == [
        {"key": "missing", "texts": {"nl": "Wat mist u?", "de": "Was fehlt Ihnen?"}}
    ]
    assert (found["shown"], found["comments"]) == ({"nl": 0, "de": 1}, f"{BASE}/rounds/autumn/comments")
    assert found["files"] == {
        ending: f"{BASE_URL}/comments/autumn.{ending}" for ending in ("csv", "xlsx", "json", "jsonld")
    }
    site.clock.moment = NOON.replace(year=2022)
    [again] = read(site, "/rounds")["rounds"]
    assert again["stage"] == "closed"


def test_comments_come_a_piece_at_a_time(site: Site) -> None:
    for number in range(1, 6):
        shown(site.database, comment(number))
        kept(site.database, comment(number + 10))
    first = read(site, "/rounds/autumn/comments?limit=2")
    assert (ids(first), first["total"]) == (["c-00000001", "c-00000002"], 5)
    second = site.visitor.get(first["next"]).json()
    third = site.visitor.get(second["next"]).json()
    assert (ids(second), ids(third)) == (["c-00000003", "c-00000004"], ["c-00000005"])
    assert (second["total"], third["next"]) == (5, None)


def test_going_on_after_a_comment_that_is_gone_misses_nothing(site: Site) -> None:
    first = shown(site.database, comment(1))
    shown(site.database, comment(2))
    moved(site.database, first, ModerationState.WITHDRAWN)
    assert ids(read(site, f"/rounds/autumn/comments?cursor={first.id}")) == ["c-00000002"]


def test_comments_are_chosen_by_what_they_are(site: Site) -> None:
    shown(site.database, comment(1))
    other = replace(
        comment(2, language=NL, on=STEPS.paragraphs[0], section=STEPS.key),
        kind=CommentKind.QUESTION,
        group=StakeholderGroup.CHAMBER,
    )
    shown(site.database, other)
    for choice in ("language=nl", "kind=question", "group=chamber", "section=2-steps", "thread=p-bbbb1"):
        found = read(site, f"/rounds/autumn/comments?{choice}")
        assert (ids(found), found["total"]) == (["c-00000002"], 1)
    following = read(site, "/rounds/autumn/comments?language=de&limit=1")
    assert (ids(following), following["next"]) == (["c-00000001"], None)


def test_a_comment_has_every_field_of_the_file(site: Site) -> None:
    said = shown(site.database)
    with site.database.write() as connection:
        add_agreement(connection, said.id, "anna", at=NOON)
    found = read(site, f"/comments/{said.id}")
    [in_file] = site.visitor.get("/comments/autumn.json").json()["comments"]
    assert found == in_file
    assert (found["agreements"], found["address"]) == (1, f"{BASE_URL}/c/{said.id}")


def test_a_comment_that_is_gone_says_what_is_left(site: Site) -> None:
    said = declined(site.database, comment(1, "Du Idiot."), reason=DeclineReason.INSULT)
    answer = site.visitor.get(f"{API}/comments/{said.id}")
    assert (answer.status_code, answer.headers["content-type"]) == (410, "application/problem+json")
    told = answer.json()
    assert (told["type"], told["status"]) == (f"{BASE}/problems/gone", 410)
    assert (told["tombstone"]["state"], told["tombstone"]["reason"]) == ("declined", "insult")
    assert "Idiot" not in answer.text


@pytest.mark.parametrize(
    "state", [ModerationState.UNCONFIRMED, ModerationState.HELD, ModerationState.UNPUBLISHED]
)
def test_what_is_not_shown_is_answered_as_what_never_was(site: Site, state: ModerationState) -> None:
    said = kept(site.database, comment(1, f"Geheim {CANARY}"), state)
    hidden, unknown = (site.visitor.get(f"{API}/comments/{each}") for each in (said.id, "c-nothing0"))
    assert (hidden.status_code, hidden.content) == (404, unknown.content)
    listed = site.visitor.get(COMMENTS)
    assert (ids(listed.json()), listed.json()["total"]) == ([], 0)
    refused = site.visitor.get(f"{COMMENTS}?cursor={said.id}")
    assert errors(refused) == [("unknown", "cursor")]
    assert "Geheim" not in site.visitor.get(f"{API}/search?q=geheim").text


def test_a_withdrawn_comment_is_in_no_list(site: Site) -> None:
    withdrawn(site.database)
    assert read(site, "/rounds/autumn/comments")["total"] == 0


def test_concepts(reading_site: Site) -> None:
    [entry] = read(reading_site, "/concepts")["concepts"]
    assert (entry["key"], entry["preferred"], entry["dispute"]) == (
        "digitalisation",
        {"nl": "digitalisering", "de": "Digitalisierung"},
        "disputed",
    )
    found = reading_site.visitor.get(entry["address"]).json()
    assert found["sides"]["nl"]["reading"] == "een kans"
    assert found["sides"]["de"]["terms"][0]["text"] == "Digitalisierung"
    assert found["name"] == f"{BASE_URL}/glossary/digitalisation"


def test_search_finds_in_both_languages_and_says_why(site: Site) -> None:
    said = shown(site.database, comment(1, "Mehr Werkstätten bitte."))
    site.work()
    found = read(site, "/search?q=Werkst%C3%A4tten")
    assert found["total"] == 1
    [hit] = found["hits"]
    assert (hit["kind"], hit["id"], hit["address"]) == ("comment", said.id, f"{BASE}/comments/{said.id}")
    assert hit["excerpts"] == {"de": "Mehr Werkstätten bitte."}
    assert hit["reasons"][0]["matched"] == "Werkstätten"


def test_search_takes_the_filters_of_the_page_and_counts(reading_site: Site) -> None:
    found = read(reading_site, "/search?q=digitalisering&kind=paragraph&kind=source&only=nl&order=newest")
    assert [hit["kind"] for hit in found["hits"]] == ["paragraph"]
    assert found["counts"]["kind"] == {"concept": 1, "paragraph": 1}
    assert found["hits"][0]["reasons"][0] == {
        "way": "same-word",
        "language": "nl",
        "part": "text",
        "typed": "digitalisering",
        "matched": "digitalisering",
        "concept": "",
    }
    sources = read(reading_site, "/search?kind=source")
    assert [(hit["address"], hit["pages"], hit["concepts"]) for hit in sources["hits"]] == [
        (None, {}, ["digitalisation"])
    ]


def test_search_says_what_it_did_not_take_and_what_may_be_meant(reading_site: Site) -> None:
    found = read(reading_site, "/search?q=di*%20digitaliserign")
    assert (found["notes"], found["corrected"], found["is_makeshift"]) == (
        ["short-prefix"],
        "di* digitalisering",
        False,
    )
    assert read(reading_site, "/search?q=" + "x" * 250)["notes"] == ["too-long"]


def test_search_goes_on_where_it_left_off(reading_site: Site) -> None:
    first = read(reading_site, "/search?q=digitalisering&limit=1&kind=paragraph&kind=concept")
    assert first["total"] > 1
    assert first["next"].endswith("?q=digitalisering&kind=concept&kind=paragraph&limit=1&offset=1")
    second = reading_site.visitor.get(first["next"]).json()
    assert first["hits"][0]["id"] != second["hits"][0]["id"]


@pytest.mark.parametrize(
    ("query", "code", "parameter"),
    [
        ("", "invalid", "q"),
        ("?q=", "invalid", "q"),
        ("?q=a&q=b", "invalid", "q"),
        ("?q=%00", "invalid", "q"),
        ("?q=a&page=2", "unknown", "page"),
        ("?q=a&offset=-1", "invalid", "offset"),
        ("?q=a&offset=99999999999999999999999", "invalid", "offset"),
        ("?q=a&limit=x", "invalid", "limit"),
        ("?q=a&language=fr", "invalid", "language"),
        ("?kind=comment&kind=elephant", "invalid", "kind"),
        ("?q=a&round=", "invalid", "round"),
        ("?q=a&order=worst", "invalid", "order"),
        ("?order=newest", "invalid", "q"),
        ("?" + "&".join(["term=x"] * 51), "invalid", "term"),
    ],
)
def test_a_parameter_that_cannot_be_taken_is_named(
    reading_site: Site, query: str, code: str, parameter: str
) -> None:
    answer = reading_site.visitor.get(f"{API}/search{query}")
    assert (answer.status_code, errors(answer)) == (422, [(code, parameter)])


@pytest.mark.parametrize(
    "column", ["email", "person", "submission", "account", "state", "order", "group__in"]
)
def test_only_known_parameters_choose_comments(reading_site: Site, column: str) -> None:
    answer = reading_site.visitor.get(f"{COMMENTS}?{column}=x")
    assert (answer.status_code, errors(answer)) == (422, [("unknown", column)])


@pytest.mark.parametrize("limit", ["0", "201", "-1", "1e3", "", "١"])
def test_a_list_is_bounded(reading_site: Site, limit: str) -> None:
    assert reading_site.visitor.get(f"{COMMENTS}?limit={limit}").status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "/editions/2020",
        "/editions/2021/paragraphs/p-zzzzz",
        "/editions/2020/paragraphs/p-aaaa1",
        "/rounds/winter",
        "/rounds/winter/comments",
        "/comments/c-nothing0",
        "/concepts/nothing",
        "/problems/nothing",
        "/nothing",
        "/comments/c-%00",
        "/concepts/a%0Ab",
    ],
)
def test_what_is_not_there_is_a_problem_and_no_page(reading_site: Site, path: str) -> None:
    answer = reading_site.visitor.get(API + path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert answer.json() == {
        "type": f"{BASE}/problems/not-found",
        "title": "Not found",
        "status": 404,
        "detail": "It never was there, or it is not public.",
    }


def test_another_method_is_a_problem_that_names_the_right_one(reading_site: Site) -> None:
    answer = reading_site.visitor.delete(f"{API}/rounds")
    assert (answer.status_code, answer.json()["type"]) == (405, f"{BASE}/problems/method-not-allowed")
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_before_anything_is_loaded_there_is_nothing(open_site: OpenSite, sqlite: Any) -> None:
    site = open_site(sqlite, loaded=True)
    assert site.visitor.get(f"{API}/").status_code == 200
    for path in ("/document", "/editions", "/rounds/autumn"):
        assert site.visitor.get(API + path).status_code == 404
    assert read(site, "/rounds") == {"rounds": []}


def test_a_database_that_is_gone_is_a_problem(small_site: Site) -> None:
    small_site.database.close()
    for file in small_site.folder.glob("store.db*"):
        file.unlink()
    (small_site.folder / "store.db").mkdir()
    answer = small_site.visitor.get(f"{API}/document")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert answer.headers["retry-after"] == "5"


def test_other_sites_may_read_and_their_visitors_stay_out_of_it(reading_site: Site) -> None:
    answer = reading_site.visitor.get(f"{API}/rounds", headers={"origin": "https://other.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    missing = reading_site.visitor.get(f"{API}/nothing")
    assert missing.headers["content-type"] == "application/problem+json"


def test_cookies_change_nothing(site: Site) -> None:
    kept(site.database)
    path = f"{API}/rounds/autumn/comments"
    assert site.moderator().get(path).content == site.visitor.get(path).content
    assert "set-cookie" not in site.visitor.get(path).headers


def test_who_has_an_answer_gets_it_only_when_it_changed(site: Site) -> None:
    etag = site.visitor.get(COMMENTS).headers["etag"]
    assert site.visitor.get(COMMENTS, headers={"if-none-match": etag}).status_code == 304
    shown(site.database)
    assert site.visitor.get(COMMENTS, headers={"if-none-match": etag}).status_code == 200


def test_links_hold_the_address_of_the_service_whatever_the_client_says(reading_site: Site) -> None:
    answer = ask(
        reading_site.app,
        f"{API}/",
        ((b"host", HOST), (b"x-forwarded-host", b"evil.example"), (b"forwarded", b"host=evil.example")),
    )
    assert b"evil" not in answer.body
