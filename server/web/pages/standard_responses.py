"""Standard responses: the list with where each was used, a new one, and changing one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.accounts import Role
from server.domain.disposition_forms import FormRefused, Problem
from server.domain.dispositions import Outcome, StandardResponse
from server.text.languages import LANGUAGES, Language
from server.usecases.keep_standard_response import (
    ChangedMeanwhile,
    StandardResponseForm,
    keep_standard_response,
    mark_of,
)
from server.usecases.missing import Missing
from server.usecases.read_standard_responses import read_standard_response, read_standard_responses
from server.web import addresses
from server.web.pages.answer_form import number_of, text_of
from server.web.pages.page import Visit
from server.web.pages.signed_in import signed_in_visit

_MAX_FIELDS = 10


@dataclass(frozen=True, slots=True)
class Sent:
    """What was typed, the mark of what it was made on, what is wrong with it, and how it stands now."""

    form: StandardResponseForm
    seen: str = ""
    problems: Mapping[str, Problem] = field(default_factory=dict)
    present: StandardResponse | None = None


async def standard_responses(request: Request, language: Language) -> Response:
    """Show all of them (GET), or keep a new one (POST)."""
    return await _page(request, language, None)


async def standard_response(request: Request, language: Language) -> Response:
    """Show one (GET), or change it (POST)."""
    number = number_of(request.path_params["response"])
    if number is None:
        raise Missing("standard response", "")
    return await _page(request, language, number)


async def _page(request: Request, language: Language, number: int | None) -> Response:
    visiting, account = await signed_in_visit(request, language, Role.EDITOR)
    services, sent, status = visiting.services, None, 200
    if request.method == "POST":
        async with request.form(max_files=0, max_fields=_MAX_FIELDS) as typed:
            sent = _sent(typed)
        keep = partial(keep_standard_response, number=number, form=sent.form, seen=sent.seen, by=account)
        try:
            await services.run(keep, services.database)
            where = f"{addresses.standard_responses(language)}?said=kept"
            return RedirectResponse(where, status_code=303)
        except FormRefused as refused:
            sent, status = Sent(sent.form, sent.seen, refused.problems), 422
        except ChangedMeanwhile as changed:
            sent, status = Sent(sent.form, mark_of(changed.present), present=changed.present), 409
    said = "kept" if request.query_params.get("said") == "kept" else ""
    show = partial(_list, visiting, sent, said) if number is None else partial(_one, visiting, number, sent)
    body = await services.run(show)
    return HTMLResponse(body, status_code=status, headers=visiting.headers)


def _sent(typed: FormData) -> Sent:
    outcome = text_of(typed, "outcome")
    form = StandardResponseForm(
        title=text_of(typed, "title"),
        outcome=Outcome(outcome) if outcome in tuple(Outcome) else None,
        responses={each: text_of(typed, f"response_{each}") for each in LANGUAGES},
        retired=text_of(typed, "retired") == "yes",
    )
    return Sent(form, text_of(typed, "seen"))


def _list(visiting: Visit, sent: Sent | None, said: str) -> str:
    found = read_standard_responses(visiting.services.database)
    language = visiting.language
    return visiting.html(
        "standard_responses.html",
        "",
        addresses.in_both("standard_responses"),
        responses=[
            {
                "title": each.title,
                "outcome": each.outcome.value if each.outcome else "",
                "text": each.responses.get(language, ""),
                "href": addresses.standard_response(language, each.id),
                "used": found.used.get(each.id, 0),
                "used_href": addresses.dispositions(language, {"standard": str(each.id)}),
                "retired": each.retired,
            }
            for each in sorted(found.responses, key=lambda each: each.retired)
        ],
        said=said,
        form=_form(sent.form if sent else StandardResponseForm("", None, {})),
        problems=sent.problems if sent else {},
    )


def _one(visiting: Visit, number: int, sent: Sent | None) -> str:
    present = read_standard_response(visiting.services.database, number)
    shown = StandardResponseForm(present.title, present.outcome, present.responses, present.retired)
    stored = sent.present if sent else None
    return visiting.html(
        "standard_response.html",
        "",
        addresses.in_both("standard_response", response=str(number)),
        action=addresses.standard_response(visiting.language, number),
        form=_form(sent.form if sent else shown),
        seen=sent.seen if sent else mark_of(present),
        stored=_form(StandardResponseForm(stored.title, stored.outcome, stored.responses, stored.retired))
        if stored
        else None,
        problems=sent.problems if sent else {},
    )


def _form(form: StandardResponseForm) -> dict[str, Any]:
    return {
        "title": form.title,
        "outcome": form.outcome.value if form.outcome else "",
        "outcomes": [each.value for each in Outcome],
        "responses": {each.value: form.responses.get(each, "") for each in LANGUAGES},
        "retired": form.retired,
    }
