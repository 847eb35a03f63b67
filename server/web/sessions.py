"""The cookies of the service, each set when it is needed and not before; readers get none."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from server.domain.accounts import SESSION_LIFETIME

SESSION_COOKIE: Final = "zwiespraak_session"
# What somebody has written and not yet submitted.
BASKET_COOKIE: Final = "zwiespraak_basket"
BASKET_SECONDS: Final = 30 * 24 * 3600


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


def basket_token(request: Request) -> str | None:
    """The token of the visitor's basket, if there is one."""
    return request.cookies.get(BASKET_COOKIE) or None


def keep_basket(response: Response, token: str, *, secure: bool) -> None:
    """Let the browser keep the token of the basket for 30 days after the last draft."""
    response.set_cookie(
        BASKET_COOKIE, token, max_age=BASKET_SECONDS, httponly=True, secure=secure, samesite="lax"
    )


def forget_basket(response: Response, *, secure: bool) -> None:
    """Make the browser forget the basket."""
    response.delete_cookie(BASKET_COOKIE, httponly=True, secure=secure, samesite="lax")
