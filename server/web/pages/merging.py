"""The merging page: all suggested wordings for a paragraph together, what is taken of them, and the result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.accounts import Account, Role
from server.domain.meanwhile import Meanwhile, Whose, meanwhile
from server.domain.suggested_wordings import Taken
from server.text.languages import LANGUAGES, Language
from server.usecases.merge_suggestions import Merged, TakenUp, merge_suggestions
from server.usecases.preview_wording import preview_wording
from server.usecases.read_suggestions import SuggestionsToMerge, read_suggestions
from server.usecases.revise_paragraph import RevisedMeanwhile, RevisionRefused
from server.web import addresses
from server.web.pages.merging_form import (
    MAX_FIELDS,
    Chosen,
    Result,
    chosen_in,
    result_in,
    side_of,
    stamp,
)
from server.web.pages.merging_values import card_values, conflict_values, numbers_of, part_values
from server.web.pages.page import Visit
from server.web.pages.paragraph_panel import meanwhile_values, preview_values
from server.web.pages.reading import paragraph_label, section_heading
from server.web.pages.signed_in import signed_in_visit
from server.web.pages.step_values import differing_words
from server.web.pages.wording_remarks import wording_remark


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the page is to show beside the suggestions.

    `undecided` are parts in which two suggestions that are taken whole differ; `is_moved` says that the parts
    are no longer those in which was chosen, `problems` what is wrong with the result, by field.
    """

    result: Result | None = None
    undecided: Sequence[int] = ()
    is_moved: bool = False
    is_empty: bool = False
    is_meanwhile: bool = False
    problems: Mapping[str, Sequence[str]] = field(default_factory=dict)
    said: str = ""

    @property
    def status(self) -> int:
        """How the page is answered."""
        if self.is_moved or self.is_meanwhile:
            return 409
        return 422 if self.undecided or self.problems or self.is_empty else 200


async def merging(request: Request, language: Language) -> Response:
    """Show the suggestions (GET); make a text of what is chosen, or save the text that was confirmed (POST)."""
    visiting, account = await signed_in_visit(request, language, Role.EDITOR)
    services, key = visiting.services, request.path_params["paragraph"]
    if request.method == "GET":
        query = request.query_params
        laid = tuple(query.getlist("with")) if query.get("pick") else None
        side = side_of(query.get("side", ""), language)
        strictly, said = query.get("side") == side, query.get("said", "")
        first = partial(_first_page, visiting, account, key, side, laid, strictly=strictly, said=said)
        body = await services.run(first)
        return HTMLResponse(body, headers=visiting.headers)
    async with request.form(max_files=0, max_fields=MAX_FIELDS) as sent:
        act, chosen, result = str(sent.get("act", "")), chosen_in(sent, language), result_in(sent)
    if act == "save":
        try:
            merged = await _save(visiting, account, key, chosen, result)
            return RedirectResponse(_afterwards(merged, key, chosen.side, language), status_code=303)
        except RevisionRefused as refused:
            asked = _Asked(result, problems=refused.problems)
        except RevisedMeanwhile as outdated:
            number = outdated.present.number(chosen.side)
            asked = _Asked(replace(result, base=number, common=result.base), is_meanwhile=True)
        body = await services.run(_answer, visiting, account, key, chosen, asked)
    elif act == "look" or act.startswith("take:"):
        look = partial(_look, visiting, account, key, chosen, result=result, act=act)
        asked, body = await services.run(look)
    else:
        asked, body = await services.run(_choose, visiting, account, key, chosen)
    return HTMLResponse(body, status_code=asked.status, headers=visiting.headers)


async def _save(visiting: Visit, account: Account, key: str, chosen: Chosen, result: Result) -> Merged:
    """Raises RevisionRefused, RevisedMeanwhile."""
    services = visiting.services
    return await services.run(
        merge_suggestions,
        services.database,
        paragraph=key,
        change=result.change(chosen.side),
        taken=result.taken,
        propose=result.propose,
        by=account,
        at=services.clock(),
    )


def _afterwards(merged: Merged, key: str, side: Language, language: Language) -> str:
    """The page of what is to be done on the other side, or the suggestions again where nothing changed."""
    if merged.revision is None:
        return addresses.merging(language, key, {"side": side.value, "said": "unchanged"})
    return addresses.merged(language, key, side)


def _first_page(
    visiting: Visit,
    account: Account,
    key: str,
    side: Language,
    laid: Sequence[str] | None,
    *,
    strictly: bool,
    said: str,
) -> str:
    found = read_suggestions(
        visiting.services.database,
        paragraph=key,
        language=side,
        by=account,
        only=laid,
        strictly=strictly,
    )
    chosen = Chosen(found.language, tuple(found.laid.on_present))
    return _page(visiting, account, found, chosen, _Asked(said=said))


def _choose(visiting: Visit, account: Account, key: str, chosen: Chosen) -> tuple[_Asked, str]:
    """Make a text of what is chosen; nothing is kept."""
    found = _found(visiting, account, key, chosen)
    if stamp(found) != chosen.seen:
        asked = _Asked(is_moved=True)
        return asked, _page(visiting, account, found, replace(chosen, parts={}), asked)
    resolved = found.laid.resolve(chosen.whole, chosen.picked)
    taken = found.laid.taken(resolved.choices)
    asked = _Asked(undecided=resolved.undecided, is_empty=not resolved.choices)
    if resolved.choices and not resolved.undecided:
        result = Result(
            text=found.laid.merge.chosen(resolved.choices),
            base=found.paragraph.number(found.language),
            taken=TakenUp(
                tuple(name for name, share in taken.items() if share is Taken.WHOLE),
                tuple(name for name, share in taken.items() if share is Taken.PART),
            ),
        )
        asked = _Asked(result)
    return asked, _page(visiting, account, found, chosen, asked)


def _look(
    visiting: Visit, account: Account, key: str, chosen: Chosen, *, result: Result, act: str
) -> tuple[_Asked, str]:
    """Show the typed text once more, or with what somebody else saved meanwhile; nothing is kept."""
    found = _found(visiting, account, key, chosen)
    both = _both(found, result)
    whose = {"merged": None, "merged-yours": Whose.YOURS, "merged-theirs": Whose.THEIRS}
    what = act.rpartition(":")[2]
    text: str | None = None
    if both is not None and what in whose:
        text = both.merged_text(whose[what])
    elif both is not None and what == "theirs":
        text = both.theirs.text
    asked = _Asked(result if text is None else replace(result, text=text, common=None))
    return asked, _page(visiting, account, found, chosen, asked)


def _answer(visiting: Visit, account: Account, key: str, chosen: Chosen, asked: _Asked) -> str:
    return _page(visiting, account, _found(visiting, account, key, chosen), chosen, asked)


def _found(visiting: Visit, account: Account, key: str, chosen: Chosen) -> SuggestionsToMerge:
    return read_suggestions(
        visiting.services.database,
        paragraph=key,
        language=chosen.side,
        by=account,
        only=chosen.laid,
        strictly=True,
    )


def _both(found: SuggestionsToMerge, result: Result) -> Meanwhile | None:
    if result.common is None:
        return None
    return meanwhile(found.paragraph, found.language, number=result.common, yours=result.text)


def _page(visiting: Visit, account: Account, found: SuggestionsToMerge, chosen: Chosen, asked: _Asked) -> str:
    language, section = visiting.language, found.section
    key = found.paragraph.id
    parts = part_values(found, chosen, asked.undecided)
    return visiting.html(
        "merging.html",
        "",
        addresses.in_both("merging", paragraph=key),
        key=key,
        side=found.language.value,
        sides=[
            {
                "language": each.value,
                "count": found.counts[each],
                "href": addresses.merging(language, key, {"side": each.value}),
                "is_this": each is found.language,
            }
            for each in LANGUAGES
        ],
        section=section.key,
        section_title=section_heading(section.number, section.titles, language),
        label=paragraph_label(section.number, section.titles[language], found.position, language),
        state=found.paragraph.states[found.language].value,
        cards=card_values(found, chosen, language),
        parts=parts,
        folded=sum(part["is_folded"] for part in parts),
        conflicts=conflict_values(found),
        chosen=chosen,
        seen=stamp(found),
        asked=asked,
        said=asked.said,
        result=_result(visiting, account, found, asked.result) if asked.result else None,
        problems={
            name: [
                each if each in ("missing", "too-long") else wording_remark(each, language) for each in why
            ]
            for name, why in asked.problems.items()
        },
    )


def _result(visiting: Visit, account: Account, found: SuggestionsToMerge, result: Result) -> dict[str, Any]:
    side, present = found.language, found.paragraph.text(found.language)
    preview = preview_wording(
        visiting.services.database,
        paragraph=found.paragraph.id,
        texts={side: result.text},
        by=account,
        concept_address=addresses.concept,
    )
    values = preview_values(preview, visiting.language)
    return {
        "form": result,
        "whole": numbers_of(found, result.taken.whole),
        "part": numbers_of(found, result.taken.part),
        "weight": result.weight.value,
        "pieces": differing_words(present, result.text),
        "is_same": present == result.text,
        "html": values["html"].get(side.value, ""),
        "remarks": values["remarks"],
        "both": meanwhile_values(_both(found, result)),
    }
