"""The working edition as editors see it: its contents with what is to do in each section, and one section."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain import drift
from server.domain.accounts import Account, Role
from server.domain.drift import Mark
from server.domain.revisions import StepState
from server.domain.structure import consistent_numbers
from server.domain.working_editions import WorkingParagraph
from server.store.disposition_lists import Facets, ListFilter, Work
from server.store.working_editions import AnotherOpen
from server.text.languages import LANGUAGES, Language
from server.usecases.begin_working_edition import EditionRefused, begin_working_edition
from server.usecases.read_contents import read_editions
from server.usecases.read_structure import (
    SectionInBrief,
    SectionInWork,
    read_overview,
    read_section_in_work,
    state_in_step,
)
from server.web import addresses
from server.web.pages.disposition_filters import Asked
from server.web.pages.filter_links import FilterLink
from server.web.pages.page import Visit
from server.web.pages.reading import paragraph_label, section_heading
from server.web.pages.signed_in import signed_in_visit
from server.web.pages.step_values import MarkLink
from server.web.pages.structure_forms import Fields, short_text, sides_of
from server.web.typed import legible

# Two lines on a wide screen: enough to know a paragraph by.
_SHORT = 240


async def working_edition(request: Request, language: Language) -> Response:
    """Show the overview, or the form with which a working edition begins (GET); begin one (POST)."""
    visiting, account = await signed_in_visit(request, language, Role.EDITOR)
    services = visiting.services
    if request.method == "GET":
        body = await services.run(partial(_overview, visiting, account))
        return HTMLResponse(body, headers=visiting.headers)
    async with request.form(max_files=0, max_fields=10) as sent:
        fields = {name: legible(value) for name, value in sent.items() if isinstance(value, str)}
    begin = partial(
        begin_working_edition,
        key=fields.get("key", "").strip(),
        labels=sides_of(fields, "label"),
        by=account,
        at=services.clock(),
    )
    try:
        await services.run(begin, services.database)
    except EditionRefused as refused:
        status, body = 422, await services.run(_beginning, visiting, fields, refused.problems)
    except AnotherOpen:
        # A form sent twice, or somebody who was quicker: the overview says what there is.
        status, body = 409, await services.run(_not_begun, visiting, account, fields)
    else:
        return RedirectResponse(addresses.working_edition(language), status_code=303)
    return HTMLResponse(body, status_code=status, headers=visiting.headers)


async def working_section(request: Request, language: Language) -> Response:
    """Show a section: its paragraphs in both wordings, and the way to everything that can be done to them."""
    visiting, account = await signed_in_visit(request, language, Role.EDITOR)
    asked = request.query_params.get("state", "")
    state = StepState(asked) if asked in tuple(StepState) else None
    show = partial(_section, visiting, account, request.path_params["section"], state)
    return HTMLResponse(await visiting.services.run(show), headers=visiting.headers)


def _overview(visiting: Visit, account: Account, *, is_second: bool = False) -> str:
    services, language = visiting.services, visiting.language
    found = read_overview(services.database, at=services.clock(), but=account)
    if found is None:
        return _beginning(visiting, {}, {})
    proposed = consistent_numbers(found.working.structure)
    return visiting.html(
        "working_edition.html",
        "",
        addresses.in_both("working_edition"),
        overview=found,
        working=found.working,
        sections=[_brief(each, found.there, language) for each in found.sections],
        marks=_mark_links(found.marks, language),
        in_step=sum(each.states.get(StepState.IN_STEP, 0) for each in found.sections),
        paragraphs=len(found.working.structure.paragraphs),
        to_answer=_to_answer(found.comments, language),
        misnumbered=sum(each.number != proposed[each.key] for each in found.working.structure.sections),
        removed=len(found.working.structure.removed),
        is_second=is_second,
    )


def _not_begun(visiting: Visit, account: Account, fields: Fields) -> str:
    """One is open already; else the key was that of an earlier working edition."""
    services = visiting.services
    if read_overview(services.database, at=services.clock()) is not None:
        return _overview(visiting, account, is_second=True)
    return _beginning(visiting, fields, {"key": "taken"})


def _beginning(visiting: Visit, fields: Fields, problems: Mapping[str, str]) -> str:
    known = read_editions(visiting.services.database)
    return visiting.html(
        "edition_beginning.html",
        "",
        addresses.in_both("working_edition"),
        predecessor=known[0] if known else None,
        values={name: fields.get(name, "") for name in ("key", "label_nl", "label_de")},
        problems={name: [problem] for name, problem in problems.items()},
    )


def _brief(section: SectionInBrief, there: Mapping[str, Sequence[str]], language: Language) -> dict[str, Any]:
    plan = section.plan
    return {
        "key": plan.key,
        "number": plan.number,
        "title": plan.titles[language],
        "level": min(1 + plan.number.count("."), 3),
        "paragraphs": len(plan.paragraphs),
        "states": {state.value: section.states.get(state, 0) for state in StepState},
        "to_answer": _to_answer(section.comments, language, section=plan.key),
        "present": there.get(plan.key, ()),
    }


def _to_answer(number: int, language: Language, **narrowed: str) -> FilterLink | None:
    """The way to the comments that are not decided, in the list of dispositions; None where there is none."""
    asked = Asked(ListFilter(Work.UNDECIDED, Facets(**narrowed)))
    return FilterLink("undecided", "", asked.address(language), number, is_this=False) if number else None


def _mark_links(counted: Mapping[Mark, int], language: Language, section: str = "") -> list[MarkLink]:
    """What is to be done for the two sides, as links to the view of the drift."""
    return [
        MarkLink(
            each.value, addresses.drift(language, {"show": each.value, "section": section}), counted[each]
        )
        for each in Mark
        if counted.get(each)
    ]


def _section(visiting: Visit, account: Account, key: str, state: StepState | None) -> str:
    services, language = visiting.services, visiting.language
    found = read_section_in_work(services.database, key=key, but=account, at=services.clock())
    plan = found.plan
    paragraphs = [_paragraph(found, each, place, language) for place, each in enumerate(found.paragraphs)]
    keys = [each.key for each in found.working.structure.sections]
    around = {keys.index(key) - 1: "previous", keys.index(key) + 1: "next"}
    return visiting.html(
        "working_section.html",
        "",
        {
            each.value: addresses.working_section(each, key, state.value if state else "")
            for each in LANGUAGES
        },
        working=found.working,
        plan=plan,
        heading=section_heading(plan.number, plan.titles, language),
        paragraphs=[each for each in paragraphs if state is None or each["state"] == state.value],
        total=len(paragraphs),
        state=state.value if state else "",
        present=found.there,
        marks=_mark_links(drift.counts(found.paragraphs), language, key),
        around={
            name: {"key": each.key, "heading": section_heading(each.number, each.titles, language)}
            for place, each in enumerate(found.working.structure.sections)
            if (name := around.get(place))
        },
    )


def _paragraph(
    found: SectionInWork, paragraph: WorkingParagraph, place: int, language: Language
) -> dict[str, Any]:
    plan, states = found.plan, paragraph.states
    return {
        "id": paragraph.id,
        "number": place + 1,
        "label": paragraph_label(plan.number, plan.titles[language], place + 1, language),
        "state": state_in_step(paragraph).value,
        "sides": {
            each.value: {
                "text": short_text(paragraph, each, _SHORT) if paragraph.text(each) else "",
                "state": states[each].value,
            }
            for each in LANGUAGES
        },
        "comments": found.comments[paragraph.id],
        "origins": found.working.structure.lineage.get(paragraph.id, ()),
        "is_added": paragraph.id in found.working.structure.added,
        "can_join": place + 1 < len(plan.paragraphs),
    }
