"""The forms that change the sections and what the working edition says of itself."""

from datetime import date
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.domain.editions import EditionStatus
from server.domain.structure import SectionPlan, consistent_numbers
from server.domain.working_editions import WorkingEdition
from server.text.languages import LANGUAGES, Language
from server.usecases.begin_working_edition import EditionRefused
from server.usecases.change_sections import (
    add_section,
    move_section,
    name_section,
    remove_section,
    renumber,
)
from server.usecases.describe_edition import describe_edition
from server.usecases.missing import Missing
from server.usecases.read_structure import read_structure
from server.web import addresses
from server.web.pages.page import Visit
from server.web.pages.reading import section_heading
from server.web.pages.structure_forms import (
    Fields,
    Sent,
    StructureForm,
    answer_form,
    section_choices,
    shown,
    sides_of,
)


async def section_adding(request: Request, language: Language) -> Response:
    """Add an empty section behind another, or first."""
    asked = request.query_params.get("after", "")

    def act(fields: Fields) -> Any:
        return partial(
            add_section,
            number=fields.get("number", ""),
            titles=sides_of(fields, "title"),
            after=fields.get("after") or None,
            key=fields.get("key", "").strip(),
        )

    def render(visiting: Visit, sent: Sent) -> str:
        working = _working(visiting)
        return shown(
            visiting,
            "section_adding.html",
            addresses.in_both("section_adding"),
            working,
            sent,
            sections=section_choices(working, language),
            chosen=sent.value("after", asked),
            values={name: sent.value(name, "") for name in ("number", "title_nl", "title_de", "key")},
        )

    form = StructureForm(render, act, lambda *_: addresses.working_edition(language))
    return await answer_form(request, language, form)


async def section_naming(request: Request, language: Language) -> Response:
    """Give a section its number, titles and change notes."""
    key = request.path_params["section"]

    def act(fields: Fields) -> Any:
        return partial(
            name_section,
            key=key,
            number=fields.get("number", ""),
            titles=sides_of(fields, "title"),
            change_notes=sides_of(fields, "note"),
        )

    def render(visiting: Visit, sent: Sent) -> str:
        working = _working(visiting)
        plan = _plan(working, key)
        present = {"number": plan.number}
        present |= {f"title_{each}": plan.titles[each] for each in LANGUAGES}
        present |= {f"note_{each}": plan.change_notes.get(each, "") for each in LANGUAGES}
        return shown(
            visiting,
            "section_naming.html",
            addresses.in_both("section_naming", section=key),
            working,
            sent,
            **_named(plan, language),
            values={name: sent.value(name, text) for name, text in present.items()},
            now=present,
        )

    form = StructureForm(render, act, lambda *_: addresses.working_section(language, key))
    return await answer_form(request, language, form)


async def section_moving(request: Request, language: Language) -> Response:
    """Move a section with all that is in it behind another, or to the front."""
    key = request.path_params["section"]

    def act(fields: Fields) -> Any:
        return partial(move_section, key=key, after=fields.get("after") or None)

    def render(visiting: Visit, sent: Sent) -> str:
        working = _working(visiting)
        plan = _plan(working, key)
        keys = [each.key for each in working.structure.sections]
        place = keys.index(key)
        return shown(
            visiting,
            "section_moving.html",
            addresses.in_both("section_moving", section=key),
            working,
            sent,
            **_named(plan, language),
            sections=section_choices(working, language, but=key),
            chosen=sent.value("after", keys[place - 1] if place else ""),
        )

    form = StructureForm(render, act, lambda *_: addresses.working_edition(language))
    return await answer_form(request, language, form)


async def section_removing(request: Request, language: Language) -> Response:
    """Remove a section that holds no paragraph any more."""
    key = request.path_params["section"]

    def render(visiting: Visit, sent: Sent) -> str:
        working = _working(visiting)
        plan = _plan(working, key)
        return shown(
            visiting,
            "section_removing.html",
            addresses.in_both("section_removing", section=key),
            working,
            sent,
            **_named(plan, language),
        )

    form = StructureForm(
        render, lambda _: partial(remove_section, key=key), lambda *_: addresses.working_edition(language)
    )
    return await answer_form(request, language, form)


async def renumbering(request: Request, language: Language) -> Response:
    """Number the sections anew: a number is proposed for each, the editor confirms or changes it."""

    def act(fields: Fields) -> Any:
        numbers = {
            name.removeprefix("number."): typed
            for name, typed in fields.items()
            if name.startswith("number.")
        }
        return partial(renumber, numbers=numbers)

    def render(visiting: Visit, sent: Sent) -> str:
        working = _working(visiting)
        proposed = consistent_numbers(working.structure)
        return shown(
            visiting,
            "renumbering.html",
            addresses.in_both("renumbering"),
            working,
            sent,
            sections=[
                {
                    "key": each.key,
                    "title": each.titles[language],
                    "now": each.number,
                    "number": sent.value(f"number.{each.key}", proposed[each.key]),
                }
                for each in working.structure.sections
            ],
            changes=sum(each.number != proposed[each.key] for each in working.structure.sections),
        )

    form = StructureForm(render, act, lambda *_: addresses.working_edition(language))
    return await answer_form(request, language, form)


async def edition_details(request: Request, language: Language) -> Response:
    """Say what the working edition is called, its day and status, and what changed in it."""

    def act(fields: Fields) -> Any:
        status = fields.get("status", "")
        return partial(
            describe_edition,
            labels=sides_of(fields, "label"),
            day=_day(fields.get("date", "").strip()),
            status=EditionStatus(status) if status in tuple(EditionStatus) else EditionStatus.CONSULTATION,
            change_notes=sides_of(fields, "note"),
        )

    def render(visiting: Visit, sent: Sent) -> str:
        working = _working(visiting)
        present = {"date": working.date.isoformat() if working.date else "", "status": working.status.value}
        present |= {f"label_{each}": working.labels[each] for each in LANGUAGES}
        present |= {f"note_{each}": working.change_notes.get(each, "") for each in LANGUAGES}
        return shown(
            visiting,
            "edition_details.html",
            addresses.in_both("edition_details"),
            working,
            sent,
            values={name: sent.value(name, text) for name, text in present.items()},
            now=present,
            statuses=[each.value for each in EditionStatus],
        )

    form = StructureForm(render, act, lambda *_: addresses.working_edition(language))
    return await answer_form(request, language, form)


def _working(visiting: Visit) -> WorkingEdition:
    return read_structure(visiting.services.database, paragraphs=()).working


def _plan(working: WorkingEdition, key: str) -> SectionPlan:
    for each in working.structure.sections:
        if each.key == key:
            return each
    raise Missing("section", key)


def _named(plan: SectionPlan, language: Language) -> dict[str, Any]:
    return {"plan": plan, "heading_of_section": section_heading(plan.number, plan.titles, language)}


def _day(typed: str) -> date | None:
    """The day that was typed, None for an empty field. Raises EditionRefused."""
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise EditionRefused({"date": "day-invalid"}) from None
