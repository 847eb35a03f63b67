"""The end of the mails about a submission: the link that stands in each of them."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from server.domain.tokens import Purpose
from server.text.languages import Language
from server.usecases.change_mails import mails_off
from server.web import addresses
from server.web.pages.own_pages import show_own, subject_of
from server.web.pages.page import Visit, services_of
from server.web.translations import catalogue


async def mail_off(request: Request, language: Language) -> Response:
    """Show a button (GET), as mail programs follow links by themselves; switch the mails off (POST).

    A mail program posts without asking anybody (RFC 8058, 3.2), so that the answer is a page and no redirect.
    """
    submission_id = subject_of(request, Purpose.MAIL_OFF)
    done = request.method == "POST"
    if done:
        services = services_of(request)
        await services.run(mails_off, services.database, submission_id=submission_id)
    page = partial(_page, token=request.path_params["token"], done=done)
    return await show_own(request, language, page)


def _page(visiting: Visit, *, token: str, done: bool) -> str:
    title = catalogue(visiting.language).gettext("No more mails")
    links = addresses.in_both("mail_off", token=token)
    return visiting.html("mail_off.html", title, links, action=visiting.path, done=done)
