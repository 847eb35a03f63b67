"""Moderating: who may decide, what a decision does, and what happens when two decide."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from server.domain.accounts import Role
from server.domain.acts import ActKind
from server.domain.comments import Comment
from server.domain.moderation import ModerationState
from server.domain.reports import ReportForm
from server.domain.targets import Target, TargetKind
from server.store.comments import comment_by_id
from server.usecases.read_moderation_list import ON_PAGE
from server.usecases.report_comment import report_comment
from server.usecases.withdraw import withdraw_comment
from tests.participating import comments_in, log, said, submitted
from tests.web.conftest import Site
from tests.web.html import element, elements, form_values, page_language
from tests.web.people import working
from tests.worlds import KEY, NOON, statements

LIST = {"nl": "/nl/redactie/moderatie", "de": "/de/redaktion/moderation"}
PAGE = "/nl/tekst/1-opening"


def state(site: Site, comment: Comment) -> ModerationState:
    """The state of a comment now."""
    with site.database.read() as connection:
        found = comment_by_id(connection, comment.id)
    assert found is not None
    return found.state


def decision(*comments: Comment, to: str = "shown", seen: str = "held", **more: str) -> dict[str, Any]:
    """What the form sends with these comments ticked, seen in some state."""
    return {"chosen": [f"{each.id}:{seen}" for each in comments], "decision": to, **more}


def decided(moderator: TestClient, *comments: Comment, **sent: str) -> str:
    """Send a decision; what the page then says."""
    answer = moderator.post(LIST["nl"], data=decision(*comments, **sent))
    assert answer.status_code == 303
    page = moderator.get(answer.headers["location"]).text
    return element(page, "p", class_="govuk-notification-banner__heading").text


def is_public(site: Site, comment: Comment) -> bool:
    """Whether a reader sees its words."""
    return bool(elements(site.visitor.get(PAGE).text, class_="comment", id=comment.id))


def listed(page: str) -> list[str]:
    """The ids of the comments on a page of the queue."""
    cards = elements(page, "article", class_="card queue__entry")
    return [each.attributes["aria-labelledby"].removeprefix("card-") for each in cards]


def test_the_queue_shows_what_waits_with_the_wording_it_was_made_on(site: Site) -> None:
    comments = comments_in(site.database, submitted(site.database, "Eins.", "Zwei.", "Drei."))
    page = site.moderator().get(LIST["de"]).text
    assert listed(page) == [comment.id for comment in comments]
    quoted = elements(page, "blockquote")[0]
    assert (quoted.language, quoted.text) == ("de", "Die Digitalisierung kommt schnell voran.")
    assert elements(page, "a", href="/de/fassungen/2021/anmerkungen/p-aaaa1")


@pytest.mark.parametrize("language", ["nl", "de"])
def test_a_comment_is_shown_and_declined_again(site: Site, language: str) -> None:
    comment, moderator = said(site.database), site.moderator()
    for to, seen, public in (
        ("shown", "held", True),
        ("declined", "shown", False),
        ("shown", "declined", True),
    ):
        sent = decision(comment, to=to, seen=seen, category="insult")
        answer = moderator.post(LIST[language], data=sent)
        assert answer.headers["location"] == f"{LIST[language]}?done={to}&count=1&meanwhile=0"
        page = moderator.get(answer.headers["location"]).text
        assert (page_language(page), bool(element(page, role="status").text)) == (language, True)
        assert is_public(site, comment) == public


def test_many_are_decided_on_at_once(site: Site) -> None:
    first, second, third = comments_in(site.database, submitted(site.database, "Eins.", "Zwei.", "Drei."))
    says = decided(site.moderator(), first, third, to="declined", category="spam", reason="robot")
    assert says == "2 reacties zijn geweigerd."
    states = [state(site, each).value for each in (first, second, third)]
    assert states == ["declined", "held", "declined"]
    acts = [act for act in log(site.database, ActKind.DECIDED) if act.account]
    assert {(act.subject, act.category, act.reason) for act in acts} == {
        (first.id, "spam", "robot"),
        (third.id, "spam", "robot"),
    }


def test_the_box_for_all_takes_what_stands_on_the_page(small_site: Site) -> None:
    comments = comments_in(small_site.database, submitted(small_site.database, "Eins.", "Zwei."))
    moderator = small_site.moderator()
    fields = elements(moderator.get(LIST["nl"]).text, "input", name="on_page")
    on_page = [each.attributes["value"] for each in fields]
    moderator.post(LIST["nl"], data={"on_page": on_page, "all": "yes", "decision": "shown"})
    assert {state(small_site, each) for each in comments} == {ModerationState.SHOWN}


def test_the_button_of_a_comment_shows_that_one_alone(small_site: Site) -> None:
    first, second = comments_in(small_site.database, submitted(small_site.database, "Eins.", "Zwei."))
    moderator = small_site.moderator()
    button = elements(moderator.get(LIST["nl"]).text, "button", name="show")[0]
    ticked = decision(second, to="declined", category="spam")
    moderator.post(LIST["nl"], data={**ticked, "show": button.attributes["value"]})
    assert (state(small_site, first), state(small_site, second)) == (
        ModerationState.SHOWN,
        ModerationState.HELD,
    )


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ({"decision": "shown"}, ["comments"]),
        ({"chosen": ["*"], "decision": ""}, ["decision"]),
        ({"chosen": ["*"], "decision": "withdrawn"}, ["decision"]),
        ({"chosen": ["*"], "decision": "declined"}, ["category"]),
        ({"chosen": ["*"], "decision": "declined", "category": "ugly"}, ["category"]),
        ({"chosen": ["*"], "decision": "shown", "reason": "x" * 1001}, ["reason"]),
        ({}, ["comments", "decision"]),
    ],
)
def test_a_decision_that_lacks_something_comes_back_with_what_was_ticked(
    small_site: Site, sent: dict[str, Any], fields: list[str]
) -> None:
    comment, moderator = said(small_site.database), small_site.moderator()
    ticked = [f"{comment.id}:held" for _ in sent.get("chosen", ())]
    answer = moderator.post(LIST["nl"], data={**sent, "chosen": ticked})
    assert answer.status_code == 422
    summary = element(answer.text, class_="govuk-error-summary")
    links = [each for each in elements(answer.text, "a") if summary in each.around]
    assert [each.attributes["href"].removeprefix("#") for each in links] == fields
    assert all(elements(answer.text, id=field) for field in fields)
    box = element(answer.text, "input", id=f"choose-{comment.id}")
    assert ("checked" in box.attributes) == bool(ticked)
    assert state(small_site, comment) is ModerationState.HELD


@pytest.mark.parametrize("chosen", ["c-unknown0:held", "c-00000001:published", "c-\x00:held", "nonsense"])
def test_a_comment_that_no_page_shows_is_refused(small_site: Site, chosen: str) -> None:
    answer = small_site.moderator().post(LIST["nl"], data={"chosen": chosen, "decision": "shown"})
    assert answer.status_code in (400, 404)


def test_where_somebody_else_was_first_nothing_changes_and_the_page_says_so(site: Site) -> None:
    first, second = comments_in(site.database, submitted(site.database, "Eins.", "Zwei."))
    decided(site.moderator(), first)
    says = decided(site.moderator(), first, second, to="declined", category="spam")
    assert "1 reactie is geweigerd." in says
    assert "Over 1 reactie heeft intussen iemand anders besloten." in says
    assert (state(site, first), state(site, second)) == (ModerationState.SHOWN, ModerationState.DECLINED)
    assert is_public(site, first)


def test_a_comment_that_its_submitter_withdrew_never_returns(site: Site) -> None:
    comment, moderator = said(site.database), site.moderator()
    decided(moderator, comment)
    withdraw_comment(site.database, submission_id=comment.submission, comment_id=comment.id, at=NOON)
    for to in ("shown", "declined"):
        for seen in ("held", "shown", "withdrawn"):
            says = decided(moderator, comment, to=to, seen=seen, category="spam")
            assert says.startswith("Over 1 reactie heeft intussen iemand anders besloten.")
    assert (state(site, comment), is_public(site, comment)) == (ModerationState.WITHDRAWN, False)


def test_without_a_sign_in_nothing_is_read_and_nothing_decided(site: Site) -> None:
    comment = said(site.database, "Kommentar.")
    for language, address in LIST.items():
        read = site.visitor.get(address)
        written = site.visitor.post(address, data=decision(comment))
        assert read.status_code in (303, 403)
        assert written.status_code in (303, 403)
        assert "Kommentar." not in read.text + written.text
        assert language in ("nl", "de")
    assert state(site, comment) is ModerationState.HELD


@pytest.mark.parametrize("role", Role)
def test_every_role_moderates(small_site: Site, role: Role) -> None:
    comment = said(small_site.database)
    decided(working(small_site, role).browser, comment)
    assert state(small_site, comment) is ModerationState.SHOWN


def test_a_message_is_one_of_ours(small_site: Site) -> None:
    page = small_site.moderator().get(f"{LIST['nl']}?done=<b>hacked</b>&count=<i>&meanwhile=-1").text
    assert not elements(page, role="status")
    assert "hacked" not in page


def test_states_are_links_with_how_many_there_are(small_site: Site) -> None:
    first, _, _ = comments_in(small_site.database, submitted(small_site.database, "Eins.", "Zwei.", "Drei."))
    moderator = small_site.moderator()
    decided(moderator, first)
    page = moderator.get(LIST["nl"]).text
    links = {
        each.attributes["href"]: each.text for each in elements(page, "a") if "filters" in str(each.around)
    }
    assert links[LIST["nl"]] == "In behandeling 2"
    assert links[f"{LIST['nl']}?state=shown"] == "Zichtbaar 1"
    assert links[f"{LIST['nl']}?state=declined"] == "Geweigerd 0"
    assert links[f"{LIST['nl']}?reported=yes"] == "Gemeld door lezers 0"
    assert listed(moderator.get(f"{LIST['nl']}?state=shown").text) == [first.id]


def test_the_queue_is_narrowed_down_by_its_address_and_a_decision_keeps_it(small_site: Site) -> None:
    database = small_site.database
    german = said(database, "Eins.")
    dutch = said(database, "Een.", typed={"language": "nl"}, on=Target(TargetKind.DOCUMENT), group="company")
    moderator = small_site.moderator()
    for asked, found in (
        ("language=nl", [dutch.id]),
        ("group=company", [dutch.id]),
        ("section=1-opening", [german.id]),
        ("section=-", [dutch.id]),
        ("round=autumn", [german.id, dutch.id]),
        ("round=winter", []),
        ("language=nl&group=citizen", []),
        ("order=newest", [dutch.id, german.id]),
        ("page=99999999", [german.id, dutch.id]),
        ("state=nonsense&kind=&page=x", [german.id, dutch.id]),
        (f"comment={german.id}", [german.id]),
    ):
        assert listed(moderator.get(f"{LIST['nl']}?{asked}").text) == found, asked
    narrowed = f"{LIST['nl']}?language=nl"
    page = moderator.get(narrowed).text
    action = element(page, "form", id="comments").attributes["action"]
    assert action == narrowed
    answer = moderator.post(action, data=decision(dutch))
    assert answer.headers["location"] == f"{narrowed}&done=shown&count=1&meanwhile=0"
    assert element(page, "a", hreflang="de").attributes["href"] == f"{LIST['de']}?language=nl"


def test_pages_follow_each_other(small_site: Site) -> None:
    comments = comments_in(
        small_site.database,
        submitted(small_site.database, *(f"Nr. {number}." for number in range(ON_PAGE + 2))),
    )
    moderator = small_site.moderator()
    first = moderator.get(LIST["nl"]).text
    second = moderator.get(element(first, "a", rel="next").attributes["href"]).text
    assert listed(first) + listed(second) == [each.id for each in comments]
    assert element(second, "a", rel="prev").attributes["href"] == LIST["nl"]


def test_a_single_comment_is_shown_with_its_past_and_its_reports(small_site: Site) -> None:
    comment, moderator = said(small_site.database), small_site.moderator()
    decided(moderator, comment)
    report_comment(
        small_site.database, comment_id=comment.id, form=ReportForm("insult", "Grof.", "", KEY), at=NOON
    )
    reported = moderator.get(f"{LIST['nl']}?reported=yes").text
    assert listed(reported) == [comment.id]
    assert "1 melding" in reported
    one = f"{LIST['nl']}?comment={comment.id}"
    page = moderator.get(one).text
    assert "Grof." in element(page, "section", aria_labelledby="reports-title").text
    past = element(page, "section", aria_labelledby="past-title").text
    assert "in behandeling → zichtbaar" in past
    assert "Els" in past
    closing = f"{LIST['nl']}/{comment.id}/meldingen"
    fields = {**form_values(page, closing), "note": "geen belediging"}
    answer = moderator.post(closing, data=fields)
    assert answer.headers["location"] == f"{one}&done=closed"
    assert listed(moderator.get(f"{LIST['nl']}?reported=yes").text) == []
    [act] = log(small_site.database, ActKind.REPORT_CLOSED)
    assert (act.subject, act.reason) == (comment.id, "geen belediging")


def test_a_comment_that_is_not_there_or_not_confirmed_is_not_found(small_site: Site) -> None:
    moderator = small_site.moderator()
    assert moderator.get(f"{LIST['nl']}?comment=c-zzzzzzzz").status_code == 404


def test_letters_and_suspicion_are_marked(small_site: Site) -> None:
    said(small_site.database, website="https://example.org")
    page = small_site.moderator().get(LIST["nl"]).text
    assert element(page, "strong", class_="govuk-tag tag--warning").text == "verborgen veld ingevuld"


def test_a_page_takes_the_same_queries_however_much_waits(small_site: Site) -> None:
    moderator = small_site.moderator()

    def queries() -> int:
        with statements() as sent:
            assert moderator.get(LIST["nl"]).status_code == 200
        return len(sent)

    said(small_site.database)
    with_one = queries()
    submitted(small_site.database, *(f"Nr. {number}." for number in range(60)))
    assert queries() == with_one
