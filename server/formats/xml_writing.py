"""XML out: the same elements are always the same bytes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from server.formats.texts import given

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


@dataclass(frozen=True, slots=True)
class Element:
    """An element that holds either a text or other elements, never both."""

    name: str
    content: "str | tuple[Element, ...]"
    attributes: Mapping[str, str] = field(default_factory=dict)


def write_xml(root: Element) -> bytes:
    """The document in UTF-8: two spaces for each level, attributes in the given order, line feeds.

    Raises ValueError for a character that XML does not carry.
    """
    return "\n".join([_DECLARATION, *_lines(root, ""), ""]).encode()


def _lines(element: Element, indent: str) -> Iterator[str]:
    attributes = "".join(f" {name}={quoteattr(given(value))}" for name, value in element.attributes.items())
    start, end = f"{indent}<{element.name}{attributes}>", f"</{element.name}>"
    if isinstance(element.content, str):
        yield f"{start}{escape(given(element.content))}{end}"
        return
    yield start
    for inner in element.content:
        yield from _lines(inner, indent + "  ")
    yield indent + end
