"""An edition to take along: as PDF, as Word file and as the record's own Markdown, in one language or both."""

from functools import partial
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from server.domain.exports import Export, ExportState, FileFormat, Sides, edition_file_name, edition_wanted
from server.text.languages import Language
from server.usecases.read_contents import read_contents
from server.usecases.read_export import read_export_file, read_exports
from server.usecases.zip_edition import zip_edition
from server.web import addresses
from server.web.pages.files import file_response
from server.web.pages.own_pages import go_to
from server.web.pages.page import Visit, services_of, show

TYPES: Final = {
    FileFormat.PDF: "application/pdf",
    FileFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileFormat.ZIP: "application/zip",
}


async def edition_files(request: Request, language: Language) -> Response:
    """Show the files of an edition: links to those that are there, buttons for those that have to be made."""
    return await show(request, language, partial(_page, edition=request.path_params["edition"]))


async def edition_file(request: Request) -> Response:
    """Send an edition as a file; one that has not been made leads to the page with the button for it."""
    key, sides, ending = (request.path_params[each] for each in ("edition", "sides", "ending"))
    if sides not in tuple(Sides) or ending not in tuple(FileFormat) or not key.isprintable():
        raise HTTPException(404)
    services, chosen, kind = services_of(request), Sides(sides), FileFormat(ending)
    await services.run(read_contents, services.database, key)
    if kind is FileFormat.ZIP:
        packing = partial(zip_edition, address=lambda each: services.base_url + addresses.contents(each, key))
        body = await services.run(packing, services.database, key, chosen)
    else:
        wanted = edition_wanted(key, chosen, kind)
        made = await services.run(read_exports, services.database, [wanted])
        if wanted.id not in made or made[wanted.id].state is not ExportState.READY:
            return go_to(addresses.edition_files(chosen.languages[0], key))
        _, body = await services.run(read_export_file, services.database, wanted.id, account=None)
    name = edition_file_name(key, chosen, kind)
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return file_response(request, body, TYPES[kind], headers)


def _page(visiting: Visit, edition: str) -> str:
    database, language = visiting.services.database, visiting.language
    found = read_contents(database, edition)
    wanted = {
        (sides, kind): edition_wanted(edition, sides, kind)
        for sides in Sides
        for kind in (FileFormat.PDF, FileFormat.DOCX)
    }
    made = read_exports(database, list(wanted.values()))
    return visiting.html(
        "edition_files.html",
        "",
        addresses.in_both("edition_files", edition=edition),
        edition=found.edition,
        versions=[
            {
                "sides": sides.value,
                "files": [
                    _file(
                        edition,
                        sides,
                        kind,
                        made.get(each.id) if (each := wanted.get((sides, kind))) else None,
                    )
                    | {"page": addresses.export(language, each.id) if each else ""}
                    for kind in FileFormat
                ],
            }
            for sides in Sides
        ],
    )


def _file(edition: str, sides: Sides, kind: FileFormat, export: Export | None) -> dict[str, Any]:
    """A file as its line on the page; "state" is "ready" for one that need not be made."""
    state = ExportState.READY if kind is FileFormat.ZIP else export.state if export else ""
    return {
        "format": kind.value,
        "state": str(state),
        "kilobytes": kilobytes(export.size) if export else 0,
        "href": addresses.edition_file(edition, sides.value, kind.value),
    }


def kilobytes(size: int) -> int:
    """The size of a file in thousands of bytes, as file managers show it."""
    return -(-size // 1000)
