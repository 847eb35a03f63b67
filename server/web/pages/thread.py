"""The comments on a paragraph and the form for a new one; without JavaScript, and kept only once."""

from collections.abc import Mapping
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from server.domain.targets import Target, TargetKind
from server.text.languages import Language
from server.usecases.read_thread import Thread, read_thread
from server.web import addresses
from server.web.pages.comment_cards import cards_of
from server.web.pages.comment_form import (
    Typed,
    asked_form,
    form_values,
    page_number,
    pages_of,
    take_draft,
    window_values,
)
from server.web.pages.page import Visit, show, visit
from server.web.pages.quoted_words import mark_quotes
from server.web.pages.reading import paragraph_label, plain_texts
from server.web.pages.section import concepts_on_page, paragraph_row
from server.web.translations import catalogue


async def thread(request: Request, language: Language) -> Response:
    """Show the thread (GET) or put a comment into the basket (POST)."""
    place = _place(request)
    if request.method == "POST":
        visiting = await visit(request, language)
        make = partial(_thread, visiting, place=place, page=1)
        target = Target(TargetKind.PARAGRAPH, place["paragraph"])
        return await take_draft(request, visiting, edition=place["edition"], target=target, page=make)
    asked = asked_form(request, language)
    return await show(
        request, language, partial(_thread, place=place, page=page_number(request), typed=asked)
    )


def _place(request: Request) -> dict[str, str]:
    return {"edition": request.path_params["edition"], "paragraph": request.path_params["paragraph"]}


def _thread(visiting: Visit, *, place: Mapping[str, str], page: int, typed: Typed) -> str:
    found = read_thread(
        visiting.services.database,
        edition=place["edition"],
        paragraph_id=place["paragraph"],
        at=visiting.services.clock(),
        page=page,
        reply_to=typed.form.reply_to,
    )
    language = visiting.language
    label = _label(found, language)
    html, quotes = mark_quotes(found.paragraph.html, found.comments.shown.values())
    return visiting.html(
        "thread.html",
        catalogue(language).gettext("Comments on %(paragraph)s") % {"paragraph": label},
        addresses.in_both("thread", edition=found.edition.key, paragraph=found.paragraph.id),
        edition=found.edition,
        section={
            "key": found.place.section,
            "number": found.place.number,
            "title": found.place.titles[language],
            "titles": plain_texts(found.place.titles),
        },
        row={
            **paragraph_row(found.paragraph, found.edition.exceptions),
            "html": plain_texts(html),
            "label": label,
            "thread": visiting.path,
        },
        shown_languages=(language.value, language.other.value),
        comments=cards_of(
            found.comments,
            language,
            quotes=quotes,
            can_reply=found.window.is_open,
            edition=found.edition.key,
        ),
        count=found.comments.count,
        spam=found.comments.spam,
        pages=pages_of(visiting.path, found.comments.page, found.comments.pages),
        concepts=concepts_on_page(found.concepts, language),
        closed=False,
        earlier=[
            {
                "edition": each.edition.labels[language],
                "shown": each.shown,
                "href": addresses.thread(language, each.edition.key, each.paragraph),
            }
            for each in found.earlier
        ],
        led_by=[
            {"href": addresses.comment(each.comment, language), "outcome": each.outcome.value}
            for each in found.led_by
        ],
        back=_back(found, language),
        **window_values(found.window, visiting.services, language),
        **form_values(
            typed,
            language,
            target=Target(TargetKind.PARAGRAPH, found.paragraph.id),
            action=visiting.path,
            bases=found.wordings,
            answered=found.answered,
        ),
    )


def _label(found: Thread, language: Language) -> str:
    place = found.place
    return paragraph_label(place.number, place.titles[language], place.position, language)


def _back(found: Thread, language: Language) -> str:
    edition = None if found.is_current else found.edition.key
    return addresses.section(language, found.place.slugs[language], edition, paragraph=found.paragraph.id)
