"""What the script of the editing page asks for while somebody types: preview, autosave, presence."""

from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from server.domain.accounts import Role
from server.domain.limits import AUTOSAVE
from server.text.languages import Language
from server.text.written import written_time
from server.usecases.keep_autosave import AutosaveTooLong, keep_autosave
from server.usecases.limit_rate import TooMany
from server.usecases.preview_wording import preview_wording
from server.usecases.tell_presence import tell_presence
from server.web import addresses
from server.web.clients import limit_account
from server.web.pages.page import Visit
from server.web.pages.paragraph_form import MAX_FIELDS, ParagraphForm, sent_form
from server.web.pages.paragraph_panel import preview_values
from server.web.pages.signed_in import signed_in_visit
from server.web.rendering import render
from server.web.translations import catalogue


async def wording_preview(request: Request, language: Language) -> Response:
    """How the typed wordings will read, and their terms: a piece of the editing page."""
    visiting, account = await signed_in_visit(request, language, Role.EDITOR)
    form = await _form(request)
    read = partial(
        preview_wording,
        paragraph=request.path_params["paragraph"],
        texts=form.texts,
        by=account,
        concept_address=addresses.concept,
    )
    services = visiting.services
    preview = await services.run(read, services.database)
    context = {"preview": preview_values(preview, language), "is_preview": True}
    body = await services.run(render, "_wording_preview.html", language, context)
    return HTMLResponse(body, headers=visiting.headers)


async def wording_autosave(request: Request, language: Language) -> Response:
    """Keep what is typed; answers with a sentence that says so, or with nothing where all is saved."""
    visiting, account = await signed_in_visit(request, language, Role.EDITOR)
    form, services = await _form(request), visiting.services
    at = services.clock()
    keep = partial(
        keep_autosave, paragraph=request.path_params["paragraph"], typed=form.typed, by=account, at=at
    )
    try:
        await limit_account(services, account, AUTOSAVE)
        kept = await services.run(keep, services.database)
    except AutosaveTooLong:
        raise HTTPException(413) from None
    except TooMany as refused:
        # The script keeps the text in the browser, and sends it again when that is possible.
        raise HTTPException(429, headers={"retry-after": str(refused.retry_after)}) from None
    said = catalogue(language).gettext("Your text has been kept at %(time)s. It is not saved yet.")
    return _sentence(visiting, said % {"time": written_time(at, language)} if kept else "")


async def presence(request: Request, language: Language) -> Response:
    """Tell that an editor is in a section; answers with a sentence on who else is, or with nothing."""
    visiting, account = await signed_in_visit(request, language, Role.EDITOR)
    services = visiting.services
    tell = partial(tell_presence, section=request.path_params["section"], by=account, at=services.clock())
    others = await services.run(tell, services.database)
    said = catalogue(language).ngettext(
        "%(names)s is in this section", "%(names)s are in this section", len(others)
    )
    return _sentence(visiting, said % {"names": ", ".join(others)} if others else "")


async def _form(request: Request) -> ParagraphForm:
    async with request.form(max_files=0, max_fields=MAX_FIELDS) as sent:
        return sent_form(sent)


def _sentence(visiting: Visit, text: str) -> Response:
    return PlainTextResponse(text, headers=visiting.headers)
