"""Pages that only who holds a link can open: the token in the address says of which submission."""

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.tokens import Purpose
from server.text.languages import Language
from server.web.pages.page import Visit, services_of, visit


def subject_of(request: Request, purpose: Purpose) -> str:
    """What the token in the address stands for. Raises HTTPException (404) for a token that is not ours."""
    services = services_of(request)
    subject = services.signer.subject(purpose, request.path_params["token"], at=services.clock())
    if subject is None:
        raise HTTPException(404)
    return subject


async def show_own(
    request: Request, language: Language, make: Callable[[Visit], str], status: int = 200
) -> Response:
    """Answer with a page that nobody keeps and no search engine lists."""
    visiting = await visit(request, language)
    body = await visiting.services.run(make, visiting)
    return kept_nowhere(HTMLResponse(body, status_code=status, headers=visiting.headers))


def kept_nowhere(response: Response) -> Response:
    """The same answer, for nobody to keep and for no search engine to list."""
    response.headers["cache-control"] = "no-store"
    response.headers["x-robots-tag"] = "noindex, nofollow"
    return response


def go_to(path: str) -> Response:
    """On to another page, after something was done."""
    return RedirectResponse(path, status_code=303, headers={"cache-control": "no-store"})
