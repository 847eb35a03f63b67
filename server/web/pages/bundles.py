"""Bundles: the list of them, and the page on which one answer is given to all comments of a bundle."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.accounts import Account, Role
from server.domain.comments import Comment
from server.domain.disposition_forms import FormRefused, Problem
from server.domain.dispositions import Disposition
from server.text.languages import Language
from server.usecases.add_to_bundle import add_to_bundle, take_out_of_bundle
from server.usecases.answer_bundle import BundleChangedMeanwhile, answer_bundle
from server.usecases.find_disposition import DisposedMeanwhile
from server.usecases.missing import Missing
from server.usecases.read_bundle import OneBundle, read_bundle, read_bundles
from server.web import addresses
from server.web.pages.answer_form import (
    MAX_FIELDS,
    TypedAnswer,
    answer_of,
    answer_values,
    beside_stored,
    excerpt_of,
    number_of,
    text_of,
    typed_answer,
)
from server.web.pages.page import Visit
from server.web.pages.signed_in import signed_in_visit
from server.web.pages.target_labels import target_label
from server.web.pages.word_pieces import pieces_of

_ACTS: Final = ("insert", "save", "decide", "remove", "add")
_SAID: Final = ("saved", "decided", "removed", "added")


@dataclass(frozen=True, slots=True)
class Sent:
    """What an editor sent, and what is wrong with it; `seen` are members with the revisions that were seen."""

    act: str = ""
    answer: TypedAnswer | None = None
    seen: Mapping[str, int] = field(default_factory=dict)
    chosen: tuple[str, ...] = ()
    problems: Mapping[str, Problem] = field(default_factory=dict)
    is_meanwhile: bool = False

    @property
    def status(self) -> int:
        """The status of the answer."""
        return 409 if self.is_meanwhile else 422 if self.problems else 200


async def bundles(request: Request, language: Language) -> Response:
    """Show every bundle of the working edition."""
    visiting, _ = await signed_in_visit(request, language, Role.EDITOR)
    body = await visiting.services.run(partial(_list, visiting))
    return HTMLResponse(body, headers=visiting.headers)


async def bundle(request: Request, language: Language) -> Response:
    """Show a bundle (GET); answer it, or put comments in or take them out (POST)."""
    visiting, account = await signed_in_visit(request, language, Role.EDITOR)
    number = number_of(request.path_params["bundle"])
    if number is None:
        raise Missing("bundle", "")
    sent, standard = Sent(), None
    if request.method == "POST":
        async with request.form(max_files=0, max_fields=MAX_FIELDS) as form:
            sent, standard = _sent(form), number_of(text_of(form, "standard"))
        if sent.act != "insert":
            said, sent = await _do(visiting, account, number, sent)
            if said:
                where = f"{addresses.bundle(language, number)}?said={said}"
                return RedirectResponse(where, status_code=303)
    asked = request.query_params.get("said", "")
    page = partial(_one, visiting, number, sent, asked if asked in _SAID else "", standard)
    body = await visiting.services.run(page)
    return HTMLResponse(body, status_code=sent.status, headers=visiting.headers)


def _sent(form: FormData) -> Sent:
    act = text_of(form, "act")
    chosen = tuple(each for each in form.getlist("chosen") if isinstance(each, str) and each.isprintable())
    if act not in _ACTS:
        return Sent("", typed_answer(form), problems={"chosen": Problem.MISSING})
    if act in ("remove", "add"):
        return Sent(act, chosen=chosen, problems={} if chosen else {"chosen": Problem.MISSING})
    pairs = (str(each).partition(":") for each in form.getlist("seen"))
    seen = {comment: number_of(revision) or 0 for comment, _, revision in pairs}
    answer = typed_answer(form)
    return Sent(act, answer, seen, problems=answer.problems)


async def _do(visiting: Visit, account: Account, number: int, sent: Sent) -> tuple[str, Sent]:
    """Carry the act out: what to say of it, or "" and what was sent with what is wrong."""
    if sent.problems:
        return "", sent
    run = {"remove": _remove, "add": _add}.get(sent.act, _answer)
    try:
        return await run(visiting, account, number, sent), sent
    except FormRefused as refused:
        return "", replace(sent, problems=refused.problems)
    except (BundleChangedMeanwhile, DisposedMeanwhile):
        return "", replace(sent, is_meanwhile=True)


async def _answer(visiting: Visit, account: Account, number: int, sent: Sent) -> str:
    services = visiting.services
    await services.run(
        answer_bundle,
        services.database,
        bundle=number,
        form=(sent.answer or TypedAnswer()).form,
        seen=sent.seen,
        decide=sent.act == "decide",
        by=account,
        at=services.clock(),
    )
    return "decided" if sent.act == "decide" else "saved"


async def _remove(visiting: Visit, account: Account, number: int, sent: Sent) -> str:
    services = visiting.services
    await services.run(take_out_of_bundle, services.database, comments=sent.chosen, bundle=number, by=account)
    return "removed"


async def _add(visiting: Visit, account: Account, number: int, sent: Sent) -> str:
    services = visiting.services
    found = await services.run(read_bundle, services.database, number)
    await services.run(
        add_to_bundle,
        services.database,
        comments=sent.chosen,
        title=found.bundle.title,
        by=account,
        at=services.clock(),
    )
    return "added"


def _list(visiting: Visit) -> str:
    found = read_bundles(visiting.services.database)
    language = visiting.language
    return visiting.html(
        "bundles.html",
        "",
        addresses.in_both("bundles"),
        is_begun=found is not None,
        bundles=[
            {
                "title": each.bundle.title,
                "href": addresses.bundle(language, each.bundle.id),
                "members": each.members,
                "undecided": each.undecided,
                "list_href": addresses.dispositions(language, {"bundle": str(each.bundle.id)}),
            }
            for each in found or ()
        ],
    )


def _one(visiting: Visit, number: int, sent: Sent, said: str, standard: int | None) -> str:
    language = visiting.language
    found = read_bundle(visiting.services.database, number)
    first = _first(found)
    answer = sent.answer or (replace(answer_of(first), base=0) if first else TypedAnswer())
    if standard is not None:
        answer = answer.with_standard(next((e for e in found.tools.standard if e.id == standard), None))
    stored = beside_stored(answer, first) if sent.is_meanwhile and first and sent.answer else []
    return visiting.html(
        "bundle.html",
        "",
        addresses.in_both("bundle", bundle=str(number)),
        bundle=found.bundle,
        members=[_member(each, found, language) for each in found.comments.values()],
        like=[_member(each, found, language) for each in found.like],
        seen=[f"{each.comment}:{each.revision}" for each in found.open],
        is_decided=bool(found.open) and all(each.decided is not None for each in found.open),
        answer=answer_values(answer, found.tools, None, language),
        stored=[(each, pieces_of(pieces)) for each, pieces in stored],
        stored_outcome=first.outcome.value if first and first.outcome else "",
        problems=sent.problems,
        act=sent.act,
        is_meanwhile=sent.is_meanwhile,
        said=said,
        list_href=addresses.dispositions(language, {"bundle": str(number)}),
    )


def _first(found: OneBundle) -> Disposition | None:
    """The answer that the bundle has: that of its first member with one, or of its first member."""
    answered = [each for each in found.open if each.outcome is not None or each.responses]
    return next(iter(answered or found.open), None)


def _member(comment: Comment, found: OneBundle, language: Language) -> dict[str, Any]:
    present = found.dispositions.get(comment.id)
    return {
        "id": comment.id,
        "href": addresses.disposition(language, comment.id),
        "target": target_label(found.names[comment.edition, comment.target], language),
        "who": comment.name or comment.organisation,
        "group": comment.group.value,
        "text": excerpt_of(comment.text or comment.suggested_wording),
        "language": comment.language.value,
        "outcome": present.outcome.value if present and present.outcome else "",
        "is_decided": present is not None and present.decided is not None,
        "is_public": present is not None and present.public is not None,
    }
