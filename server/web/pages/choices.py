"""What a submitter chose once and can change at any time: what may be published, and which mails come."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from server.domain.comment_forms import FormRefused, Problem
from server.domain.submissions import Publication
from server.domain.tokens import Purpose
from server.text.languages import Language
from server.usecases.change_consent import change_consent
from server.usecases.change_mails import change_mails
from server.usecases.read_receipt import read_receipt
from server.web import addresses
from server.web.pages.comment_form import LIMITS
from server.web.pages.own_pages import go_to, show_own, subject_of
from server.web.pages.page import Visit, services_of
from server.web.translations import catalogue


async def choices(request: Request, language: Language) -> Response:
    """Show the choices (GET) or change them (POST)."""
    submission_id, token = subject_of(request, Purpose.RECEIPT), request.path_params["token"]
    page = partial(_page, submission_id=submission_id, token=token)
    if request.method != "POST":
        return await show_own(request, language, partial(page, problem=None))
    async with request.form(max_files=0, max_fields=5) as sent:
        publication, replies, dispositions = (
            str(sent.get(name, "")) for name in ("publication", "mail_replies", "mail_dispositions")
        )
    if publication not in tuple(Publication):
        refused = partial(page, problem=Problem.PUBLICATION_MISSING)
        return await show_own(request, language, refused, 422)
    services = services_of(request)
    try:
        await services.run(
            change_consent,
            services.database,
            submission_id=submission_id,
            publication=Publication(publication),
            at=services.clock(),
        )
    except FormRefused:
        return await show_own(request, language, partial(page, problem=Problem.NAME_MISSING), 422)
    await services.run(
        change_mails,
        services.database,
        submission_id=submission_id,
        replies=replies == "yes",
        dispositions=dispositions == "yes",
    )
    return go_to(f"{addresses.receipt(language, token)}#choices-title")


def _page(visiting: Visit, *, submission_id: str, token: str, problem: Problem | None) -> str:
    services, language = visiting.services, visiting.language
    found = read_receipt(services.database, submission_id=submission_id, at=services.clock())
    submission = found.submission
    has_name = bool(submission.name or submission.organisation)
    return visiting.html(
        "choices.html",
        catalogue(language).gettext("Your choices"),
        addresses.in_both("choices", token=token),
        action=visiting.path,
        back=addresses.receipt(language, token),
        publications=[each.value for each in Publication if has_name or each is not Publication.NAMED],
        publication=submission.publication.value,
        name=", ".join(filter(None, (submission.name, submission.organisation))),
        has_address=found.has_address,
        replies="yes" if found.replies else "",
        dispositions="yes" if found.dispositions else "",
        problems={"publication": problem} if problem else {},
        limits=LIMITS,
    )
