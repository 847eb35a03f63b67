"""The forms that change which paragraphs there are: add, split, join, move, remove, put back."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from server.domain.working_editions import WorkingEdition, WorkingParagraph
from server.text.languages import LANGUAGES, Language
from server.usecases.add_paragraph import add_paragraph
from server.usecases.change_structure import NewParagraphs, state_of
from server.usecases.join_paragraphs import join_paragraphs, joined_wordings
from server.usecases.missing import Missing
from server.usecases.move_paragraph import move_paragraph
from server.usecases.read_structure import StructureInWork, read_structure
from server.usecases.remove_paragraph import remove_paragraph, restore_paragraph
from server.usecases.split_paragraph import split_paragraph
from server.web import addresses
from server.web.pages.page import Visit
from server.web.pages.reading import paragraph_label, section_heading
from server.web.pages.structure_forms import (
    Fields,
    Sent,
    StructureForm,
    answer_form,
    paragraph_choices,
    section_page,
    short_text,
    shown,
    sides_of,
    texts_of,
)

# Three slashes alone on a line mean nothing in Markdown, and every keyboard has them.
CUT: Final = "///"
_CUT_LINE: Final = re.compile(r"^[ \t]*///[ \t]*\r?$", re.MULTILINE)
# Enough of a removed paragraph to decide on it.
_LONGER: Final = 300


async def paragraph_adding(request: Request, language: Language) -> Response:
    """Add a paragraph to a section, behind the one that the address names, or first."""
    section, asked = request.path_params["section"], request.query_params.get("after", "")

    def act(fields: Fields) -> Any:
        return partial(
            add_paragraph,
            section=section,
            after=fields.get("after") or None,
            wordings=sides_of(fields, "text"),
            confirm=fields.get("confirm") == "yes",
        )

    def render(visiting: Visit, sent: Sent) -> str:
        found = read_structure(visiting.services.database, paragraphs=())
        plan = _section(found.working, section)
        after = sent.value("after", asked)
        number = plan.paragraphs.index(after) + 1 if after in plan.paragraphs else 0
        return shown(
            visiting,
            "paragraph_adding.html",
            addresses.in_both("paragraph_adding", section=section),
            found.working,
            sent,
            plan=plan,
            heading_of_section=section_heading(plan.number, plan.titles, language),
            after=after if number else "",
            number=number,
        )

    form = StructureForm(render, act, lambda made, _: _at(language, made))
    return await answer_form(request, language, form)


async def paragraph_splitting(request: Request, language: Language) -> Response:
    """Split a paragraph where both wordings are cut by a line with three slashes."""
    paragraph = request.path_params["paragraph"]

    def act(fields: Fields) -> Any:
        parts = {side: _CUT_LINE.split(text) for side, text in sides_of(fields, "text").items()}
        return partial(split_paragraph, paragraph=paragraph, parts=parts, seen=fields.get("seen", ""))

    def render(visiting: Visit, sent: Sent) -> str:
        found = _with(visiting, paragraph)
        present = found.paragraphs[paragraph]
        return shown(
            visiting,
            "paragraph_splitting.html",
            addresses.in_both("paragraph_splitting", paragraph=paragraph),
            found.working,
            sent,
            **_named(found, paragraph, language),
            texts={side: sent.value(f"text_{side}", text) for side, text in texts_of(present).items()},
            seen=_seen(sent, state_of(present)),
            cut=CUT,
        )

    form = StructureForm(render, act, lambda made, _: _at(language, made))
    return await answer_form(request, language, form)


async def paragraph_joining(request: Request, language: Language) -> Response:
    """Join a paragraph with the one behind it; the text of both can be mended on the way."""
    paragraph = request.path_params["paragraph"]

    def act(fields: Fields) -> Any:
        return partial(
            join_paragraphs,
            paragraphs=[paragraph, fields.get("next", "")],
            wordings=sides_of(fields, "text"),
            seen=fields.get("seen", "").split(),
        )

    def render(visiting: Visit, sent: Sent) -> str:
        working = read_structure(visiting.services.database, paragraphs=()).working
        behind = _next(working, paragraph)
        found = _with(visiting, paragraph, behind)
        both = [found.paragraphs[paragraph], found.paragraphs[behind]]
        together = {f"text_{side}": text for side, text in joined_wordings(both).items()}
        # With another neighbour what was typed is the text of another pair: it can only be copied.
        is_other = sent.value("next", behind) != behind
        return shown(
            visiting,
            "paragraph_joining.html",
            addresses.in_both("paragraph_joining", paragraph=paragraph),
            found.working,
            sent,
            **_named(found, paragraph, language),
            behind=behind,
            together=together,
            texts={name: text if is_other else sent.value(name, text) for name, text in together.items()},
            typed={name: sent.value(name, "") for name in together} if is_other else {},
            seen=_seen(Sent() if is_other else sent, " ".join(map(state_of, both))),
        )

    form = StructureForm(render, act, lambda made, _: _at(language, made))
    return await answer_form(request, language, form)


async def paragraph_moving(request: Request, language: Language) -> Response:
    """Move a paragraph to a place that is chosen from a list of all."""
    paragraph = request.path_params["paragraph"]

    def act(fields: Fields) -> Any:
        section, _, after = fields.get("place", "").partition("/")
        return partial(move_paragraph, paragraph=paragraph, section=section, after=after or None)

    def render(visiting: Visit, sent: Sent) -> str:
        found = read_structure(visiting.services.database)
        plan = _section_of(found.working, paragraph)
        place = plan.paragraphs.index(paragraph)
        present = f"{plan.key}/{plan.paragraphs[place - 1] if place else ''}"
        return shown(
            visiting,
            "paragraph_moving.html",
            addresses.in_both("paragraph_moving", paragraph=paragraph),
            found.working,
            sent,
            **_named(found, paragraph, language),
            places=paragraph_choices(found.working, found.paragraphs, language, but=paragraph),
            chosen=sent.value("place", present),
        )

    form = StructureForm(render, act, lambda moved, _: section_page(language, moved, paragraph))
    return await answer_form(request, language, form)


async def paragraph_removing(request: Request, language: Language) -> Response:
    """Remove a paragraph, which can be put back; where it has comments, only when that is confirmed."""
    paragraph = request.path_params["paragraph"]

    def act(fields: Fields) -> Any:
        sure = fields.get("despite_comments") == "yes"
        return partial(remove_paragraph, paragraph=paragraph, despite_comments=sure)

    def render(visiting: Visit, sent: Sent) -> str:
        found = _with(visiting, paragraph)
        return shown(
            visiting,
            "paragraph_removing.html",
            addresses.in_both("paragraph_removing", paragraph=paragraph),
            found.working,
            sent,
            **_named(found, paragraph, language),
            texts=texts_of(found.paragraphs[paragraph]),
            comments=found.comments.get(paragraph, 0),
        )

    form = StructureForm(render, act, lambda *_: f"{addresses.removed_paragraphs(language)}?removed=1")
    return await answer_form(request, language, form)


async def removed_paragraphs(request: Request, language: Language) -> Response:
    """List the paragraphs that were removed (GET), or put one back (POST)."""

    def act(fields: Fields) -> Any:
        section = fields.get("section") or None
        return partial(restore_paragraph, paragraph=fields.get("paragraph", ""), section=section)

    def render(visiting: Visit, sent: Sent) -> str:
        found = read_structure(visiting.services.database)
        working = found.working
        return shown(
            visiting,
            "removed_paragraphs.html",
            addresses.in_both("removed_paragraphs"),
            working,
            sent,
            removed=[
                {
                    "id": each,
                    "section": gone.section if _is_there(working, gone.section) else "",
                    "texts": _short_sides(found.paragraphs[each]),
                    "comments": found.comments.get(each, 0),
                }
                for each, gone in reversed([*working.structure.removed.items()])
            ],
            sections=[
                {"key": each.key, "heading": section_heading(each.number, each.titles, language)}
                for each in working.structure.sections
            ],
            is_new="removed" in request.query_params,
        )

    def done(restored: WorkingEdition, fields: Fields) -> str:
        return section_page(language, restored, fields["paragraph"])

    return await answer_form(request, language, StructureForm(render, act, done))


def _seen(sent: Sent, present: str) -> str:
    """What the editor had before them: the present state only once the page has shown it."""
    return present if sent.revised is not None else sent.value("seen", present)


def _at(language: Language, made: NewParagraphs) -> str:
    return section_page(language, made.working, made.paragraphs[0])


def _with(visiting: Visit, *paragraphs: str) -> StructureInWork:
    found = read_structure(visiting.services.database, paragraphs=paragraphs)
    for each in paragraphs:
        _section_of(found.working, each)
    return found


def _section(working: WorkingEdition, key: str) -> Any:
    if not _is_there(working, key):
        raise Missing("section", key)
    return working.structure.section(key)


def _section_of(working: WorkingEdition, paragraph: str) -> Any:
    if paragraph not in working.structure.paragraphs:
        raise Missing("paragraph", paragraph)
    return working.structure.section_of(paragraph)


def _is_there(working: WorkingEdition, key: str) -> bool:
    return any(each.key == key for each in working.structure.sections)


def _next(working: WorkingEdition, paragraph: str) -> str:
    """The paragraph behind one in its section. Raises Missing: the last one cannot be joined with the next."""
    there = _section_of(working, paragraph).paragraphs
    place = there.index(paragraph) + 1
    if place == len(there):
        raise Missing("paragraph behind", paragraph)
    return str(there[place])


def _named(found: StructureInWork, paragraph: str, language: Language) -> Mapping[str, Any]:
    """What a page calls a paragraph."""
    plan = _section_of(found.working, paragraph)
    place = plan.paragraphs.index(paragraph) + 1
    return {
        "paragraph": paragraph,
        "plan": plan,
        "label": paragraph_label(plan.number, plan.titles[language], place, language),
        "heading_of_section": section_heading(plan.number, plan.titles, language),
    }


def _short_sides(paragraph: WorkingParagraph) -> dict[str, str]:
    return {
        each.value: short_text(paragraph, each, _LONGER) if paragraph.text(each) else "" for each in LANGUAGES
    }
