"""Pages for who is signed in."""

from starlette.exceptions import HTTPException
from starlette.requests import Request

from server.domain.accounts import Account, Role
from server.text.languages import Language
from server.web.pages.page import Visit, visit


async def signed_in_visit(
    request: Request, language: Language, role: Role = Role.MODERATOR
) -> tuple[Visit, Account]:
    """A visit by somebody whose role includes this one, and who it is; 403 for all others.

    Whoever is not signed in is sent to the ways to sign in, see server.web.pages.errors.
    """
    visiting = await visit(request, language)
    if visiting.account is None or not visiting.account.role.includes(role):
        raise HTTPException(403)
    return visiting, visiting.account
