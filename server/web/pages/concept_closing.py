"""Closing the thread on a concept: an editor says in both languages what came of the comments."""

from collections.abc import Mapping
from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.concept_decisions import ReasonMissing
from server.text.languages import LANGUAGES, Language
from server.usecases.change_concept import RevisedMeanwhile, summarise_thread
from server.usecases.read_concept_history import read_concept_history
from server.web import addresses
from server.web.pages.concept_editing import editor_visit, seen_of
from server.web.pages.page import Visit
from server.web.typed import legible


async def concept_closing(request: Request, language: Language) -> Response:
    """Show the form (GET), or close the thread (POST); what is refused comes back as it was typed."""
    visiting, account = await editor_visit(request, language)
    services, key = visiting.services, request.path_params["concept"]
    if request.method == "GET":
        return HTMLResponse(await services.run(_form, visiting, key), headers=visiting.headers)
    async with request.form(max_files=0, max_fields=5) as sent:
        fields = dict(sent)
    typed = {each: legible(str(fields.get(f"summary.{each}", ""))) for each in LANGUAGES}
    close = partial(
        summarise_thread,
        services.database,
        key=key,
        seen=seen_of(fields),
        # A browser sends line breaks its own way.
        summaries={each: text.replace("\r\n", "\n") for each, text in typed.items()},
        by=account,
        at=services.clock(),
    )
    try:
        await services.run(close)
    except ReasonMissing:
        page = partial(_form, visiting, key, typed=typed, is_sent=True)
        return HTMLResponse(await services.run(page), status_code=422, headers=visiting.headers)
    except RevisedMeanwhile:
        page = partial(_form, visiting, key, typed=typed, is_meanwhile=True)
        return HTMLResponse(await services.run(page), status_code=409, headers=visiting.headers)
    return RedirectResponse(f"{addresses.concept(language, key)}?said=closed", status_code=303)


def _form(
    visiting: Visit,
    key: str,
    *,
    typed: Mapping[Language, str] | None = None,
    is_sent: bool = False,
    is_meanwhile: bool = False,
) -> str:
    past = read_concept_history(visiting.services.database, key)
    texts = {each.value: (typed or {}).get(each, "") for each in LANGUAGES}
    return visiting.html(
        "concept_closing.html",
        "",
        addresses.in_both("concept_closing", concept=key),
        concept=past.concept,
        texts=texts,
        problems={
            f"summary.{each}": "reason-missing"
            for each, text in texts.items()
            if is_sent and not text.strip()
        },
        meanwhile=is_meanwhile,
        # Sent again, the form closes the thread on what the editor has then seen.
        seen=len(past.changes),
    )
