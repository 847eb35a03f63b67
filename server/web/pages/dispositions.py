"""The editors' list of comments to answer, narrowed down by links; and what can be done to many at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.accounts import Account, Role
from server.domain.disposition_forms import FormRefused, Problem
from server.domain.rounds import DEMONSTRATION
from server.store.disposition_lists import ListedComment, Work
from server.text.languages import Language
from server.usecases.add_to_bundle import add_to_bundle
from server.usecases.assign_disposition import Assignment, assign_disposition
from server.usecases.find_disposition import DisposedMeanwhile
from server.usecases.publish_dispositions import publish_dispositions
from server.usecases.read_dispositions import ON_PAGE, DispositionList, read_dispositions
from server.web import addresses
from server.web.pages.answer_form import day_of, excerpt_of, number_of, text_of
from server.web.pages.disposition_filters import Asked, asked_for, facet_links, pages_of, work_links
from server.web.pages.page import Visit
from server.web.pages.signed_in import signed_in_visit
from server.web.pages.target_labels import target_label
from server.web.translations import catalogue

# Each comment of a page, and what is to be done.
_MAX_FIELDS: Final = ON_PAGE + 10
_ACTS: Final = ("assign", "deadline", "bundle", "noted", "publish")


@dataclass(frozen=True, slots=True)
class Choice:
    """What an editor sent: the chosen comments, what to do with them, and what is wrong with it."""

    chosen: Sequence[str] = ()
    act: str = ""
    responsible: str = ""
    deadline: str = ""
    title: str = ""
    problems: Mapping[str, Problem] = field(default_factory=dict)


async def dispositions(request: Request, language: Language) -> Response:
    """Show the list (GET), or do something to the chosen comments (POST)."""
    visiting, account = await signed_in_visit(request, language, Role.EDITOR)
    asked = asked_for(request.query_params)
    choice, status = Choice(), 200
    if request.method == "POST":
        async with request.form(max_files=0, max_fields=_MAX_FIELDS) as sent:
            choice = _choice(sent)
        try:
            return await _do(visiting, account, asked, choice)
        except FormRefused as refused:
            choice, status = _with_problems(choice, refused.problems), 422
        except DisposedMeanwhile:
            choice, status = _with_problems(choice, {"comments": Problem.TAKEN}), 409
    message = _message(request, language)
    body = await visiting.services.run(partial(_list, visiting, account, asked, choice, message))
    return HTMLResponse(body, status_code=status, headers=visiting.headers)


def _choice(sent: FormData) -> Choice:
    act = text_of(sent, "act")
    chosen = [each for each in sent.getlist("chosen") if isinstance(each, str) and each.isprintable()]
    responsible, deadline, title = (text_of(sent, name) for name in ("responsible", "deadline", "title"))
    choice = Choice(chosen, act, responsible, deadline, title)
    problems = day_of(sent, "deadline")[1] if act == "deadline" else {}
    if act == "publish":
        problems = {} if text_of(sent, "sure") == "yes" else {"sure": Problem.MISSING}
    elif not chosen or act not in _ACTS:
        problems["comments"] = Problem.MISSING
    return _with_problems(choice, problems)


def _with_problems(choice: Choice, problems: Mapping[str, Problem]) -> Choice:
    return replace(choice, problems=problems)


async def _do(visiting: Visit, account: Account, asked: Asked, choice: Choice) -> Response:
    if choice.problems:
        raise FormRefused(choice.problems)
    services, at = visiting.services, visiting.services.clock()
    language = visiting.language
    if choice.act == "publish":
        if not account.role.includes(Role.ADMINISTRATOR):
            raise HTTPException(403)
        count = await services.run(publish_dispositions, services.database, by=account, at=at)
    elif choice.act == "bundle":
        bundle = await services.run(
            add_to_bundle,
            services.database,
            comments=choice.chosen,
            title=choice.title,
            by=account,
            at=at,
        )
        return RedirectResponse(addresses.bundle(language, bundle.id), status_code=303)
    else:
        count = await services.run(
            assign_disposition,
            services.database,
            comments=choice.chosen,
            assignment=_assignment(choice),
            by=account,
            at=at,
        )
    where = asked.address(language, done=choice.act, count=str(count))
    return RedirectResponse(where, status_code=303)


def _assignment(choice: Choice) -> Assignment:
    if choice.act == "assign":
        return Assignment(sets_responsible=True, responsible=number_of(choice.responsible))
    if choice.act == "deadline":
        return Assignment(sets_deadline=True, deadline=day_of({"deadline": choice.deadline}, "deadline")[0])
    return Assignment(noted=True)


def _message(request: Request, language: Language) -> str:
    """What was done, in our own words: the address holds a code and a number."""
    _ = catalogue(language)
    done, count = request.query_params.get("done", ""), number_of(request.query_params.get("count", ""))
    if done not in _ACTS or count is None:
        return ""
    if done == "publish":
        sentence = _.ngettext("%(num)s answer is public now.", "%(num)s answers are public now.", count)
    else:
        sentence = _.ngettext("%(num)s comment was changed.", "%(num)s comments were changed.", count)
    return str(sentence) % {"num": count}


def _list(visiting: Visit, account: Account, asked: Asked, choice: Choice, message: str) -> str:
    language, services = visiting.language, visiting.services
    work = read_dispositions(
        services.database,
        asked.filter,
        account=account.id,
        today=services.clock().date(),
        page=asked.page,
        conflicting=asked.conflicting,
    )
    alternates = {each.value: asked.address(each) for each in Language}
    if work is None:
        return visiting.html("dispositions_none.html", "", alternates)
    decided = work.counts.total - work.counts.work[Work.UNDECIDED]
    return visiting.html(
        "dispositions.html",
        "",
        alternates,
        label=work.working.labels[language],
        entries=[_entry(each, work, visiting) for each in work.entries],
        total=work.counts.total,
        flags=work_links(asked, work, language),
        facets=facet_links(asked, work, language),
        is_narrowed=any(getattr(asked.filter.facets, name) for name in ("section", "group", "kind"))
        or any((asked.filter.facets.language, asked.filter.facets.outcome, asked.filter.facets.round)),
        is_in_bundle=asked.filter.bundle is not None,
        is_standard=asked.filter.standard_response is not None,
        everything=addresses.dispositions(language),
        pages=pages_of(asked, work, language),
        action=asked.address(language),
        choice=choice,
        problems=choice.problems,
        editors=[(each.id, each.name) for each in work.editors],
        message=message,
        can_publish=account.role.includes(Role.ADMINISTRATOR) and decided > work.counts.work[Work.PUBLIC],
    )


def _entry(listed: ListedComment, work: DispositionList, visiting: Visit) -> dict[str, Any]:
    language = visiting.language
    comment, present = listed.comment, listed.disposition
    named = work.names[comment.id]
    is_decided = present is not None and present.decided is not None
    deadline = present.deadline if present else None
    today = visiting.services.clock().date()
    return {
        "id": comment.id,
        "href": addresses.disposition(language, comment.id),
        "target": target_label(named, language),
        "text": excerpt_of(comment.text or comment.suggested_wording),
        "language": comment.language.value,
        "who": comment.name or comment.organisation,
        "group": comment.group.value,
        "kind": comment.kind.value,
        "is_unpublished": comment.state.value == "unpublished",
        "is_demonstration": comment.round == DEMONSTRATION,
        "is_reply": bool(comment.reply_to),
        "outcome": present.outcome.value if present and present.outcome else "",
        "is_decided": is_decided,
        "is_public": present is not None and present.public is not None,
        "responsible": listed.responsible,
        "deadline": deadline,
        "is_overdue": deadline is not None and deadline < today and not is_decided,
        "bundle": listed.bundle,
        "bundle_href": addresses.bundle(language, present.bundle) if present and present.bundle else "",
        "is_proposed": listed.is_proposed,
        "replied": listed.replied,
        "conflicts": len(work.conflicts.get(comment.id, ())),
        "conflicts_href": addresses.merging(language, comment.paragraph_id) if comment.paragraph_id else "",
    }
