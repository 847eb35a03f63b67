"""Reads HTML as a browser would, and holds every element, attribute and nesting against what is allowed."""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Final

_EMPTY: Final = {"br", "hr"}
# A span says that a passage was taken out or which character stands there; nothing else has a class.
_SPANS: Final = ({"class": "redacted"}, {"aria-hidden": "true"})


class NotAllowed(AssertionError):
    """The HTML holds something that no comment may bring about."""


class CommentHtml(HTMLParser):
    """The HTML of one comment: `words` are its texts joined, `links` its addresses. Raises NotAllowed."""

    allowed: Mapping[str, set[str]] = {
        "a": {"href", "rel"},
        "ol": {"start"},
        "span": {"class", "title", "aria-hidden"},
        **{
            tag: set()
            for tag in ("blockquote", "br", "code", "em", "hr", "li", "p", "pre", "strong", "ul")
        },
    }  # fmt: skip

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.links: list[str] = []
        self.deepest = 0
        self._open: list[str] = []
        self.feed(html)
        self.close()
        if self._open:
            raise NotAllowed(f"not closed: {self._open}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element is known, and so is every attribute and what it may say."""
        if tag not in self.allowed or not {name for name, _ in attrs} <= self.allowed[tag]:
            raise NotAllowed(f"<{tag} {attrs}>")
        if tag == "a":
            self._link(dict(attrs))
        if tag == "span" and dict(attrs) not in _SPANS and ("class", "unseen") not in attrs:
            raise NotAllowed(f"<{tag} {attrs}>")
        if tag not in _EMPTY:
            self._open.append(tag)
            self.deepest = max(self.deepest, len(self._open))

    def _link(self, attributes: dict[str, str | None]) -> None:
        href = attributes.get("href") or ""
        if not href.lower().startswith(("http://", "https://", "mailto:")) or not href.isprintable():
            raise NotAllowed(href)
        if attributes.get("rel") != "nofollow ugc noopener" or "a" in self._open:
            raise NotAllowed(f"a link without its rel, or in a link: {href}")
        self.links.append(href)

    def handle_endtag(self, tag: str) -> None:
        """What is closed was opened last."""
        if tag in _EMPTY or not self._open or self._open.pop() != tag:
            raise NotAllowed(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Text is text."""
        self.words += data

    def _refuse(self, data: str) -> None:
        raise NotAllowed(data)

    handle_comment = handle_decl = handle_pi = unknown_decl = _refuse
