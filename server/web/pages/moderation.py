"""The moderators' queue: what waits, narrowed down by links, and decisions on one comment or many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.accounts import Account
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.typed import clean_line
from server.text.languages import Language
from server.usecases.moderate_comment import DECISIONS, Decided, Decision, moderate_comments
from server.usecases.read_moderation_list import ON_PAGE, read_moderation_list
from server.web import addresses
from server.web.pages.page import Visit
from server.web.pages.queue_entries import queue_entry
from server.web.pages.queue_filters import Asked, asked_for, facet_links, order_link, pages_of, state_links
from server.web.pages.signed_in import signed_in_visit
from server.web.translations import catalogue
from server.web.typed import legible

# What a moderator writes into the log about a decision.
MAX_NOTE: Final = 1_000
# Each comment of a page twice (chosen, and shown there), and what is decided.
_MAX_FIELDS: Final = 2 * ON_PAGE + 10


@dataclass(frozen=True, slots=True)
class Choice:
    """What a moderator sent: comments as "id:state seen", the decision, why; and what is wrong with it."""

    chosen: Sequence[str] = ()
    decision: str = ""
    category: str = ""
    reason: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)


async def moderation(request: Request, language: Language) -> Response:
    """Show the queue (GET) or decide (POST); only for moderators."""
    visiting, account = await signed_in_visit(request, language)
    asked = asked_for(request.query_params)
    choice = Choice()
    if request.method == "POST":
        async with request.form(max_files=0, max_fields=_MAX_FIELDS) as sent:
            choice = _choice(sent)
        if not choice.problems:
            decided = await _decide(visiting, account, choice)
            said = {"done": choice.decision, "count": len(decided.done), "meanwhile": len(decided.meanwhile)}
            where = asked.address(language, **{name: str(value) for name, value in said.items()})
            return RedirectResponse(where, status_code=303)
    message = _message(request, language)
    body = await visiting.services.run(partial(_queue, visiting, asked, choice, message))
    return HTMLResponse(body, status_code=422 if choice.problems else 200, headers=visiting.headers)


def _choice(sent: FormData) -> Choice:
    def typed(name: str) -> str:
        value = sent.get(name, "")
        return legible(value) if isinstance(value, str) else ""

    # The button of one comment decides on that one, whatever else is ticked.
    one = typed("show")
    if one:
        chosen, decision = [one], ModerationState.SHOWN.value
    else:
        named = "on_page" if typed("all") else "chosen"
        chosen, decision = [str(value) for value in sent.getlist(named)], typed("decision")
    choice = Choice(chosen, decision, typed("category"), clean_line(typed("reason")))
    problems: dict[str, str] = {}
    if not chosen:
        problems["comments"] = "nothing-chosen"
    if decision not in DECISIONS:
        problems["decision"] = "decision-missing"
    elif decision == ModerationState.DECLINED and choice.category not in tuple(DeclineReason):
        problems["category"] = "category-missing"
    if len(choice.reason) > MAX_NOTE:
        problems["reason"] = "reason-too-long"
    return Choice(choice.chosen, choice.decision, choice.category, choice.reason, problems)


async def _decide(visiting: Visit, account: Account, choice: Choice) -> Decided:
    services = visiting.services
    category = choice.category or DeclineReason.OTHER
    return await services.run(
        moderate_comments,
        services.database,
        chosen=[_seen(value) for value in choice.chosen],
        decision=Decision(ModerationState(choice.decision), DeclineReason(category), choice.reason),
        by=account,
        at=services.clock(),
    )


def _seen(value: str) -> tuple[str, ModerationState]:
    """A comment and the state in which the moderator saw it; 400 for what no page of ours holds."""
    comment_id, _, state = value.partition(":")
    if state not in tuple(ModerationState) or not comment_id.isprintable():
        raise HTTPException(400)
    return comment_id, ModerationState(state)


def _message(request: Request, language: Language) -> str:
    """What was done, in our own words: the address holds a code and two numbers."""
    _ = catalogue(language)
    done, count, meanwhile = (request.query_params.get(name, "") for name in ("done", "count", "meanwhile"))
    sentences = []
    if done in DECISIONS and count.isascii() and count.isdigit() and int(count):
        shown = done == ModerationState.SHOWN
        sentence = (
            _.ngettext("%(num)s comment is shown now.", "%(num)s comments are shown now.", int(count))
            if shown
            else _.ngettext("%(num)s comment is not shown.", "%(num)s comments are not shown.", int(count))
        )
        sentences.append(sentence % {"num": int(count)})
    elif done == "closed":
        sentences.append(_.gettext("The reports are closed."))
    if meanwhile.isascii() and meanwhile.isdigit() and int(meanwhile):
        sentence = _.ngettext(
            "On %(num)s comment somebody else has decided meanwhile. Nothing was changed there.",
            "On %(num)s comments somebody else has decided meanwhile. Nothing was changed there.",
            int(meanwhile),
        )
        sentences.append(sentence % {"num": int(meanwhile)})
    return " ".join(sentences)


def _queue(visiting: Visit, asked: Asked, choice: Choice, message: str) -> str:
    language = visiting.language
    work = read_moderation_list(
        visiting.services.database, asked.filter, page=asked.page, newest_first=asked.newest_first
    )
    past = work.past
    context: dict[str, Any] = {
        "entries": [queue_entry(each, work, language) for each in work.entries],
        "total": work.counts.total,
        "states": state_links(asked, work.counts, language),
        "facets": facet_links(asked, work, language),
        "is_narrowed": asked.filter.facets != type(asked.filter.facets)(),
        "one": asked.filter.comment,
        "order_href": order_link(asked, language),
        "newest_first": asked.newest_first,
        "pages": pages_of(asked, work, language),
        "action": asked.address(language),
        "choice": choice,
        "problems": choice.problems,
        "reasons": [each.value for each in DeclineReason],
        "decisions": [each.value for each in DECISIONS],
        "message": message,
        "past": past.acts if past else (),
        "versions": past.versions if past else (),
    }
    alternates = {each.value: asked.address(each) for each in Language}
    return visiting.html("moderation.html", "", alternates, **context)


def back_to(language: Language, comment_id: str, **said: str) -> RedirectResponse:
    """303 to one comment of the queue."""
    return RedirectResponse(addresses.moderation(language, {"comment": comment_id, **said}), status_code=303)
