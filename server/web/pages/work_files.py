"""The files of the editors: each round with what is not published, and the public files beside it."""

from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from server.domain.accounts import Role
from server.text.languages import Language
from server.usecases.export_comments import CommentsFormat
from server.usecases.export_for_editors import Purpose, export_for_editors, log_export
from server.usecases.read_round import read_rounds
from server.web import addresses
from server.web.pages.comment_files import absolute_comment, pieces
from server.web.pages.page import Visit
from server.web.pages.signed_in import signed_in_visit


async def work_files(request: Request, language: Language) -> Response:
    """Show the rounds (GET), or send one as a file and log it (POST)."""
    visiting, account = await signed_in_visit(request, language, Role.EDITOR)
    services = visiting.services
    if request.method == "GET":
        body = await services.run(_page, visiting)
        return HTMLResponse(body, headers=visiting.headers)
    async with request.form(max_files=0, max_fields=5) as sent:
        key, purpose = str(sent.get("round", "")), str(sent.get("purpose", ""))
    if purpose not in tuple(Purpose) or not key.isprintable():
        raise HTTPException(400)
    logged = partial(log_export, round_key=key, purpose=Purpose(purpose), by=account, at=services.clock())
    await services.run(logged, services.database)
    texts = export_for_editors(services.database, key, address=partial(absolute_comment, services.base_url))
    headers = {
        "cache-control": "no-store",
        "content-disposition": f'attachment; filename="{key}-redactie-redaktion.csv"',
    }
    return StreamingResponse(
        pieces(services, texts), headers=headers, media_type="text/csv; charset=utf-8; header=present"
    )


def _page(visiting: Visit) -> str:
    language = visiting.language
    return visiting.html(
        "work_files.html",
        "",
        addresses.in_both("work_files"),
        rounds=[
            {
                "key": view.round.key,
                "title": view.round.titles[language],
                "report": addresses.disposition_report(language, view.round.key, for_editors=True),
                "files": {each.value: addresses.round_file(view.round.key, each) for each in CommentsFormat},
            }
            for view in read_rounds(visiting.services.database)
        ],
        purposes=[each.value for each in Purpose],
    )
