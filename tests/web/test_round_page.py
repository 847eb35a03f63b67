"""The page of a round in its whole life, the list of rounds, and who comes with an invitation."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from server.domain.moderation import ModerationState
from server.domain.rounds import ModerationRule, Participation
from server.domain.targets import Target, TargetKind
from server.domain.tokens import Purpose
from server.store.invitations import Invitation
from server.usecases.change_round import add_round, change_round, close_round
from server.usecases.demonstrate import demonstrate
from server.usecases.invite import Guest, invite, revoke_invitation
from server.usecases.moderate_comment import moderate_comment
from server.web.sessions import INVITATION_COOKIE
from tests.participating import said
from tests.usecases.people import person
from tests.web.conftest import Site
from tests.web.html import alternates, element, elements, page_language
from tests.worlds import DE, NL, NOON, SIGNER, round_on

NL_PAGE, DE_PAGE = "/nl/consultatie/autumn", "/de/konsultation/autumn"
SHIPPED = Path(__file__).parents[2] / "demonstration"
QUESTION = Target(TargetKind.QUESTION, "autumn/missing")


def page(site: Site, path: str = NL_PAGE) -> str:
    """The page as a visitor reads it."""
    answer = site.visitor.get(path)
    assert answer.status_code == 200
    return answer.text


def change(site: Site, **changes: Any) -> None:
    """Change the round as an administrator does."""
    change_round(site.database, round_key="autumn", changes=changes, by=None, at=NOON)  # type: ignore[arg-type]


def steps(html: str) -> dict[str, str]:
    """The line of dates: what is written at each step."""
    found = [each for each in elements(html, "li") if "steps__step" in each.attributes.get("class", "")]
    return dict(each.text.split(" ", 1) for each in found)


def step_now(html: str) -> str:
    """The name of the marked step."""
    return element(html, "li", aria_current="step").text.split(" ", 1)[0]


def test_a_round_has_a_page_in_both_languages(reading_site: Site) -> None:
    for path, language, title in ((NL_PAGE, "nl", "Najaar"), (DE_PAGE, "de", "Herbst")):
        html = page(reading_site, path)
        assert (page_language(html), element(html, "h1").text) == (language, title)
        assert {alternates(html)[each].removeprefix("http://127.0.0.1:8000") for each in ("nl", "de")} == {
            NL_PAGE,
            DE_PAGE,
        }


def test_an_unknown_round_is_not_found(reading_site: Site) -> None:
    assert reading_site.visitor.get("/nl/consultatie/winter").status_code == 404


LIFE = [
    (datetime(2021, 9, 27, 21, 59, tzinfo=UTC), "Aangekondigd"),
    (datetime(2021, 9, 27, 22, tzinfo=UTC), "Open"),
    (datetime(2021, 11, 1, 22, 59, tzinfo=UTC), "Open"),
    (datetime(2021, 11, 1, 23, tzinfo=UTC), "Gesloten"),
    (datetime(2022, 1, 30, 23, tzinfo=UTC), "Beantwoord"),
]


def test_the_present_stage_is_marked_on_the_line_of_dates(small_site: Site) -> None:
    change(small_site, answered=date(2022, 1, 31))
    for moment, stage in LIFE:
        small_site.clock.moment = moment
        html = page(small_site)
        assert step_now(html) == stage
        assert steps(html)["Open"].endswith("28 september 2021 – 1 november 2021")
        assert steps(html)["Beantwoord"].endswith("31 januari 2022")


def test_a_round_that_was_closed_early_says_when(small_site: Site) -> None:
    close_round(small_site.database, round_key="autumn", by=None, at=NOON)
    html = page(small_site)
    assert step_now(html) == "Gesloten"
    assert steps(html)["Open"] == "28 september 2021 – 1 oktober 2021 14:00"


def test_only_an_open_round_leads_to_taking_part(small_site: Site) -> None:
    for moment, stage in LIFE:
        small_site.clock.moment = moment
        buttons = [each.text for each in elements(page(small_site), "a", class_="govuk-button")]
        assert buttons == (["De tekst lezen en reageren"] if stage == "Open" else [])


def test_what_happens_next_is_said_after_closing_with_the_announced_day(small_site: Site) -> None:
    small_site.clock.moment = datetime(2021, 11, 2, tzinfo=UTC)
    assert "Wij willen de antwoorden" not in page(small_site)
    change(small_site, answered=date(2022, 1, 31))
    assert "Wij willen de antwoorden op 31 januari 2022 publiceren." in page(small_site)
    small_site.clock.moment = datetime(2022, 2, 1, tzinfo=UTC)
    assert "De antwoorden zijn op 31 januari 2022 gepubliceerd." in page(small_site)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"participation": Participation.GUEST}, "Iedereen kan meedoen."),
        ({"participation": Participation.INVITED}, "Alleen wie is uitgenodigd, kan meedoen."),
        (
            {"participation": Participation.ACCOUNT},
            "Alleen wie een account heeft en is aangemeld, kan meedoen.",
        ),
        (
            {"moderation": ModerationRule.BEFORE},
            "Een moderator leest elke reactie voordat iedereen haar kan zien.",
        ),
        ({"moderation": ModerationRule.AFTER}, "Uw reactie is zichtbaar zodra u haar hebt bevestigd."),
        ({"privacy_notices": {NL: "Eerst dit.\n\nDan dat.", DE: "So."}}, "Dan dat."),
        ({"contacts": {NL: "Het loket <in> Venlo", DE: "So."}}, "Het loket <in> Venlo"),
    ],
)
def test_the_rules_and_notices_of_the_round_are_said(
    small_site: Site, changes: dict[str, Any], sentence: str
) -> None:
    change(small_site, **changes)
    assert sentence in element(page(small_site), "main").text


def test_attachments_are_ruled_out_in_so_many_words(reading_site: Site) -> None:
    assert "U kunt geen bestanden meesturen" in page(reading_site)
    assert "Dateien können Sie nicht mitschicken" in page(reading_site, DE_PAGE)


def test_each_question_leads_to_its_answers_and_tells_how_many_there_are(small_site: Site) -> None:
    link = {"tag": "a", "href": "/nl/consultatie/autumn/vragen/missing"}
    assert element(page(small_site), **link).text.startswith("Geef als eerste antwoord")
    show(small_site, on=QUESTION)
    assert element(page(small_site), **link).text.startswith("1 antwoord")


def show(site: Site, **what: Any) -> None:
    """A comment that a moderator has shown."""
    comment = said(site.database, **what)
    moderator = person(site.database, name=comment.id)
    moderate_comment(site.database, comment_id=comment.id, to=ModerationState.SHOWN, by=moderator, at=NOON)


def test_the_figures_count_what_is_public_and_how_much_is_not(small_site: Site) -> None:
    show(small_site)
    show(small_site, typed={"language": "nl"})
    said(small_site.database, publication="not")
    said(small_site.database)
    figures = dict(
        zip(
            (each.text for each in elements(page(small_site), "dt")),
            (each.text for each in elements(page(small_site), "dd")),
            strict=True,
        )
    )
    assert figures == {
        "keer inbreng": "4",
        "reacties": "2",
        "in het Nederlands": "1",
        "in het Duits": "1",
        "alleen voor de redactie": "1",
    }


def test_the_feed_and_the_files_of_the_round_are_there(small_site: Site) -> None:
    show(small_site)
    html = page(small_site)
    box = [
        each.attributes["href"]
        for each in elements(html, "a")
        if any(a.attributes.get("aria-labelledby") == "follow-title" for a in each.around)
    ]
    assert box == [
        "/nl/consultatie/autumn/feed.atom",
        *(f"/comments/autumn.{ending}" for ending in ("csv", "xlsx", "json", "jsonld")),
    ]
    assert [small_site.visitor.get(path).status_code for path in box] == [200] * 5


def test_a_demonstration_is_marked_on_its_page_in_the_list_and_on_the_start_page(small_site: Site) -> None:
    small_site.clock.moment = datetime(2026, 3, 10, 12, tzinfo=UTC)
    demonstrate(small_site.database, SHIPPED, at=small_site.clock())
    for path in ("/nl/consultatie/demonstration", "/nl/consultatie", "/nl/"):
        assert [
            each.text for each in elements(page(small_site, path), "strong") if each.text == "Demonstratie"
        ]
    document = page(small_site, "/nl/edities/2021/reacties")
    assert elements(document, "span", class_="govuk-tag tag--demonstration")
    assert "De ronde, de mensen en hun reacties zijn verzonnen." in page(
        small_site, "/nl/consultatie/demonstration"
    )


def test_all_rounds_are_listed_the_last_first(small_site: Site) -> None:
    spring = replace(round_on("2021"), key="spring", opens=date(2022, 3, 1), closes=date(2022, 4, 1))
    add_round(
        small_site.database, round_=replace(spring, titles={NL: "Voorjaar", DE: "Frühling"}), by=None, at=NOON
    )
    html = page(small_site, "/de/konsultation")
    listed = [each for each in elements(html, "a") if any(a.tag == "h2" for a in each.around)]
    assert [(each.text, each.attributes["href"]) for each in listed] == [
        ("Frühling", "/de/konsultation/spring"),
        ("Herbst", DE_PAGE),
    ]


def test_a_kept_page_of_the_text_is_the_same_before_and_after_closing(small_site: Site) -> None:
    paths = ("/nl/tekst/1-opening", "/de/text/1-auftakt", "/nl/tekst/1-opening/naast-elkaar")
    bodies = []
    for moment in (datetime(2021, 9, 1, tzinfo=UTC), NOON, datetime(2021, 12, 1, tzinfo=UTC)):
        small_site.clock.moment = moment
        # A query passes the kept pages by.
        bodies.append([small_site.visitor.get(f"{path}?fresh=1").text for path in paths])
    assert bodies[0] == bodies[1] == bodies[2]


def invited(site: Site) -> tuple[Invitation, str]:
    """An invitation to the round, and the path of its Dutch link."""
    [made] = invite(site.database, round_key="autumn", guests=[Guest("Kamer")], language=NL, by=None, at=NOON)
    return made, f"{NL_PAGE}?uitnodiging={SIGNER.sign(Purpose.INVITATION, made.id)}"


def test_the_link_of_an_invitation_is_kept_in_a_cookie_and_leads_to_the_plain_address(
    small_site: Site,
) -> None:
    _, path = invited(small_site)
    answer = small_site.visitor.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, NL_PAGE)
    assert answer.headers["cache-control"] == "no-store"
    [cookie] = answer.headers.get_list("set-cookie")
    assert cookie.startswith(f"{INVITATION_COOKIE}=")
    assert {"HttpOnly", "SameSite=lax"} <= set(cookie.split("; "))
    assert "U bent uitgenodigd voor deze ronde." in page(small_site)
    assert "U bent uitgenodigd" not in small_site.another_visitor().get(NL_PAGE).text


def test_the_german_link_works_as_well(small_site: Site) -> None:
    made, _ = invited(small_site)
    token = SIGNER.sign(Purpose.INVITATION, made.id)
    answer = small_site.visitor.get(f"{DE_PAGE}?einladung={token}")
    assert (answer.status_code, answer.headers["location"]) == (303, DE_PAGE)


def refused(visitor: TestClient, path: str) -> None:
    """The link opens nothing and leaves no cookie; the page itself is there."""
    answer = visitor.get(path)
    assert (answer.status_code, answer.headers.get_list("set-cookie")) == (403, [])
    assert "Deze uitnodiging werkt niet" in answer.text
    assert "Wat mist u?" in answer.text


def test_a_link_that_is_revoked_forged_or_of_another_round_opens_nothing(small_site: Site) -> None:
    made, path = invited(small_site)
    refused(small_site.visitor, f"{NL_PAGE}?uitnodiging={SIGNER.sign(Purpose.RECEIPT, made.id)}")
    refused(small_site.visitor, f"{path[:-1]}{'a' if path[-1] != 'a' else 'b'}")
    refused(small_site.visitor, f"{NL_PAGE}?uitnodiging=%00%F0%9F%92%A9")
    revoke_invitation(small_site.database, invitation_id=made.id, by=None, at=NOON)
    refused(small_site.visitor, path)
