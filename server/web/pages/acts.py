"""The log of acts, for moderators, editors and administrators."""

from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from server.domain.accounts import Account
from server.domain.acts import ActKind
from server.text.languages import Language
from server.usecases.read_acts import read_acts
from server.web import addresses
from server.web.pages.page import Visit
from server.web.pages.signed_in import signed_in_visit
from server.web.typed import legible

# The longest subject is a round's key or an id.
_MAX_SUBJECT: Final = 80


async def acts(request: Request, language: Language) -> Response:
    """Show a page of the log: `kind`, `subject` and `before` of the address narrow it down."""
    visiting, account = await signed_in_visit(request, language)
    body = await visiting.services.run(partial(_acts, visiting, account, request))
    return HTMLResponse(body, headers=visiting.headers)


def _acts(visiting: Visit, account: Account, request: Request) -> str:
    asked = request.query_params
    kind, before = asked.get("kind", ""), asked.get("before", "")
    subject = legible(asked.get("subject", "")).strip()[:_MAX_SUBJECT]
    kinds = (ActKind(kind),) if kind in tuple(ActKind) else ()
    found = read_acts(
        visiting.services.database,
        by=account,
        kinds=kinds,
        subject=subject,
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None,
    )
    wanted = {"kind": kinds[0].value if kinds else "", "subject": subject}
    older = {**wanted, "before": str(found.older)}
    return visiting.html(
        "acts.html",
        "",
        {each.value: addresses.acts(each, wanted) for each in Language},
        logged=found.acts,
        kinds=[each.value for each in ActKind],
        wanted=wanted,
        first_href=addresses.acts(visiting.language, wanted) if before else "",
        older_href=addresses.acts(visiting.language, older) if found.older else "",
    )
