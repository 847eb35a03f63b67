"""One comment and its answer: the form of the disposition, notes, and a counter-proposal."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.accounts import Account, Role
from server.domain.disposition_forms import FormRefused, Problem
from server.domain.dispositions import CounterProposal
from server.domain.typed import clean_text
from server.text.languages import LANGUAGES, Language
from server.text.markdown import plain
from server.usecases.dispose_of_comment import dispose_of_comment
from server.usecases.find_disposition import DisposedMeanwhile
from server.usecases.note_on_disposition import note_on_disposition
from server.usecases.read_disposition import OneDisposition, read_disposition
from server.usecases.send_counter_proposal import AlreadyDecided, NotReachable, send_counter_proposal
from server.usecases.submit import new_idempotency_key
from server.web import addresses
from server.web.pages.answer_form import (
    MAX_FIELDS,
    TypedAnswer,
    answer_of,
    answer_values,
    beside_stored,
    excerpt_of,
    labels_of,
    number_of,
    text_of,
    typed_answer,
)
from server.web.pages.comment_cards import own_card
from server.web.pages.page import Visit
from server.web.pages.signed_in import signed_in_visit
from server.web.pages.target_labels import target_href, target_label
from server.web.pages.word_pieces import pieces_of

_ACTS: Final = ("insert", "save", "decide", "note", "counter")
# Said above the page after an act.
SAID: Final = ("saved", "decided", "corrected", "noted", "sent")


@dataclass(frozen=True, slots=True)
class Sent:
    """What an editor sent: the answer, a note or a counter-proposal, and what is wrong with it."""

    act: str = ""
    answer: TypedAnswer | None = None
    note: str = ""
    wordings: Mapping[Language, str] = field(default_factory=dict)
    message: Mapping[Language, str] = field(default_factory=dict)
    key: str = ""
    problems: Mapping[str, Problem] = field(default_factory=dict)
    refused: str = ""
    status: int = 200


async def disposition(request: Request, language: Language) -> Response:
    """Show the comment with its answer (GET), or carry out one act on it (POST)."""
    visiting, account = await signed_in_visit(request, language, Role.EDITOR)
    comment_id = request.path_params["comment"]
    sent = Sent()
    if request.method == "POST":
        async with request.form(max_files=0, max_fields=MAX_FIELDS) as form:
            sent = _sent(form)
            standard = number_of(text_of(form, "standard"))
        if sent.act == "insert":
            return await _show(visiting, comment_id, sent, standard=standard)
        said, sent = await _do(visiting, account, comment_id, sent)
        if said:
            where = f"{addresses.disposition(language, comment_id)}?said={said}"
            return RedirectResponse(where, status_code=303)
    return await _show(visiting, comment_id, sent, said=request.query_params.get("said", ""))


def _sent(form: FormData) -> Sent:
    act = text_of(form, "act")
    if act not in _ACTS:
        return Sent("", typed_answer(form), problems={"outcome": Problem.MISSING})
    key = text_of(form, "form_key")
    if act == "note":
        return Sent(act, note=clean_text(text_of(form, "note")), key=key)
    if act == "counter":
        return Sent(
            act,
            wordings={each: clean_text(text_of(form, f"wording_{each}")) for each in LANGUAGES},
            message={each: clean_text(text_of(form, f"message_{each}")) for each in LANGUAGES},
            key=key,
        )
    answer = typed_answer(form)
    return Sent(act, answer, problems=answer.problems)


async def _do(visiting: Visit, account: Account, comment_id: str, sent: Sent) -> tuple[str, Sent]:
    """Carry the act out: what to say of it, or "" and what was sent with what is wrong."""
    if sent.problems:
        return "", replace(sent, status=422)
    run = {"note": _note, "counter": _counter}.get(sent.act, _dispose)
    try:
        return await run(visiting, account, comment_id, sent), sent
    except FormRefused as refused:
        return "", replace(sent, problems=refused.problems, status=422)
    except DisposedMeanwhile:
        return "", replace(sent, refused="meanwhile", status=409)
    except AlreadyDecided:
        return "", replace(sent, refused="decided", status=409)
    except NotReachable:
        return "", replace(sent, refused="not-reachable", status=409)


async def _dispose(visiting: Visit, account: Account, comment_id: str, sent: Sent) -> str:
    services, answer = visiting.services, sent.answer or TypedAnswer()
    kept = await services.run(
        dispose_of_comment,
        services.database,
        comment=comment_id,
        form=answer.form,
        base=answer.base,
        decide=sent.act == "decide",
        by=account,
        at=services.clock(),
        reason=answer.reason,
    )
    if kept.public is not None:
        return "corrected"
    return "decided" if kept.decided is not None else "saved"


async def _note(visiting: Visit, account: Account, comment_id: str, sent: Sent) -> str:
    services = visiting.services
    await services.run(
        note_on_disposition,
        services.database,
        comment=comment_id,
        text=sent.note,
        form_key=sent.key,
        by=account,
        at=services.clock(),
    )
    return "noted"


async def _counter(visiting: Visit, account: Account, comment_id: str, sent: Sent) -> str:
    services = visiting.services
    await services.run(
        send_counter_proposal,
        services.database,
        comment=comment_id,
        wordings=sent.wordings,
        message=sent.message,
        form_key=sent.key,
        by=account,
        at=services.clock(),
    )
    return "sent"


async def _show(
    visiting: Visit, comment_id: str, sent: Sent, *, said: str = "", standard: int | None = None
) -> Response:
    page = partial(_page, visiting, comment_id, sent, said if said in SAID else "", standard)
    body = await visiting.services.run(page)
    return HTMLResponse(body, status_code=sent.status, headers=visiting.headers)


def _page(visiting: Visit, comment_id: str, sent: Sent, said: str, standard: int | None) -> str:
    language = visiting.language
    found = read_disposition(visiting.services.database, comment_id)
    present = found.disposition
    answer = sent.answer or answer_of(present)
    if standard is not None:
        answer = answer.with_standard(next((e for e in found.tools.standard if e.id == standard), None))
    stored = beside_stored(answer, present) if sent.refused == "meanwhile" else []
    if sent.refused == "meanwhile":
        # Sent again, the form is saved on what the editor has then seen.
        answer = replace(answer, base=present.revision)
    return visiting.html(
        "disposition.html",
        "",
        addresses.in_both("disposition", comment=comment_id),
        comment=_comment(found, language),
        present=present,
        stored_outcome=present.outcome.value if present.outcome else "",
        stored=[(each, pieces_of(pieces)) for each, pieces in stored],
        answer=answer_values(answer, found.tools, present, language),
        bundle=found.bundle,
        notes=found.notes,
        proposals=[_proposal(each) for each in reversed(found.proposals)],
        counter=_counter_values(sent, found),
        like=[_like(each.id, found, language) for each in found.like],
        logged=found.acts,
        note=sent.note,
        form_key=sent.key or new_idempotency_key(),
        problems=sent.problems,
        act=sent.act,
        refused=sent.refused,
        said=said,
    )


def _comment(found: OneDisposition, language: Language) -> dict[str, Any]:
    comment = found.comment
    places = labels_of(found.tools.structure, language)
    return {
        "id": comment.id,
        "card": own_card(comment, language),
        "target": target_label(found.named, language),
        "target_href": target_href(found.named, language),
        "language": comment.language.value,
        "base": plain(comment.base_text),
        "paragraph": comment.paragraph_id if comment.paragraph_id in places else "",
        "is_unpublished": comment.state.value == "unpublished",
        "is_suggestion": bool(comment.suggested_wording),
        "conflicts": len(found.conflicts),
    }


def _like(comment_id: str, found: OneDisposition, language: Language) -> dict[str, Any]:
    comment = next(each for each in found.like if each.id == comment_id)
    known = found.like_dispositions.get(comment_id)
    return {
        "id": comment_id,
        "href": addresses.disposition(language, comment_id),
        "who": comment.name or comment.organisation,
        "text": excerpt_of(comment.text or comment.suggested_wording),
        "language": comment.language.value,
        "outcome": known.outcome.value if known and known.outcome else "",
        "is_decided": known is not None and known.decided is not None,
    }


def _proposal(proposal: CounterProposal) -> dict[str, Any]:
    return {
        "sent": proposal.sent,
        "by": proposal.by,
        "wordings": {each.value: text for each, text in proposal.wordings.items()},
        "message": {each.value: text for each, text in proposal.message.items()},
        "answer": proposal.answer.value if proposal.answer else "",
        "answered": proposal.answered,
        "answer_text": proposal.answer_text,
    }


def _counter_values(sent: Sent, found: OneDisposition) -> dict[str, Any]:
    """What the form of a counter-proposal begins with: what the comment suggests, or the present wording."""
    comment = found.comment
    own = {comment.language: comment.suggested_wording or comment.base_text}
    typed = sent.act == "counter"
    order = (comment.language, comment.language.other)
    return {
        "is_open": found.can_be_asked and found.disposition.decided is None,
        "can_be_asked": found.can_be_asked,
        "fields": [
            {
                "language": each.value,
                "is_own": each is comment.language,
                "wording": sent.wordings.get(each, "") if typed else own.get(each, ""),
                "message": sent.message.get(each, "") if typed else "",
            }
            for each in order
        ],
    }
