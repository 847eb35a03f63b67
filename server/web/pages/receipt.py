"""The receipt: what somebody submitted, where it stands, and what they may still do with it."""

from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.domain.comments import Comment
from server.domain.moderation import ModerationState
from server.domain.submissions import SubmissionState
from server.domain.tokens import Purpose
from server.text.languages import Language
from server.usecases.confirm_submission import TooLate, confirm_submission
from server.usecases.name_targets import NamedTarget, Spot, names_of
from server.usecases.read_counter_proposals import read_counter_proposals
from server.usecases.read_receipt import Receipt, read_receipt
from server.web import addresses
from server.web.pages.comment_cards import own_card, shown_disposition
from server.web.pages.comment_form import round_values
from server.web.pages.counter_answer import shown_counter
from server.web.pages.own_pages import go_to, show_own, subject_of
from server.web.pages.page import Visit, services_of
from server.web.pages.target_labels import target_href, target_label
from server.web.sessions import keep_person
from server.web.translations import catalogue

RECEIPT_FILES = ("pdf", "json")
_GONE = (SubmissionState.WITHDRAWN, SubmissionState.ERASED)


async def receipt(request: Request, language: Language) -> Response:
    """Show the receipt (GET), or confirm the submission (POST)."""
    submission_id = subject_of(request, Purpose.RECEIPT)
    if request.method == "POST":
        return await _confirm(request, language, submission_id)
    return await show_own(request, language, partial(_receipt, submission_id=submission_id, request=request))


async def _confirm(request: Request, language: Language, submission_id: str) -> Response:
    services, token = services_of(request), request.path_params["token"]
    try:
        submission = await services.run(
            confirm_submission, services.database, submission_id=submission_id, at=services.clock()
        )
    except TooLate:
        page = partial(_receipt, submission_id=submission_id, request=request)
        return await show_own(request, language, page, 409)
    response = go_to(addresses.receipt(language, token))
    if submission.person:
        keep_person(response, services.signer, submission.person, services.clock(), secure=services.secure)
    return response


def _receipt(visiting: Visit, *, submission_id: str, request: Request) -> str:
    services, language = visiting.services, visiting.language
    found = read_receipt(services.database, submission_id=submission_id, at=services.clock())
    names = names_of(services.database, found.comments)
    put = read_counter_proposals(services.database, submission_id)
    token = request.path_params["token"]
    return visiting.html(
        "receipt.html",
        catalogue(language).gettext("Your submission"),
        addresses.in_both("receipt", token=token),
        token=token,
        submission=found.submission,
        state=found.submission.state.value,
        is_gone=found.submission.state in _GONE,
        is_too_late=_is_too_late(found, visiting),
        can_correct=found.can_correct,
        has_address=found.has_address,
        replies=found.replies,
        dispositions=found.dispositions,
        round=round_values(found.round, services, language),
        contact=found.round.contacts.get(language, ""),
        comments=[
            {
                **own_entry(each, found, names, language),
                "counter": shown_counter(put[each.id], token, language) if each.id in put else None,
            }
            for each in found.comments
        ],
        files=[(ending, addresses.receipt_file(token, ending)) for ending in RECEIPT_FILES],
    )


def _is_too_late(found: Receipt, visiting: Visit) -> bool:
    """Whether the submission can no longer be confirmed."""
    until = found.submission.confirm_by
    waiting = found.submission.state is SubmissionState.UNCONFIRMED
    return waiting and until is not None and visiting.services.clock() >= until


def own_entry(
    comment: Comment, found: Receipt, names: dict[Spot, NamedTarget], language: Language
) -> dict[str, Any]:
    """A comment as its submitter sees it: what it is on, what it says, and how it stands."""
    named = names[comment.edition, comment.target]
    reason = found.decline_reasons.get(comment.id)
    return {
        "id": comment.id,
        "label": target_label(named, language),
        "thread": target_href(named, language),
        "place": addresses.comment(comment.id, language) if comment.state is ModerationState.SHOWN else "",
        "state": comment.state.value,
        "reason": reason.value if reason else "",
        "is_redacted": bool(comment.redactions),
        "card": own_card(comment, language),
        "disposition": shown_disposition(found.answers.get(comment.id), comment, language),
    }
