"""What the standards say an Atom feed must be, as checks: RFC 4287, 5005, 6721, 4685."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

ATOM = "{http://www.w3.org/2005/Atom}"
GONE = "{http://purl.org/atompub/tombstones/1.0}"
THREAD = "{http://purl.org/syndication/thread/1.0}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
# RFC 5646, as much of it as two languages need; "" says that the language is not known.
_LANGUAGE = re.compile(r"|[a-z]{2,3}(-[A-Za-z0-9]+)*")
# RFC 4151
_TAG = re.compile(r"tag:[A-Za-z0-9.-]+,\d{4}(-\d\d){0,2}:\S+")
# Elements that an entry or a feed may have once only (4.1.1 and 4.1.2).
_ONCE = ("generator", "icon", "id", "logo", "published", "rights", "subtitle", "summary", "title", "updated")
_CONTENT = "content"


def faults(feed: bytes) -> list[str]:
    """Everything that is wrong with a feed; nothing for a valid one."""
    try:
        root = ElementTree.fromstring(feed)
    except ElementTree.ParseError as error:
        return [f"no XML: {error}"]
    if root.tag != f"{ATOM}feed":
        return [f"the root is {root.tag}"]
    return [*_faults(root)]


def _faults(root: Element) -> Iterator[str]:
    entries = root.findall(f"{ATOM}entry")
    yield from _faults_of_part(root, "feed")
    for entry in entries:
        yield from _faults_of_part(entry, "entry")
        yield from _faults_of_entry(entry, root)
    for gone in root.findall(f"{GONE}deleted-entry"):
        yield from _faults_of_gone(gone)
    yield from _faults_of_links(root)
    ids = Counter(_text(each, "id") for each in (root, *entries))
    yield from (f"the id {each} is there {count} times" for each, count in ids.items() if count > 1)
    if any(_text(entry, "updated") > _text(root, "updated") for entry in entries):
        yield "an entry is newer than the feed"
    for element in root.iter():
        if LANGUAGE in element.attrib and not _LANGUAGE.fullmatch(element.attrib[LANGUAGE]):
            yield f"{element.attrib[LANGUAGE]} is no language"


def _faults_of_part(part: Element, name: str) -> Iterator[str]:
    for child in ("id", "title", "updated"):
        if len(part.findall(ATOM + child)) != 1:
            yield f"{name}: {child} must be there exactly once"
    for child in (*_ONCE, _CONTENT):
        if len(part.findall(ATOM + child)) > 1:
            yield f"{name}: {child} is there more than once"
    moments = [found.text or "" for child in ("updated", "published") for found in part.findall(ATOM + child)]
    yield from (f"{name}: {moment} is no moment" for moment in moments if not _MOMENT.fullmatch(moment))
    if not _TAG.fullmatch(_text(part, "id")):
        yield f"{name}: {_text(part, 'id')} is no id that stays"
    if not all(_text(author, "name") for author in part.findall(f"{ATOM}author")):
        yield f"{name}: an author without a name"
    if not _text(part, "title").strip():
        yield f"{name}: an empty title"


def _faults_of_entry(entry: Element, root: Element) -> Iterator[str]:
    alternates = entry.findall(f"{ATOM}link[@rel='alternate']")
    if not alternates and entry.find(ATOM + _CONTENT) is None:
        yield "an entry with neither content nor a link"
    if entry.find(f"{ATOM}author") is None and root.find(f"{ATOM}author") is None:
        yield "an entry without an author"
    if any(not _is_absolute(link.attrib.get("href", "")) for link in alternates):
        yield "an entry with a link that is no address"
    for content in entry.findall(ATOM + _CONTENT):
        if content.attrib.get("type") == "text" and len(content):
            yield "a text with elements in it"
    for category in entry.findall(f"{ATOM}category"):
        if not category.attrib.get("term"):
            yield "a category without a term"
    for answered in entry.findall(f"{THREAD}in-reply-to"):
        if not _TAG.fullmatch(answered.attrib.get("ref", "")):
            yield "a reply to nothing"


def _faults_of_gone(gone: Element) -> Iterator[str]:
    if not _TAG.fullmatch(gone.attrib.get("ref", "")) or not _MOMENT.fullmatch(gone.attrib.get("when", "")):
        yield "a deleted entry must say which and when"
    if len(gone.findall(f"{GONE}comment")) > 1:
        yield "a deleted entry with several comments"


def _faults_of_links(root: Element) -> Iterator[str]:
    links = root.findall(f"{ATOM}link")
    if len([link for link in links if link.attrib["rel"] == "self"]) != 1:
        yield "a feed must name its own address"
    kinds = Counter((each.attrib["rel"], each.attrib["type"], each.attrib.get("hreflang")) for each in links)
    yield from (f"two links {kind}" for kind, count in kinds.items() if count > 1)
    yield from (
        f"{link.attrib['href']} is no address" for link in links if not _is_absolute(link.attrib["href"])
    )


def _is_absolute(href: str) -> bool:
    parts = urlsplit(href)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not re.search(r"\s", href)


def _text(parent: Element, name: str) -> str:
    return parent.findtext(ATOM + name) or ""
