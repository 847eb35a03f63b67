"""Atom feeds (RFC 4287) in pages (RFC 5005), with what was taken out again (RFC 6721) and replies (RFC 4685)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from server.formats.texts import carried
from server.formats.xml_writing import Element, write_xml
from server.text.languages import Language

MEDIA_TYPE: Final = "application/atom+xml"

_NAMESPACES: Final = {
    "xmlns": "http://www.w3.org/2005/Atom",
    "xmlns:at": "http://purl.org/atompub/tombstones/1.0",
    "xmlns:thr": "http://purl.org/syndication/thread/1.0",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """Another entry: its id and its address."""

    id: str
    href: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news; `spoken` is the language of the text, "" where nobody says which.

    `categories` maps a scheme (an IRI) to a term of it. Moments are in UTC.
    """

    id: str
    title: str
    by: str
    updated: datetime
    href: str
    text: str = ""
    spoken: str = ""
    published: datetime | None = None
    answers: Reference | None = None
    categories: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deleted:
    """An entry that no copy may show any longer; `why` is in the language of the feed."""

    id: str
    updated: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Feed:
    """One page of a feed in one language; `updated` (UTC) counts where there is no entry.

    `pages` maps "first", "previous", "next" and "last" to the addresses of other pages of it, `alternates`
    each language to the page that people read.
    """

    id: str
    language: Language
    title: str
    author: str
    rights: str
    updated: datetime
    href: str
    alternates: Mapping[Language, str]
    entries: Iterable[Entry | Deleted] = ()
    pages: Mapping[str, str] = field(default_factory=dict)


def write_feed(feed: Feed) -> bytes:
    """The feed as XML, the newest entry first; characters that XML does not carry are left out."""
    entries = sorted(feed.entries, key=lambda each: each.updated, reverse=True)
    updated = max((each.updated for each in entries), default=feed.updated)
    links = [_link("self", feed.href, type=MEDIA_TYPE)]
    links += [_link(rel, href, type=MEDIA_TYPE) for rel, href in feed.pages.items()]
    links += [
        _link("alternate", href, type="text/html", hreflang=language)
        for language, href in feed.alternates.items()
    ]
    return write_xml(
        Element(
            "feed",
            (
                _text("id", feed.id),
                _text("title", feed.title),
                _text("updated", moment(updated)),
                Element("author", (_text("name", feed.author),)),
                _text("rights", feed.rights),
                _text("generator", "Zwiespraak"),
                *links,
                *(_deleted(each) if isinstance(each, Deleted) else _entry(each) for each in entries),
            ),
            {**_NAMESPACES, "xml:lang": feed.language},
        )
    )


def moment(at: datetime) -> str:
    """A moment in UTC as RFC 3339 writes it."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _entry(entry: Entry) -> Element:
    return Element("entry", tuple(_entry_parts(entry)))


def _entry_parts(entry: Entry) -> Iterator[Element]:
    yield _text("id", entry.id)
    yield _text("title", entry.title)
    if entry.published is not None:
        yield _text("published", moment(entry.published))
    yield _text("updated", moment(entry.updated))
    yield Element("author", (_text("name", entry.by),))
    yield _link("alternate", entry.href, type="text/html")
    if entry.answers is not None:
        yield Element("thr:in-reply-to", "", {"ref": entry.answers.id, "href": entry.answers.href})
    for scheme, term in entry.categories.items():
        yield Element("category", "", {"scheme": scheme, "term": term})
    if entry.text:
        # What people write is text here too: no reader's program takes it for HTML.
        yield _text("content", entry.text, type="text", **{"xml:lang": entry.spoken})


def _deleted(deleted: Deleted) -> Element:
    return Element(
        "at:deleted-entry",
        (_text("at:comment", deleted.why),),
        {"ref": deleted.id, "when": moment(deleted.updated)},
    )


def _text(name: str, text: str, **attributes: str) -> Element:
    return Element(name, carried(text), attributes)


def _link(rel: str, href: str, **attributes: str) -> Element:
    return Element("link", "", {"rel": rel, "href": href, **attributes})
