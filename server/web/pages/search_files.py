"""The hits of a search to follow and to take along: a feed of the newest, a table, and all that is known of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from server.formats.atom import MEDIA_TYPE as ATOM
from server.formats.atom import Entry, Feed, moment, write_feed
from server.formats.comment_shapes import as_json
from server.formats.comment_tables import CsvTable, Row
from server.formats.table_cells import joined
from server.search.documents import DocumentKey
from server.search.engine import Order
from server.text.languages import LANGUAGES, Language
from server.usecases.found_texts import Found
from server.usecases.read_document import read_document
from server.usecases.read_search_choices import SearchChoices, read_search_choices
from server.usecases.search_record import SearchResult
from server.web.hit_shapes import HitsFile, citing, hit_shape, language_of, pages_of, texts_of
from server.web.pages.feed_entries import Place, beginning_of, comment_entry
from server.web.pages.files import file_response
from server.web.pages.page import services_of
from server.web.pages.reading import section_heading
from server.web.pages.reasons import reason_sentences
from server.web.pages.search_asking import SearchAsked, asked_for
from server.web.pages.search_hits import Around, shown_hit
from server.web.pages.search_result import result_for
from server.web.pages.target_labels import target_label
from server.web.services import Services
from server.web.sharing import READABLE_EVERYWHERE
from server.web.translations import catalogue

# The newest of a search; whoever wants all takes the table.
FEED_ENTRIES: Final = 50
MAX_HITS: Final = 1_000
# So many are read at once, so that other visitors are served in between.
_AT_ONCE: Final = 50
_EPOCH: Final = datetime.fromtimestamp(0, UTC)
_COLUMNS: Final = (
    "kind",
    "id",
    "edition",
    "section",
    "section_title_nl",
    "section_title_de",
    "language",
    "address_nl",
    "address_de",
    "term_nl",
    "term_de",
    "text_nl",
    "text_de",
    "name",
    "organisation",
    "group",
    "round",
    "created",
    "outcome",
    "comments",
    "concepts",
    "reasons",
)


@dataclass(frozen=True, slots=True)
class _Answer:
    """All hits of a file, of `total`, with the names of the record."""

    asked: SearchAsked
    services: Services
    choices: SearchChoices
    result: SearchResult
    found: Sequence[Found]
    language: Language


async def search_file(request: Request, language: Language) -> Response:
    """The hits in the format that the ending asks for: all pages of them, at most MAX_HITS."""
    ending = request.path_params["ending"]
    if ending not in _WRITERS:
        raise HTTPException(404)
    media_type, write, limit = _WRITERS[ending]
    services = services_of(request)
    asked = replace(asked_for(request.query_params), page=1)
    if ending == "atom":
        asked = replace(asked, order=Order.NEWEST)
    answer = await _answer(services, asked, language, limit)
    body = await services.run(write, answer)
    headers = {"content-language": language.value, "x-robots-tag": "noindex", **READABLE_EVERYWHERE}
    if ending != "atom":
        headers["content-disposition"] = f'attachment; filename="{_NAMES[language]}.{ending}"'
    return file_response(request, body, media_type, headers)


async def _answer(services: Services, given: SearchAsked, language: Language, limit: int) -> _Answer:
    choices = await services.run(read_search_choices, services.database)
    asked = given.known(choices)
    found: dict[DocumentKey, Found] = {}
    for offset in range(0, limit, _AT_ONCE):
        result = await services.run(partial(result_for, services, asked, limit=_AT_ONCE, offset=offset))
        # What changes between two questions may move a hit from one to the next.
        found |= {each.hit.key: each for each in result.found}
        if offset + _AT_ONCE >= result.total:
            break
    return _Answer(asked, services, choices, result, tuple(found.values()), language)


def _json(answer: _Answer) -> bytes:
    base = answer.services.base_url
    return as_json(
        HitsFile(
            query=answer.asked.typed,
            address=base + answer.asked.address(answer.language),
            total=answer.result.total,
            notes=list(answer.result.notes),
            is_makeshift=answer.result.is_makeshift,
            hits=[hit_shape(each, answer.result.groups, base) for each in answer.found],
        )
    )


def _csv(answer: _Answer) -> bytes:
    table = CsvTable(_COLUMNS)
    return table.begin() + table.add([_row(each, answer) for each in answer.found])


def _row(found: Found, answer: _Answer) -> Row:
    """The cells of a hit by column; texts whole, as a table is for reading on."""
    hit, comment, texts = found.hit, found.comment, texts_of(found)
    pages, language = pages_of(found), language_of(found)
    number_and_titles = answer.choices.sections.get(hit.section)
    terms = answer.choices.terms.get(hit.id, {}) if found.concept else {}
    row: Row = {
        "kind": hit.kind,
        "id": hit.id,
        "edition": hit.edition,
        "section": hit.section,
        "language": language or "",
        "comments": str(found.comments) if found.paragraph else "",
        "concepts": joined(citing(found)),
        "outcome": found.answer.outcome if found.answer else "",
        "reasons": joined(
            reason_sentences(
                found.reasons,
                answer.choices.terms,
                answer.language,
                about=found.target.target.kind if found.target else None,
            )
        ),
    }
    for each in LANGUAGES:
        row[f"section_title_{each}"] = section_heading(*number_and_titles, each) if number_and_titles else ""
        row[f"address_{each}"] = answer.services.base_url + pages[each] if pages else ""
        row[f"term_{each}"] = terms.get(each, "")
        row[f"text_{each}"] = texts.get(each, "")
    if comment is not None:
        row |= {"name": comment.name, "organisation": comment.organisation, "group": comment.group}
        row |= {"round": comment.round, "created": moment(comment.created)}
    return row


def _atom(answer: _Answer) -> bytes:
    services, language, asked = answer.services, answer.language, answer.asked
    document = read_document(services.database)
    path = asked.file(language, "atom")
    place = Place(services.base_url, language)
    _ = catalogue(language).gettext
    title = _("Search for “%(query)s”: newest hits") % {"query": asked.typed} if asked.typed else ""
    # Concepts and sources have no day of their own: they were there from the beginning.
    began = min((beginning_of(each.date) for each in answer.choices.editions.values()), default=_EPOCH)
    return write_feed(
        Feed(
            # Percent signs and question marks may stand in a tag (RFC 4151, 2.1).
            id=place.tag(f"search{path}"),
            language=language,
            title=title or _("Search: newest hits"),
            author=document.publisher,
            rights=document.licence,
            updated=began,
            href=services.base_url + path,
            alternates={each: services.base_url + asked.address(each) for each in LANGUAGES},
            entries=[_entry(each, answer, place, document.publisher, began) for each in answer.found],
        )
    )


def _entry(found: Found, answer: _Answer, place: Place, publisher: str, began: datetime) -> Entry:
    language, hit = answer.language, found.hit
    if found.comment is not None and found.target is not None:
        label = target_label(found.target, language)
        return comment_entry(found.comment, label, place, found.comment.corrected or found.comment.created)
    shown = shown_hit(found, Around(answer.result.groups, answer.choices, language))
    edition = answer.choices.editions.get(hit.edition)
    texts = texts_of(found)
    spoken = language if language in texts else language.other
    return Entry(
        id=place.tag("/".join(filter(None, (hit.kind, hit.edition, hit.id, language)))),
        title=shown.label,
        by=publisher,
        updated=beginning_of(edition.date) if edition else began,
        href=answer.services.base_url + shown.href,
        text=texts.get(spoken, ""),
        spoken=spoken,
    )


_NAMES: Final = {Language.NL: "resultaten", Language.DE: "treffer"}
# By ending: the media type, who writes it, and how many hits it holds.
_WRITERS: Final[Mapping[str, tuple[str, Callable[[_Answer], bytes], int]]] = {
    "atom": (f"{ATOM}; charset=utf-8", _atom, FEED_ENTRIES),
    "csv": ("text/csv; charset=utf-8; header=present", _csv, MAX_HITS),
    "json": ("application/json", _json, MAX_HITS),
}
