"""The editing page of one paragraph: both wordings beside each other, and all that belongs to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.accounts import Account, Role
from server.domain.typed import clean_text
from server.domain.working_editions import WorkingParagraph
from server.text.languages import LANGUAGES, Language
from server.usecases.keep_autosave import AutosaveTooLong, drop_autosave, keep_autosave
from server.usecases.missing import Missing
from server.usecases.read_working_paragraph import ParagraphToEdit, read_working_paragraph
from server.usecases.revise_paragraph import (
    RevisedMeanwhile,
    RevisionRefused,
    revise_paragraph,
)
from server.usecases.tell_presence import tell_presence
from server.web import addresses
from server.web.pages.page import Visit, visit
from server.web.pages.paragraph_form import (
    MAX_FIELDS,
    ParagraphForm,
    after_conflict,
    conflict_of,
    kept_form,
    sent_form,
    with_text_taken,
)
from server.web.pages.paragraph_panel import (
    comment_values,
    history_values,
    meanwhile_values,
    preview_values,
)
from server.web.pages.reading import paragraph_label, section_heading
from server.web.pages.signed_in import signed_in_visit
from server.web.pages.wording_remarks import wording_remark
from server.web.translations import catalogue

# As many comments can an address choose.
_PRESETS = 20


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the page is to show; without a form what is kept, with one what was typed in it."""

    form: ParagraphForm | None = None
    comments: tuple[str, ...] = ()
    act: str = ""
    problems: Mapping[str, Sequence[str]] = field(default_factory=dict)
    present: WorkingParagraph | None = None
    said: str = ""


async def paragraph_editing(request: Request, language: Language) -> Response:
    """Show the page (GET), or save, preview, take another text into a field, or discard what was kept (POST)."""
    if request.method == "GET":
        visiting, account = await signed_in_visit(request, language, Role.EDITOR)
        query = request.query_params
        comments = tuple(dict.fromkeys(query.getlist("comment")[:_PRESETS]))
        return await _answer(
            request, visiting, account, _Asked(comments=comments, said=query.get("said", ""))
        )
    visiting = await visit(request, language)
    async with request.form(max_files=0, max_fields=MAX_FIELDS) as sent:
        form, act = sent_form(sent), str(sent.get("act", "save"))
    if visiting.account is None:
        return await _not_signed_in(visiting, form)
    if not visiting.account.role.includes(Role.EDITOR):
        raise HTTPException(403)
    try:
        return await _act(request, visiting, visiting.account, form, act)
    except Missing:
        return await _gone(visiting, form)


async def _act(
    request: Request, visiting: Visit, account: Account, form: ParagraphForm, act: str
) -> Response:
    services, key = visiting.services, request.path_params["paragraph"]
    if act == "discard":
        await services.run(drop_autosave, services.database, paragraph=key, by=account)
        return _back(visiting, key, "discarded")
    if act != "save":
        await _keep(visiting, account, key, form)
        return await _answer(request, visiting, account, _Asked(form, act=act))
    try:
        changed = await _save(visiting, account, key, form)
    except RevisionRefused as refused:
        await _keep(visiting, account, key, form)
        return await _answer(request, visiting, account, _Asked(form, problems=refused.problems), 422)
    except RevisedMeanwhile as outdated:
        await _keep(visiting, account, key, form)
        return await _answer(request, visiting, account, _Asked(form, present=outdated.present), 409)
    return _back(visiting, key, "saved" if changed else "unchanged")


async def _save(visiting: Visit, account: Account, key: str, form: ParagraphForm) -> bool:
    """Whether anything came of it. Raises RevisionRefused, RevisedMeanwhile."""
    services = visiting.services
    revised = await services.run(
        revise_paragraph,
        services.database,
        paragraph=key,
        changes=form.changes,
        by=account,
        at=services.clock(),
        comments=form.comments,
        confirm=form.confirm,
    )
    return form.confirm or any(
        revised.number(language) > side.base and revised.text(language) == clean_text(side.text)
        for language, side in form.sides.items()
    )


async def _keep(visiting: Visit, account: Account, key: str, form: ParagraphForm) -> None:
    """What is typed outlives this page; a text that is too long for that is in the page alone."""
    services = visiting.services
    keep = partial(keep_autosave, paragraph=key, typed=form.typed, by=account, at=services.clock())
    try:
        await services.run(keep, services.database)
    except AutosaveTooLong:
        return


def _back(visiting: Visit, key: str, said: str) -> Response:
    where = addresses.working_paragraph(visiting.language, key)
    return RedirectResponse(f"{where}?said={said}", status_code=303)


async def _not_signed_in(visiting: Visit, form: ParagraphForm) -> Response:
    """A session that ended while somebody was typing: the page carries all that was typed on."""
    make = partial(visiting.html, "paragraph_not_signed_in.html", "", None, form=form)
    return HTMLResponse(await visiting.services.run(make), status_code=403, headers=visiting.headers)


async def _gone(visiting: Visit, form: ParagraphForm) -> Response:
    """Somebody removed the paragraph, or published the edition, while it was being edited."""
    _ = catalogue(visiting.language).gettext
    make = partial(
        visiting.html,
        "error.html",
        "",
        None,
        status=404,
        heading=_("This paragraph is not in the working edition any more"),
        explanation=_("Perhaps somebody has removed it, or has published the edition."),
        what_to_do=_("Nothing has been saved. Copy what you typed from here if you still need it."),
        typed=[side.text for side in form.sides.values() if side.text],
    )
    return HTMLResponse(await visiting.services.run(make), status_code=404, headers=visiting.headers)


async def _answer(
    request: Request, visiting: Visit, account: Account, asked: _Asked, status: int = 200
) -> Response:
    key = request.path_params["paragraph"]
    body = await visiting.services.run(_page, visiting, account, key, asked)
    return HTMLResponse(body, status_code=status, headers=visiting.headers)


def _page(visiting: Visit, account: Account, key: str, asked: _Asked) -> str:
    services, language = visiting.services, visiting.language
    found = read_working_paragraph(
        services.database,
        paragraph=key,
        by=account,
        concept_address=addresses.concept,
        typed=asked.form.texts if asked.form else None,
        also=asked.form.comments if asked.form else asked.comments,
    )
    others = tell_presence(services.database, section=found.section.key, by=account, at=services.clock())
    form = asked.form or kept_form(found, asked.comments)
    if asked.present is not None:
        form = after_conflict(form, asked.present)
    form = with_text_taken(form, found.paragraph, asked.act)
    return visiting.html(
        "paragraph_editing.html",
        "",
        addresses.in_both("working_paragraph", paragraph=key),
        key=key,
        edition=found.working.key,
        others=others,
        form=form,
        sides=[_side(each, form, found, asked) for each in LANGUAGES],
        was_typed=asked.form is not None,
        is_preview=asked.act == "preview",
        is_conflict=asked.present is not None,
        said=asked.said,
        problems=_problems(asked.problems, language),
        comments=comment_values(found, language),
        comments_total=len(found.comments),
        history=history_values(found.paragraph, language),
        preview=preview_values(found.preview, language),
        **_place(found, language),
    )


def _side(language: Language, form: ParagraphForm, found: ParagraphToEdit, asked: _Asked) -> dict[str, Any]:
    side, kept = form.sides[language], found.autosaves.get(language)
    return {
        "language": language.value,
        "form": side,
        "state": found.paragraph.states[language].value,
        "meanwhile": meanwhile_values(conflict_of(side, found.paragraph, language)),
        "kept": kept.at if kept and asked.form is None else None,
        "kept_outdated": kept is not None and kept.base != found.paragraph.number(language),
    }


def _place(found: ParagraphToEdit, language: Language) -> dict[str, Any]:
    section, key = found.section, found.paragraph.id
    return {
        "section": section.key,
        "label": paragraph_label(section.number, section.titles[language], found.position, language),
        "section_title": section_heading(section.number, section.titles, language),
        "previous": found.previous,
        "next": found.next,
        "has_suggestions": any(each.is_here and each.comment.suggested_wording for each in found.comments),
        "merging_href": addresses.merging(language, key),
        "in_step_href": addresses.in_step(language, key),
        "exception": found.paragraph.exception,
    }


def _problems(problems: Mapping[str, Sequence[str]], language: Language) -> dict[str, list[str]]:
    """What is wrong by field; the page has the sentences for "missing" and "too-long"."""
    return {
        name: [each if each in ("missing", "too-long") else wording_remark(each, language) for each in why]
        for name, why in problems.items()
    }
