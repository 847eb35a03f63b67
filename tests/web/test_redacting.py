"""Taking passages out on a page: pasted, marked with the reason, and put back."""

import pytest
from starlette.testclient import TestClient

from server.domain.comments import Comment
from server.usecases.withdraw import withdraw_comment
from server.web import addresses
from tests.participating import said
from tests.web.conftest import Site
from tests.web.html import element, elements, form_values
from tests.worlds import NOON

SAID = "Fragen Sie Jan Jansen.\n\nJan Jansen weiß es."
QUEUE = "/nl/redactie/moderatie"


def here(comment: Comment) -> str:
    """The page on which passages are taken out of a comment."""
    return addresses.redacting("nl", comment.id)


def take_out(moderator: TestClient, comment: Comment, passage: str = "Jan Jansen", **typed: str) -> str:
    """Paste a passage and send the form; the page that follows."""
    fields = form_values(moderator.get(here(comment)).text, here(comment))
    sent = {**fields, "passage": passage, "category": "personal-data", "do": "redact", **typed}
    answer = moderator.post(here(comment), data=sent)
    assert answer.headers["location"] == f"{here(comment)}?done=redacted"
    return moderator.get(answer.headers["location"]).text


def readers_see(site: Site, comment: Comment) -> str:
    """The comment as it stands on the page of its section."""
    return element(site.visitor.get("/nl/tekst/1-opening").text, id=comment.id).text


def test_a_pasted_passage_is_gone_for_readers_who_see_why(site: Site) -> None:
    comment, moderator = said(site.database, SAID), site.moderator()
    moderator.post(QUEUE, data={"show": f"{comment.id}:held"})
    assert "Jan Jansen" in readers_see(site, comment)
    page = take_out(moderator, comment)
    assert element(page, role="status").text
    assert element(page, "textarea", id="stored-text").text == "Fragen Sie ██████████. ██████████ weiß es."
    seen = readers_see(site, comment)
    assert ("Jan" in seen, "er staan persoonsgegevens in" in seen) == (False, True)


def test_the_last_passage_is_put_back_with_a_button(site: Site) -> None:
    comment, moderator = said(site.database, SAID), site.moderator()
    assert not elements(moderator.get(here(comment)).text, "button", value="restore")
    page = take_out(moderator, comment)
    assert elements(page, "button", value="restore")
    answer = moderator.post(here(comment), data={"do": "restore"})
    assert answer.headers["location"] == f"{here(comment)}?done=restored"
    page = moderator.get(answer.headers["location"]).text
    assert element(page, "textarea", id="stored-text").text == SAID.replace("\n\n", " ")
    assert moderator.post(here(comment), data={"do": "restore"}).status_code == 404


def test_the_field_can_be_chosen_where_there_are_several(site: Site) -> None:
    comment, moderator = said(site.database, "Anna sagt es."), site.moderator()
    chosen = elements(moderator.get(here(comment)).text, "option", value="name")
    assert chosen
    page = take_out(moderator, comment, "Anna", field="name")
    assert element(page, "textarea", id="stored-name").text == "████"
    assert element(page, "textarea", id="stored-text").text == "Anna sagt es."


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"passage": ""}, ["passage"]),
        ({"passage": "Piet"}, ["passage"]),
        ({"passage": "██"}, ["passage"]),
        ({"category": ""}, ["category"]),
        ({"category": "ugly"}, ["category"]),
        ({"note": "x" * 1001}, ["note"]),
    ],
)
def test_what_is_wrong_comes_back_as_it_was_typed(
    small_site: Site, typed: dict[str, str], fields: list[str]
) -> None:
    comment, moderator = said(small_site.database, SAID), small_site.moderator()
    sent = {"passage": "Jan Jansen", "field": "text", "category": "insult", **typed}
    answer = moderator.post(here(comment), data=sent)
    assert answer.status_code == 422
    summary = element(answer.text, class_="govuk-error-summary")
    links = [each.attributes["href"] for each in elements(answer.text, "a") if summary in each.around]
    assert links == [f"#{field}" for field in fields]
    assert element(answer.text, "textarea", id="passage").text == sent["passage"]
    assert element(answer.text, "textarea", id="stored-text").text == SAID.replace("\n\n", " ")


def test_only_moderators_and_only_what_may_be_shown(small_site: Site) -> None:
    comment, moderator = said(small_site.database, SAID), small_site.moderator()
    answers = [
        small_site.visitor.get(here(comment)),
        small_site.visitor.post(here(comment), data={"passage": "Jan", "category": "spam"}),
        small_site.visitor.post(addresses.closing_reports("nl", comment.id), data={}),
    ]
    assert {answer.status_code for answer in answers} <= {303, 403}
    assert "Jansen" not in "".join(answer.text for answer in answers)
    withdraw_comment(small_site.database, submission_id=comment.submission, comment_id=comment.id, at=NOON)
    assert moderator.get(here(comment)).status_code == 404
    sent = {"passage": "Jan", "field": "text", "category": "spam"}
    assert moderator.post(here(comment), data=sent).status_code == 404
    assert moderator.post(here(comment), data={**sent, "field": "email"}).status_code == 400


def test_a_message_is_one_of_ours(small_site: Site) -> None:
    comment = said(small_site.database)
    page = small_site.moderator().get(f"{here(comment)}?done=<b>hacked</b>").text
    assert not elements(page, role="status")
