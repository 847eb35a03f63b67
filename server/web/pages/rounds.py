"""The consultation: all its rounds, and one round in its whole life."""

from datetime import datetime
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.rounds import Round, Stage
from server.domain.targets import Target, TargetKind
from server.domain.tokens import Purpose
from server.text.languages import LANGUAGES, Language
from server.usecases.export_comments import CommentsFormat
from server.usecases.invite import find_invitation
from server.usecases.read_contents import read_editions
from server.usecases.read_round import RoundView, read_round, read_rounds
from server.web import addresses
from server.web.pages.page import Visit, show, visit
from server.web.sessions import invitation, keep_invitation

# A link of an invitation that opens nothing: it was used or revoked, or somebody made it up.
_NOT_INVITED = 403


async def rounds(request: Request, language: Language) -> Response:
    """Show all rounds, the one that opens last first."""
    return await show(request, language, _rounds)


async def one_round(request: Request, language: Language) -> Response:
    """Show a round; with the token of an invitation, let the browser keep it and lead to the plain address."""
    visiting = await visit(request, language)
    services, key = visiting.services, request.path_params["round"]
    token = request.query_params.get(addresses.INVITATION_FIELD[language], "")
    if token and await _is_invited(visiting, key, token):
        response = RedirectResponse(
            addresses.round(language, key), status_code=303, headers={"cache-control": "no-store"}
        )
        keep_invitation(response, token, secure=services.secure)
        return response
    kept = invitation(request, services.signer, services.clock())
    body = await services.run(_round, visiting, key, is_refused=bool(token), invitation_id=kept)
    return HTMLResponse(body, status_code=_NOT_INVITED if token else 200, headers=visiting.headers)


async def _is_invited(visiting: Visit, key: str, token: str) -> bool:
    services = visiting.services
    invitation_id = services.signer.subject(Purpose.INVITATION, token, at=services.clock())
    if invitation_id is None:
        return False
    find = partial(find_invitation, round_key=key, invitation_id=invitation_id)
    return await services.run(find, services.database) is not None


def _rounds(visiting: Visit) -> str:
    services, language = visiting.services, visiting.language
    at = services.clock()
    found = read_rounds(services.database)
    return visiting.html(
        "rounds.html",
        "",
        addresses.in_both("rounds"),
        rounds=[
            {
                **stage_of(view.round, at),
                "titles": view.round.titles,
                "href": addresses.round(language, view.round.key),
                "comments": view.figures.comments,
            }
            for view in found
        ],
    )


def _round(visiting: Visit, key: str, *, is_refused: bool, invitation_id: str) -> str:
    services, language = visiting.services, visiting.language
    view = read_round(services.database, key)
    round_ = view.round
    is_current = read_editions(services.database)[0].key == round_.edition
    is_guest = bool(invitation_id) and (
        find_invitation(services.database, round_key=key, invitation_id=invitation_id) is not None
    )
    return visiting.html(
        "round.html",
        "",
        addresses.in_both("round", round=key),
        round=round_,
        now=stage_of(round_, services.clock()),
        edition=view.edition,
        text_href=addresses.contents(language, None if is_current else round_.edition),
        whole_href=addresses.target_thread(language, round_.edition, Target(TargetKind.DOCUMENT)),
        questions=list(_questions(view, language)),
        notice=blocks(round_.privacy_notices[language]),
        contact=blocks(round_.contacts[language]),
        figures={
            "submissions": view.figures.submissions,
            "comments": view.figures.comments,
            "shown": {each.value: view.figures.shown[each] for each in LANGUAGES},
            "unpublished": view.figures.unpublished,
        },
        feed=addresses.round_feed(language, key),
        report_href=addresses.disposition_report(language, key),
        files=[{"ending": each.value, "href": addresses.round_file(key, each)} for each in CommentsFormat],
        is_refused=is_refused,
        is_guest=is_guest,
    )


def stage_of(round_: Round, at: datetime) -> dict[str, Any]:
    """Where a round is at the moment `at` (UTC), with the days that a reader wants to know then."""
    stage = round_.stage(at)
    return {
        "stage": stage.value,
        "passed": list(Stage).index(stage),
        "opens": round_.opens,
        "closes": round_.closes,
        "city": round_.time_zone.rpartition("/")[2].replace("_", " "),
        "time_zone": round_.time_zone,
        # Closed early, it is the moment that counts and not the day.
        "closed": round_.closed if round_.closed is not None and round_.closes_at == round_.closed else None,
        "answered": round_.answered,
        "is_demonstration": round_.demonstration,
    }


def blocks(text: str) -> list[str]:
    """The paragraphs of a plain text."""
    return [block.strip() for block in text.split("\n\n") if block.strip()]


def _questions(view: RoundView, language: Language) -> Any:
    for question in view.round.questions:
        target = Target(TargetKind.QUESTION, f"{view.round.key}/{question.key}")
        yield {
            "text": question.texts[language],
            "answers": view.figures.answers[question.key],
            "href": addresses.target_thread(language, view.round.edition, target),
        }
