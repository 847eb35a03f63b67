"""Withdrawing a comment, or a whole submission: asked once more before it is done."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from server.domain.tokens import Purpose
from server.text.languages import Language
from server.usecases.missing import Missing
from server.usecases.name_targets import names_of
from server.usecases.read_receipt import read_receipt
from server.usecases.withdraw import withdraw_comment, withdraw_submission
from server.web import addresses
from server.web.pages.own_pages import go_to, show_own, subject_of
from server.web.pages.page import Visit, services_of
from server.web.pages.receipt import own_entry
from server.web.translations import catalogue
from server.web.typed import legible


async def withdrawing(request: Request, language: Language) -> Response:
    """Ask whether to withdraw (GET), or do so (POST): the comment that is named, else everything."""
    submission_id, token = subject_of(request, Purpose.RECEIPT), request.path_params["token"]
    comment_id = legible(request.query_params.get("comment", ""))
    if request.method == "POST":
        await _withdraw(request, submission_id, comment_id)
        return go_to(addresses.receipt(language, token))
    page = partial(_page, submission_id=submission_id, comment_id=comment_id, token=token)
    return await show_own(request, language, page)


async def _withdraw(request: Request, submission_id: str, comment_id: str) -> None:
    services = services_of(request)
    if comment_id:
        await services.run(
            withdraw_comment,
            services.database,
            submission_id=submission_id,
            comment_id=comment_id,
            at=services.clock(),
        )
    else:
        await services.run(
            withdraw_submission, services.database, submission_id=submission_id, at=services.clock()
        )


def _page(visiting: Visit, *, submission_id: str, comment_id: str, token: str) -> str:
    services, language = visiting.services, visiting.language
    found = read_receipt(services.database, submission_id=submission_id, at=services.clock())
    wanted = [each for each in found.comments if comment_id in ("", each.id)]
    if not wanted:
        raise Missing("comment", comment_id)
    names = names_of(services.database, wanted)
    _ = catalogue(language).gettext
    title = _("Withdraw this comment?") if comment_id else _("Withdraw the whole submission?")
    return visiting.html(
        "withdrawing.html",
        title,
        {each: addresses.withdrawing(each, token, comment_id) for each in ("nl", "de")},
        action=addresses.withdrawing(language, token, comment_id),
        back=addresses.receipt(language, token),
        alone=bool(comment_id),
        comments=[own_entry(each, found, names, language) for each in wanted],
    )
