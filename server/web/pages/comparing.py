"""Two editions beside each other: the form that asks which, and the comparison, whole or of one section."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.changes import SectionChanges
from server.store.editions import EditionEntry
from server.text.languages import LANGUAGES, Language
from server.usecases.compare_editions import Comparison, OtherWayRound, compare_editions
from server.usecases.find_comparison import find_comparison
from server.usecases.read_contents import read_editions
from server.web import addresses
from server.web.kept_pages import KeptPage
from server.web.pages.changes_view import ChangesView
from server.web.pages.page import Visit, show, visit
from server.web.pages.reading import plain_texts, section_heading


async def comparing(request: Request, language: Language) -> Response:
    """Ask which editions to compare; with both chosen, lead to the one address of their comparison."""
    asked = {name: request.query_params.get(name, "") for name in ("a", "b", "section")}
    if not asked["a"] or not asked["b"] or asked["a"] == asked["b"]:
        status = 422 if asked["a"] and asked["a"] == asked["b"] else 200
        return await show(request, language, partial(_form, asked=asked, refused=status == 422), status)
    visiting = await visit(request, language)
    services = visiting.services
    found = await services.run(
        find_comparison,
        services.database,
        one=asked["a"],
        other=asked["b"],
        section=asked["section"],
    )
    slug = found.slugs[language] if found.slugs else ""
    return RedirectResponse(addresses.comparison(language, found.older, found.newer, slug), status_code=303)


async def comparison(request: Request, language: Language) -> Response:
    """Show a comparison; of two editions named newest first, lead to it."""
    parts = request.path_params
    older, newer, slug = parts["older"], parts["newer"], parts.get("slug")
    only = request.query_params.get("language", "")
    if only and only not in LANGUAGES:
        raise HTTPException(404)
    visiting = await visit(request, language)
    services = visiting.services
    marker = await services.kept.present_marker()
    try:
        body = await services.run(_comparison, visiting, older=older, newer=newer, slug=slug, only=only)
    except OtherWayRound:
        right = addresses.comparison(language, newer, older, slug or "", only)
        return RedirectResponse(right, status_code=308)
    if visiting.account is not None:
        return HTMLResponse(body, headers=visiting.headers)
    # Editions never change, but any comment on them may: kept until somebody writes anything, under no stamp.
    page = KeptPage(body.encode(), language.value, "", newer, "")
    if not request.url.query:
        services.kept.keep(request.scope["path"], page, marker)
    return services.kept.response(page, request)


def _form(visiting: Visit, asked: dict[str, str], *, refused: bool) -> str:
    known = read_editions(visiting.services.database)
    newest = [each.key for each in known]
    chosen = (
        asked["a"] or (newest[1] if len(newest) > 1 else ""),
        asked["b"] or (newest[0] if newest else ""),
    )
    return visiting.html(
        "comparing.html",
        "",
        addresses.in_both("comparing"),
        form=edition_form(known, chosen, asked["section"], visiting.language),
        problems=refused,
        pairs=[
            {
                "older": older.labels[visiting.language],
                "newer": newer.labels[visiting.language],
                "date": newer.date,
                "href": addresses.comparison(visiting.language, older.key, newer.key),
            }
            for newer, older in pairwise(known)
        ],
    )


def edition_form(
    known: list[EditionEntry], chosen: tuple[str, str], section: str, language: Language
) -> dict[str, Any]:
    """What the form of two editions shows, the newest first, within a section where one is named."""
    return {
        "options": [{"key": each.key, "label": each.labels[language], "date": each.date} for each in known],
        "a": chosen[0],
        "b": chosen[1],
        "section": section,
    }


def _comparison(visiting: Visit, *, older: str, newer: str, slug: str | None, only: str) -> str:
    language = visiting.language
    found = compare_editions(
        visiting.services.database, older=older, newer=newer, language=language, slug=slug
    )
    chosen = found.chosen.section if found.chosen else None
    address = _address(found, chosen.slug if chosen else None)
    view = ChangesView(found, language, (Language(only),) if only else (language, language.other))
    return visiting.html(
        "comparison.html",
        "",
        {each.value: address(each, "") for each in LANGUAGES},
        older=edition_line(found.older, language),
        newer=edition_line(found.newer, language),
        shown_languages=tuple(each.value for each in view.languages),
        only=only,
        views=[
            {"only": each, "href": address(language, each)}
            for each in ("", *(one.value for one in LANGUAGES))
        ],
        heading=section_heading(chosen.number, chosen.titles, language) if chosen else "",
        whole_href=addresses.comparison(language, found.older.key, found.newer.key),
        history_href=addresses.section_history(language, chosen.key) if chosen else "",
        notes=_notes(found),
        counts=view.counts(found.shown),
        contents=[_entry(each, found, view) for each in found.sections],
        sections=view.sections(),
        form=edition_form(
            list(reversed(found.editions)),
            (found.older.key, found.newer.key),
            chosen.key if chosen else "",
            language,
        ),
    )


def edition_line(entry: EditionEntry, language: Language) -> dict[str, Any]:
    """An edition as pages name it."""
    return {
        "label": entry.labels[language],
        "date": entry.date,
        "href": addresses.contents(language, entry.key),
    }


def _address(found: Comparison, slug: Callable[[Language], str] | None) -> Callable[[Language, str], str]:
    def address(language: Language, only: str) -> str:
        named = slug(language) if slug else ""
        return addresses.comparison(language, found.older.key, found.newer.key, named, only)

    return address


def _notes(found: Comparison) -> list[dict[str, Any]]:
    """What was noted on each edition in between, on the chosen section or on the whole, the newest first."""
    notes = []
    for step in reversed(found.steps):
        noted = (
            found.notes.get((step.key, found.chosen.section.key), {}) if found.chosen else step.change_notes
        )
        if noted:
            notes.append({"labels": plain_texts(step.labels), "date": step.date, "texts": plain_texts(noted)})
    return notes


def _entry(section: SectionChanges, found: Comparison, view: ChangesView) -> dict[str, Any]:
    """A section as a line in the contents, marked with what changed in it."""
    language = view.language
    slug = section.section.slug(language)
    return {
        "number": section.section.number,
        "title": section.section.titles[language],
        "level": section.section.level,
        "href": addresses.comparison(language, found.older.key, found.newer.key, slug),
        "changed": section.has_changed,
        "is_new": section.before is None,
        "is_gone": section.after is None,
        "is_renamed": section.is_renamed,
        "is_chosen": found.chosen is not None and found.chosen.section.key == section.section.key,
        "counts": view.counts([section]),
    }
