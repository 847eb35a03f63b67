"""The glossary as a file for other tools, and the names of its concepts that hold in both languages."""

from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.usecases.export_glossary import GlossaryFormat, export_glossary
from server.usecases.read_concept_history import read_concept_history
from server.web import addresses
from server.web.languages import preferred_language
from server.web.pages.files import file_response
from server.web.pages.page import services_of

# RFC 7111 for CSV; IANA has no name for TBX, so it is what it is written in.
_TYPES = {
    GlossaryFormat.TBX3: "application/xml",
    GlossaryFormat.TBX2: "application/xml",
    GlossaryFormat.CSV: "text/csv; charset=utf-8; header=present",
    GlossaryFormat.TSV: "text/tab-separated-values; charset=utf-8",
    GlossaryFormat.TURTLE: "text/turtle; charset=utf-8",
}


async def glossary_file(request: Request) -> Response:
    """All concepts in the format that the ending asks for."""
    ending = request.path_params["ending"]
    if ending not in tuple(GlossaryFormat):
        raise HTTPException(404)
    kind, services = GlossaryFormat(ending), services_of(request)
    base = services.base_url + addresses.concept_names()
    body = await services.run(partial(export_glossary, services.database, kind, base=base))
    name = addresses.glossary_file(kind).rpartition("/")[2]
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return file_response(request, body, _TYPES[kind], headers)


async def concept_name(request: Request) -> Response:
    """Lead a concept's name, as the files give it, to its page in the reader's language."""
    services, key = services_of(request), request.path_params["concept"]
    if not key.isprintable():
        raise HTTPException(404)
    await services.run(read_concept_history, services.database, key)
    language = preferred_language(request.headers.get("accept-language", ""))
    to = addresses.concept(language, key)
    return RedirectResponse(to, status_code=303, headers={"vary": "Accept-Language"})
