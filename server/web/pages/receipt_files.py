"""Receipts to take along: as PDF for paper and archives, as JSON for other programs."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from server.domain.comments import Comment, CommentKind
from server.domain.moderation import ModerationState
from server.domain.submissions import SubmissionState
from server.domain.tokens import Purpose
from server.formats.receipt_json import write_receipt_json
from server.formats.receipt_pdf import Part, PrintedReceipt, ReceiptEntry, write_receipt
from server.text.languages import Language
from server.text.written import written_day, written_moment
from server.usecases.missing import Missing
from server.usecases.read_receipt_file import ReceiptFile, read_receipt_file
from server.web import addresses
from server.web.pages.page import services_of
from server.web.pages.target_labels import target_label
from server.web.services import Services
from server.web.translations import catalogue
from server.web.words import word

_TYPES: Final = {"pdf": "application/pdf", "json": "application/json"}


async def receipt_file(request: Request) -> Response:
    """The receipt behind a token; kept nowhere on the way, as only its submitter may see it."""
    services, ending = services_of(request), request.path_params["ending"]
    at = services.clock()
    submission_id = services.signer.subject(Purpose.RECEIPT, request.path_params["token"], at=at)
    if submission_id is None or ending not in _TYPES:
        raise Missing("receipt", "")
    reading = partial(read_receipt_file, services.database, submission_id=submission_id, at=at)
    found = await services.run(reading)
    if ending == "json":
        body = _as_json(found, services)
    else:
        printed = await services.run(_printed, found, services)
        # 10 ms for most, but half a second for the longest: pages do not wait for it.
        body = await services.run_apart(write_receipt, printed)
    headers = {
        "cache-control": "no-store",
        "content-disposition": f'attachment; filename="{submission_id}.{ending}"',
        "content-language": found.receipt.submission.language.value,
    }
    return Response(body, media_type=_TYPES[ending], headers=headers)


def _as_json(found: ReceiptFile, services: Services) -> bytes:
    receipt = found.receipt
    return write_receipt_json(
        receipt.submission,
        receipt.round,
        receipt.comments,
        reasons=receipt.decline_reasons,
        mails=(receipt.replies, receipt.dispositions),
        address=lambda comment_id: services.base_url + addresses.comment(comment_id),
        made=found.made,
    )


def _printed(found: ReceiptFile, services: Services) -> PrintedReceipt:
    receipt, language = found.receipt, found.receipt.submission.language
    _ = catalogue(language).gettext
    return PrintedReceipt(
        language=language,
        title=_("Your submission: %(round)s") % {"round": receipt.round.titles[language]},
        author=found.document.publisher,
        introduction=_("This is what you sent in on “%(document)s”, as it stood on %(moment)s.")
        % {"document": found.document.titles[language], "moment": _moment(found, found.made)},
        facts=list(_facts(found, language)),
        entries=[_entry(each, found, services.base_url) for each in receipt.comments],
        remarks=[_("Your e-mail address is not on this receipt. Keep the link to your receipt to yourself.")],
        footer=f"{receipt.submission.id} · {services.base_url}",
        gaps=_("A sign � stands for a character that cannot be printed. The JSON file has all of them."),
        made=found.made,
    )


def _facts(found: ReceiptFile, language: Language) -> Iterator[tuple[str, str]]:
    """What is to know of the whole submission; what is empty is left out."""
    _, submission = catalogue(language).gettext, found.receipt.submission
    yield _("Reference"), submission.id
    yield _("State"), _state(submission.state, language)
    yield _("Sent in on"), _moment(found, submission.created)
    if submission.received is not None:
        yield _("Received on"), written_day(submission.received, language)
    if submission.confirmed is not None:
        yield _("Confirmed on"), _moment(found, submission.confirmed)
    if submission.name:
        yield _("Name"), submission.name
    if submission.organisation:
        yield _("Organisation"), submission.organisation
    yield _("Group"), word("group_name", submission.group, language)
    if submission.country is not None:
        yield _("Country"), word("country_name", submission.country, language)
    yield _("Publication"), word("state_word", submission.publication, language)


def _state(state: SubmissionState, language: Language) -> str:
    _ = catalogue(language).gettext
    return {
        SubmissionState.UNCONFIRMED: _("waits for your confirmation"),
        SubmissionState.UNRELEASED: _("waits for the second person of your organisation"),
        SubmissionState.CONFIRMED: _("confirmed"),
        SubmissionState.WITHDRAWN: _("withdrawn by you"),
        SubmissionState.ERASED: _("erased"),
    }[state]


def _entry(comment: Comment, found: ReceiptFile, base_url: str) -> ReceiptEntry:
    language = found.receipt.submission.language
    label = target_label(found.names[comment.edition, comment.target], language)
    facts = list(_comment_facts(comment, found, base_url))
    return ReceiptEntry(label, facts, list(_parts(comment, language)))


def _comment_facts(comment: Comment, found: ReceiptFile, base_url: str) -> Iterator[tuple[str, str]]:
    language = found.receipt.submission.language
    _ = catalogue(language).gettext
    yield _("Kind"), word("comment_kind", comment.kind, language)
    state = word("state_word", comment.state, language)
    reason = found.receipt.decline_reasons.get(comment.id)
    if comment.state is ModerationState.DECLINED and reason is not None:
        state = f"{state}: {word('decline_reason', reason, language)}"
    yield _("State"), state
    if comment.state is ModerationState.SHOWN:
        yield _("Address"), base_url + addresses.comment(comment.id)
    if comment.reply_to:
        yield _("Answers"), base_url + addresses.comment(comment.reply_to)
    if comment.corrected is not None:
        yield _("Corrected on"), _moment(found, comment.corrected)


def _parts(comment: Comment, language: Language) -> Iterator[Part]:
    _ = catalogue(language).gettext
    if comment.quote is not None:
        yield Part(_("Quoted words"), comment.quote.exact, comment.language)
    if comment.suggested_wording:
        yield Part(_("Wording so far"), comment.base_text, comment.language)
        yield Part(_("Your wording"), comment.suggested_wording, comment.language)
    if comment.text:
        explains = comment.kind is CommentKind.SUGGESTION
        yield Part(_("Your explanation") if explains else _("Your comment"), comment.text, comment.language)


def _moment(found: ReceiptFile, at: datetime) -> str:
    return written_moment(at, found.receipt.submission.language, found.receipt.round.time_zone)
