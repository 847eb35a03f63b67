"""What every page has: a language, who is signed in, the addresses of its counterparts, its HTML."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from server.domain.accounts import Account
from server.text.languages import Language
from server.usecases.read_document import read_document
from server.usecases.sign_in import signed_in_account
from server.web.rendering import render
from server.web.services import Services
from server.web.sessions import session_token

Page = Callable[[Request, Language], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a page: by whom and in which language; made inside the database thread."""

    services: Services
    language: Language
    account: Account | None
    path: str

    @property
    def headers(self) -> dict[str, str]:
        """What goes with the page: its language, and whether the browser may keep it.

        Whoever goes back to a form finds it as it was left; what only one account may see is kept nowhere.
        """
        kept = "private, no-cache" if self.account is None else "no-store"
        return {"content-language": self.language.value, "cache-control": kept}

    def html(self, template: str, title: str, alternates: Mapping[str, str] | None, **context: Any) -> str:
        """The page as HTML; `alternates` are its addresses per language, None where it has none."""
        services = self.services
        own = (alternates or {}).get(self.language)
        return render(
            template,
            self.language,
            {
                "document": read_document(services.database),
                "title": title,
                "alternates": alternates,
                "canonical": services.base_url + own if own else None,
                "base_url": services.base_url,
                "account": self.account,
                "query": "",
                **context,
            },
        )


def services_of(request: Request) -> Services:
    """The services this application was made with."""
    services: Services = request.app.state.services
    return services


async def visit(request: Request, language: Language) -> Visit:
    """Who is visiting; a database read only when the browser sent a session."""
    services, token = services_of(request), session_token(request)
    account = None
    if token:
        account = await services.run(signed_in_account, services.database, token=token, at=services.clock())
    return Visit(services, language, account, request.scope["path"])


async def show(
    request: Request, language: Language, make: Callable[[Visit], str], status: int = 200
) -> Response:
    """Answer with the page that `make` writes in the database thread."""
    visiting = await visit(request, language)
    body = await visiting.services.run(make, visiting)
    return HTMLResponse(body, status_code=status, headers=visiting.headers)
