"""What stands in a page, read by the parser of the standard library."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = ("br", "hr", "img", "input", "link", "meta", "wbr")


@dataclass(slots=True)
class Element:
    """An element with its attributes, the text in it, and the elements around it from the outside in."""

    tag: str
    attributes: dict[str, str]
    around: tuple["Element", ...]
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it, with single spaces."""
        return " ".join("".join(self.texts).split())

    @property
    def language(self) -> str:
        """The language that it is marked to be in."""
        return next(
            (each.attributes["lang"] for each in (self, *reversed(self.around)) if "lang" in each.attributes),
            "",
        )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Element] = []
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open))
        self.found.append(element)
        if tag not in _VOID:
            self._open.append(element)
        elif tag == "br":
            self.handle_data("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.texts.append(data)


def elements(html: str, tag: str = "", **attributes: str) -> list[Element]:
    """The elements with this tag and these attributes, in the order of the page; `_` stands for `-`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    return [
        element
        for element in reader.found
        if (not tag or element.tag == tag)
        and all(element.attributes.get(name) == value for name, value in wanted.items())
    ]


def element(html: str, tag: str = "", **attributes: str) -> Element:
    """The one element with this tag and these attributes."""
    [found] = elements(html, tag, **attributes)
    return found


def page_language(html: str) -> str:
    """The language of the page."""
    return element(html, "html").attributes["lang"]


def alternates(html: str) -> dict[str, str]:
    """The addresses of the page in each language, by hreflang."""
    head = [link for link in elements(html, "link", rel="alternate") if "hreflang" in link.attributes]
    return {link.attributes["hreflang"]: link.attributes["href"] for link in head}


def form_values(html: str, action: str) -> dict[str, str]:
    """What a browser would send with the form that posts there, without its buttons."""
    return dict(_values(html, action))


def _values(html: str, action: str) -> Iterator[tuple[str, str]]:
    for found in elements(html):
        form = next((each for each in found.around if each.tag == "form"), None)
        if form is None or form.attributes.get("action") != action:
            continue
        name, value = found.attributes.get("name", ""), found.attributes.get("value", "")
        kind = found.attributes.get("type", "text")
        if found.tag == "textarea":
            # The parser leaves the first line break to us; a browser drops it.
            yield name, "".join(found.texts).removeprefix("\n")
        elif found.tag == "input" and (kind not in ("radio", "checkbox") or "checked" in found.attributes):
            yield name, value
        elif found.tag == "option" and "selected" in found.attributes:
            select = next(each for each in reversed(found.around) if each.tag == "select")
            yield select.attributes["name"], value


def styled_or_scripted(html: str) -> list[str]:
    """What a page would need 'unsafe-inline' or another site for."""
    found = elements(html)
    return [
        each.tag
        for each in found
        if each.tag == "style"
        or (each.tag == "script" and not each.attributes.get("src", "").startswith("/static/"))
        or any(name == "style" or name.startswith("on") for name in each.attributes)
        or each.attributes.get("href", "").strip().lower().startswith(("javascript:", "data:"))
        or (
            each.tag in ("img", "link")
            and each.attributes.get("src", "/").startswith(("http", "//", "data:"))
        )
    ]
