"""The page of a section: one language or both, of the current edition or a frozen one."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.document import PARAGRAPH_ID
from server.domain.editions import StepException
from server.domain.glossary import Concept
from server.domain.targets import Target, TargetKind
from server.store.editions import SectionEntry
from server.store.sections import ParagraphOnPage
from server.text.languages import LANGUAGES, Language
from server.usecases.find_paragraph import find_paragraph
from server.usecases.read_section import SectionToRead, read_section
from server.web import addresses
from server.web.kept_pages import KeptPage
from server.web.languages import preferred_language
from server.web.pages.comment_cards import shown_comment, shown_disposition
from server.web.pages.page import Visit, services_of, visit
from server.web.pages.reading import paragraph_label, plain_texts, section_heading


async def section(request: Request, language: Language, *, both: bool = False) -> Response:
    """Show a section; an anonymous reader's page is kept ready for the next one."""
    visiting = await visit(request, language)
    services = visiting.services
    marker = await services.kept.present_marker()
    edition, slug = request.path_params.get("edition"), request.path_params["slug"]
    make = partial(_make, visiting, edition=edition, slug=slug, both=both)
    body, found = await services.run(make)
    if visiting.account is None:
        page = KeptPage(body.encode(), language.value, found.stamp, found.edition.key, found.section.key)
        services.kept.keep(request.scope["path"], page, marker)
        return services.kept.response(page, request)
    return HTMLResponse(body, headers=visiting.headers)


async def paragraph(request: Request) -> Response:
    """Lead a permanent paragraph address to where the paragraph stands now, in the reader's language."""
    paragraph_id = "p-" + request.path_params["paragraph"].removeprefix("p-")
    if not PARAGRAPH_ID.fullmatch(paragraph_id):
        raise HTTPException(404)
    services = services_of(request)
    place = await services.run(find_paragraph, services.database, paragraph_id)
    language = preferred_language(request.headers.get("accept-language", ""))
    to = addresses.section(language, place.slugs[language], paragraph=paragraph_id)
    return RedirectResponse(to, status_code=303, headers={"vary": "Accept-Language"})


def _make(visiting: Visit, *, edition: str | None, slug: str, both: bool) -> tuple[str, SectionToRead]:
    found = read_section(visiting.services.database, edition=edition, language=visiting.language, slug=slug)
    language, frozen = visiting.language, edition is not None
    title = section_heading(found.section.number, found.section.titles, language)
    links = {
        each.value: addresses.section(each, found.section.slugs[each], edition, both) for each in LANGUAGES
    }
    html = visiting.html(
        "section.html",
        title,
        links,
        edition=found.edition,
        section=_heading(found.section, language),
        shown_languages=(language.value, language.other.value) if both else (language.value,),
        rows=[_row(row, found, language) for row in found.paragraphs],
        previous=_neighbour(found.previous, language, edition),
        next=_neighbour(found.next, language, edition),
        frozen=frozen,
        single_href={
            each.value: addresses.section(each, found.section.slugs[each], edition) for each in LANGUAGES
        },
        side_by_side_href=addresses.section(language, found.section.slugs[language], edition, True),
        current_href=addresses.section(language, found.current_slugs[language])
        if found.current_slugs
        else "",
        frozen_href=addresses.section(language, found.section.slugs[language], found.edition.key),
        feed=addresses.section_feed(language, found.current_slugs[language]) if found.current_slugs else "",
        thread_href=_thread_href(found, language),
        section_comments=found.shown,
        versions=_versions(found, language),
        concepts=concepts_on_page(found.concepts, language),
    )
    return html, found


def _thread_href(found: SectionToRead, language: Language) -> str:
    target = Target(TargetKind.SECTION, found.section.key)
    return addresses.target_thread(language, found.edition.key, target, slug=found.section.slugs[language])


def _heading(section: SectionEntry, language: Language) -> dict[str, Any]:
    return {
        "key": section.key,
        "number": section.number,
        "title": section.titles[language],
        "titles": plain_texts(section.titles),
    }


def _row(row: ParagraphOnPage, found: SectionToRead, language: Language) -> dict[str, Any]:
    latest = found.comments.get(row.id, ())
    return {
        **paragraph_row(row, found.edition.exceptions),
        "label": paragraph_label(
            found.section.number, found.section.titles[language], row.position, language
        ),
        "thread": addresses.thread(language, found.edition.key, row.id),
        "latest": [
            replace(
                shown_comment(comment, language),
                disposition=shown_disposition(found.dispositions.get(comment.id), comment, language),
            )
            for comment in latest
        ],
        "earlier": found.earlier.get(row.id, 0),
        "more": row.shown - len(latest),
    }


def paragraph_row(row: ParagraphOnPage, exceptions: Sequence[StepException]) -> dict[str, Any]:
    """What every page shows of a paragraph; its HTML was made by our own renderer when it was loaded.

    `exceptions` are all that were signed for the edition.
    """
    return {
        "id": row.id,
        "number": row.position,
        "html": {each.value: Markup(html) for each, html in row.html.items()},  # noqa: S704
        "comments": row.shown,
        "permalink": addresses.permalink(row.id),
        "exception": next((each for each in exceptions if each.paragraph == row.id), None),
        "latest": [],
        "earlier": 0,
        "more": 0,
    }


def _neighbour(
    section: SectionEntry | None, language: Language, edition: str | None
) -> dict[str, str] | None:
    if section is None:
        return None
    return {
        "number": section.number,
        "title": section.titles[language],
        "href": addresses.section(language, section.slugs[language], edition),
    }


def _versions(found: SectionToRead, language: Language) -> list[dict[str, Any]]:
    return [
        {
            "label": version.edition.labels[language],
            "date": version.edition.date,
            "href": addresses.section(language, version.slugs[language], version.edition.key),
            "is_this": version.edition.key == found.edition.key,
        }
        for version in found.versions
    ]


def concepts_on_page(concepts: Sequence[Concept], language: Language) -> list[dict[str, Any]]:
    """The concepts used in a text, by their preferred term in the reader's language."""
    shown = [
        {
            "key": concept.key,
            "term": concept.sides[language].preferred,
            "definition": concept.sides[language].definition,
            "disputed": concept.is_disputed,
            "readings": {each.value: concept.sides[each].reading for each in LANGUAGES},
            "href": addresses.concept(language, concept.key),
        }
        for concept in concepts
    ]
    return sorted(shown, key=lambda entry: str(entry["term"]).casefold())
