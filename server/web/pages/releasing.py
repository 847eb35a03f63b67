"""The second person of an organisation reads its submission, and releases it or sends it back."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from server.domain.comment_forms import FormRefused, Problem
from server.domain.submissions import SubmissionState
from server.domain.tokens import Purpose
from server.text.languages import Language
from server.usecases.name_targets import names_of
from server.usecases.read_receipt import read_receipt
from server.usecases.release_submission import MAX_REASON, release_submission, send_back_submission
from server.web import addresses
from server.web.pages.comment_form import LIMITS, round_values
from server.web.pages.own_pages import go_to, show_own, subject_of
from server.web.pages.page import Visit, services_of
from server.web.pages.receipt import own_entry
from server.web.translations import catalogue
from server.web.typed import legible


async def releasing(request: Request, language: Language) -> Response:
    """Show the submission (GET), or release it or send it back (POST)."""
    submission_id, token = subject_of(request, Purpose.RELEASE), request.path_params["token"]
    said = request.query_params.get("said", "")
    page = partial(_page, submission_id=submission_id, token=token)
    if request.method != "POST":
        return await show_own(request, language, partial(page, said=said, reason="", problem=None))
    async with request.form(max_files=0, max_fields=5) as sent:
        act, reason = (legible(str(sent.get(name, ""))) for name in ("act", "reason"))
    services = services_of(request)
    if act == "release":
        await services.run(
            release_submission, services.database, submission_id=submission_id, at=services.clock()
        )
        return go_to(addresses.releasing(language, token))
    try:
        await services.run(
            send_back_submission,
            services.database,
            submission_id=submission_id,
            reason=reason,
            at=services.clock(),
        )
    except FormRefused as refused:
        problem = refused.problems["reason"]
        return await show_own(request, language, partial(page, said="", reason=reason, problem=problem), 422)
    return go_to(f"{addresses.releasing(language, token)}?said=back")


def _page(
    visiting: Visit, *, submission_id: str, token: str, said: str, reason: str, problem: Problem | None
) -> str:
    services, language = visiting.services, visiting.language
    found = read_receipt(services.database, submission_id=submission_id, at=services.clock())
    names = names_of(services.database, found.comments)
    submission = found.submission
    return visiting.html(
        "releasing.html",
        catalogue(language).gettext("Release a submission"),
        addresses.in_both("releasing", token=token),
        action=visiting.path,
        submission=submission,
        is_waiting=submission.state is SubmissionState.UNRELEASED,
        is_released=submission.state is SubmissionState.CONFIRMED,
        was_sent_back=said == "back",
        round=round_values(found.round, services, language),
        comments=[own_entry(each, found, names, language) for each in found.comments],
        reason=reason,
        problems={"reason": problem} if problem else {},
        limits={**LIMITS, "text": MAX_REASON},
    )
