"""The gate: all that is open before the working edition may be published, and the button that publishes it."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.accounts import Account, Role
from server.domain.concept_decisions import ReasonMissing
from server.domain.publishing import OpenPoint, PointKind, blocking
from server.domain.term_checks import TermFinding
from server.text.languages import Language
from server.text.markdown import plain
from server.usecases.check_gate import Gate, check_gate
from server.usecases.check_terms import FindingGone
from server.usecases.dismiss_in_work import dismiss_in_work
from server.usecases.missing import Missing
from server.usecases.publish_edition import ChangedMeanwhile, GateClosed, publish_edition
from server.web import addresses
from server.web.pages.page import Visit
from server.web.pages.signed_in import signed_in_visit
from server.web.pages.wording_remarks import wording_remark
from server.web.typed import legible

# Of each kind; the rest moves up as the first are done.
SHOWN: Final = 30

_ON_DETAILS: Final = (
    PointKind.DATE_MISSING,
    PointKind.DATE_TOO_EARLY,
    PointKind.DATE_TOO_LATE,
    PointKind.NOTE_MISSING,
)

Findings = dict[tuple[str, Language | None, str], TermFinding]

_LINKS: Final[Mapping[PointKind, Callable[[str, str], str]]] = {
    PointKind.MISSING_SIDE: addresses.working_paragraph,
    PointKind.OUTDATED_SIDE: addresses.in_step,
    PointKind.WORDING: addresses.working_paragraph,
    PointKind.TERM: addresses.working_paragraph,
    PointKind.UNSAVED: addresses.working_paragraph,
    PointKind.PREDECESSOR_MENDED: addresses.working_paragraph,
    PointKind.EMPTY_SECTION: addresses.working_section,
    PointKind.NUMBER_TAKEN: addresses.working_section,
    PointKind.ADDRESS_TAKEN: addresses.working_section,
    PointKind.ADDRESS_RESERVED: addresses.section_naming,
    PointKind.ROUND_OPEN: addresses.round_editing,
    PointKind.UNDECIDED: addresses.disposition,
    PointKind.PARAGRAPH_GONE: addresses.disposition,
    PointKind.UNANSWERED: addresses.disposition,
    PointKind.UNCHANGED: addresses.disposition,
}


async def publishing(request: Request, language: Language) -> Response:
    """Show the gate (GET), dismiss a finding of the term check or publish (POST)."""
    visiting, account = await signed_in_visit(request, language, Role.EDITOR)
    problem, fields = "", dict[str, str]()
    if request.method == "POST":
        async with request.form(max_files=0, max_fields=6) as sent:
            fields = {name: legible(value) for name, value in sent.items() if isinstance(value, str)}
        if "finding" in fields:
            problem = await _dismiss(visiting, account, fields)
        else:
            problem = await _publish(visiting, account, fields)
        if not problem:
            return RedirectResponse(_after(visiting, fields), status_code=303)
    body = await visiting.services.run(partial(_page, visiting, problem, fields))
    status = {"": 200, "gate-closed": 409, "changed-meanwhile": 409}.get(problem, 422)
    return HTMLResponse(body, status_code=status, headers=visiting.headers)


def _after(visiting: Visit, fields: Mapping[str, str]) -> str:
    if "finding" in fields:
        return addresses.publishing(visiting.language)
    return addresses.contents(visiting.language, fields.get("edition", ""))


async def _publish(visiting: Visit, account: Account, fields: Mapping[str, str]) -> str:
    """Publish; the code of what stands in the way, or ""."""
    services = visiting.services
    if fields.get("sure") != "yes":
        return "not-sure"
    try:
        await services.run(
            publish_edition,
            services.database,
            by=account,
            at=services.clock(),
            concept_address=addresses.concept,
            edition=fields.get("edition", ""),
        )
    except GateClosed:
        return "gate-closed"
    except ChangedMeanwhile:
        return "changed-meanwhile"
    except Missing:
        # Sent twice, or somebody else was first: then it is published, and that is the page to see.
        return ""
    return ""


async def _dismiss(visiting: Visit, account: Account, fields: Mapping[str, str]) -> str:
    services = visiting.services
    try:
        await services.run(
            dismiss_in_work,
            services.database,
            finding=fields["finding"],
            reason=fields.get("reason", ""),
            by=account,
            at=services.clock(),
            concept_address=addresses.concept,
        )
    except ReasonMissing:
        return "reason-missing"
    except FindingGone:
        return "finding-gone"
    return ""


def _page(visiting: Visit, problem: str, fields: Mapping[str, str]) -> str:
    services, language = visiting.services, visiting.language
    try:
        gate = check_gate(services.database, at=services.clock(), concept_address=addresses.concept)
    except Missing:
        gate = None
    return visiting.html(
        "publishing.html",
        "",
        addresses.in_both("publishing"),
        gate=gate,
        label=gate.working.labels[language] if gate else "",
        points=len(blocking(gate.points)) if gate else 0,
        groups=_groups(gate, language) if gate else [],
        problem=problem,
        wrong=fields.get("finding", "") if problem else "",
        typed=fields.get("reason", "").strip() if problem else "",
        all_undecided=addresses.dispositions(language),
    )


def _groups(gate: Gate, language: Language) -> list[dict[str, Any]]:
    """The points by kind, in the order of the kinds."""
    by_kind: dict[PointKind, list[OpenPoint]] = defaultdict(list)
    for each in gate.points:
        by_kind[each.kind].append(each)
    findings: Findings = {(each.paragraph_id, each.language, each.concept): each for each in gate.findings}
    return [
        {
            "kind": kind.value,
            "is_notice": kind.is_notice,
            "total": len(by_kind[kind]),
            "points": [_point(each, gate, language, findings) for each in by_kind[kind][:SHOWN]],
        }
        for kind in PointKind
        if by_kind[kind]
    ]


def _point(
    point: OpenPoint,
    gate: Gate,
    language: Language,
    findings: Findings,
) -> dict[str, Any]:
    finding = findings.get((point.key, point.language, point.detail))
    return {
        "kind": point.kind.value,
        "href": point_address(point, language),
        "key": point.key,
        "language": point.language.value if point.language else "",
        "detail": wording_remark(point.detail, language),
        "section": _section_name(gate, point.section, language),
        "start": _start_of(gate, point, language),
        "finding": finding.id if finding else "",
        "words": finding.words if finding else "",
        "finding_kind": finding.kind.value if finding else "",
    }


def point_address(point: OpenPoint, language: Language) -> str:
    """Where an editor closes an open point."""
    if point.kind in _ON_DETAILS:
        return addresses.edition_details(language)
    if point.kind is PointKind.HELD:
        return addresses.moderation(language)
    link = _LINKS.get(point.kind)
    return link(language, point.key) if link else addresses.working_edition(language)


def _section_name(gate: Gate, key: str, language: Language) -> str:
    for each in gate.edition.sections:
        if each.key == key:
            return f"{each.number} {each.titles[language]}".strip()
    return ""


def _start_of(gate: Gate, point: OpenPoint, language: Language) -> str:
    """The first words of the paragraph, by which an editor knows it."""
    paragraph = gate.workspace.paragraphs.get(point.key)
    if paragraph is None:
        return ""
    words = plain(paragraph.text(language) or paragraph.text(language.other), notes=False).split()
    return " ".join(words[:10]) + (" …" if len(words) > 10 else "")
