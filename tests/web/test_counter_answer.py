"""A counter-proposal on the receipt: what differs, yes or no, and when it is too late."""

import pytest

from server.domain.accounts import Account
from server.domain.comments import Comment
from server.domain.dispositions import CounterAnswer
from server.domain.tokens import Purpose
from server.web import addresses
from tests.disposing import begin, dispose, sent_in
from tests.mailing import links_in, text_of
from tests.usecases.counter_proposing import last_proposal, propose
from tests.web.conftest import Site
from tests.web.html import element, elements, form_values
from tests.web.people import another_browser
from tests.worlds import DE, NL, SIGNER

WORDING = "Die Digitalisierung kommt voran."


@pytest.fixture
def els(small_site: Site) -> Account:
    """The editor of a working edition; the site has one of its own already."""
    return begin(small_site.database, name="Eva")


def suggested(site: Site, els: Account) -> Comment:
    """A suggestion of somebody who can be reached, with a counter-proposal on it."""
    typed = {"kind": "suggestion", "suggested_wording": "Die Digitalisierung eilt schnell voran."}
    comment = sent_in(site.database, "", typed=typed)
    propose(site.database, comment, els, WORDING, message={DE: "Geht es so?", NL: "Kan het zo?"})
    return comment


def token_of(comment: Comment) -> str:
    return SIGNER.sign(Purpose.RECEIPT, comment.submission)


def place(comment: Comment, language: str = "nl") -> str:
    return addresses.counter_answer(language, token_of(comment), comment.id)


def test_an_editor_sends_it_and_the_mail_leads_to_it(small_site: Site, els: Account) -> None:
    comment = sent_in(small_site.database)
    where = addresses.disposition("nl", comment.id)
    visitor = another_browser(small_site, els)
    form = form_values(visitor.get(where).text, where)
    assert visitor.post(where, data={**form, "act": "counter", "wording_de": ""}).status_code == 422
    typed = {**form, "act": "counter", "wording_de": WORDING, "message_de": "Geht es so?"}
    for _ in range(2):
        assert visitor.post(where, data=typed).headers["location"] == f"{where}?said=sent"
    small_site.work()
    [mail] = [each for each in small_site.mails() if "Gegenvorschlag" in each["subject"]]
    assert "Das Handwerk fehlt." in text_of(mail)
    receipt = small_site.visitor.get(links_in(mail)[0])
    assert WORDING in element(receipt.text, "blockquote", lang="de").text


@pytest.mark.parametrize(("language", "message"), [("nl", "Kan het zo?"), ("de", "Geht es so?")])
def test_the_receipt_shows_what_differs_from_the_text_and_from_the_suggestion(
    small_site: Site, els: Account, language: str, message: str
) -> None:
    comment = suggested(small_site, els)
    page = small_site.visitor.get(addresses.receipt(language, token_of(comment))).text
    article = element(page, "article", id=comment.id)
    assert message in article.text
    own = [each for each in elements(page, "p", class_="difference__text") if each.language == "de"]
    removed = [each.text for each in elements(page, "del") if each.around[-1].tag == "p"]
    assert (len(own), [text.split(": ")[-1].strip() for text in removed]) == (2, ["schnell", "eilt schnell"])
    assert element(page, "a", href=place(comment, language))


def test_yes_and_no_are_kept_and_can_be_changed(small_site: Site, els: Account) -> None:
    comment = suggested(small_site, els)
    visitor = small_site.visitor
    for answer, text in (("no", "Zu kurz."), ("yes", "")):
        form = form_values(visitor.get(place(comment)).text, place(comment))
        sent = visitor.post(place(comment), data={**form, "answer": answer, "answer_text": text})
        assert sent.headers["location"] == f"{addresses.receipt('nl', token_of(comment))}#{comment.id}"
    kept = last_proposal(small_site.database, comment.id)
    assert (kept.answer, kept.answer_text, kept.wordings) == (CounterAnswer.YES, "", {DE: WORDING})
    page = another_browser(small_site, els).get(addresses.disposition("nl", comment.id)).text
    assert element(page, "strong", class_="govuk-tag").text == "Ja"


def test_without_an_answer_nothing_typed_is_lost(small_site: Site, els: Account) -> None:
    comment = suggested(small_site, els)
    form = form_values(small_site.visitor.get(place(comment)).text, place(comment))
    refused = small_site.visitor.post(place(comment), data={**form, "answer_text": "Hm."})
    assert refused.status_code == 422
    assert form_values(refused.text, place(comment))["answer_text"] == "Hm."
    assert elements(refused.text, "p", id="answer-error") != []


def test_an_answer_to_another_proposal_or_after_the_decision_is_too_late(
    small_site: Site, els: Account
) -> None:
    comment = suggested(small_site, els)
    form = {**form_values(small_site.visitor.get(place(comment)).text, place(comment)), "answer": "yes"}
    propose(small_site.database, comment, els, "Anders.")
    assert small_site.visitor.post(place(comment), data=form).status_code == 409
    dispose(small_site.database, comment.id, els)
    assert small_site.visitor.post(place(comment), data=form).status_code == 409
    page = small_site.visitor.get(place(comment))
    assert (page.status_code, elements(page.text, "input", name="answer")) == (200, [])


def test_only_the_link_of_the_submission_opens_it(small_site: Site, els: Account) -> None:
    comment, other = suggested(small_site, els), sent_in(small_site.database, email="b@example.org")
    strange = addresses.counter_answer("nl", token_of(other), comment.id)
    assert small_site.visitor.get(strange).status_code == 404
    assert small_site.visitor.get(addresses.counter_answer("nl", "x", comment.id)).status_code == 404
    shown = small_site.visitor.get(place(comment))
    assert (shown.headers["cache-control"], shown.headers["x-robots-tag"]) == (
        "no-store",
        "noindex, nofollow",
    )
