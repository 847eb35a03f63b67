"""The Atom feed of a concept (RFC 4287): what was done to it, and what is said about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

from starlette.requests import Request
from starlette.responses import Response

from server.domain.comments import Comment
from server.domain.concept_history import Act, ConceptChange
from server.text.languages import Language
from server.usecases.read_concept_feed import ConceptNews, read_concept_news
from server.web import addresses
from server.web.pages.concept_past import act_text
from server.web.pages.files import file_response
from server.web.pages.page import services_of
from server.web.translations import catalogue
from server.web.typed import legible

_ATOM = "http://www.w3.org/2005/Atom"
_XML = "{http://www.w3.org/XML/1998/namespace}"
# RFC 4151: a tag names a year in which the host was ours; it never changes, so that ids never do.
_YEAR = "2026"


@dataclass(frozen=True, slots=True)
class _Entry:
    """One piece of news; `spoken` is the language of the text, "" where nobody says which."""

    name: str
    title: str
    by: str
    at: datetime
    href: str
    text: str
    spoken: str


async def concept_feed(request: Request, language: Language) -> Response:
    """The feed of one concept, in the reader's language."""
    services = services_of(request)
    key = request.path_params["concept"]
    news = await services.run(read_concept_news, services.database, key)
    body = feed(news, language, services.base_url)
    headers = {"content-language": language.value}
    return file_response(request, body, "application/atom+xml; charset=utf-8", headers)


def feed(news: ConceptNews, language: Language, base_url: str) -> bytes:
    """The feed as XML; the newest first."""
    key, _ = news.concept.key, catalogue(language).gettext
    term = news.concept.sides[language].preferred
    tag = f"tag:{urlsplit(base_url).hostname},{_YEAR}:concept/{key}/{language}"
    root = ElementTree.Element("feed", {"xmlns": _ATOM, f"{_XML}lang": language})
    _text(root, "id", tag)
    _text(root, "title", _("The concept “%(term)s”: changes and comments") % {"term": term})
    _text(root, "updated", _moment(news.updated))
    _link(root, "self", base_url + addresses.concept_feed(language, key), type="application/atom+xml")
    for each in Language:
        _link(root, "alternate", base_url + addresses.concept(each, key), type="text/html", hreflang=each)
    entries = [*_of_changes(news, language), *_of_comments(news, language)]
    for entry in sorted(entries, key=lambda entry: entry.at, reverse=True):
        _add(root, entry, f"{tag}/{entry.name}", base_url)
    ElementTree.indent(root)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'.encode()
    )


def _of_changes(news: ConceptNews, language: Language) -> Iterator[_Entry]:
    key = news.concept.key
    for change in news.changes:
        yield _Entry(
            name=f"change/{change.number}",
            title=act_text(change, language),
            by=change.by,
            at=change.at,
            href=_where(change, key, language),
            text=change.summaries.get(language, change.why),
            # An editor says why in either language.
            spoken=language if change.summaries else "",
        )


def _where(change: ConceptChange, key: str, language: Language) -> str:
    if change.act is Act.SUMMARISED:
        return addresses.concept_thread(language, key)
    return addresses.concept_history(language, key, change.number - 1, change.number)


def _of_comments(news: ConceptNews, language: Language) -> Iterator[_Entry]:
    return (_of_comment(comment, news.concept.key, language) for comment in news.comments)


def _of_comment(comment: Comment, key: str, language: Language) -> _Entry:
    _ = catalogue(language).gettext
    by = comment.name or _("Anonymous")
    return _Entry(
        name=f"comment/{comment.id}",
        title=_("Comment by %(name)s") % {"name": by},
        by=by,
        at=comment.created,
        href=f"{addresses.concept_thread(language, key)}#{comment.id}",
        text=comment.text,
        spoken=comment.language,
    )


def _add(root: ElementTree.Element, entry: _Entry, tag: str, base_url: str) -> None:
    added = ElementTree.SubElement(root, "entry")
    _text(added, "id", tag)
    _text(added, "title", entry.title)
    _text(added, "updated", _moment(entry.at))
    _text(ElementTree.SubElement(added, "author"), "name", entry.by)
    _link(added, "alternate", base_url + entry.href, type="text/html")
    if entry.text:
        content = _text(added, "content", entry.text)
        content.attrib |= {"type": "text", f"{_XML}lang": entry.spoken}


def _text(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name)
    # XML has no place for control characters, and the parser would write them all the same.
    element.text = legible(text)
    return element


def _link(parent: ElementTree.Element, rel: str, href: str, **attributes: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": rel, "href": href, **attributes})


def _moment(at: datetime) -> str:
    """A moment in UTC as RFC 3339 writes it."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
