"""Files that take long to make: asked for with a button, made by a worker, fetched where it says how far they are."""

from collections.abc import Mapping
from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from server.domain.exports import (
    Export,
    ExportKind,
    ExportState,
    FileFormat,
    Sides,
    Wanted,
    edition_wanted,
    file_name,
    report_wanted,
)
from server.domain.limits import EXPORT
from server.text.languages import LANGUAGES, Language
from server.usecases.ask_for_export import ask_for_export
from server.usecases.limit_rate import TooMany
from server.usecases.moderate_comment import NotAllowed
from server.usecases.read_export import read_export, read_export_file
from server.web import addresses
from server.web.clients import limit_client
from server.web.pages.edition_files import TYPES, kilobytes
from server.web.pages.files import file_response
from server.web.pages.own_pages import go_to, kept_nowhere, show_own
from server.web.pages.page import Visit, visit


async def asking(request: Request, language: Language) -> Response:
    """Have a file made, and go to the page that says how far it is."""
    async with request.form(max_files=0, max_fields=6) as sent:
        wanted = _wanted({name: str(value) for name, value in sent.items()})
    visiting = await visit(request, language)
    services = visiting.services
    try:
        await limit_client(request, services, EXPORT)
        ask = partial(ask_for_export, wanted=wanted, by=visiting.account, at=services.clock())
        export_id = await services.run(ask, services.database)
    except NotAllowed:
        raise HTTPException(403) from None
    except TooMany as refused:
        raise HTTPException(429, headers={"retry-after": str(refused.retry_after)}) from None
    return go_to(addresses.export(language, export_id))


async def export(request: Request, language: Language) -> Response:
    """Show how far a file is, and where it can be fetched."""
    return await show_own(request, language, partial(_page, export_id=request.path_params["export"]))


async def export_file(request: Request) -> Response:
    """Send a file that was made; what only editors may see is kept nowhere on the way."""
    export_id = request.path_params["export"]
    if not export_id.isprintable():
        raise HTTPException(404)
    visiting = await visit(request, Language.NL)
    read = partial(read_export_file, account=visiting.account)
    found, body = await visiting.services.run(read, visiting.services.database, export_id)
    headers = {"content-disposition": f'attachment; filename="{found.file_name}"'}
    kind = TYPES[FileFormat(found.wanted.details["format"])]
    if found.wanted.for_editors:
        return kept_nowhere(Response(body, media_type=kind, headers=headers))
    return file_response(request, body, kind, headers)


def _wanted(sent: Mapping[str, str]) -> Wanted:
    """What a form asks for. Raises HTTPException (404) for what is no file of ours."""
    try:
        kind = FileFormat(sent["format"])
        if kind is FileFormat.ZIP or not all(map(str.isprintable, sent.values())):
            raise HTTPException(404)
        if ExportKind(sent["what"]) is ExportKind.EDITION:
            return edition_wanted(sent["edition"], Sides(sent["sides"]), kind)
        for_editors = sent.get("for_editors") == "yes"
        return report_wanted(sent["round"], Language(sent["language"]), kind, for_editors=for_editors)
    except (KeyError, ValueError):
        raise HTTPException(404) from None


def _page(visiting: Visit, export_id: str) -> str:
    found = read_export(visiting.services.database, export_id, account=visiting.account)
    return visiting.html(
        "export.html",
        "",
        {each: addresses.export(each, export_id) for each in LANGUAGES},
        export_id=export_id,
        file_name=file_name(found.wanted),
        state=found.state.value,
        is_waiting=found.state in (ExportState.ASKED, ExportState.UNDER_WAY),
        done=found.done,
        total=found.total,
        kilobytes=kilobytes(found.size),
        fields={"what": found.wanted.what.value, **found.wanted.details},
        href=addresses.export_file(export_id),
        back=_back(found, visiting.language),
    )


def _back(found: Export, language: Language) -> str:
    """The page with the button."""
    details = found.wanted.details
    if found.wanted.what is ExportKind.EDITION:
        return addresses.edition_files(language, details["edition"])
    return addresses.disposition_report(language, details["round"], for_editors=found.wanted.for_editors)
