"""Where a moderator takes passages out of a comment, takes that back, or closes the reports on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.accounts import Account
from server.domain.comments import Comment
from server.domain.moderation import DeclineReason, MoveNotAllowed
from server.domain.redaction import PassageNotThere, RedactedField
from server.domain.typed import clean_line, clean_text
from server.text.languages import Language
from server.usecases.missing import Missing
from server.usecases.redact_comment import read_redactable, redact_comment, restore_comment
from server.usecases.report_comment import close_reports
from server.web import addresses
from server.web.pages.comment_cards import shown_comment
from server.web.pages.moderation import MAX_NOTE, back_to
from server.web.pages.page import Visit
from server.web.pages.signed_in import signed_in_visit
from server.web.translations import catalogue
from server.web.typed import legible

_RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Typed:
    """What a moderator typed, and what is wrong with it."""

    passage: str = ""
    out_of: str = RedactedField.TEXT.value
    category: str = ""
    note: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)


async def redacting(request: Request, language: Language) -> Response:
    """Show the words of a comment with the form (GET), or take a passage out or put the last one back (POST)."""
    visiting, account = await signed_in_visit(request, language)
    comment_id = request.path_params["comment"]
    typed = Typed()
    if request.method == "POST":
        async with request.form(max_files=0, max_fields=6) as sent:
            fields = {name: legible(value) for name, value in sent.items() if isinstance(value, str)}
        typed = await _act(visiting, account, comment_id, fields)
        if not typed.problems:
            done = "restored" if fields.get("do") == _RESTORE else "redacted"
            here = f"{addresses.redacting(language, comment_id)}?done={done}"
            return RedirectResponse(here, status_code=303)
    message = _message(request.query_params.get("done", ""), language)
    body = await visiting.services.run(partial(_page, visiting, comment_id, typed, message))
    return HTMLResponse(body, status_code=422 if typed.problems else 200, headers=visiting.headers)


async def closing_reports(request: Request, language: Language) -> Response:
    """Close the reports on a comment."""
    visiting, account = await signed_in_visit(request, language)
    services, comment_id = visiting.services, request.path_params["comment"]
    async with request.form(max_files=0, max_fields=3) as sent:
        note = sent.get("note", "")
    note = clean_line(legible(note))[:MAX_NOTE] if isinstance(note, str) else ""
    close = partial(close_reports, comment_id=comment_id, note=note, by=account, at=services.clock())
    await services.run(close, services.database)
    return back_to(language, comment_id, done="closed")


async def _act(visiting: Visit, account: Account, comment_id: str, fields: Mapping[str, str]) -> Typed:
    services = visiting.services
    try:
        if fields.get("do") == _RESTORE:
            restore = partial(restore_comment, comment_id=comment_id, by=account, at=services.clock())
            await services.run(restore, services.database)
            return Typed()
        typed = _checked(fields)
        if typed.problems:
            return typed
        redact = partial(
            redact_comment,
            comment_id=comment_id,
            passage=typed.passage,
            field=RedactedField(typed.out_of),
            reason=DeclineReason(typed.category),
            by=account,
            at=services.clock(),
            note=typed.note,
        )
        await services.run(redact, services.database)
    except PassageNotThere:
        problems = {"passage": "passage-not-there"}
        return Typed(typed.passage, typed.out_of, typed.category, typed.note, problems)
    except MoveNotAllowed:
        raise Missing("comment", comment_id) from None
    return Typed()


def _checked(fields: Mapping[str, str]) -> Typed:
    passage, note = fields.get("passage", ""), clean_line(fields.get("note", ""))
    chosen, category = fields.get("field", RedactedField.TEXT.value), fields.get("category", "")
    if chosen not in tuple(RedactedField):
        raise HTTPException(400)
    problems: dict[str, str] = {}
    if not clean_text(passage):
        problems["passage"] = "passage-empty"
    if category not in tuple(DeclineReason):
        problems["category"] = "redaction-reason-missing"
    if len(note) > MAX_NOTE:
        problems["note"] = "reason-too-long"
    return Typed(passage, chosen, category, note, problems)


def _message(done: str, language: Language) -> str:
    _ = catalogue(language).gettext
    return {
        "redacted": _("The passage has been taken out. Who wrote the comment is told."),
        "restored": _("The comment says again what it said before."),
    }.get(done, "")


def _page(visiting: Visit, comment_id: str, typed: Typed, message: str) -> str:
    found = read_redactable(visiting.services.database, comment_id=comment_id)
    comment = found.comment
    return visiting.html(
        "redacting.html",
        "",
        addresses.in_both("redacting", comment=comment_id),
        card=shown_comment(comment, visiting.language),
        texts=_texts(comment),
        typed=typed,
        problems=typed.problems,
        reasons=[each.value for each in DeclineReason],
        can_be_restored=found.last is not None,
        action=addresses.redacting(visiting.language, comment_id),
        message=message,
    )


def _texts(comment: Comment) -> dict[str, str]:
    """What can be redacted, as it is stored, by field; empty fields are left out."""
    return {each.value: text for each in RedactedField if (text := getattr(comment, each))}
