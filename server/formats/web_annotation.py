"""Public comments as W3C Web Annotations in JSON-LD (Web Annotation Data Model, 23 February 2017)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

from server.domain.comments import Comment, CommentKind, Quote
from server.domain.public_comments import PublicComment
from server.domain.targets import TargetKind
from server.formats.atom import moment
from server.formats.comment_shapes import Address, as_json
from server.text.languages import Language

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
# RFC 7231 and the protocol of the same recommendation (Web Annotation Protocol, 3.1).
MEDIA_TYPE: Final = f'application/ld+json; profile="{CONTEXT}"'

# The model, 4.2.1, table of fragment specifications: fragments of HTML.
_HTML_FRAGMENT: Final = "http://tools.ietf.org/rfc/rfc3236"
# SPDX identifiers of the licences of Creative Commons, and the address that each goes by.
_LICENCES: Final = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
}
# The model, 3.3.5: why somebody annotates.
_MOTIVATIONS: Final = {
    CommentKind.REMARK: "commenting",
    CommentKind.QUESTION: "questioning",
    CommentKind.SUGGESTION: "editing",
}


@dataclass(frozen=True, slots=True)
class Source:
    """The page on which a target stands, in the comment's language and edition, and its fragment there, or ""."""

    address: str
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an annotation says beside the comment itself: addresses, the day of the edition, the licence."""

    address: Address
    source: Callable[[PublicComment], Source]
    edition_day: date
    licence: str
    service: str


def linked_data_of(found: PublicComment, around: Surroundings) -> dict[str, Any]:
    """A shown comment without the context, as it stands in a page of annotations."""
    comment = found.comment
    made: dict[str, Any] = {
        "id": around.address(comment.id),
        "type": "Annotation",
        "motivation": _motivation(comment),
        "created": moment(comment.created),
        "generator": {"id": around.service, "type": "Software", "name": "Zwiespraak"},
        "body": _bodies(comment),
        "target": _target(found, around),
    }
    if comment.corrected is not None:
        made["modified"] = moment(comment.corrected)
    if creators := _creators(comment):
        made["creator"] = creators
    if around.licence in _LICENCES:
        made["rights"] = _LICENCES[around.licence]
    return made


def linked_data_file(found: PublicComment, around: Surroundings) -> bytes:
    """One shown comment as a document of its own."""
    return as_json({"@context": CONTEXT, **linked_data_of(found, around)})


class JsonLdFile:
    """A collection with one page in it, or none where there is nothing to put in, piece by piece."""

    def __init__(self, address: str, titles: Mapping[Language, str], around: Surroundings) -> None:
        self._address, self._titles, self._around = address, titles, around
        self._written = 0

    def begin(self) -> bytes:
        """What is said of the collection."""
        head = {
            "@context": CONTEXT,
            "id": self._address,
            "type": "AnnotationCollection",
            "label": list(self._titles.values()),
        }
        return as_json(head)[:-1]

    def add(self, found: Sequence[PublicComment]) -> bytes:
        """Some annotations; the first ones begin the page."""
        pieces = [as_json(linked_data_of(each, self._around)) for each in found]
        if not pieces:
            return b""
        before = b",\n" if self._written else self._page()
        self._written += len(pieces)
        return before + b",\n".join(pieces)

    def end(self) -> bytes:
        """How many there were, which is known for certain only now."""
        page = b"\n]}" if self._written else b""
        return page + b',"total":' + as_json(self._written) + b"}\n"

    def _page(self) -> bytes:
        page = {"id": f"{self._address}#page", "type": "AnnotationPage", "partOf": self._address}
        return b',"first":' + as_json({**page, "startIndex": 0})[:-1] + b',"items":[\n'


def _motivation(comment: Comment) -> str | list[str]:
    of_kind = _MOTIVATIONS[comment.kind]
    if not comment.reply_to:
        return of_kind
    return "replying" if comment.kind is CommentKind.REMARK else ["replying", of_kind]


def _bodies(comment: Comment) -> list[dict[str, str]]:
    """The suggested wording where there is one, then what was said."""
    bodies = []
    if comment.suggested_wording:
        bodies.append(_body(comment, comment.suggested_wording, "editing"))
    if comment.text:
        purpose = "commenting" if comment.kind is CommentKind.SUGGESTION else _MOTIVATIONS[comment.kind]
        bodies.append(_body(comment, comment.text, "replying" if comment.reply_to else purpose))
    return bodies


def _body(comment: Comment, value: str, purpose: str) -> dict[str, str]:
    return {
        "type": "TextualBody",
        "value": value,
        "format": "text/markdown",
        "language": comment.language,
        "purpose": purpose,
    }


def _target(found: PublicComment, around: Surroundings) -> str | dict[str, Any]:
    """What it answers, or the page with the place on it; the quoted words refine the paragraph (4.2.9)."""
    comment = found.comment
    if comment.reply_to:
        return around.address(comment.reply_to)
    source = around.source(found)
    target: dict[str, Any] = {
        "type": "SpecificResource",
        "source": source.address,
    }
    words = _quoted(comment.quote) if comment.quote else None
    if source.fragment:
        selector: dict[str, Any] = {
            "type": "FragmentSelector",
            "conformsTo": _HTML_FRAGMENT,
            "value": source.fragment,
        }
        target["selector"] = {**selector, "refinedBy": words} if words else selector
    elif words:
        target["selector"] = words
    if comment.target.kind is not TargetKind.CONCEPT:
        # The state in which the page was: the edition never changes after its day (4.3.1).
        day = datetime.combine(around.edition_day, time(), UTC)
        target["state"] = {"type": "TimeState", "sourceDate": moment(day)}
    return target


def _quoted(quote: Quote) -> dict[str, str]:
    around = {"prefix": quote.prefix, "suffix": quote.suffix}
    said = {name: text for name, text in around.items() if text}
    return {"type": "TextQuoteSelector", "exact": quote.exact, **said}


def _creators(comment: Comment) -> list[dict[str, str]] | dict[str, str] | None:
    found = []
    if comment.name:
        found.append({"type": "Person", "name": comment.name})
    if comment.organisation:
        found.append({"type": "Organization", "name": comment.organisation})
    return found[0] if len(found) == 1 else found or None
