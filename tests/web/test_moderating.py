"""Moderating: who may decide, what a decision does, and what happens when two decide."""

import pytest

from server.domain.comments import Comment
from server.domain.moderation import ModerationState
from server.store import stamps
from server.store.comments import comment_by_id
from server.store.moderation import latest_decisions, set_state
from server.usecases.submit_comment import submit_comment
from tests.web.conftest import Site
from tests.web.html import element, elements, form_values, page_language
from tests.worlds import NOON, form

LIST, PAGE = "/nl/redactie/moderatie", "/nl/tekst/1-opening"


def waiting(site: Site, number: int = 0) -> Comment:
    """A held comment in German."""
    values = form(f"Kommentar {number}.", idempotency_key=f"a-key-of-one-form-{number:04}")
    return submit_comment(site.database, edition="2021", paragraph_id="p-aaaa1", form=values, at=NOON)


def state(site: Site, comment: Comment) -> ModerationState:
    """The state of a comment now."""
    with site.database.read() as connection:
        found = comment_by_id(connection, comment.id)
    assert found is not None
    return found.state


def decision(comment: Comment, to: str, seen: str = "held") -> dict[str, str]:
    """What the button of a comment sends that was seen in some state."""
    return {"comment": comment.id, "decision": to, "state": seen}


def is_public(site: Site, comment: Comment) -> bool:
    """Whether a reader sees it."""
    return bool(elements(site.visitor.get(PAGE).text, id=comment.id))


def test_the_list_shows_what_waits_with_the_wording_it_was_made_on(site: Site) -> None:
    comments = [waiting(site, number) for number in range(3)]
    page = site.moderator().get("/de/redaktion/moderation").text
    cards = [each.attributes["id"] for each in elements(page, class_="comment")]
    assert cards == [comment.id for comment in comments]
    quoted = elements(page, "blockquote")[0]
    assert (quoted.language, quoted.text) == ("de", "Die Digitalisierung kommt schnell voran.")
    assert form_values(page, "/de/redaktion/moderation")["comment"] == comments[-1].id


@pytest.mark.parametrize("language", ["nl", "de"])
def test_a_comment_is_shown_and_declined_again(site: Site, language: str) -> None:
    address = {"nl": LIST, "de": "/de/redaktion/moderation"}[language]
    comment, moderator = waiting(site), site.moderator()
    for to, seen, public in (
        ("shown", "held", True),
        ("declined", "shown", False),
        ("shown", "declined", True),
    ):
        answer = moderator.post(address, data=decision(comment, to, seen))
        assert (answer.status_code, answer.headers["location"]) == (303, f"{address}?done={to}")
        said = moderator.get(answer.headers["location"]).text
        assert (page_language(said), bool(element(said, role="status").text)) == (language, True)
        assert is_public(site, comment) == public


def test_the_decision_is_recorded_with_who_and_when(site: Site) -> None:
    comment = waiting(site)
    site.moderator().post(LIST, data=decision(comment, "declined"))
    with site.database.read() as connection:
        [made] = latest_decisions(connection, limit=10)
    assert (made.comment.id, made.by, made.decided) == (comment.id, "Els", NOON)
    assert (made.from_state, made.to_state) == (ModerationState.HELD, ModerationState.DECLINED)


def test_no_moderator_withdraws_for_a_submitter(site: Site) -> None:
    comment, moderator = waiting(site), site.moderator()
    assert moderator.post(LIST, data=decision(comment, "withdrawn")).status_code == 400
    assert elements(moderator.get(LIST).text, "button", value="withdrawn") == []
    assert state(site, comment) is ModerationState.HELD


def test_a_comment_that_its_submitter_withdrew_never_returns(site: Site) -> None:
    comment, moderator = waiting(site), site.moderator()
    moderator.post(LIST, data=decision(comment, "shown"))
    with site.database.write() as connection:
        shown = comment_by_id(connection, comment.id)
        assert shown is not None
        assert set_state(connection, shown, ModerationState.WITHDRAWN, account=None, decided=NOON)
        stamps.bump_all(connection)
    assert (state(site, comment), is_public(site, comment)) == (ModerationState.WITHDRAWN, False)
    for to in ("shown", "declined"):
        for seen in ("held", "shown", "withdrawn"):
            answer = moderator.post(LIST, data=decision(comment, to, seen))
            assert answer.headers["location"] == f"{LIST}?done=meanwhile"
    assert (state(site, comment), is_public(site, comment)) == (ModerationState.WITHDRAWN, False)


def test_a_second_moderator_who_saw_it_held_changes_nothing(site: Site) -> None:
    comment, first, second = waiting(site), site.moderator(), site.moderator()
    first.post(LIST, data=decision(comment, "shown"))
    answer = second.post(LIST, data=decision(comment, "declined"))
    assert answer.headers["location"] == f"{LIST}?done=meanwhile"
    assert element(second.get(answer.headers["location"]).text, role="status").text
    assert (state(site, comment), is_public(site, comment)) == (ModerationState.SHOWN, True)


def test_the_same_decision_twice_is_one_decision(site: Site) -> None:
    comment, moderator = waiting(site), site.moderator()
    answers = [moderator.post(LIST, data=decision(comment, "shown")) for _ in range(2)]
    assert [answer.headers["location"] for answer in answers] == [f"{LIST}?done=shown"] * 2
    with site.database.read() as connection:
        assert len(latest_decisions(connection, limit=10)) == 1
    assert site.work() == 1


def test_without_a_sign_in_nothing_is_read_and_nothing_decided(site: Site) -> None:
    comment = waiting(site)
    for address, language in ((LIST, "nl"), ("/de/redaktion/moderation", "de")):
        read = site.visitor.get(address)
        written = site.visitor.post(address, data=decision(comment, "shown"))
        assert (read.status_code, written.status_code) == (403, 403)
        assert page_language(read.text) == page_language(written.text) == language
        assert "Kommentar" not in read.text
    assert state(site, comment) is ModerationState.HELD


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"decision": "shown"},
        {"comment": "c-unknown0", "decision": "shown"},
        {"comment": "c-%00\x00", "decision": "shown"},
        {"comment": "*", "decision": "held"},
        {"comment": "*", "decision": "published"},
        {"comment": "*", "decision": ""},
    ],
)
def test_a_decision_that_is_none_is_refused(site: Site, sent: dict[str, str]) -> None:
    comment = waiting(site)
    values = {name: comment.id if value == "*" else value for name, value in sent.items()}
    assert site.moderator().post(LIST, data=values).status_code in (400, 404)
    assert state(site, comment) is ModerationState.HELD


def test_a_message_is_one_of_ours(small_site: Site) -> None:
    page = small_site.moderator().get(f"{LIST}?done=<b>hacked</b>").text
    assert not elements(page, role="status")
    assert "hacked" not in page


def test_the_list_names_what_the_next_moderator_needs(small_site: Site) -> None:
    comment = waiting(small_site)
    page = small_site.moderator().get(LIST).text
    assert elements(page, "a", href="/nl/edities/2021/reacties/p-aaaa1")
    buttons = [each.attributes["value"] for each in elements(page, "button", name="decision")]
    assert buttons[:2] == ["shown", "declined"]
    assert form_values(page, LIST)["comment"] == comment.id
