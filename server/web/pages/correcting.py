"""Correcting a comment that was submitted, while its round is open."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from server.domain.comment_forms import CommentForm, FormRefused
from server.domain.comments import Comment
from server.domain.limits import DRAFT
from server.domain.moderation import ModerationState, MoveNotAllowed
from server.domain.tokens import Purpose
from server.text.languages import Language
from server.text.markdown import plain
from server.usecases.correct_comment import correct_comment
from server.usecases.keep_draft import RoundNotOpen
from server.usecases.limit_rate import TooMany
from server.usecases.missing import Missing
from server.usecases.name_targets import names_of
from server.usecases.read_receipt import read_receipt
from server.web import addresses
from server.web.clients import limit_client
from server.web.pages.comment_cards import own_card
from server.web.pages.comment_form import Typed, form_values, refusal, round_values, typed_form
from server.web.pages.own_pages import go_to, kept_nowhere, show_own, subject_of
from server.web.pages.page import Visit, visit
from server.web.pages.target_labels import target_label
from server.web.translations import catalogue


async def correcting(request: Request, language: Language) -> Response:
    """Show the form with the comment as it is (GET), or keep what it says now (POST)."""
    submission_id = subject_of(request, Purpose.RECEIPT)
    page = partial(
        _page,
        submission_id=submission_id,
        comment_id=request.path_params["comment"],
        token=request.path_params["token"],
    )
    if request.method != "POST":
        return await show_own(request, language, partial(page, typed=None))
    return await _correct(request, await visit(request, language), submission_id, page)


async def _correct(request: Request, visiting: Visit, submission_id: str, page: "partial[str]") -> Response:
    services, comment_id = visiting.services, request.path_params["comment"]
    form, _ = await typed_form(request)
    correct = partial(
        correct_comment,
        services.database,
        submission_id=submission_id,
        comment_id=comment_id,
        form=form,
        at=services.clock(),
    )
    try:
        await limit_client(request, services, DRAFT)
        await services.run(correct)
    except (FormRefused, RoundNotOpen, TooMany) as refused:
        return kept_nowhere(await refusal(visiting, form, refused, partial(page, visiting)))
    except MoveNotAllowed:
        late = partial(page, typed=Typed(form, is_late=True))
        return await show_own(request, visiting.language, late, 409)
    path = addresses.receipt(visiting.language, request.path_params["token"])
    return go_to(f"{path}#{comment_id}")


def _page(visiting: Visit, *, submission_id: str, comment_id: str, token: str, typed: Typed | None) -> str:
    services, language = visiting.services, visiting.language
    found = read_receipt(services.database, submission_id=submission_id, at=services.clock())
    comment = next((each for each in found.comments if each.id == comment_id), None)
    if comment is None:
        raise Missing("comment", comment_id)
    named = names_of(services.database, [comment])[comment.edition, comment.target]
    return visiting.html(
        "correcting.html",
        catalogue(language).gettext("Correct your comment"),
        addresses.in_both("correcting", token=token, comment=comment_id),
        label=target_label(named, language),
        back=f"{addresses.receipt(language, token)}#{comment_id}",
        is_open=found.can_correct and comment.state is not ModerationState.WITHDRAWN,
        was_shown=comment.state is ModerationState.SHOWN,
        is_redacted=bool(comment.redactions),
        base=plain(comment.base_text) if comment.paragraph_id else "",
        card=own_card(comment, language),
        round=round_values(found.round, services, language),
        **form_values(
            typed or Typed(_form(comment)),
            language,
            target=comment.target,
            action=visiting.path,
            bases={comment.language: comment.base_text},
        ),
    )


def _form(comment: Comment) -> CommentForm:
    """What the comment says now."""
    return CommentForm(
        text=comment.text,
        language=comment.language.value,
        kind=comment.kind.value,
        suggested_wording=comment.suggested_wording,
        quote_exact=comment.quote.exact if comment.quote else "",
        quote_prefix=comment.quote.prefix if comment.quote else "",
        quote_suffix=comment.quote.suffix if comment.quote else "",
    )
