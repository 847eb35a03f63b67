"""The editors' work on a concept: the form, and the two sign-offs."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.accounts import Account, Role
from server.domain.concept_checks import ConceptRefused, check_concept
from server.domain.concept_conflicts import conflicts, together
from server.domain.concept_decisions import NothingToWithdraw, NotYourSide, ReasonMissing, SameEditor
from server.domain.glossary import Concept
from server.text.languages import Language
from server.usecases.change_concept import (
    RevisedMeanwhile,
    revise_concept,
    sign_off_concept,
    withdraw_sign_off,
)
from server.usecases.read_concept_history import read_concept_history
from server.web import addresses
from server.web.pages.concept_form import MAX_FIELDS, form_of, typed_concept
from server.web.pages.concept_past import field_changes
from server.web.pages.page import Visit, visit
from server.web.typed import legible


async def concept_editing(request: Request, language: Language) -> Response:
    """Show the form (GET), or save the revision (POST); what is refused comes back as it was typed."""
    visiting, account = await editor_visit(request, language)
    key = request.path_params["concept"]
    if request.method == "GET":
        body = await visiting.services.run(partial(_form, visiting, key))
        return HTMLResponse(body, headers=visiting.headers)
    async with request.form(max_files=0, max_fields=MAX_FIELDS) as sent:
        fields = dict(sent)
    revised, why = typed_concept(key, fields), _one_line(fields, "why")
    problems: Mapping[str, str] = {}
    is_meanwhile = False
    try:
        await _save(visiting, account, revised, seen_of(fields), why)
        return RedirectResponse(f"{addresses.concept(language, key)}?said=saved", status_code=303)
    except ConceptRefused as refused:
        problems = {field: problem.value for field, problem in refused.problems.items()}
    except ReasonMissing:
        problems = {**_problems(revised), "why": "reason-missing"}
    except RevisedMeanwhile:
        is_meanwhile = True
    show = partial(
        _form,
        visiting,
        key,
        typed=revised,
        why=why,
        problems=problems,
        is_meanwhile=is_meanwhile,
        seen=seen_of(fields),
    )
    status = 409 if is_meanwhile else 422
    body = await visiting.services.run(show)
    return HTMLResponse(body, status_code=status, headers=visiting.headers)


async def concept_sign_off(request: Request, language: Language) -> Response:
    """Sign a concept off for one's own side, or take that back with a reason."""
    visiting, account = await editor_visit(request, language)
    key, services = request.path_params["concept"], visiting.services
    async with request.form(max_files=0, max_fields=5) as sent:
        fields = dict(sent)
    if _one_line(fields, "decision") == "withdraw":
        act = partial(withdraw_sign_off, why=_one_line(fields, "why"))
    else:
        act = partial(sign_off_concept)
    try:
        await services.run(
            act, services.database, key=key, seen=seen_of(fields), by=account, at=services.clock()
        )
        said = "saved"
    except (
        NotYourSide,
        SameEditor,
        NothingToWithdraw,
        ReasonMissing,
        RevisedMeanwhile,
        ConceptRefused,
    ) as refused:
        said = type(refused).__name__
    return RedirectResponse(f"{addresses.concept(language, key)}?said={said}", status_code=303)


async def editor_visit(request: Request, language: Language) -> tuple[Visit, Account]:
    """Who is visiting, when it is an editor; 403 for everybody else."""
    visiting = await visit(request, language)
    if visiting.account is None or not visiting.account.role.includes(Role.EDITOR):
        raise HTTPException(403)
    return visiting, visiting.account


async def _save(visiting: Visit, account: Account, revised: Concept, seen: int, why: str) -> None:
    services = visiting.services
    await services.run(
        revise_concept,
        services.database,
        revised=revised,
        seen=seen,
        why=why,
        by=account,
        at=services.clock(),
        concept_address=addresses.concept,
    )


def _form(
    visiting: Visit,
    key: str,
    *,
    typed: Concept | None = None,
    why: str = "",
    problems: Mapping[str, str] | None = None,
    is_meanwhile: bool = False,
    seen: int | None = None,
) -> str:
    past = read_concept_history(visiting.services.database, key)
    shown, differences = typed or past.concept, None
    if is_meanwhile:
        is_known = seen is not None and 0 <= seen < len(past.states)
        base = past.states[seen or 0] if is_known else past.concept
        typed = replace(shown, sign_offs=past.concept.sign_offs)
        shown = together(base, typed, past.concept)
        differences = field_changes(shown, past.concept, conflicts(base, typed, past.concept))
    return visiting.html(
        "concept_editing.html",
        "",
        addresses.in_both("concept_editing", concept=key),
        concept=past.concept,
        form=form_of(shown),
        why=why,
        # Sent again after a conflict, the form is saved on what the editor has then seen.
        seen=len(past.changes) if seen is None or is_meanwhile else seen,
        problems=problems or {},
        differences=differences,
    )


def _problems(typed: Concept) -> dict[str, str]:
    """What else is wrong, so that an editor need not find it out one by one."""
    try:
        check_concept(typed)
    except ConceptRefused as refused:
        return {field: problem.value for field, problem in refused.problems.items()}
    return {}


def _one_line(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name, "")
    return " ".join(legible(value).split()) if isinstance(value, str) else ""


def seen_of(fields: Mapping[str, Any]) -> int:
    """How many changes the editor had seen; -1, which never fits, for what is no number."""
    value = _one_line(fields, "seen")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else -1
