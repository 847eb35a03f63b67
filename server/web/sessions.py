"""The cookies of the service, each set when it is needed and not before; readers get none."""

from datetime import datetime, timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from server.domain.accounts import OIDC_REQUEST_LIFETIME, SESSION_LIFETIME
from server.domain.tokens import Purpose, Signer

SESSION_COOKIE: Final = "zwiespraak_session"
# What somebody has written and not yet submitted.
BASKET_COOKIE: Final = "zwiespraak_basket"
# How many comments wait there: a number that the script of the kept pages writes into the navigation.
COUNT_COOKIE: Final = "zwiespraak_drafts"
BASKET_SECONDS: Final = 30 * 24 * 3600
# Who has confirmed an address in this browser, so that a second agreement needs no second mail.
PERSON_COOKIE: Final = "zwiespraak_person"
PERSON_LIFETIME: Final = timedelta(days=180)
# The invitation with which somebody came to a round that is not for everybody.
INVITATION_COOKIE: Final = "zwiespraak_invitation"


# With which state this browser went to an OpenID provider: it alone may come back with it (RFC 6749, 10.12).
OIDC_COOKIE: Final = "zwiespraak_oidc"
# Browsers take a cookie of such a name over https only, for this host alone and for every path: no other
# host below the same domain can plant one (RFC 6265bis, 4.1.3.2).
_HOST_ONLY: Final = "__Host-"


def session_cookie(*, secure: bool) -> str:
    """The name of the cookie that holds the session's token; SESSION_COOKIE is always part of it."""
    return f"{_HOST_ONLY}{SESSION_COOKIE}" if secure else SESSION_COOKIE


def session_token(request: Request) -> str | None:
    """The token of the browser's session, if it sent one."""
    return request.cookies.get(session_cookie(secure=request.app.state.services.secure))


def start_session(response: Response, token: str, *, secure: bool) -> None:
    """Let the browser keep the token, unreadable for scripts and never sent along from other sites."""
    seconds = int(SESSION_LIFETIME.total_seconds())
    _keep(response, session_cookie(secure=secure), token, seconds, secure=secure)


def end_session(response: Response, *, secure: bool) -> None:
    """Make the browser forget the token."""
    _forget(response, session_cookie(secure=secure), secure=secure)


def oidc_state(request: Request) -> str:
    """The state with which this browser went to an OpenID provider, "" where it did not."""
    return request.cookies.get(OIDC_COOKIE, "")


def keep_oidc_state(response: Response, state: str, *, secure: bool) -> None:
    """Let the browser keep the state until it comes back."""
    _keep(response, OIDC_COOKIE, state, int(OIDC_REQUEST_LIFETIME.total_seconds()), secure=secure)


def forget_oidc_state(response: Response, *, secure: bool) -> None:
    """Make the browser forget the state."""
    _forget(response, OIDC_COOKIE, secure=secure)


def basket_token(request: Request) -> str | None:
    """The token of the visitor's basket, if there is one."""
    return request.cookies.get(BASKET_COOKIE) or None


def keep_basket(response: Response, token: str, count: int, *, secure: bool) -> None:
    """Let the browser keep the token of the basket for 30 days after the last draft, and how many lie in it.

    The count says nothing but itself, so that a script may read it.
    """
    _keep(response, BASKET_COOKIE, token, BASKET_SECONDS, secure=secure)
    response.set_cookie(
        COUNT_COOKIE, str(count), max_age=BASKET_SECONDS, httponly=False, secure=secure, samesite="lax"
    )


def forget_basket(response: Response, *, secure: bool) -> None:
    """Make the browser forget the basket."""
    _forget(response, BASKET_COOKIE, secure=secure)
    response.delete_cookie(COUNT_COOKIE, httponly=False, secure=secure, samesite="lax")


def confirmed_person(request: Request, signer: Signer, at: datetime) -> str:
    """Who confirmed an address in this browser, as the keyed hash of it; "" where nobody has."""
    return signer.subject(Purpose.PERSON, request.cookies.get(PERSON_COOKIE, ""), at=at) or ""


def keep_person(response: Response, signer: Signer, person: str, at: datetime, *, secure: bool) -> None:
    """Let the browser keep who confirmed an address in it, for half a year."""
    token = signer.sign(Purpose.PERSON, person, expires=at + PERSON_LIFETIME)
    _keep(response, PERSON_COOKIE, token, int(PERSON_LIFETIME.total_seconds()), secure=secure)


def forget_person(response: Response, *, secure: bool) -> None:
    """Make the browser forget who confirmed an address in it."""
    _forget(response, PERSON_COOKIE, secure=secure)


def invitation(request: Request, signer: Signer, at: datetime) -> str:
    """The id of the invitation with which this browser came, "" without one."""
    return signer.subject(Purpose.INVITATION, request.cookies.get(INVITATION_COOKIE, ""), at=at) or ""


def keep_invitation(response: Response, token: str, *, secure: bool) -> None:
    """Let the browser keep the token of an invitation as long as a basket."""
    _keep(response, INVITATION_COOKIE, token, BASKET_SECONDS, secure=secure)


def _keep(response: Response, name: str, value: str, seconds: int, *, secure: bool) -> None:
    response.set_cookie(name, value, max_age=seconds, httponly=True, secure=secure, samesite="lax")


def _forget(response: Response, name: str, *, secure: bool) -> None:
    response.delete_cookie(name, httponly=True, secure=secure, samesite="lax")
