"""How comments are parsed: CommonMark with an end to its patience, and our own word on links.

The other half of this door to markdown-it is comment_markdown, which turns the tokens into HTML or words.
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline, link
from markdown_it.token import Token

# With the default of 100, brackets nested 20,000 deep cost a second of CPU; at 20 about 8 ms per 1,000.
MAX_NESTING = 20
# Brackets of one comment that may turn out to be no link before all others are taken as they stand.
MAX_NO_LINKS = 200

# What readers' browsers may be sent to; everything else stays text.
_SCHEMES = re.compile(r"(?:https?://|mailto:)[^/]", re.IGNORECASE)
# RFC 3986, 2.2 and 2.3, with the per cent sign of what is encoded already.
_URL_SIGNS = "!#$%&'()*+,/:;=?@[]~-._"
_BARE_URL = re.compile(r"\bhttps?://[\w\-.~:/?#\[\]@!$&'()*+,;=%]+", re.IGNORECASE)
_AFTER_URL = ".,:;!?'*_~&"

# These two stand around the number of a passage that is not to be seen. No text holds them: they are
# no characters (The Unicode Standard, 23.7).
PASSAGE_OPEN, PASSAGE_CLOSE = "\ufdd0", "\ufdd1"
_ENCODED_PASSAGE = quote(PASSAGE_OPEN)


def parse(parser: MarkdownIt, text: str) -> list[Token] | None:
    """The tokens of one comment; None where blocks stand so deep in blocks that some were left out."""
    tokens = parser.parse(text, {})
    if any(token.nesting == 1 and token.level >= MAX_NESTING - 1 for token in tokens):
        return None
    for token in tokens:
        if token.children:
            token.children = list(_with_links(token.children))
    return tokens


def _with_links(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens with bare addresses as links, and without the links that lead nowhere: `[a]()`."""
    is_link = False
    for token in tokens:
        if token.type == "link_open":
            is_link = bool(token.attrs["href"])
        if token.type == "text" and not is_link:
            yield from _linked(token.content)
        elif is_link or token.type not in ("link_open", "link_close"):
            yield token
        if token.type == "link_close":
            is_link = False


def _linked(text: str) -> Iterator[Token]:
    """A text with its bare addresses as links."""
    place = 0
    for found in _BARE_URL.finditer(text):
        url = _without_end(found[0])
        if _SCHEMES.match(url):
            yield Token("text", "", 0, content=text[place : found.start()])
            yield Token("link_open", "a", 1, attrs={"href": _encoded(url)})
            yield Token("text", "", 0, content=url)
            yield Token("link_close", "a", -1)
            place = found.start() + len(url)
    yield Token("text", "", 0, content=text[place:])


def _without_end(url: str) -> str:
    """The address without the signs of the sentence around it."""
    end = len(url)
    spare = {closing: url.count(closing) - url.count(opening) for opening, closing in ("()", "[]")}
    while url[end - 1] in _AFTER_URL or spare.get(url[end - 1], 0) > 0:
        end -= 1
        if url[end] in spare:
            spare[url[end]] -= 1
    return url[:end]


def _encoded(url: str) -> str:
    return quote(url, safe=_URL_SIGNS, errors="replace")


class _Parser(MarkdownIt):
    """Takes fewer schemes than markdown-it, and no seconds to write a long foreign name in ASCII."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the parser's name
        return _SCHEMES.match(url) is not None and _ENCODED_PASSAGE not in url

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the parser's name
        return _encoded(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - the parser's name
        return link


def _patient_link(state: StateInline, silent: bool) -> bool:
    """The parser's rule for links, which follows each bracket to the end of its paragraph, with a limit."""
    if state.src[state.pos] != "[" or state.env.get("no_links", 0) >= MAX_NO_LINKS:
        return False
    if state.src.find("](", state.pos) >= 0 and link(state, silent):
        return True
    state.env["no_links"] = state.env.get("no_links", 0) + 1
    return False


def _quote_end(_state: StateBlock, _start: int, _end: int, silent: bool) -> bool:
    """Whether a quotation ends before a line without its sign: always.

    CommonMark takes such a line in as well ("laziness"): an answer right below the words it answers would
    become part of them, and quotations cost the square of their number (1.5 s for 10,000 characters).
    """
    return silent


def comment_parser() -> MarkdownIt:
    """A parser of comments, with the parser's own render rules."""
    parser = _Parser(
        "commonmark", {"html": False, "xhtmlOut": False, "breaks": True, "maxNesting": MAX_NESTING}
    )
    parser.disable(["image", "html_block", "html_inline", "reference", "code", "lheading"])
    parser.inline.ruler.at("link", _patient_link)
    parser.block.ruler.before("paragraph", "quote_end", _quote_end, {"alt": ["blockquote"]})
    return parser
