"""The one cookie of the service: who is signed in. Readers and submitters get none."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from server.domain.accounts import SESSION_LIFETIME

SESSION_COOKIE: Final = "zwiespraak_session"


def session_token(request: Request) -> str | None:
    """The token of the browser's session, if it sent one."""
    return request.cookies.get(SESSION_COOKIE)


def start_session(response: Response, token: str, *, secure: bool) -> None:
    """Let the browser keep the token, unreadable for scripts and never sent along from other sites."""
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=int(SESSION_LIFETIME.total_seconds()),
        httponly=True,
        secure=secure,
        samesite="lax",
    )


def end_session(response: Response, *, secure: bool) -> None:
    """Make the browser forget the token."""
    response.delete_cookie(SESSION_COOKIE, httponly=True, secure=secure, samesite="lax")
