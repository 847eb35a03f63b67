"""What the forms of the working edition have in common: made on a revision, never lost when it is outdated."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.accounts import Account, Role
from server.domain.section_checks import SectionRefused
from server.domain.structure import StructureRefused
from server.domain.working_editions import WorkingEdition, WorkingParagraph
from server.store.acts import LoggedAct
from server.text.languages import LANGUAGES, Language
from server.text.markdown import plain
from server.usecases.begin_working_edition import EditionRefused
from server.usecases.change_structure import EditionChangedMeanwhile
from server.usecases.missing import Missing
from server.usecases.remove_paragraph import HasComments
from server.usecases.revise_paragraph import RevisedMeanwhile, RevisionRefused
from server.web import addresses
from server.web.pages.page import Visit
from server.web.pages.reading import section_heading
from server.web.pages.signed_in import signed_in_visit
from server.web.pages.wording_remarks import wording_remark
from server.web.typed import legible

# A number for each section of a long document, and the rest.
_MAX_FIELDS: Final = 1_000
# As much of a wording as it takes to know the paragraph again.
_SHORT: Final = 60

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent, empty for one that was not; and why it was not carried out.

    `problems` maps fields to reasons; "structure" is what cannot be done at all. `meanwhile` are the acts of
    others since the form was opened, None where it is not outdated; `revised` the paragraph that was.
    """

    fields: Fields = field(default_factory=dict)
    problems: Mapping[str, list[str]] = field(default_factory=dict)
    meanwhile: tuple[LoggedAct, ...] | None = None
    revised: WorkingParagraph | None = None

    def value(self, name: str, present: str) -> str:
        """What was typed in a field, else what is there now."""
        return self.fields.get(name, present)


@dataclass(frozen=True, slots=True)
class StructureForm:
    """A form: how it is shown, what it does (without `base`, `by` and `at`), and where that leads to."""

    render: Callable[[Visit, Sent], str]
    act: Callable[[Fields], Callable[..., Any]]
    done: Callable[[Any, Fields], str]


async def answer_form(request: Request, language: Language, form: StructureForm) -> Response:
    """Show the form (GET) or carry it out (POST): 303 where it leads to; 422 or 409 with all that was typed."""
    visiting, account = await signed_in_visit(request, language, Role.EDITOR)
    services = visiting.services
    if request.method == "GET":
        body = await services.run(form.render, visiting, Sent())
        return HTMLResponse(body, headers=visiting.headers)
    async with request.form(max_files=0, max_fields=_MAX_FIELDS) as got:
        fields = {name: legible(value) for name, value in got.items() if isinstance(value, str)}
    try:
        result = await services.run(partial(_carry_out, visiting, account, form, fields))
    except EditionChangedMeanwhile as meanwhile:
        status, sent = 409, Sent(fields, meanwhile=meanwhile.meanwhile)
    except RevisedMeanwhile as revised:
        status, sent = 409, Sent(fields, revised=revised.present)
    except (RevisionRefused, SectionRefused, EditionRefused, StructureRefused, HasComments) as refused:
        status, sent = 422, Sent(fields, _problems(refused))
    else:
        return RedirectResponse(form.done(result, fields), status_code=303)
    body = await services.run(partial(_again, visiting, form, sent))
    return HTMLResponse(body, status_code=status, headers=visiting.headers)


def _carry_out(visiting: Visit, account: Account, form: StructureForm, fields: Fields) -> Any:
    services = visiting.services
    act = form.act(fields)
    return act(services.database, base=base_of(fields), by=account, at=services.clock())


def _again(visiting: Visit, form: StructureForm, sent: Sent) -> str:
    """The form once more; where what it was about has gone meanwhile, what was typed, to be copied."""
    try:
        return form.render(visiting, sent)
    except (Missing, StructureRefused):
        if sent.meanwhile is None:
            raise
        typed = [text for name, text in sent.fields.items() if name not in ("base", "seen") and text.strip()]
        return visiting.html("structure_gone.html", "", None, sent=sent, typed=typed)


def _problems(refused: Exception) -> dict[str, list[str]]:
    if isinstance(refused, RevisionRefused):
        return refused.problems
    if isinstance(refused, SectionRefused | EditionRefused):
        return {name: [problem] for name, problem in refused.problems.items()}
    if isinstance(refused, HasComments):
        return {"despite_comments": ["has-comments"]}
    assert isinstance(refused, StructureRefused)  # noqa: S101 - nothing else comes here
    return {"structure": [refused.refusal.value]}


def base_of(fields: Fields) -> int:
    """The revision that a form was made on; -1, which none has, for what is no number."""
    typed = fields.get("base", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1


def sides_of(fields: Fields, name: str) -> dict[Language, str]:
    """What was typed for both sides in fields such as "text_nl"."""
    return {language: fields.get(f"{name}_{language}", "") for language in LANGUAGES}


def shown(
    visiting: Visit,
    template: str,
    alternates: Mapping[str, str],
    working: WorkingEdition,
    sent: Sent,
    **context: Any,
) -> str:
    """A page with a form, and all that its frame needs (server/web/templates/structure_form.html)."""
    language = visiting.language
    return visiting.html(
        template,
        "",
        alternates,
        working=working,
        sent=sent,
        problems={
            name: [wording_remark(reason, language) for reason in reasons]
            for name, reasons in sent.problems.items()
        },
        revised=None if sent.revised is None else texts_of(sent.revised),
        **context,
    )


def section_page(language: Language, working: WorkingEdition, paragraph: str) -> str:
    """The section in which a paragraph stands now, at the paragraph."""
    key = working.structure.section_of(paragraph).key
    return f"{addresses.working_section(language, key)}#{paragraph}"


def texts_of(paragraph: WorkingParagraph) -> dict[str, str]:
    """Both wordings as they are typed, by language; "" for a missing one."""
    return {language.value: paragraph.text(language) for language in LANGUAGES}


def short_text(paragraph: WorkingParagraph, language: Language, most: int = _SHORT) -> str:
    """The beginning of what a paragraph says in the reader's language, else in the other one."""
    text = plain(paragraph.text(language) or paragraph.text(language.other), notes=False)
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]}\N{NO-BREAK SPACE}…"


def paragraph_choices(
    working: WorkingEdition, paragraphs: Mapping[str, WorkingParagraph], language: Language, *, but: str
) -> list[dict[str, Any]]:
    """Every place to move a paragraph to, by section: the value `<section>/<paragraph before it>` and its words."""
    return [
        {
            "heading": section_heading(section.number, section.titles, language),
            "first": f"{section.key}/",
            "behind": [
                {
                    "value": f"{section.key}/{each}",
                    "number": number,
                    "text": short_text(paragraphs[each], language),
                }
                for number, each in enumerate(section.paragraphs, start=1)
                if each != but
            ],
        }
        for section in working.structure.sections
    ]


def section_choices(working: WorkingEdition, language: Language, *, but: str = "") -> list[dict[str, str]]:
    """Every section behind which another can stand."""
    return [
        {"value": each.key, "heading": section_heading(each.number, each.titles, language)}
        for each in working.structure.sections
        if each.key != but
    ]
