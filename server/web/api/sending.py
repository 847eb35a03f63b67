"""Submissions: what programs hand in for people, with the same rules as the pages."""

from datetime import datetime
from typing import Annotated, Any, Final, Literal

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from server.domain.comment_forms import MAX_DRAFTS, CommentForm
from server.domain.comments import CommentKind, Country, StakeholderGroup
from server.domain.limits import SUBMIT
from server.domain.submissions import ContactForm, Publication, Submission, SubmissionState, Suspicion
from server.domain.targets import Target, TargetKind
from server.domain.tokens import Purpose
from server.domain.typed import is_idempotency_key
from server.formats.comment_shapes import as_json, whole_seconds
from server.text.languages import Language
from server.usecases.find_target import ThreadClosed
from server.usecases.keep_draft import RoundNotOpen
from server.usecases.limit_rate import TooMany
from server.usecases.missing import Missing
from server.usecases.prove_work import check_proof, new_challenge
from server.usecases.submit import NotInvited, Submitter
from server.usecases.submit_at_once import (
    CommentToSubmit,
    KeyInUse,
    SubmissionRefused,
    check_submission,
    submit_at_once,
)
from server.web.api import wrong_fields
from server.web.api.asking import asked_of
from server.web.api.strict_json import read_json
from server.web.clients import count_client, count_mailbox
from server.web.problems import (
    INVALID,
    KEY_MISSING,
    KEY_REUSED,
    NOT_INVITED,
    NOT_JSON,
    ROUND_NOT_OPEN,
    THREAD_CLOSED,
    TOO_MANY,
    FieldError,
    Problem,
)
from server.web.services import Services

KEY_HEADER: Final = "Idempotency-Key"
_JSON: Final = "application/json"


class TargetToSend(msgspec.Struct, forbid_unknown_fields=True):
    """What a comment is about; the document has no key, a question's is `<round>/<question>`."""

    kind: TargetKind
    key: str = ""


class QuoteToSend(msgspec.Struct, forbid_unknown_fields=True):
    """Quoted words, with what stands before and after them where that is known."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class CommentToSend(msgspec.Struct, forbid_unknown_fields=True):
    """One comment; a suggestion holds the whole wording as it should be, and an explanation or none."""

    target: TargetToSend
    language: Language
    text: str = ""
    kind: CommentKind = CommentKind.REMARK
    suggested_wording: str = ""
    quote: QuoteToSend | None = None
    reply_to: str | None = None


class ContactToSend(msgspec.Struct, forbid_unknown_fields=True):
    """Who submits and what may be published; `releaser` is the second person of an organisation.

    `country` is where the submitter is from, null for who does not say.
    """

    group: StakeholderGroup
    publication: Publication
    name: str = ""
    organisation: str = ""
    email: str = ""
    releaser: str = ""
    mail_replies: bool = False
    mail_dispositions: bool = False
    country: Country | None = None


class SubmissionToSend(msgspec.Struct, forbid_unknown_fields=True):
    """A submission on one edition, the current one where none is named; `language` is that of the mails.

    `proof` answers a challenge of `/proof`: without it moderators look at the comments first, whatever the
    round says. `invitation` is the token of an invitation to the round.
    """

    language: Language
    comments: Annotated[list[CommentToSend], msgspec.Meta(min_length=1, max_length=MAX_DRAFTS)]
    contact: ContactToSend
    edition: str | None = None
    invitation: str = ""
    proof: str = ""


class SubmittedShape(msgspec.Struct):
    """What was kept and what happens next; the link to the receipt goes to the submitter by mail only.

    `confirm`: the submitter follows the mailed link until `confirm_by`, or all of it is removed. `release`:
    the second person is asked by mail. `moderation`: nothing to do. `nothing`: it was withdrawn.
    """

    id: str
    round: str
    state: SubmissionState
    next: Literal["confirm", "release", "moderation", "nothing"]
    confirm_by: datetime | None


_NEXT: Final[dict[SubmissionState, Any]] = {
    SubmissionState.UNCONFIRMED: "confirm",
    SubmissionState.UNRELEASED: "release",
    SubmissionState.CONFIRMED: "moderation",
}


async def prove(request: Request) -> Response:
    """A challenge for one submission."""
    services = asked_of(request, None).services
    challenge = new_challenge(services.signer, services.clock())
    return Response(as_json(challenge), media_type=_JSON, headers={"cache-control": "no-store"})


async def send(request: Request) -> Response:
    """Take a submission: 201, or 200 where the same arrived before. Raises Problem."""
    services = asked_of(request, None).services
    form_key = _key(request)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _JSON:
        raise Problem(NOT_JSON)
    sent = read_json(await request.body(), SubmissionToSend)
    comments, form = _comments(sent), _contact(sent, form_key)
    try:
        submission, is_new = await services.run(_taken, request, services, sent, comments, form)
    except SubmissionRefused as refused:
        raise Problem(INVALID, errors=wrong_fields.errors_of(refused.wrong)) from None
    except KeyInUse:
        raise Problem(KEY_REUSED) from None
    except RoundNotOpen as not_open:
        round_ = not_open.round
        days = round_ and {"key": round_.key, "opens": round_.opens, "closes": round_.closes}
        raise Problem(ROUND_NOT_OPEN, more={"round": days}) from None
    except ThreadClosed:
        raise Problem(THREAD_CLOSED) from None
    except NotInvited:
        raise Problem(NOT_INVITED) from None
    except TooMany as refused:
        raise Problem(TOO_MANY, headers={"retry-after": str(refused.retry_after)}) from None
    except Missing:
        error = FieldError("edition-unknown", "There is no such edition.", pointer="/edition")
        raise Problem(INVALID, errors=[error]) from None
    return Response(
        as_json(_submitted(submission)),
        status_code=201 if is_new else 200,
        media_type=_JSON,
        headers={"cache-control": "no-store"},
    )


def _taken(
    request: Request,
    services: Services,
    sent: SubmissionToSend,
    comments: list[CommentToSubmit],
    form: ContactForm,
) -> tuple[Submission, bool]:
    """The submission, and whether it is new; only what is whole and new is counted.

    In one go: each way to the database thread and back is a wait behind everybody else.
    """
    now = services.clock()
    values: dict[str, Any] = {"comments": comments, "form": form, "edition": sent.edition, "at": now}
    arrived_before = check_submission(services.database, **values)
    suspicion = Suspicion.NONE
    if not arrived_before:
        count_client(request, services, SUBMIT)
        count_mailbox(services, form.email)
        if not check_proof(services.database, services.signer, sent.proof, now):
            suspicion = Suspicion.NO_PROOF
    invitation = services.signer.subject(Purpose.INVITATION, sent.invitation, at=now)
    by = Submitter(sent.language, invitation=invitation or "", suspicion=suspicion)
    return submit_at_once(services.database, services.signer, by=by, **values)


def _key(request: Request) -> str:
    key = request.headers.get(KEY_HEADER, "")
    if not is_idempotency_key(key):
        error = FieldError("key-missing", KEY_MISSING.meaning, header=KEY_HEADER)
        raise Problem(KEY_MISSING, errors=[error])
    return key


def _comments(sent: SubmissionToSend) -> list[CommentToSubmit]:
    return [
        CommentToSubmit(
            Target(each.target.kind, each.target.key),
            CommentForm(
                text=each.text,
                language=each.language,
                kind=each.kind,
                suggested_wording=each.suggested_wording,
                quote_exact=each.quote.exact if each.quote else "",
                quote_prefix=each.quote.prefix if each.quote else "",
                quote_suffix=each.quote.suffix if each.quote else "",
                reply_to=each.reply_to or "",
            ),
        )
        for each in sent.comments
    ]


def _contact(sent: SubmissionToSend, form_key: str) -> ContactForm:
    contact = sent.contact
    return ContactForm(
        name=contact.name,
        organisation=contact.organisation,
        group=contact.group,
        email=contact.email,
        publication=contact.publication,
        releaser=contact.releaser,
        mail_replies="yes" if contact.mail_replies else "",
        mail_dispositions="yes" if contact.mail_dispositions else "",
        idempotency_key=form_key,
        country=contact.country or "",
    )


def _submitted(submission: Submission) -> SubmittedShape:
    is_waiting = submission.state is SubmissionState.UNCONFIRMED
    until = submission.confirm_by if is_waiting else None
    return SubmittedShape(
        id=submission.id,
        round=submission.round,
        state=submission.state,
        next=_NEXT.get(submission.state, "nothing"),
        confirm_by=whole_seconds(until) if until else None,
    )
