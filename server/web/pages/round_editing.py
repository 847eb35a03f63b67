"""The administrators' work on the rounds: the list, the form of one, and of a new one."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.accounts import Account, Role
from server.domain.round_changes import RoundProblem, RoundRefused, fingerprint
from server.domain.rounds import Round, day_in
from server.text.languages import Language
from server.usecases.change_round import (
    RoundChangedMeanwhile,
    add_round,
    change_round,
    close_round,
    open_round,
)
from server.usecases.read_contents import read_editions
from server.usecases.read_round import read_round, read_round_work, read_rounds
from server.web import addresses
from server.web.pages.page import Visit
from server.web.pages.round_form import (
    MAX_FIELDS,
    form_of,
    new_round,
    typed_changes,
    typed_differences,
    with_key,
)
from server.web.pages.rounds import stage_of
from server.web.pages.signed_in import signed_in_visit

_ACTS = {"open": open_round, "close": close_round}


@dataclass(frozen=True, slots=True)
class _Typed:
    """A form that was not saved: what it says, as it was sent, and why; `saved` is what it must be held against."""

    round: Round
    sent: Mapping[str, Any] | None
    problems: Mapping[str, RoundProblem]
    saved: Round | None = None


async def round_list(request: Request, language: Language) -> Response:
    """Show all rounds to administrators."""
    visiting, _ = await signed_in_visit(request, language, Role.ADMINISTRATOR)
    body = await visiting.services.run(_list, visiting)
    return HTMLResponse(body, headers=visiting.headers)


async def round_editing(request: Request, language: Language) -> Response:
    """Show the form of a round (GET); save it, open or close the round (POST); administrators only."""
    visiting, account = await signed_in_visit(request, language, Role.ADMINISTRATOR)
    services, key = visiting.services, request.path_params["round"]
    if request.method == "GET":
        said = request.query_params.get("said", "")
        body = await services.run(partial(_form, visiting, key, said=said))
        return HTMLResponse(body, headers=visiting.headers)
    sent = await _sent(request)
    before = (await services.run(read_round, services.database, key)).round
    act = str(sent.get("act", "save"))
    if act in _ACTS:
        do = partial(_ACTS[act], round_key=key, by=account, at=services.clock())
        typed, sent = before, {}
    else:
        changes = typed_changes(sent, before)
        typed, act = replace(before, **changes), "save"
        do = partial(
            change_round,
            round_key=key,
            changes=changes,
            by=account,
            at=services.clock(),
            seen=str(sent.get("seen", "")),
        )
    return await _answer(
        visiting,
        partial(services.run, do, services.database),
        lambda problems, saved: _form(visiting, key, typed=_Typed(typed, sent or None, problems, saved)),
        said=act,
    )


async def round_adding(request: Request, language: Language) -> Response:
    """Show the form of a new round (GET), or add it (POST); administrators only."""
    visiting, account = await signed_in_visit(request, language, Role.ADMINISTRATOR)
    services = visiting.services
    blank = await services.run(_blank, visiting)
    if request.method == "GET":
        body = await services.run(partial(_new_form, visiting, _Typed(blank, None, {})))
        return HTMLResponse(body, headers=visiting.headers)
    sent = await _sent(request)
    typed = with_key(replace(blank, **typed_changes(sent, blank)), sent)
    return await _answer(
        visiting,
        partial(_add, visiting, account, typed),
        lambda problems, _: _new_form(visiting, _Typed(typed, sent, problems)),
        said="save",
    )


async def _add(visiting: Visit, account: Account, typed: Round) -> Round:
    services = visiting.services
    return await services.run(
        partial(add_round, round_=typed, by=account, at=services.clock()), services.database
    )


async def _answer(
    visiting: Visit,
    act: Callable[[], Awaitable[Round]],
    page: Callable[[Mapping[str, RoundProblem], Round | None], str],
    *,
    said: str,
) -> Response:
    """Carry an act out: 303 to the form; 422 with what is wrong, 409 with what somebody else did meanwhile."""
    try:
        round_ = await act()
    except RoundRefused as refused:
        status, body = 422, partial(page, refused.problems, None)
    except RoundChangedMeanwhile as meanwhile:
        status, body = 409, partial(page, {}, meanwhile.round)
    else:
        address = f"{addresses.round_editing(visiting.language, round_.key)}?said={said}"
        return RedirectResponse(address, status_code=303)
    html = await visiting.services.run(body)
    return HTMLResponse(html, status_code=status, headers=visiting.headers)


async def _sent(request: Request) -> dict[str, Any]:
    async with request.form(max_files=0, max_fields=MAX_FIELDS) as sent:
        return dict(sent)


def _blank(visiting: Visit) -> Round:
    services = visiting.services
    today = day_in("Europe/Amsterdam", services.clock())
    return new_round(read_editions(services.database)[0].key, today)


def _list(visiting: Visit) -> str:
    services, language = visiting.services, visiting.language
    at = services.clock()
    return visiting.html(
        "round_list.html",
        "",
        addresses.in_both("round_list"),
        rounds=[
            {
                **stage_of(view.round, at),
                "key": view.round.key,
                "titles": view.round.titles,
                "edition": view.edition.labels[language],
                "submissions": view.figures.submissions,
                "comments": view.figures.comments,
            }
            for view in read_rounds(services.database)
        ],
    )


def _form(visiting: Visit, key: str, *, said: str = "", typed: _Typed | None = None) -> str:
    work = read_round_work(visiting.services.database, key)
    saved = work.view.round
    shown = typed.round if typed else saved
    return visiting.html(
        "round_editing.html",
        "",
        addresses.in_both("round_editing", round=key),
        **_of_form(visiting, shown, typed),
        saved=saved,
        now=stage_of(saved, visiting.services.clock()),
        # Sent again after a conflict, the form is saved on what the administrator has then seen.
        seen=fingerprint(typed.saved if typed and typed.saved else saved),
        differences=typed_differences(shown, typed.saved) if typed and typed.saved else None,
        is_in_record=work.is_in_record,
        acts=[
            {"kind": each.act.kind.value, "at": each.act.at, "by": each.by, "what": _what(each.act.reason)}
            for each in work.acts
        ],
        said=said,
    )


def _new_form(visiting: Visit, typed: _Typed) -> str:
    return visiting.html(
        "round_adding.html", "", addresses.in_both("round_adding"), **_of_form(visiting, typed.round, typed)
    )


def _of_form(visiting: Visit, shown: Round, typed: _Typed | None) -> dict[str, Any]:
    entries = read_editions(visiting.services.database)
    return {
        "form": form_of(shown, typed.sent if typed else None),
        "editions": {entry.key: entry.labels[visiting.language] for entry in entries},
        "problems": {field: problem.value for field, problem in (typed.problems if typed else {}).items()},
    }


def _what(reason: str) -> list[dict[str, str]]:
    """What an act changed, from the words of the log: `closes: 2021-11-01 -> 2021-11-08; titles`."""
    parts = (each.partition(": ") for each in reason.split("; "))
    return [{"field": field, "became": became.replace("->", "→")} for field, _, became in parts]
