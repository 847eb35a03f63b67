"""Where editors register what arrived by letter, by e-mail or in a meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.accounts import Account, Role
from server.domain.comments import MAX_TEXT, CommentKind, Country, StakeholderGroup
from server.domain.intake import INTAKE_CHANNELS, MAX_TYPED, IntakeRefused, last_day
from server.domain.submissions import MAX_NAME, Publication, Submission
from server.text.languages import Language
from server.usecases.read_intake_options import read_intake_options
from server.usecases.register_submission import register_submission
from server.usecases.submit import new_idempotency_key
from server.web import addresses
from server.web.pages.intake_fields import (
    CONTACT,
    MAX_FIELDS,
    Row,
    blank_row,
    intake_form,
    target_groups,
    typed_rows,
)
from server.web.pages.page import Visit
from server.web.pages.signed_in import signed_in_visit
from server.web.security import BodyRoom
from server.web.translations import catalogue
from server.web.typed import legible

# Twenty comments of some pages each; typed text is percent-encoded three-fold at worst.
ROOM: Final = BodyRoom(size=2 * 1024 * 1024, seconds=60.0)
_MORE, _REMOVE = "more", "remove."
_BLANK: Final = dict.fromkeys(("round", "channel", "received", *CONTACT, "idempotency_key", "do"), "")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed of the letter (every field of it) and of its comments, and what is wrong with it."""

    fields: Mapping[str, str]
    rows: Sequence[Row]
    problems: Mapping[str, str] = field(default_factory=dict)


async def intake(request: Request, language: Language) -> Response:
    """Show the form (GET); give it another row, or register the letter (POST)."""
    visiting, account = await signed_in_visit(request, language, Role.EDITOR)
    if request.method == "GET":
        asked = {**_BLANK, "round": legible(request.query_params.get("round", ""))}
        typed, message = Typed(asked, [blank_row(language)]), _message(request, language)
        body = await visiting.services.run(partial(_page, visiting, typed, message))
        return HTMLResponse(body, headers=visiting.headers)
    async with request.form(max_files=0, max_fields=MAX_FIELDS, max_part_size=ROOM.size) as sent:
        fields = _BLANK | {name: legible(value) for name, value in sent.items() if isinstance(value, str)}
    do, rows = fields["do"], typed_rows(fields, language)
    if do == _MORE:
        typed = Typed(fields, [*rows, {**blank_row(language), "language": rows[-1]["language"]}][:MAX_TYPED])
    elif do.startswith(_REMOVE):
        kept = [row for place, row in enumerate(rows) if str(place) != do.removeprefix(_REMOVE)]
        typed = Typed(fields, kept or [blank_row(language)])
    else:
        try:
            kept_as = await _register(visiting, account, fields, rows)
        except IntakeRefused as refused:
            problems = {name: problem.value for name, problem in refused.problems.items()}
            typed = Typed(fields, rows, problems)
        else:
            query = f"round={kept_as.round}&registered={kept_as.id}"
            return RedirectResponse(f"{addresses.intake(language)}?{query}", status_code=303)
    body = await visiting.services.run(partial(_page, visiting, typed, ""))
    return HTMLResponse(body, status_code=422 if typed.problems else 200, headers=visiting.headers)


async def _register(
    visiting: Visit, account: Account, fields: Mapping[str, str], rows: Sequence[Row]
) -> Submission:
    services = visiting.services
    return await services.run(
        register_submission,
        services.database,
        services.signer,
        form=intake_form(fields, rows),
        by=account,
        at=services.clock(),
    )


def _message(request: Request, language: Language) -> str:
    registered = request.query_params.get("registered", "")
    if not registered.startswith("s-") or not registered.replace("-", "").isalnum():
        return ""
    _ = catalogue(language).gettext
    return _("Registered as %(number)s. The comments wait in moderation.") % {"number": registered}


def _page(visiting: Visit, typed: Typed, message: str) -> str:
    services, language = visiting.services, visiting.language
    chosen = typed.fields["round"]
    options = read_intake_options(services.database, round_key=chosen, at=services.clock())
    round_ = options.round
    key = "" if "idempotency_key" in typed.problems else typed.fields["idempotency_key"]
    context: dict[str, Any] = {
        "rounds": [
            {"key": each.key, "title": each.titles[language], "href": addresses.intake(language, each.key)}
            for each in options.rounds
        ],
        "round": round_,
        "until": last_day(round_) if round_ else None,
        "groups": [each.value for each in StakeholderGroup],
        "countries": [each.value for each in Country],
        "channels": [each.value for each in INTAKE_CHANNELS],
        "kinds": [each.value for each in CommentKind],
        "publications": [each.value for each in Publication],
        "targets": target_groups(options, language),
        "typed": typed,
        "rows": typed.rows,
        "problems": typed.problems,
        "limits": {"text": MAX_TEXT, "name": MAX_NAME},
        "can_have_more": len(typed.rows) < MAX_TYPED,
        "form_key": key or new_idempotency_key(),
        "message": message,
    }
    alternates = {each.value: addresses.intake(each, round_.key if round_ else "") for each in Language}
    return visiting.html("intake.html", "", alternates, **context)
