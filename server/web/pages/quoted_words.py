"""Words that comments quote, marked in the paragraph where they still stand."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup

from server.domain.comments import Comment, Quote
from server.text.languages import Language
from server.text.markdown import plain
from server.text.quotes import find_quote

# Tags, entities, and the text between them: our own renderer's HTML, so that a pattern can tell them apart.
_PARTS = re.compile(r"(<[^>]*>)|(&[#\w]+;)|([^<&]+)")
# What stands in the HTML but is no part of the sentence: the number of a footnote.
_NOTE = re.compile(r'<sup class="note-ref">.*?</sup>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """Words that a comment quotes, and where they stand on the page: `href` is "" where they do not.

    Where they stand no more, `base` is the wording on which the comment was made, for a reader who looks for the words.
    """

    text: str
    language: str
    href: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    comment: str
    start: int
    end: int


def mark_quotes(
    html: Mapping[Language, str], comments: Iterable[Comment]
) -> tuple[dict[Language, Markup], dict[str, QuotedWords]]:
    """The wordings with all quoted words marked, and by comment what it quotes.

    Words are looked for in the comment's own language first: somebody may quote one and write in the other.
    """
    texts = {language: _Text(each) for language, each in html.items()}
    marks: dict[Language, list[_Found]] = {language: [] for language in html}
    quoted: dict[str, QuotedWords] = {}
    for comment in comments:
        if comment.quote is None:
            continue
        found = _find(comment.quote, comment.language, texts)
        if found is None:
            quoted[comment.id] = QuotedWords(
                comment.quote.exact, comment.language.value, "", plain(comment.base_text)
            )
            continue
        language, start, end = found
        marks[language].append(_Found(comment.id, start, end))
        href = f"#{_anchor(comment.id)}"
        quoted[comment.id] = QuotedWords(comment.quote.exact, language.value, href)
    return {language: texts[language].marked(marks[language]) for language in html}, quoted


def _find(
    quote: Quote, language: Language, texts: Mapping[Language, "_Text"]
) -> tuple[Language, int, int] | None:
    found = [
        (each, find_quote(texts[each].plain, quote.exact, quote.prefix, quote.suffix))
        for each in sorted(texts, key=lambda each: each is not language)
    ]
    # The first of the best: the very words of one language are like others of its neighbour.
    places = [(place.score, each, place) for each, place in found if place is not None]
    if not places:
        return None
    _, where, place = max(places, key=lambda each: each[0])
    return where, place.start, place.end


def _anchor(comment_id: str) -> str:
    return f"words-{comment_id}"


class _Text:
    """HTML of one wording with the text in it; places in the text are places in the HTML."""

    def __init__(self, html: str) -> None:
        self._html = html
        # Where each letter of the text stands in the HTML; None for what no mark may stand around.
        self._origins: list[tuple[int, int] | None] = []
        self.plain = ""
        notes = [(each.start(), each.end()) for each in _NOTE.finditer(html)]
        for part in _PARTS.finditer(html):
            if part[1] or any(start <= part.start() < end for start, end in notes):
                continue
            if part[2]:
                letters = unescape(part[2])
                self._origins += [part.span()] * len(letters)
                self.plain += letters
            else:
                places = [(place, place + 1) for place in range(part.start(), part.end())]
                # Between two blocks, two items of a list or two cells.
                self._origins += [None] * len(places) if part[3].isspace() and "\n" in part[3] else places
                self.plain += part[3]

    def marked(self, found: Sequence[_Found]) -> Markup:
        """The HTML with <mark> around every run of letters that somebody quotes, and an anchor per comment."""
        anchors: dict[int, str] = {}
        for each in found:
            anchors[each.start] = anchors.get(each.start, "") + f'<span id="{_anchor(each.comment)}"></span>'
        quoted = {place for each in found for place in range(each.start, each.end)}
        html, done, is_open = "", 0, False
        for place in sorted(quoted):
            origin = self._origins[place]
            if origin is None:
                continue
            start, end = origin
            goes_on = is_open and start == done
            if is_open and not goes_on:
                html += "</mark>"
            html += self._html[done:start] + anchors.get(place, "")
            if not goes_on:
                html += "<mark>"
            html, done, is_open = html + self._html[start:end], end, True
        html += "</mark>" if is_open else ""
        return Markup(html + self._html[done:])  # noqa: S704 - our own renderer's, and our own tags
