"""The editors' office: from here everybody who is signed in gets to their work."""

from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from server.domain.accounts import Account, Role
from server.text.languages import Language
from server.usecases.read_work_room import read_work_room
from server.web import addresses
from server.web.pages.page import Visit
from server.web.pages.signed_in import signed_in_visit


async def work_room(request: Request, language: Language) -> Response:
    """Show a card for every kind of work that the role may do, and how much of it waits."""
    visiting, account = await signed_in_visit(request, language)
    body = await visiting.services.run(partial(_page, visiting, account))
    return HTMLResponse(body, headers=visiting.headers)


def _page(visiting: Visit, account: Account) -> str:
    services = visiting.services
    return visiting.html(
        "work_room.html",
        "",
        addresses.in_both("work_room"),
        room=read_work_room(services.database, at=services.clock()),
        edits=account.role.includes(Role.EDITOR),
        manages=account.role.includes(Role.ADMINISTRATOR),
    )
