"""What was said as files for other programs: all of a round, or one comment."""

import errno
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from datetime import date
from functools import partial
from tempfile import TemporaryFile
from typing import IO, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from server.domain.document import Document
from server.domain.public_comments import LeftBehind, PublicComment
from server.domain.targets import TargetKind
from server.formats.web_annotation import MEDIA_TYPE as JSON_LD
from server.formats.web_annotation import Source, Surroundings, linked_data_file
from server.store.database import StoreFull
from server.usecases.export_comments import (
    CommentsFormat,
    RoundToExport,
    begin_export,
    export_csv,
    export_json,
    export_json_ld,
    fill_workbook,
    new_workbook,
)
from server.usecases.read_comment import read_comment
from server.web import addresses
from server.web.pages.files import file_response, fingerprint, is_known
from server.web.pages.page import services_of
from server.web.services import Services
from server.web.sharing import READABLE_EVERYWHERE

_TYPES: Final = {
    CommentsFormat.CSV: "text/csv; charset=utf-8; header=present",
    CommentsFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CommentsFormat.JSON: "application/json",
    CommentsFormat.JSON_LD: JSON_LD,
}
# Changes with what the files look like, so that nobody takes an earlier form for the present one.
_FORM: Final = "2"
_CHUNK: Final = 256 * 1024


async def round_file(request: Request) -> Response:
    """All public comments of a round in the format that the ending asks for."""
    key, ending = request.path_params["round"], request.path_params["ending"]
    if ending not in tuple(CommentsFormat) or not key.isprintable():
        raise HTTPException(404)
    kind, services = CommentsFormat(ending), services_of(request)
    exported = await services.run(begin_export, services.database, key)
    # Weak: whoever reads it a moment later may find what has been said meanwhile (RFC 9110, 8.8.1).
    tag = f'W/"{fingerprint("/".join((_FORM, kind, key, exported.mark)).encode())}"'
    headers = {
        "etag": tag,
        "cache-control": "no-cache",
        "content-disposition": f'attachment; filename="{exported.round.key}.{kind}"',
        **READABLE_EVERYWHERE,
    }
    if is_known(tag, request):
        return Response(status_code=304, headers=headers)
    if request.method == "HEAD":
        return Response(headers=headers, media_type=_TYPES[kind])
    if kind is CommentsFormat.XLSX:
        content: AsyncIterator[bytes] | Iterator[bytes] = _chunks(await _workbook(services, exported))
    else:
        content = pieces(services, _texts(services, kind, exported))
    return StreamingResponse(content, headers=headers, media_type=_TYPES[kind])


async def comment_file(request: Request) -> Response:
    """One shown comment as a Web Annotation; 410 for one that has left a tombstone."""
    services, comment_id = services_of(request), request.path_params["comment"]
    if not comment_id.isprintable():
        raise HTTPException(404)
    read = await services.run(read_comment, services.database, comment_id)
    if isinstance(read.found, LeftBehind):
        raise HTTPException(410)
    around = surroundings(services, read.document, read.edition.date)
    return file_response(request, linked_data_file(read.found, around), JSON_LD, READABLE_EVERYWHERE)


def surroundings(services: Services, document: Document, edition_day: date) -> Surroundings:
    """What annotations say of the place where they were made; addresses are absolute."""
    return Surroundings(
        address=partial(absolute_comment, services.base_url),
        source=partial(_source, services.base_url),
        edition_day=edition_day,
        licence=document.licence,
        service=services.base_url + "/",
    )


def absolute_comment(base_url: str, comment_id: str) -> str:
    """Where a comment is found by whoever has a file."""
    return base_url + addresses.comment(comment_id)


def _source(base_url: str, found: PublicComment) -> Source:
    """The page that shows the target as it was: of the comment's edition, in its language."""
    comment, stand, target = found.comment, found.stand, found.target
    language = comment.language
    match target.kind:
        case TargetKind.PARAGRAPH | TargetKind.SECTION if stand.slugs:
            path = addresses.section(language, stand.slugs[language], comment.edition)
        case TargetKind.CONCEPT:
            path = addresses.concept(language, target.key)
        case TargetKind.QUESTION:
            path = addresses.target_thread(language, comment.edition, target)
        case _:
            path = addresses.contents(language, comment.edition)
    fragment = target.key if target.kind is TargetKind.PARAGRAPH and stand.slugs else ""
    return Source(base_url + path, fragment)


def _texts(services: Services, kind: CommentsFormat, exported: RoundToExport) -> Iterator[bytes]:
    address = partial(absolute_comment, services.base_url)
    if kind is CommentsFormat.CSV:
        return export_csv(services.database, exported, address=address)
    if kind is CommentsFormat.JSON:
        return export_json(services.database, exported, address=address)
    return export_json_ld(
        services.database,
        exported,
        own_address=services.base_url + addresses.round_file(exported.round.key, kind),
        around=surroundings(services, exported.document, exported.edition.date),
    )


async def pieces(services: Services, texts: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The pieces, each made in the database thread when its turn has come."""
    while (piece := await services.run(partial(next, texts, None))) is not None:
        yield piece


async def _workbook(services: Services, exported: RoundToExport) -> IO[bytes]:
    """The workbook in a file that goes when it is closed. Raises StoreFull where there is no room for it."""
    address = partial(absolute_comment, services.base_url)
    file = TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    try:
        with closing(new_workbook()) as table:
            filling = fill_workbook(services.database, exported, table, address=address)
            while await services.run(partial(next, filling, None)) is not None:
                pass
            # Packing thousands of rows takes a while; pages do not wait for it.
            await services.run_apart(table.write, file)
    except BaseException as error:
        file.close()
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise StoreFull("no room for a temporary file") from error
        raise
    file.seek(0)
    return file


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk
