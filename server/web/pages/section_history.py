"""The history of a section: as a page, and as a feed."""

from functools import partial
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from server.formats.atom import MEDIA_TYPE, Entry, Feed, write_feed
from server.text.languages import LANGUAGES, Language
from server.usecases.read_section_history import SectionHistory, SectionVersion, read_section_history
from server.web import addresses
from server.web.pages.comparing import edition_form
from server.web.pages.feed_entries import Place, beginning_of
from server.web.pages.files import file_response
from server.web.pages.page import Visit, services_of, show
from server.web.pages.reading import plain_texts, section_heading
from server.web.services import Services
from server.web.sharing import READABLE_EVERYWHERE
from server.web.translations import catalogue


async def section_history(request: Request, language: Language) -> Response:
    """Show the editions in which a section changed."""
    return await show(request, language, partial(_history, section=request.path_params["section"]))


async def history_feed(request: Request, language: Language) -> Response:
    """The feed of a section's history: one entry for each edition in which it changed."""
    if not request.scope["path"].isprintable():
        raise HTTPException(404)
    services = services_of(request)
    body = await services.run(_feed, services, language, request.path_params["section"])
    headers = {"content-language": language.value, **READABLE_EVERYWHERE}
    return file_response(request, body, f"{MEDIA_TYPE}; charset=utf-8", headers)


def _history(visiting: Visit, section: str) -> str:
    found = read_section_history(visiting.services.database, section=section)
    language = visiting.language
    keys = [each.key for each in found.editions]
    return visiting.html(
        "section_history.html",
        "",
        addresses.in_both("section_history", section=section),
        heading=section_heading(found.head.number, found.head.titles, language),
        is_current=found.is_current,
        section_href=addresses.section(
            language, found.head.slugs[language], None if found.is_current else found.latest.key
        ),
        feed=addresses.history_feed(language, section),
        versions=[_version(each, language) for each in found.versions],
        form=edition_form(list(reversed(found.editions)), (keys[-2], keys[-1]), section, language)
        if len(keys) > 1
        else None,
    )


def _version(version: SectionVersion, language: Language) -> dict[str, Any]:
    head, entry = version.head, version.edition
    return {
        "label": entry.labels[language],
        "date": entry.date,
        "heading": section_heading(head.number, head.titles, language) if head else "",
        "href": addresses.section(language, version.slugs[language], entry.key) if head else "",
        "notes": plain_texts(head.change_notes) if head else {},
        "is_new": version.is_new,
        "is_gone": head is None,
        "is_first": version.since is None,
        "since": version.since.labels[language] if version.since else "",
        "difference": _difference(version, language),
    }


def _difference(version: SectionVersion, language: Language) -> str:
    """What the edition changed in the section, beside the edition before; "" for a section that was new."""
    if version.since is None or version.is_new:
        return ""
    older, newer = version.since.key, version.edition.key
    return addresses.comparison(language, older, newer, version.slugs[language])


def _feed(services: Services, language: Language, section: str) -> bytes:
    found = read_section_history(services.database, section=section)
    place = Place(services.base_url, language)
    heading = section_heading(found.head.number, found.head.titles, language)
    return write_feed(
        Feed(
            id=place.tag(f"section/{section}/{language}/history"),
            language=language,
            title=catalogue(language).gettext("%(section)s: changes by edition") % {"section": heading},
            author=found.document.publisher,
            rights=found.document.licence,
            updated=beginning_of(found.latest.date),
            href=services.base_url + addresses.history_feed(language, section),
            alternates={
                each: services.base_url + addresses.section_history(each, section) for each in LANGUAGES
            },
            entries=[_entry(each, found, place) for each in found.versions],
        )
    )


def _entry(version: SectionVersion, found: SectionHistory, place: Place) -> Entry:
    language, entry, head = place.language, version.edition, version.head
    _ = catalogue(language).gettext
    if head is None:
        title = _("%(label)s: the section is gone")
    elif version.is_new:
        title = _("%(label)s: the section is new")
    else:
        title = _("%(label)s: the section changed")
    frozen = addresses.section(language, version.slugs[language], entry.key)
    return Entry(
        id=place.tag(f"section/{found.key}/{language}/edition/{entry.key}"),
        title=title % {"label": entry.labels[language]},
        by=found.document.publisher,
        updated=beginning_of(entry.date),
        href=place.base_url + (_difference(version, language) or frozen),
        text=head.change_notes.get(language, "") if head else "",
        spoken=language,
    )
