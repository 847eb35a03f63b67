"""The receipt: whoever holds its link confirms, sees how things stand, corrects, withdraws and chooses again."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from server.domain.comments import Comment
from server.domain.limits import DRAFT
from server.domain.mails import MailKind
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.submissions import Publication, Submission, SubmissionState
from server.domain.tokens import Purpose
from server.store.submissions import addresses_of
from server.web import addresses
from tests.usecases.people import mails_left
from tests.web.commenting import (
    THREAD,
    decide,
    hand_in,
    receipt,
    send,
    show,
    stored,
    submitted,
    write,
)
from tests.web.conftest import Site
from tests.web.html import element, elements, form_values, page_language
from tests.worlds import SIGNER

AFTER = datetime(2021, 11, 1, 23, tzinfo=UTC)


def token_of(submission: Submission | str) -> str:
    """The token of a receipt."""
    return SIGNER.sign(Purpose.RECEIPT, submission if isinstance(submission, str) else submission.id)


def waiting(site: Site, *texts: str, **who: str) -> Submission:
    """A submission that is not confirmed yet."""
    for text in texts or ("Een.",):
        write(site.visitor, text=text)
    assert send(site.visitor, **who).status_code == 303
    return submitted(site.database)[-1]


def correcting(comment: Comment, language: str = "nl") -> str:
    """Where a comment is corrected."""
    return addresses.correcting(language, token_of(comment.submission), comment.id)


def withdrawing(comment: Comment, *, alone: bool = True) -> str:
    """Where a comment, or all of its submission, is withdrawn."""
    return addresses.withdrawing("nl", token_of(comment.submission), comment.id if alone else "")


def choices(comment: Comment) -> str:
    """Where the choices of a submission are changed."""
    return addresses.choices("nl", token_of(comment.submission))


# Confirming.


@pytest.mark.parametrize("language", ["nl", "de"])
def test_the_link_shows_a_button_and_only_the_button_confirms(site: Site, language: str) -> None:
    submission = waiting(site)
    path = receipt(submission, language)
    page = site.another_visitor().get(path)
    assert (page.status_code, page_language(page.text)) == (200, language)
    assert elements(page.text, "form", action=path)
    assert submitted(site.database)[0].state is SubmissionState.UNCONFIRMED
    answer = site.another_visitor().post(path)
    assert (answer.status_code, answer.headers["location"]) == (303, path)
    assert submitted(site.database)[0].state is SubmissionState.CONFIRMED
    assert [each.state for each in stored(site.database)] == [ModerationState.HELD]
    assert elements(site.visitor.get(path).text, "form", action=path) == []


def test_confirming_twice_is_harmless(site: Site) -> None:
    submission = waiting(site)
    assert [site.visitor.post(receipt(submission)).status_code for _ in range(2)] == [303, 303]
    assert [mail.kind for mail in mails_left(site.database)] == [MailKind.CONFIRM, MailKind.RECEIPT]


def test_who_confirms_too_late_is_told(small_site: Site) -> None:
    submission = waiting(small_site, "Mijn tekst.")
    small_site.clock.advance(timedelta(days=7))
    for answer, status in (
        (small_site.visitor.get(receipt(submission)), 200),
        (small_site.visitor.post(receipt(submission)), 409),
    ):
        assert answer.status_code == status
        assert "niet op tijd bevestigd" in element(answer.text, class_="govuk-error-summary measure").text
        assert "Mijn tekst." in answer.text


def test_it_may_be_confirmed_after_the_round_has_closed(small_site: Site) -> None:
    small_site.clock.moment = AFTER - timedelta(minutes=1)
    submission = waiting(small_site)
    small_site.clock.moment = AFTER + timedelta(days=1)
    assert small_site.visitor.post(receipt(submission)).status_code == 303
    assert submitted(small_site.database)[0].state is SubmissionState.CONFIRMED


# Seeing.


OWN_PAGES: list[Callable[[Comment], str]] = [
    lambda comment: addresses.receipt("nl", token_of(comment.submission)),
    correcting,
    withdrawing,
    choices,
]


@pytest.mark.parametrize("page", OWN_PAGES)
def test_its_pages_are_kept_nowhere_and_found_by_nobody(
    small_site: Site, page: Callable[[Comment], str]
) -> None:
    answer = small_site.visitor.get(page(hand_in(small_site)))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert element(answer.text, "meta", name="robots").attributes["content"] == "noindex, nofollow"


@pytest.mark.parametrize("page", OWN_PAGES)
def test_only_the_right_token_opens_them(small_site: Site, page: Callable[[Comment], str]) -> None:
    comment = hand_in(small_site)
    right = token_of(comment.submission)
    path = page(comment)
    wrong = [
        SIGNER.sign(Purpose.RELEASE, comment.submission),
        SIGNER.sign(Purpose.MAIL_OFF, comment.submission),
        token_of("s-nowhere0"),
        comment.submission,
        right[:-1],
        right.swapcase(),
        "é",
    ]
    for token in wrong:
        assert small_site.visitor.get(path.replace(right, token)).status_code == 404
        assert small_site.visitor.post(path.replace(right, token)).status_code == 404
    assert stored(small_site.database) == [comment]


def test_nobody_reaches_a_comment_of_another_submission(small_site: Site) -> None:
    mine, other = hand_in(small_site), hand_in(small_site, text="Van een ander.", who={"name": "Piet"})
    path = addresses.correcting("nl", token_of(mine.submission), other.id)
    assert small_site.visitor.get(path).status_code == 404
    assert small_site.visitor.post(path, data={"text": "Gekaapt.", "kind": "remark"}).status_code == 404
    path = addresses.withdrawing("nl", token_of(mine.submission), other.id)
    assert small_site.visitor.get(path).status_code == 404
    assert small_site.visitor.post(path).status_code == 404
    assert [each.text for each in stored(small_site.database)] == [mine.text, "Van een ander."]


@pytest.mark.parametrize("language", ["nl", "de"])
def test_every_comment_says_how_it_stands(site: Site, language: str) -> None:
    submission = waiting(site, "Een.", "Twee.", "Drie.", "Vier.")
    page = site.visitor.get(receipt(submission, language)).text
    tags = [each.text for each in elements(page, "strong", class_="govuk-tag tag--unconfirmed")]
    assert tags == [{"nl": "niet bevestigd", "de": "nicht bestätigt"}[language]] * 4
    site.visitor.post(receipt(submission))
    one, two, three, _ = stored(site.database)
    decide(site, one)
    decide(site, two, ModerationState.DECLINED, DeclineReason.INSULT)
    site.visitor.post(withdrawing(three))
    page = site.visitor.get(receipt(submission, language)).text
    cards = [each.text for each in elements(page, "article", class_="card")]
    said = {
        "nl": ["Iedereen kan dit lezen.", "beledigd", "U hebt dit ingetrokken.", "leest dit eerst"],
        "de": ["Alle können das lesen.", "beleidigt", "Sie haben das zurückgezogen.", "liest das zuerst"],
    }
    for card, sentence in zip(cards, said[language], strict=True):
        assert sentence in card
    assert elements(page, "a", href=f"/c/{one.id}?language={language}")
    assert elements(page, "a", href=f"/c/{two.id}") == []


def test_a_copy_can_be_had(small_site: Site) -> None:
    comment = hand_in(small_site)
    page = small_site.visitor.get(addresses.receipt("nl", token_of(comment.submission))).text
    for ending in ("pdf", "json"):
        [link] = elements(page, "a", href=addresses.receipt_file(token_of(comment.submission), ending))
        assert small_site.visitor.get(link.attributes["href"]).status_code == 200


# Correcting.


@pytest.mark.parametrize("language", ["nl", "de"])
def test_a_comment_is_corrected_until_the_round_closes(site: Site, language: str) -> None:
    comment = show(site, text="Eerst.", kind="question", quote_exact="gaat snel")
    path = correcting(comment, language)
    page = site.visitor.get(path).text
    form = form_values(page, path)
    assert (form["text"], form["kind"], form["quote_exact"]) == ("Eerst.", "question", "gaat snel")
    answer = site.visitor.post(path, data={**form, "text": "Beter."})
    assert answer.status_code == 303
    assert answer.headers["location"] == (
        f"{addresses.receipt(language, token_of(comment.submission))}#{comment.id}"
    )
    [after] = stored(site.database)
    assert (after.text, after.quote, after.state) == ("Beter.", comment.quote, ModerationState.HELD)
    assert elements(site.visitor.get(THREAD["nl"]).text, id=comment.id) == []


def test_a_suggestion_is_corrected_in_its_wording(small_site: Site) -> None:
    path = f"{THREAD['nl']}?kind=suggestion&language=de"
    comment = hand_in(small_site, path, suggested_wording="Die Digitalisierung kommt.", text="")
    form = form_values(small_site.visitor.get(correcting(comment)).text, correcting(comment))
    assert form["suggested_wording"] == "Die Digitalisierung kommt."
    small_site.visitor.post(correcting(comment), data={**form, "suggested_wording": "Sie kommt."})
    assert [each.suggested_wording for each in stored(small_site.database)] == ["Sie kommt."]


def test_a_correction_with_a_fault_comes_back(small_site: Site) -> None:
    comment = hand_in(small_site)
    answer = small_site.visitor.post(correcting(comment), data={"text": " ", "kind": "remark"})
    assert (answer.status_code, answer.headers["cache-control"]) == (422, "no-store")
    assert element(answer.text, id="text-error")
    assert stored(small_site.database) == [comment]


def test_after_the_round_a_correction_comes_back_to_be_copied(small_site: Site) -> None:
    comment = hand_in(small_site)
    small_site.clock.moment = AFTER
    page = small_site.visitor.get(correcting(comment)).text
    assert form_values(page, correcting(comment)) == {}
    answer = small_site.visitor.post(correcting(comment), data={"text": "Te laat.", "kind": "remark"})
    assert answer.status_code == 409
    assert "Te laat." in "".join(element(answer.text, "textarea", id="text").texts)
    assert stored(small_site.database) == [comment]


def test_a_withdrawn_comment_cannot_be_corrected(small_site: Site) -> None:
    comment = hand_in(small_site)
    small_site.visitor.post(withdrawing(comment))
    answer = small_site.visitor.post(correcting(comment), data={"text": "Toch.", "kind": "remark"})
    assert answer.status_code == 409
    assert [each.text for each in stored(small_site.database)] == [""]


def test_who_corrects_very_often_is_asked_to_wait(small_site: Site) -> None:
    comment = hand_in(small_site)
    for number in range(DRAFT.count):
        small_site.visitor.post(correcting(comment), data={"text": f"{number}", "kind": "shout"})
    answer = small_site.visitor.post(correcting(comment), data={"text": "Nog eens.", "kind": "remark"})
    assert answer.status_code == 429
    assert stored(small_site.database) == [comment]


# Withdrawing.


def test_a_comment_is_withdrawn_after_a_question(site: Site) -> None:
    submission = waiting(site, "Een.", "Twee.")
    site.visitor.post(receipt(submission))
    one, _ = stored(site.database)
    page = site.visitor.get(withdrawing(one)).text
    assert [each.text for each in elements(page, class_="comment__text")] == ["Een."]
    assert [each.text for each in stored(site.database)] == ["Een.", "Twee."]
    answer = site.visitor.post(withdrawing(one))
    assert (answer.status_code, answer.headers["location"]) == (303, receipt(submission))
    assert [(each.text, each.state) for each in stored(site.database)] == [
        ("", ModerationState.WITHDRAWN),
        ("Twee.", ModerationState.HELD),
    ]


@pytest.mark.parametrize("moment", [None, AFTER])
def test_everything_is_withdrawn_at_any_time(site: Site, moment: datetime | None) -> None:
    submission = waiting(site, "Een.", "Twee.")
    site.visitor.post(receipt(submission))
    site.clock.moment = moment or site.clock.moment
    path = withdrawing(stored(site.database)[0], alone=False)
    assert len(elements(site.visitor.get(path).text, "article", class_="card")) == 2
    site.visitor.post(path)
    [after] = submitted(site.database)
    assert (after.state, after.name) == (SubmissionState.WITHDRAWN, "")
    assert {each.state for each in stored(site.database)} == {ModerationState.WITHDRAWN}
    page = site.visitor.get(receipt(after))
    assert page.status_code == 200
    assert "U hebt deze inbreng ingetrokken." in page.text
    assert "Een." not in page.text


# Choosing again.


def test_what_may_be_published_is_chosen_again(site: Site) -> None:
    comment = show(site, who={"publication": "named"})
    form = form_values(site.visitor.get(choices(comment)).text, choices(comment))
    assert form == {"publication": "named"}
    answer = site.visitor.post(choices(comment), data={"publication": "anonymous"})
    assert answer.status_code == 303
    [after] = stored(site.database)
    assert (after.name, after.state) == ("", ModerationState.SHOWN)
    site.visitor.post(choices(comment), data={"publication": "not"})
    assert [each.state for each in stored(site.database)] == [ModerationState.UNPUBLISHED]
    assert (
        "Alleen de redactie leest dit"
        in site.visitor.get(addresses.receipt("nl", token_of(comment.submission))).text
    )


def test_mails_are_switched_on_and_off(small_site: Site) -> None:
    comment = hand_in(small_site, who={"mail_replies": "yes"})
    form = form_values(small_site.visitor.get(choices(comment)).text, choices(comment))
    assert form == {"publication": "named", "mail_replies": "yes"}
    small_site.visitor.post(choices(comment), data={"publication": "named", "mail_dispositions": "yes"})
    with small_site.database.read() as connection:
        kept = addresses_of(connection, comment.submission)
    assert kept is not None
    assert (kept.mail_replies, kept.mail_dispositions) == (False, True)


@pytest.mark.parametrize("publication", ["", "everything", "named"])
def test_a_choice_that_cannot_be_made_comes_back(small_site: Site, publication: str) -> None:
    comment = hand_in(small_site, who={"publication": "anonymous", "name": ""})
    page = small_site.visitor.get(choices(comment)).text
    # Without a name there is none to publish.
    assert elements(page, "input", value="named") == []
    answer = small_site.visitor.post(choices(comment), data={"publication": publication})
    assert answer.status_code == 422
    assert element(answer.text, id="publication-error")
    assert [each.publication for each in submitted(small_site.database)] == [Publication.ANONYMOUS]
