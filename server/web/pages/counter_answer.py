"""What the editors propose instead of a suggested wording, and what its submitter says to it."""

from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from server.domain.comments import Comment
from server.domain.disposition_forms import FormRefused
from server.domain.dispositions import CounterAnswer, CounterProposal
from server.domain.tokens import Purpose
from server.text.differences import word_differences
from server.text.languages import Language
from server.usecases.answer_counter_proposal import ProposedMeanwhile, answer_counter_proposal
from server.usecases.read_counter_proposals import PutToSubmitter, read_counter_proposals
from server.usecases.send_counter_proposal import AlreadyDecided
from server.web import addresses
from server.web.pages.answer_form import number_of, text_of
from server.web.pages.own_pages import go_to, show_own, subject_of
from server.web.pages.page import Visit, services_of
from server.web.pages.word_pieces import pieces_of
from server.web.translations import catalogue

_MAX_FIELDS: Final = 5


async def counter_answer(request: Request, language: Language) -> Response:
    """Show the counter-proposal on one comment (GET), or keep the answer to it (POST)."""
    submission_id = subject_of(request, Purpose.RECEIPT)
    comment_id, token = request.path_params["comment"], request.path_params["token"]
    page = partial(_page, submission_id=submission_id, comment_id=comment_id, token=token)
    if request.method == "GET":
        return await show_own(request, language, page)
    async with request.form(max_files=0, max_fields=_MAX_FIELDS) as sent:
        answer, text = text_of(sent, "answer"), text_of(sent, "answer_text")
        number = number_of(text_of(sent, "number")) or 0
    services = services_of(request)
    typed = {"typed": answer, "text": text}
    try:
        await services.run(
            answer_counter_proposal,
            services.database,
            submission_id=submission_id,
            comment_id=comment_id,
            number=number,
            answer=CounterAnswer(answer) if answer in tuple(CounterAnswer) else None,
            text=text,
            at=services.clock(),
        )
    except FormRefused as refused:
        return await show_own(request, language, partial(page, problems=refused.problems, **typed), 422)
    except (AlreadyDecided, ProposedMeanwhile):
        return await show_own(request, language, partial(page, is_meanwhile=True, **typed), 409)
    return go_to(f"{addresses.receipt(language, token)}#{comment_id}")


def _page(
    visiting: Visit,
    *,
    submission_id: str,
    comment_id: str,
    token: str,
    problems: dict[str, Any] | None = None,
    typed: str | None = None,
    text: str | None = None,
    is_meanwhile: bool = False,
) -> str:
    language = visiting.language
    put = read_counter_proposals(visiting.services.database, submission_id, comment_id)[comment_id]
    shown = shown_counter(put, token, language)
    if typed is not None and text is not None:
        shown = {**shown, "answer": typed, "answer_text": text}
    return visiting.html(
        "counter_answer.html",
        catalogue(language).gettext("A counter-proposal of the editors"),
        addresses.in_both("counter_answer", token=token, comment=comment_id),
        counter=shown,
        back=addresses.receipt(language, token),
        problems=problems or {},
        is_meanwhile=is_meanwhile,
    )


def shown_counter(put: PutToSubmitter, token: str, language: Language) -> dict[str, Any]:
    """A counter-proposal as its submitter sees it, with what it changes word by word."""
    comment, proposal = put.comment, put.proposal
    own = comment.language
    return {
        "comment": comment.id,
        "number": proposal.id,
        "href": addresses.counter_answer(language, token, comment.id),
        "sent": proposal.sent,
        "message": _in(proposal.message, language, own),
        "language": own.value,
        "wording": proposal.wordings.get(own, ""),
        "other": {each.value: each_text for each, each_text in proposal.wordings.items() if each is not own},
        "to_text": _changes(comment.base_text, proposal, own),
        "to_suggestion": _to_suggestion(comment, proposal),
        "answer": proposal.answer.value if proposal.answer else "",
        "answered": proposal.answered,
        "answer_text": proposal.answer_text,
        "is_open": put.is_open,
    }


def _to_suggestion(comment: Comment, proposal: CounterProposal) -> list[tuple[str, str]]:
    """What differs from the submitter's own suggestion; nothing where there was none."""
    wording = comment.suggested_wording
    return _changes(wording, proposal, comment.language) if wording else []


def _changes(before: str, proposal: CounterProposal, language: Language) -> list[tuple[str, str]]:
    return pieces_of(word_differences(before, proposal.wordings.get(language, "")))


def _in(texts: Any, language: Language, own: Language) -> tuple[str, str]:
    """The text in the reader's language or else in that of the comment, and which that is."""
    shown = language if texts.get(language) else own
    return texts.get(shown, ""), shown.value
