"""Where a reader tells the moderators that a comment should not be shown."""

from collections.abc import Mapping
from dataclasses import fields
from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.limits import REPORT
from server.domain.reports import MAX_REPORT, REPORT_REASONS, ReportForm, ReportProblem, ReportRefused
from server.text.languages import Language
from server.usecases.limit_rate import TooMany
from server.usecases.report_comment import find_reportable, report_comment
from server.usecases.submit import new_idempotency_key
from server.web import addresses
from server.web.clients import limit_client
from server.web.pages.comment_cards import shown_comment
from server.web.pages.comment_form import minutes
from server.web.pages.page import Visit, show, visit
from server.web.typed import legible

_FIELDS = tuple(field.name for field in fields(ReportForm))


async def reporting(request: Request, language: Language) -> Response:
    """Show the form with the comment (GET), or keep the report (POST)."""
    comment_id = request.path_params["comment"]
    if request.method == "GET":
        return await show(
            request, language, partial(_form, comment_id=comment_id, form=_blank(), problems={})
        )
    visiting = await visit(request, language)
    services = visiting.services
    async with request.form(max_files=0, max_fields=10) as sent:
        values = {name: sent.get(name, "") for name in _FIELDS}
    form = ReportForm(**{name: legible(value) for name, value in values.items() if isinstance(value, str)})
    keep = partial(report_comment, comment_id=comment_id, form=form, at=services.clock())
    page = partial(_form, visiting, comment_id=comment_id, form=form)
    try:
        await limit_client(request, services, REPORT)
        await services.run(keep, services.database)
    except ReportRefused as refused:
        body = await services.run(page, problems=refused.problems)
        return HTMLResponse(body, status_code=422, headers=visiting.headers)
    except TooMany as refused:
        headers = {**visiting.headers, "retry-after": str(refused.retry_after)}
        body = await services.run(page, problems={}, wait=minutes(refused))
        return HTMLResponse(body, status_code=429, headers=headers)
    return RedirectResponse(addresses.reported(language, comment_id), status_code=303)


async def reported(request: Request, language: Language) -> Response:
    """Thank the reader, and say what happens next."""
    return await show(request, language, partial(_received, comment_id=request.path_params["comment"]))


def _blank() -> ReportForm:
    return ReportForm(form_key=new_idempotency_key())


def _form(
    visiting: Visit,
    *,
    comment_id: str,
    form: ReportForm,
    problems: Mapping[str, ReportProblem],
    wait: int = 0,
) -> str:
    comment = find_reportable(visiting.services.database, comment_id=comment_id)
    return visiting.html(
        "reporting.html",
        "",
        addresses.in_both("reporting", comment=comment_id),
        card=shown_comment(comment, visiting.language),
        form=form,
        # A key that is none is replaced, so that sending again helps.
        form_key=new_idempotency_key() if "form_key" in problems else form.form_key,
        problems=problems,
        wait=wait,
        reasons=[each.value for each in REPORT_REASONS],
        limit=MAX_REPORT,
        action=addresses.reporting(visiting.language, comment_id),
    )


def _received(visiting: Visit, comment_id: str) -> str:
    # The comment may have been declined meanwhile: then this page says the same, without a way back to it.
    return visiting.html(
        "reported.html", "", addresses.in_both("reported", comment=comment_id), comment_id=comment_id
    )
