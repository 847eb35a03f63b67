"""What the check of the terms found, for editors: a list to work through, each finding mended or dismissed."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.accounts import Role
from server.domain.concept_decisions import ReasonMissing
from server.store.found import FoundParagraph
from server.text.languages import Language
from server.text.markdown import plain
from server.usecases.check_terms import (
    FindingGone,
    PlacedFinding,
    dismiss_finding,
    read_findings,
)
from server.web import addresses
from server.web.pages.page import Visit, visit
from server.web.pages.reading import paragraph_label
from server.web.typed import legible

# One screen of work; the rest moves up as the first are done.
SHOWN = 50


async def term_check(request: Request, language: Language) -> Response:
    """Show the findings (GET), or dismiss one with a reason (POST)."""
    visiting = await visit(request, language)
    if visiting.account is None or not visiting.account.role.includes(Role.EDITOR):
        raise HTTPException(403)
    problem, fields = "", dict[str, str]()
    if request.method == "POST":
        async with request.form(max_files=0, max_fields=5) as sent:
            fields = {name: legible(value) for name, value in sent.items() if isinstance(value, str)}
        problem = await _dismiss(visiting, fields)
        if not problem:
            return RedirectResponse(addresses.term_check(language), status_code=303)
    body = await visiting.services.run(partial(_page, visiting, problem, fields))
    return HTMLResponse(body, status_code=422 if problem else 200, headers=visiting.headers)


async def _dismiss(visiting: Visit, fields: Mapping[str, str]) -> str:
    """Carry the dismissal out; the code of what is wrong, or ""."""
    services, account = visiting.services, visiting.account
    if account is None:
        raise HTTPException(403)
    try:
        await services.run(
            dismiss_finding,
            services.database,
            finding=fields.get("finding", ""),
            reason=fields.get("reason", ""),
            by=account,
        )
    except ReasonMissing:
        return "reason-missing"
    except FindingGone:
        return "finding-gone"
    return ""


def _page(visiting: Visit, problem: str, sent: Mapping[str, str]) -> str:
    found = read_findings(visiting.services.database, limit=SHOWN)
    language = visiting.language
    return visiting.html(
        "term_check.html",
        "",
        addresses.in_both("term_check"),
        total=found.total,
        findings=[_finding(each, found.paragraphs, language) for each in found.shown],
        problem=problem,
        wrong=sent.get("finding", "") if problem else "",
        typed=sent.get("reason", "").strip() if problem else "",
    )


def _finding(
    placed: PlacedFinding, paragraphs: Mapping[tuple[str, str], FoundParagraph], language: Language
) -> dict[str, Any]:
    finding = placed.finding
    there = paragraphs[placed.edition, finding.paragraph_id]
    place = there.place
    return {
        "id": finding.id,
        "kind": finding.kind.value,
        "concept": finding.concept,
        "concept_href": addresses.concept(language, finding.concept),
        "language": finding.language.value,
        "words": finding.words,
        "label": paragraph_label(place.number, place.titles[language], place.position, language),
        "href": addresses.section(
            language, place.slugs[language], placed.edition, True, paragraph=finding.paragraph_id
        ),
        "texts": {each.value: plain(text) for each, text in there.paragraph.wordings.items()},
    }
