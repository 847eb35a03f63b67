"""The view of the drift: what changed in each language since the predecessor, and the tasks that follow."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from server.domain.accounts import Role
from server.domain.changes import ChangeKind
from server.domain.document import Section
from server.domain.drift import Balance, DriftRow, Mark, uneven_first
from server.domain.structure import SectionPlan
from server.text.languages import LANGUAGES, Language
from server.usecases.missing import Missing
from server.usecases.read_drift import Drift, read_drift
from server.web import addresses
from server.web.pages.page import Visit
from server.web.pages.reading import paragraph_label, section_heading
from server.web.pages.signed_in import signed_in_visit
from server.web.pages.step_values import MarkLink, differing_words

# About two screens of lines that are folded; the words of no others are compared for showing.
ON_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: one mark or all, one section or all, which page."""

    show: str = ""
    section: str = ""
    page: int = 1

    def address(self, language: Language) -> str:
        """The address that asks for this."""
        page = str(self.page) if self.page > 1 else ""
        return addresses.drift(language, {"show": self.show, "section": self.section, "page": page})

    def is_shown(self, row: DriftRow) -> bool:
        """Whether the mark fits; the section is another matter."""
        return not self.show or self.show in row.marks


async def drift(request: Request, language: Language) -> Response:
    """Show the view; only for editors."""
    visiting, _ = await signed_in_visit(request, language, Role.EDITOR)
    body = await visiting.services.run(partial(_page, visiting, asked_for(request.query_params)))
    return HTMLResponse(body, headers=visiting.headers)


def asked_for(query: QueryParams) -> Asked:
    """What an address asks for; marks and pages that there are not are not asked for."""
    show, page = query.get("show", ""), query.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    return Asked(show if show in set(Mark) else "", query.get("section", ""), max(1, number))


def _page(visiting: Visit, asked: Asked) -> str:
    try:
        found = read_drift(visiting.services.database)
    except Missing:
        return visiting.html("drift.html", "", addresses.in_both("drift"), predecessor="")
    language = visiting.language
    sections = _sections(found)
    if asked.section and asked.section not in sections:
        raise Missing("section", asked.section)
    here = [row for row in found.rows if asked.section in ("", row.section)]
    shown = uneven_first(row for row in here if asked.is_shown(row))
    pages = max(1, -(-len(shown) // ON_PAGE))
    asked = replace(asked, page=min(asked.page, pages))
    on_page = shown[(asked.page - 1) * ON_PAGE : asked.page * ON_PAGE]
    # Who asks for one mark sees all that bear it; in the whole list what changed alike is folded.
    unfolded = [row for row in on_page if asked.show or row.balance is not Balance.EQUAL]
    return visiting.html(
        "drift.html",
        "",
        addresses.in_both("drift"),
        predecessor=found.predecessor.labels[language],
        total=len(shown),
        everything=len(found.rows),
        marks=_mark_links(asked, here, language),
        sections=_section_links(asked, found.rows, sections, language),
        is_narrowed=bool(asked.section),
        rows=[_row(row, sections, language) for row in unfolded],
        folded=[_row(row, sections, language) for row in on_page[len(unfolded) :]],
        pages={
            "number": asked.page,
            "total": pages,
            "previous": replace(asked, page=asked.page - 1).address(language) if asked.page > 1 else None,
            "next": replace(asked, page=asked.page + 1).address(language) if asked.page < pages else None,
        },
    )


def _sections(found: Drift) -> dict[str, SectionPlan | Section]:
    """Every section by its key in reading order: those of the working edition, then those that are gone."""
    known: dict[str, SectionPlan | Section] = {each.key: each for each in found.working.structure.sections}
    for each in found.predecessor.sections:
        known.setdefault(each.key, each)
    return known


def _mark_links(asked: Asked, rows: Sequence[DriftRow], language: Language) -> list[MarkLink]:
    counted = Counter(mark.value for row in rows for mark in row.marks)
    links = [("", len(rows)), *((mark.value, counted[mark.value]) for mark in Mark)]
    return [
        MarkLink(
            value, replace(asked, show=value, page=1).address(language), count, is_this=value == asked.show
        )
        for value, count in links
        if count or value in ("", asked.show)
    ]


def _section_links(
    asked: Asked,
    rows: Sequence[DriftRow],
    sections: Mapping[str, SectionPlan | Section],
    language: Language,
) -> list[MarkLink]:
    counted = Counter(row.section for row in rows if asked.is_shown(row))
    links = [("", counted.total()), *((key, counted[key]) for key in sections)]
    return [
        MarkLink(
            key,
            replace(asked, section=key, page=1).address(language),
            count,
            is_this=key == asked.section,
            text=_heading(sections[key], language) if key else "",
        )
        for key, count in links
        if count or key in ("", asked.section)
    ]


def _heading(section: SectionPlan | Section, language: Language) -> str:
    return section_heading(section.number, section.titles, language)


def _row(row: DriftRow, sections: Mapping[str, SectionPlan | Section], language: Language) -> dict[str, Any]:
    section = sections[row.section]
    return {
        "id": row.paragraph,
        "label": paragraph_label(section.number, section.titles[language], row.number, language),
        "kind": row.kind.value if row.kind else "",
        "is_there": row.kind is not ChangeKind.REMOVED,
        "origins": row.origins,
        "balance": row.balance.value,
        "states": {each.value: state.value for each, state in row.states.items()},
        "exception": row.exception,
        "comments": row.comments,
        "sides": {each.value: _side(row, each) for each in LANGUAGES},
    }


def _side(row: DriftRow, language: Language) -> dict[str, Any]:
    side = row.sides[language]
    return {
        "changed": side.changed,
        "per_cent": side.per_cent,
        "weight": side.weight.value if side.weight else "",
        "revisions": side.revisions,
        "pieces": differing_words(side.before, side.after, added_only=row.kind is ChangeKind.SPLIT)
        if side.before != side.after
        else [],
    }
