"""What was said, as files: every format tells the same, nothing that is not public, nothing sent twice."""

import csv
import io
import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from server.domain.comments import Channel, CommentKind, Quote
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.targets import Target, TargetKind
from server.store.agreements import add_agreement
from tests.formats.test_web_annotation import MODEL
from tests.saying import declined, kept, moved, shown, withdrawn
from tests.web.conftest import BASE_URL, Site
from tests.worlds import CANARY, NOON, OPENING, comment

FILES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "jsonld": 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
}
NEVER = (ModerationState.UNCONFIRMED, ModerationState.HELD, ModerationState.UNPUBLISHED)


def path(ending: str) -> str:
    return f"/comments/autumn.{ending}"


def fetched(site: Site, ending: str) -> bytes:
    answer = site.visitor.get(path(ending))
    assert (answer.status_code, answer.headers["content-type"]) == (200, FILES[ending])
    assert answer.headers["content-disposition"] == f'attachment; filename="autumn.{ending}"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    return answer.content


def ids_in(site: Site) -> dict[str, list[str]]:
    """The ids of the shown comments in each format, in order."""
    text = fetched(site, "csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    sheet = load_workbook(io.BytesIO(fetched(site, "xlsx")))["comments"]
    header, *cells = sheet.iter_rows(values_only=True)
    state = header.index("state")
    annotations = json.loads(fetched(site, "jsonld")).get("first", {"items": []})["items"]
    return {
        "csv": [row["id"] for row in rows if row["state"] == "shown"],
        "xlsx": [str(row[0]) for row in cells if row[state] == "shown"],
        "json": [each["id"] for each in json.loads(fetched(site, "json"))["comments"]],
        "jsonld": [each["id"].removeprefix(f"{BASE_URL}/c/") for each in annotations],
    }


def test_every_format_tells_the_same_comments_in_the_same_order(site: Site) -> None:
    for number in range(1, 251):
        shown(site.database, comment(number))
    expected = [f"c-{number:08}" for number in range(1, 251)]
    assert ids_in(site) == dict.fromkeys(FILES, expected)


def test_of_a_round_in_which_nobody_has_said_anything_there_are_files_too(reading_site: Site) -> None:
    assert ids_in(reading_site) == {ending: [] for ending in FILES}


def test_tombstones_are_told_without_a_word(site: Site) -> None:
    withdrawn(site.database, comment(1, "Das nehme ich zurück."), minutes=2)
    declined(site.database, comment(2, "Du Idiot."), reason=DeclineReason.INSULT)
    told = json.loads(fetched(site, "json"))
    assert told["comments"] == []
    assert [(each["id"], each["state"], each["reason"]) for each in told["tombstones"]] == [
        ("c-00000001", "withdrawn", None),
        ("c-00000002", "declined", "insult"),
    ]
    for ending in ("csv", "json", "jsonld"):
        text = fetched(site, ending).decode()
        assert "zurück" not in text
        assert "Idiot" not in text
        assert "Anna" not in text
    rows = list(
        csv.DictReader(io.StringIO(fetched(site, "csv").decode("utf-8-sig"), newline=""), delimiter=";")
    )
    assert [(row["state"], row["reason"]) for row in rows] == [("withdrawn", ""), ("declined", "insult")]


@pytest.mark.parametrize("state", NEVER)
def test_what_is_not_shown_is_in_no_file(site: Site, state: ModerationState) -> None:
    kept(site.database, comment(1, "Noch geheim."), state)
    moved(site.database, kept(site.database, comment(2, "Schade.")), ModerationState.WITHDRAWN)
    for ending in ("csv", "json", "jsonld"):
        text = fetched(site, ending).decode()
        assert ("geheim" in text, "Schade" in text, "c-0000" in text) == (False, False, False)


def test_no_file_knows_a_submission_or_an_address(site: Site) -> None:
    shown(site.database, comment(1))
    for ending in ("csv", "json", "jsonld"):
        text = fetched(site, ending).decode()
        assert ("s-7k2qd9xa" in text, CANARY in text, "submission" in text) == (False, False, False)


def test_json_tells_who_agrees_how_it_came_and_what_was_quoted(site: Site) -> None:
    said = replace(
        comment(), channel=Channel.LETTER, received=NOON.date(), quote=Quote("schnell", "kommt ", " voran")
    )
    shown(site.database, said)
    with site.database.write() as connection:
        add_agreement(connection, said.id, "anna", at=NOON)
    [told] = json.loads(fetched(site, "json"))["comments"]
    assert (told["agreements"], told["channel"], told["received"]) == (1, "letter", "2021-10-01")
    assert told["quote"] == {"exact": "schnell", "prefix": "kommt ", "suffix": " voran"}
    assert told["address"] == f"{BASE_URL}/c/{said.id}"


@pytest.mark.parametrize(
    ("target", "section", "source", "fragment"),
    [
        (OPENING.paragraphs[0].id, OPENING.key, "/de/fassungen/2021/1-auftakt", "p-aaaa1"),
        (f"section/{OPENING.key}", OPENING.key, "/de/fassungen/2021/1-auftakt", ""),
        ("document", "", "/de/fassungen/2021", ""),
        ("concept/digitalisation", "", "/de/begriffe/digitalisation", ""),
        ("question/autumn/missing", "", "/de/konsultation/autumn/fragen/missing", ""),
    ],
)
def test_an_annotation_names_the_page_on_which_its_target_stands(
    site: Site, target: str, section: str, source: str, fragment: str
) -> None:
    kind, _, key = target.partition("/")
    on = Target(TargetKind(kind), key) if kind in tuple(TargetKind) else Target(TargetKind.PARAGRAPH, target)
    shown(site.database, replace(comment(), target=on, section=section))
    found = json.loads(fetched(site, "jsonld"))["first"]["items"][0]["target"]
    assert found["source"] == BASE_URL + source
    assert found.get("selector", {}).get("value", "") == fragment
    # The address is that of a page that is there.
    assert site.visitor.get(source).status_code == 200


def test_annotations_are_what_the_model_asks_for(site: Site) -> None:
    shown(site.database, comment(1))
    shown(site.database, replace(comment(2), kind=CommentKind.QUESTION, reply_to="c-00000001", name=""))
    made = json.loads(fetched(site, "jsonld"))
    assert list(MODEL.iter_errors(made)) == []
    assert (made["id"], made["total"]) == (f"{BASE_URL}/comments/autumn.jsonld", 2)


def test_one_comment_is_an_annotation(site: Site) -> None:
    said = shown(site.database)
    answer = site.visitor.get(f"/c/{said.id}.jsonld")
    assert (answer.status_code, answer.headers["content-type"]) == (200, FILES["jsonld"])
    assert isinstance(MODEL, Draft202012Validator)
    assert list(MODEL.iter_errors(answer.json())) == []
    assert answer.json()["id"] == f"{BASE_URL}/c/{said.id}"


def test_a_comment_that_is_gone_says_so_and_one_that_never_was_does_not(site: Site) -> None:
    gone, held = withdrawn(site.database, comment(1)), kept(site.database, comment(2))
    assert site.visitor.get(f"/c/{gone.id}.jsonld").status_code == 410
    for unknown in (held.id, "c-nothing", "c-%00"):
        assert site.visitor.get(f"/c/{unknown}.jsonld").status_code == 404


@pytest.mark.parametrize("ending", FILES)
def test_who_has_the_file_gets_it_only_when_something_changed(site: Site, ending: str) -> None:
    etag = site.visitor.get(path(ending)).headers["etag"]
    again = site.visitor.get(path(ending), headers={"if-none-match": etag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    kept(site.database, comment(1))
    assert site.visitor.get(path(ending), headers={"if-none-match": etag}).status_code == 304
    said = shown(site.database, comment(2))
    changed = site.visitor.get(path(ending), headers={"if-none-match": etag})
    assert changed.status_code == 200
    with site.database.write() as connection:
        add_agreement(connection, said.id, "anna", at=NOON)
    later = site.visitor.get(path(ending), headers={"if-none-match": changed.headers["etag"]})
    assert later.status_code == 200


def test_no_two_files_share_a_tag(reading_site: Site) -> None:
    assert len({reading_site.visitor.get(path(ending)).headers["etag"] for ending in FILES}) == len(FILES)


@pytest.mark.parametrize("ending", FILES)
def test_asked_for_the_head_it_sends_no_body(reading_site: Site, ending: str) -> None:
    answer = reading_site.visitor.head(path(ending))
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, b"", FILES[ending])


@pytest.mark.parametrize("ending", FILES)
def test_other_sites_may_read_it(reading_site: Site, ending: str) -> None:
    assert reading_site.visitor.get(path(ending)).headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    "wrong", ["winter.csv", "autumn.xls", "autumn.", "autumn", "aut%0Aumn.csv", "%00.json", "autumn.csv.csv"]
)
def test_what_is_not_there_is_not_found(reading_site: Site, wrong: str) -> None:
    assert reading_site.visitor.get(f"/comments/{wrong}").status_code == 404
