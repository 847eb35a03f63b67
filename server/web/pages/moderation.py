"""The moderators' work list: what waits, and the decision on each comment."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.comments import Comment
from server.domain.moderation import ModerationState, MoveNotAllowed
from server.store.moderation import Decision, HeldComment
from server.text.languages import Language
from server.text.markdown import plain
from server.usecases.moderate_comment import (
    DecidedMeanwhile,
    ModerationList,
    NotAllowed,
    moderate_comment,
    read_moderation_list,
)
from server.web import addresses
from server.web.pages.page import Visit, visit
from server.web.pages.reading import paragraph_label, section_heading, shown_comment
from server.web.translations import catalogue

# What a moderator can make of a comment; nothing goes back to being held, and only its submitter withdraws it.
DECISIONS = (ModerationState.SHOWN, ModerationState.DECLINED)


async def moderation(request: Request, language: Language) -> Response:
    """Show the work list (GET) or take a decision (POST); only for who is signed in."""
    visiting = await visit(request, language)
    if visiting.account is None:
        raise HTTPException(403)
    if request.method == "POST":
        return await _decide(request, visiting)
    message = _message(request.query_params.get("done", ""), language)
    body = await visiting.services.run(partial(_moderation, visiting, message))
    return HTMLResponse(body, headers=visiting.headers)


async def _decide(request: Request, visiting: Visit) -> Response:
    async with request.form(max_files=0, max_fields=5) as sent:
        comment_id, decision, seen = (str(sent.get(name, "")) for name in ("comment", "decision", "state"))
    if visiting.account is None or decision not in DECISIONS or not comment_id.isprintable():
        raise HTTPException(400)
    services = visiting.services
    act = partial(
        moderate_comment,
        comment_id=comment_id,
        to=ModerationState(decision),
        by=visiting.account,
        at=services.clock(),
        seen=ModerationState(seen) if seen in tuple(ModerationState) else None,
    )
    try:
        await services.run(act, services.database)
        done = decision
    except NotAllowed:
        raise HTTPException(403) from None
    except (DecidedMeanwhile, MoveNotAllowed):
        done = "meanwhile"
    return RedirectResponse(f"{addresses.moderation(visiting.language)}?done={done}", status_code=303)


def _message(done: str, language: Language) -> str:
    _ = catalogue(language).gettext
    return {
        "shown": _("The comment is shown now."),
        "declined": _("The comment is not shown."),
        "meanwhile": _("Somebody else has decided on this comment meanwhile. Nothing was changed."),
    }.get(done, "")


def _moderation(visiting: Visit, message: str) -> str:
    work = read_moderation_list(visiting.services.database)
    language = visiting.language
    return visiting.html(
        "moderation.html",
        "",
        addresses.in_both("moderation"),
        held=[_held(each, work, language) for each in work.held],
        held_in_all=work.held_in_all,
        done=[_done(each, work, language) for each in work.decisions],
        message=message,
    )


def _held(held: HeldComment, work: ModerationList, language: Language) -> dict[str, Any]:
    comment = held.comment
    return {
        **_fields(comment, work, language),
        "section_title": section_heading(held.number or "", held.titles, language) if held.titles else "",
        "base_text": plain(comment.base_text),
        "wording_now": plain(held.wording_now) if held.wording_now else "",
    }


def _done(decision: Decision, work: ModerationList, language: Language) -> dict[str, Any]:
    return {
        "comment": _fields(decision.comment, work, language),
        "state": decision.to_state.value,
        "by": decision.by or "",
        "when": decision.decided,
    }


def _fields(comment: Comment, work: ModerationList, language: Language) -> Mapping[str, Any]:
    label, href = _target(comment, work, language)
    shown = shown_comment(comment, label=label, href=href)
    fields = {name: getattr(shown, name) for name in shown.__slots__}
    return {**fields, "state": comment.state.value, "concept": comment.concept}


def _target(comment: Comment, work: ModerationList, language: Language) -> tuple[str, str]:
    """What the comment is on, as it is cited, and the address of its thread."""
    if comment.concept:
        known = work.concepts.get(comment.concept)
        term = known.sides[language].preferred if known else comment.concept
        label = catalogue(language).gettext("Concept “%(term)s”") % {"term": term}
        return label, addresses.concept_thread(language, comment.concept)
    found = work.paragraphs.get((comment.edition, comment.paragraph_id))
    label = comment.paragraph_id
    if found:
        place = found.place
        label = paragraph_label(place.number, place.titles[language], place.position, language)
    return label, addresses.thread(language, comment.edition, comment.paragraph_id)
