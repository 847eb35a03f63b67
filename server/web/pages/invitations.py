"""The administrators' page of the invitations to a round: invite, pass links on, revoke."""

from functools import partial
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.accounts import Account, Role
from server.domain.tokens import Purpose
from server.store.invitations import Invitation
from server.text.languages import Language
from server.usecases.invite import (
    InvitationsRefused,
    guests_of,
    invite,
    list_invitations,
    revoke_invitation,
)
from server.usecases.read_round import read_round
from server.web import addresses
from server.web.pages.page import Visit
from server.web.pages.signed_in import signed_in_visit
from server.web.typed import legible


async def invitations(request: Request, language: Language) -> Response:
    """Show the invitations (GET); make some, or revoke one (POST); administrators only."""
    visiting, account = await signed_in_visit(request, language, Role.ADMINISTRATOR)
    services, key = visiting.services, request.path_params["round"]
    if request.method == "GET":
        page = partial(_page, visiting, account, key, said=request.query_params.get("said", ""))
        return HTMLResponse(await services.run(page), headers=visiting.headers)
    async with request.form(max_files=0, max_fields=5) as sent:
        typed = {name: legible(value) for name, value in sent.items() if isinstance(value, str)}
    try:
        said = await _act(visiting, account, key, typed)
    except InvitationsRefused as refused:
        page = partial(_page, visiting, account, key, typed=typed, refused=refused)
        return HTMLResponse(await services.run(page), status_code=422, headers=visiting.headers)
    return RedirectResponse(f"{addresses.invitations(language, key)}?said={said}", status_code=303)


async def _act(visiting: Visit, account: Account, key: str, typed: dict[str, str]) -> str:
    """Carry out what was asked for; what to say of it. Raises InvitationsRefused."""
    services = visiting.services
    if "revoke" in typed:
        revoke = partial(revoke_invitation, invitation_id=typed["revoke"], by=account, at=services.clock())
        await services.run(revoke, services.database)
        return "revoked"
    chosen = typed.get("language", "")
    if chosen not in tuple(Language):
        raise HTTPException(400)
    make = partial(
        invite,
        round_key=key,
        guests=guests_of(typed.get("guests", "")),
        language=Language(chosen),
        by=account,
        at=services.clock(),
    )
    await services.run(make, services.database)
    return "invited"


def _page(
    visiting: Visit,
    account: Account,
    key: str,
    *,
    said: str = "",
    typed: dict[str, str] | None = None,
    refused: InvitationsRefused | None = None,
) -> str:
    database, typed = visiting.services.database, typed or {}
    view = read_round(database, key)
    made = list_invitations(database, round_key=key, by=account)
    return visiting.html(
        "invitations.html",
        "",
        addresses.in_both("invitations", round=key),
        round=view.round,
        invitations=[_entry(visiting, key, each) for each in made],
        guests=typed.get("guests", ""),
        chosen=typed.get("language", visiting.language.value),
        refused=None if refused is None else {"problem": refused.problem.value, "line": refused.line},
        problems={} if refused is None else {"guests": refused.problem.value},
        said=said,
    )


def _entry(visiting: Visit, key: str, made: Invitation) -> dict[str, Any]:
    token = visiting.services.signer.sign(Purpose.INVITATION, made.id)
    links = {each.value: visiting.services.base_url + addresses.round(each, key, token) for each in Language}
    return {
        "id": made.id,
        "label": made.label,
        "created": made.created,
        "state": "used" if made.submission else "revoked" if made.revoked else "open",
        "links": links if made.is_open else {},
    }
