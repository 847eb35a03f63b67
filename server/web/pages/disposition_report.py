"""The disposition report of a round as a page and as files, for everybody and for editors."""

from dataclasses import replace
from functools import partial
from typing import Any, Final

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from server.domain.accounts import Role
from server.domain.disposition_report import DispositionReport
from server.domain.limits import REPORT_FILE
from server.formats.report_bars import bars
from server.formats.report_docx import write_report_docx
from server.formats.report_json import write_report_json
from server.formats.report_pdf import write_report_pdf
from server.formats.report_tables import write_report_csv, write_report_workbook
from server.formats.report_text import Difference, PrintedEntry, PrintedReport, printed
from server.text.differences import Kind
from server.text.languages import LANGUAGES, Language
from server.usecases.limit_rate import TooMany
from server.usecases.read_disposition_report import ON_PAGE, read_disposition_report
from server.web import addresses
from server.web.clients import limit_client
from server.web.pages.comment_cards import own_card
from server.web.pages.comment_files import absolute_comment
from server.web.pages.comment_form import page_number
from server.web.pages.files import file_response
from server.web.pages.page import Visit, services_of, show
from server.web.pages.signed_in import signed_in_visit
from server.web.services import Services

# Formats by the ending of the file's name.
_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json",
}
_NAMES: Final = {Language.NL: "nota-van-antwoord", Language.DE: "abwaegungstabelle"}
# Half a second of typesetting: more than this is asked for with a button and made by a worker.
AT_ONCE: Final = 300
_SET: Final = ("pdf", "docx")
_TAGS: Final = {Kind.SAME: "{}", Kind.REMOVED: "<del>{}</del>", Kind.ADDED: "<ins>{}</ins>"}


async def disposition_report(request: Request, language: Language) -> Response:
    """Show a page of the report with the numbers of all of it."""
    key, page = request.path_params["round"], page_number(request)
    return await show(request, language, partial(_page, key=key, page=page, for_editors=False))


async def work_report(request: Request, language: Language) -> Response:
    """Show editors the report with what is decided and not public yet."""
    visiting, _ = await signed_in_visit(request, language, Role.EDITOR)
    key, page = request.path_params["round"], page_number(request)
    body = await visiting.services.run(_page, visiting, key=key, page=page, for_editors=True)
    return HTMLResponse(body, headers=visiting.headers)


async def disposition_report_file(request: Request, language: Language) -> Response:
    """Send the report in the format that the ending asks for; a large PDF or Word file is a worker's job."""
    try:
        await limit_client(request, services_of(request), REPORT_FILE)
    except TooMany as refused:
        raise HTTPException(429, headers={"retry-after": str(refused.retry_after)}) from None
    body = await _file(request, language, for_editors=False)
    return file_response(request, body, _TYPES[request.path_params["ending"]], _headers(request, language))


async def work_report_file(request: Request, language: Language) -> Response:
    """Send editors the report with what is not public yet; kept nowhere on the way."""
    await signed_in_visit(request, language, Role.EDITOR)
    body = await _file(request, language, for_editors=True)
    headers = {**_headers(request, language), "cache-control": "no-store"}
    return Response(body, media_type=_TYPES[request.path_params["ending"]], headers=headers)


async def _file(request: Request, language: Language, *, for_editors: bool) -> bytes:
    services, key, ending = services_of(request), request.path_params["round"], request.path_params["ending"]
    if ending not in _TYPES or not key.isprintable():
        raise HTTPException(404)
    reading = partial(read_disposition_report, services.database, key, for_editors=for_editors)
    report = await services.run(reading, at=services.clock())
    if ending in _SET and report.figures.total > AT_ONCE:
        raise HTTPException(404)
    # Pages do not wait for what is set and written here.
    return await services.run_apart(_written, report, language, ending, services)


def _written(report: DispositionReport, language: Language, ending: str, services: Services) -> bytes:
    address = partial(absolute_comment, services.base_url)
    if ending == "json":
        return write_report_json(report, address)
    writers = {
        "pdf": write_report_pdf,
        "docx": write_report_docx,
        "xlsx": write_report_workbook,
        "csv": write_report_csv,
    }
    return writers[ending](printed(report, language, address))


def _headers(request: Request, language: Language) -> dict[str, str]:
    name = f"{request.path_params['round']}-{_NAMES[language]}.{request.path_params['ending']}"
    return {"content-disposition": f'attachment; filename="{name}"', "content-language": language.value}


def _page(visiting: Visit, *, key: str, page: int, for_editors: bool) -> str:
    services, language = visiting.services, visiting.language
    report = read_disposition_report(
        services.database, key, at=services.clock(), page=max(page, 1), for_editors=for_editors
    )
    total = max(1, -(-report.figures.total // ON_PAGE))
    if not 1 <= page <= total:
        raise HTTPException(404)
    # The cards show what suggestions change.
    address = partial(absolute_comment, services.base_url)
    shown = printed(report, language, address, suggestions=False)
    here = partial(addresses.disposition_report, language, key, for_editors=for_editors)
    return visiting.html(
        "disposition_report.html",
        shown.title,
        {each: addresses.disposition_report(each, key, page, for_editors=for_editors) for each in LANGUAGES},
        report=shown,
        words=shown.words,
        round=report.round,
        round_href=addresses.round(language, key),
        for_editors=for_editors,
        charts=[(each, _picture(shown, place)) for place, each in enumerate(shown.charts)],
        sections=[
            {"heading": each.heading, "entries": [_entry(entry, language) for entry in each.entries]}
            for each in shown.sections
        ],
        files=_files(report, language, for_editors=for_editors),
        asked_for=_SET if report.figures.total > AT_ONCE else (),
        pages={
            "number": page,
            "total": total,
            "previous": here(page - 1) if page > 1 else None,
            "next": here(page + 1) if page < total else None,
        },
    )


def _files(report: DispositionReport, language: Language, *, for_editors: bool) -> list[dict[str, str]]:
    is_large = report.figures.total > AT_ONCE
    return [
        {
            "ending": ending,
            "href": addresses.disposition_report_file(
                language, report.round.key, ending, for_editors=for_editors
            ),
        }
        for ending in _TYPES
        if not (is_large and ending in _SET)
    ]


def _picture(shown: PrintedReport, place: int) -> Markup:
    chart = shown.charts[place]
    name = f"{shown.words.facts['comments']}: {chart.title}"
    return Markup(bars(chart, name=name))  # noqa: S704 - made by our own writer, which escapes the labels


def _entry(entry: PrintedEntry, language: Language) -> dict[str, Any]:
    card = own_card(entry.comment, language)
    answer = entry.answer
    return {
        "number": entry.number,
        "place": entry.place,
        # The report says itself what became of it.
        "card": replace(card, answered=None),
        "answer": answer,
        "differences": [_difference(each) for each in answer.changes] if answer else [],
    }


def _difference(difference: Difference) -> dict[str, Any]:
    html = Markup("").join(
        Markup(_TAGS[each.kind]).format(each.text)  # noqa: S704 - the tags are our own
        for each in difference.pieces
    )
    return {"label": difference.label, "language": difference.language.value, "html": html}
