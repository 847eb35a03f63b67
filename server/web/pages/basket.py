"""What somebody has written and not yet submitted: to review, to complete with who they are, and to hand in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.comment_forms import FormRefused, Problem
from server.domain.comments import Country, StakeholderGroup
from server.domain.limits import SUBMIT
from server.domain.personal_data import personal_data_in
from server.domain.submissions import (
    ContactForm,
    Publication,
    Submission,
    SubmissionState,
    Suspicion,
    check_contact,
)
from server.domain.targets import Target, TargetKind
from server.domain.tokens import Purpose
from server.store.baskets import KeptDraft
from server.text.languages import Language
from server.usecases.keep_draft import RoundNotOpen, read_basket
from server.usecases.limit_rate import TooMany
from server.usecases.prove_work import check_proof
from server.usecases.review_basket import Review, review_basket
from server.usecases.submit import NotInvited, Submitter, new_idempotency_key, submit_basket
from server.web import addresses, sessions
from server.web.clients import count_client, count_mailbox
from server.web.pages.comment_cards import draft_card
from server.web.pages.comment_form import LIMITS, minutes, window_values
from server.web.pages.page import Visit, show, visit
from server.web.pages.target_labels import target_href, target_label
from server.web.translations import catalogue
from server.web.typed import legible

_FIELDS = tuple(each.name for each in fields(ContactForm))


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent, and why it was not taken."""

    form: ContactForm = field(default_factory=ContactForm)
    problems: Mapping[str, Problem] = field(default_factory=dict)
    is_late: bool = False
    is_uninvited: bool = False
    wait: int = 0


async def basket(request: Request, language: Language) -> Response:
    """Show what was written (GET) or hand it in (POST)."""
    token = sessions.basket_token(request) or ""
    if request.method == "POST":
        return await _submit(request, await visit(request, language), token)
    return await show(request, language, partial(_basket, token=token, sent=Sent()))


async def submitted(request: Request, language: Language) -> Response:
    """Say what the submitter is to do next; never kept by a browser or on the way."""
    answer = await show(request, language, _submitted)
    answer.headers["cache-control"] = "no-store"
    return answer


async def _submit(request: Request, visiting: Visit, token: str) -> Response:
    async with request.form(max_files=0, max_fields=20) as typed:
        values = {name: typed.get(name, "") for name in _FIELDS}
    form = ContactForm(**{name: legible(value) for name, value in values.items() if isinstance(value, str)})
    services, headers = visiting.services, dict(visiting.headers)
    try:
        # In one go: each way to the database thread and back is a wait behind everybody else.
        submission, left = await services.run(_hand_in, request, visiting, form, token)
    except FormRefused as refused:
        sent, status = Sent(form, refused.problems), 422
    except RoundNotOpen:
        sent, status = Sent(form, is_late=True), 409
    except NotInvited:
        sent, status = Sent(form, is_uninvited=True), 403
    except TooMany as refused:
        sent, status = Sent(form, wait=minutes(refused)), 429
        headers["retry-after"] = str(refused.retry_after)
    else:
        return _done(visiting, submission, token, left)
    body = await services.run(partial(_basket, visiting, token=token, sent=sent))
    return HTMLResponse(body, status_code=status, headers=headers)


def _hand_in(request: Request, visiting: Visit, form: ContactForm, token: str) -> tuple[Submission, int]:
    """Hand the basket in: the submission, and how many comments are left in the basket.

    The client and the mailbox that a mail goes to are counted for a form that is complete.
    Raises as submit_basket, and TooMany.
    """
    services = visiting.services
    if _is_complete(visiting, form, token):
        count_client(request, services, SUBMIT)
        count_mailbox(services, form.email)
    submission = submit_basket(
        services.database,
        services.signer,
        token=token,
        form=form,
        by=_submitter(request, visiting, form),
        at=services.clock(),
    )
    return submission, len(read_basket(services.database, token=token))


def _is_complete(visiting: Visit, form: ContactForm, token: str) -> bool:
    """Whether there is something to hand in and nothing to mend: mending is not counted."""
    found = review_basket(visiting.services.database, token=token, at=visiting.services.clock())
    if not found.window.is_open or found.window.round is None:
        return False
    try:
        check_contact(form, found.window.round)
    except FormRefused:
        return False
    return True


def _submitter(request: Request, visiting: Visit, form: ContactForm) -> Submitter:
    services, now = visiting.services, visiting.services.clock()
    suspicion = Suspicion.NONE
    if form.website:
        suspicion = Suspicion.HONEYPOT
    elif visiting.account is None and not check_proof(services.database, services.signer, form.proof, now):
        suspicion = Suspicion.NO_PROOF
    return Submitter(
        language=visiting.language,
        account=visiting.account,
        person=sessions.confirmed_person(request, services.signer, now),
        invitation=sessions.invitation(request, services.signer, now),
        suspicion=suspicion,
    )


def _done(visiting: Visit, submission: Submission, token: str, left: int) -> Response:
    """On to the mailbox; who has nothing to confirm goes on to the receipt."""
    services, language = visiting.services, visiting.language
    to = addresses.submitted(language)
    if submission.state is not SubmissionState.UNCONFIRMED:
        to = addresses.receipt(language, services.signer.sign(Purpose.RECEIPT, submission.id))
    response = RedirectResponse(to, status_code=303)
    if left:
        sessions.keep_basket(response, token, left, secure=services.secure)
    else:
        sessions.forget_basket(response, secure=services.secure)
    return response


def _basket(visiting: Visit, *, token: str, sent: Sent) -> str:
    services, language = visiting.services, visiting.language
    found = review_basket(services.database, token=token, at=services.clock())
    round_ = found.window.round
    return visiting.html(
        "basket.html",
        catalogue(language).gettext("Your submission"),
        addresses.in_both("basket"),
        going=[entry(each, found, language) for each in found.going],
        waiting=[entry(each, found, language) for each in found.waiting],
        questions=_unanswered(found, language),
        notice=round_.privacy_notices.get(language, "") if round_ else "",
        contact=round_.contacts.get(language, "") if round_ else "",
        form=sent.form,
        form_key=new_idempotency_key(),
        problems=sent.problems,
        is_late=sent.is_late,
        is_uninvited=sent.is_uninvited,
        wait=sent.wait,
        limits=LIMITS,
        groups=[group.value for group in StakeholderGroup],
        countries=[each.value for each in Country],
        publications=[each.value for each in Publication],
        **window_values(found.window, services, language),
    )


def entry(kept: KeptDraft, found: Review, language: Language) -> dict[str, Any]:
    """A draft as the basket shows it, with what seems personal in it."""
    draft = kept.draft
    named = found.targets[draft.edition, draft.target]
    said = (draft.text, draft.suggested_wording)
    return {
        "number": kept.number,
        "label": target_label(named, language),
        "thread": target_href(named, language),
        "card": draft_card(draft, language, found.answered.get(draft.reply_to)),
        "href": addresses.draft(language, kept.number),
        "personal": [kind.value for kind in personal_data_in("\n".join(said))],
        "text": draft.text,
        "wording": draft.suggested_wording,
    }


def _unanswered(found: Review, language: Language) -> list[dict[str, str]]:
    """The questions of the round to which there is no answer in the basket."""
    round_ = found.window.round
    if round_ is None or not found.window.is_open:
        return []
    answered = {each.draft.target for each in found.drafts}
    asked = {
        Target(TargetKind.QUESTION, f"{round_.key}/{each.key}"): each.texts[language]
        for each in round_.questions
    }
    return [
        {"text": text, "href": addresses.target_thread(language, round_.edition, target)}
        for target, text in asked.items()
        if target not in answered
    ]


def _submitted(visiting: Visit) -> str:
    language = visiting.language
    title = catalogue(language).gettext("Look into your mailbox")
    return visiting.html("submitted.html", title, addresses.in_both("submitted"))
