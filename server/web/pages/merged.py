"""What comes after merging: the task of the other side, with what changed on both."""

from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from server.domain.accounts import Role
from server.domain.revisions import StepState
from server.domain.working_editions import WorkingParagraph
from server.text.languages import LANGUAGES, Language
from server.usecases.read_in_step import read_in_step
from server.web import addresses
from server.web.pages.merging_form import side_of
from server.web.pages.page import Visit
from server.web.pages.reading import paragraph_label, section_heading
from server.web.pages.signed_in import signed_in_visit
from server.web.pages.step_values import differing_words


async def merged(request: Request, language: Language) -> Response:
    """Show both sides since they were last in step, and where the other one is written; only for editors."""
    visiting, _ = await signed_in_visit(request, language, Role.EDITOR)
    side = side_of(request.query_params.get("side", ""), language)
    body = await visiting.services.run(partial(_page, visiting, request.path_params["paragraph"], side))
    return HTMLResponse(body, headers=visiting.headers)


def _page(visiting: Visit, key: str, side: Language) -> str:
    language = visiting.language
    found = read_in_step(visiting.services.database, key)
    section, paragraph = found.section, found.paragraph
    latest = paragraph.latest(side)
    comments = latest.comments if latest else ()
    return visiting.html(
        "merged.html",
        "",
        addresses.in_both("merged", paragraph=key),
        key=key,
        side=side.value,
        follows=side.other.value,
        is_open=paragraph.states[side.other] is not StepState.IN_STEP,
        state=paragraph.states[side.other].value,
        section=section.key,
        section_title=section_heading(section.number, section.titles, language),
        label=paragraph_label(section.number, section.titles[language], found.number, language),
        last=paragraph.last_in_step,
        texts={each.value: _side(paragraph, each) for each in LANGUAGES},
        latest=latest if latest and latest.by else None,
        comments=[{"id": each, "href": addresses.disposition(language, each)} for each in comments],
    )


def _side(paragraph: WorkingParagraph, language: Language) -> dict[str, Any]:
    last, text = paragraph.last_in_step, paragraph.text(language)
    is_changed = last is not None and last.texts[language] != text
    return {
        "text": text,
        "pieces": differing_words(last.texts[language], text) if last is not None and is_changed else [],
    }
