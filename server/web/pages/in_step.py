"""The page on which editors confirm that both sides of a paragraph say the same, or sign that one follows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.accounts import Account, Role
from server.domain.typed import clean_line
from server.domain.working_editions import WorkingParagraph
from server.text.differences import Piece
from server.text.languages import LANGUAGES, Language
from server.usecases.confirm_in_step import (
    MAX_REASON,
    SideMissing,
    confirm_in_step,
    sign_exception,
)
from server.usecases.read_in_step import read_in_step
from server.usecases.revise_paragraph import RevisedMeanwhile
from server.usecases.take_back_exception import take_back_exception
from server.web import addresses
from server.web.pages.page import Visit
from server.web.pages.reading import paragraph_label
from server.web.pages.signed_in import signed_in_visit
from server.web.pages.step_values import differing_words
from server.web.typed import legible

# What each button does, and what the page says of it afterwards.
SAID: Final = {"confirm": "confirmed", "sign": "signed", "take-back": "taken-back"}


@dataclass(frozen=True, slots=True)
class Sent:
    """What an editor sent; `bases` are the revisions that they had before them, `problems` what is wrong."""

    act: str = ""
    follows: Language | None = None
    reasons: Mapping[Language, str] = field(default_factory=lambda: dict.fromkeys(LANGUAGES, ""))
    bases: Mapping[Language, int] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)


async def in_step(request: Request, language: Language) -> Response:
    """Show both sides (GET), or confirm, sign and take back (POST); only for editors."""
    visiting, account = await signed_in_visit(request, language, Role.EDITOR)
    key = request.path_params["paragraph"]
    if request.method == "GET":
        said = request.query_params.get("said", "")
        body = await visiting.services.run(partial(_page, visiting, key, Sent(), said=said))
        return HTMLResponse(body, headers=visiting.headers)
    async with request.form(max_files=0, max_fields=10) as form:
        sent = _sent({name: legible(value) for name, value in form.items() if isinstance(value, str)})
    is_meanwhile = False
    if not sent.problems:
        try:
            await _carry_out(visiting, account, key, sent)
            return RedirectResponse(
                f"{addresses.in_step(language, key)}?said={SAID[sent.act]}", status_code=303
            )
        except (RevisedMeanwhile, SideMissing):
            is_meanwhile = True
    body = await visiting.services.run(partial(_page, visiting, key, sent, is_meanwhile=is_meanwhile))
    return HTMLResponse(body, status_code=409 if is_meanwhile else 422, headers=visiting.headers)


def _sent(fields: Mapping[str, str]) -> Sent:
    follows = fields.get("follows", "")
    sent = Sent(
        fields.get("act", ""),
        Language(follows) if follows in set(LANGUAGES) else None,
        {each: clean_line(fields.get(f"reason_{each}", "")) for each in LANGUAGES},
        {each: _number(fields.get(f"base_{each}", "")) for each in LANGUAGES},
    )
    problems: dict[str, str] = {}
    if sent.act not in SAID:
        problems["act"] = "act-missing"
    elif sent.act == "sign":
        if sent.follows is None:
            problems["follows"] = "follows-missing"
        for each, reason in sent.reasons.items():
            if not reason:
                problems[f"reason_{each}"] = "reason-missing"
            elif len(reason) > MAX_REASON:
                problems[f"reason_{each}"] = "reason-too-long"
    return Sent(sent.act, sent.follows, sent.reasons, sent.bases, problems)


def _number(typed: str) -> int:
    """The number of a revision; -1, which never fits, for what is none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else -1


async def _carry_out(visiting: Visit, account: Account, key: str, sent: Sent) -> None:
    services = visiting.services
    acts: dict[str, Callable[..., object]] = {"confirm": confirm_in_step, "take-back": take_back_exception}
    if sent.follows is not None:
        acts["sign"] = partial(sign_exception, follows=sent.follows, reasons=sent.reasons)
    act = partial(acts[sent.act], paragraph=key, bases=sent.bases, by=account, at=services.clock())
    await services.run(act, services.database)


def _page(visiting: Visit, key: str, sent: Sent, *, said: str = "", is_meanwhile: bool = False) -> str:
    found = read_in_step(visiting.services.database, key)
    paragraph, language = found.paragraph, visiting.language
    return visiting.html(
        "in_step.html",
        "",
        addresses.in_both("in_step", paragraph=key),
        label=paragraph_label(found.section.number, found.section.titles[language], found.number, language),
        paragraph=key,
        sides={each.value: _side(paragraph, each, sent if is_meanwhile else None) for each in LANGUAGES},
        last=paragraph.last_in_step,
        exception=paragraph.exception,
        said=said,
        sent=sent,
        is_meanwhile=is_meanwhile,
        max_reason=MAX_REASON,
    )


def _side(paragraph: WorkingParagraph, language: Language, seen: Sent | None) -> dict[str, Any]:
    last, latest = paragraph.last_in_step, paragraph.latest(language)
    text = paragraph.text(language)
    return {
        "state": paragraph.states[language].value,
        "text": text,
        "base": paragraph.number(language),
        "latest": latest if latest is not None and latest.by else None,
        "pieces": differing_words(last.texts[language], text)
        if last and last.texts[language] != text
        else [],
        "meanwhile": _meanwhile(paragraph, language, seen.bases[language]) if seen else [],
    }


def _meanwhile(paragraph: WorkingParagraph, language: Language, base: int) -> list[Piece]:
    """What became of the text that the editor had before them; nothing where it is as it was."""
    revisions = paragraph.revisions.get(language, ())
    if base == paragraph.number(language) or not 1 <= base <= len(revisions):
        return []
    return differing_words(revisions[base - 1].text, paragraph.text(language))
