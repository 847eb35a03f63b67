"""Comments in Markdown become HTML or plain text: a door to markdown-it for what strangers write.

The dialect is CommonMark without what makes pages of its own (raw HTML, images, headings), without what
hides words (titles of links, link definitions) and without what happens to plain writers by accident
(indented code, underlined headings, lines that join a quotation). A line end stays a line end, and a bare
web address becomes a link.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from server.text.comment_parser import PASSAGE_CLOSE, PASSAGE_OPEN, comment_parser, parse
from server.text.unseen import Piece, Screen, visible

# Links of strangers lend no weight to their goal (nofollow, ugc), and the goal gets no hold of our page.
_LINK = '<a href="%s" rel="nofollow ugc noopener">'

_PASSAGE = re.compile(f"{PASSAGE_OPEN}([0-9]+){PASSAGE_CLOSE}")
_NO_PASSAGES = str.maketrans(dict.fromkeys((PASSAGE_OPEN, PASSAGE_CLOSE), "\ufffd"))
# Always as long: the length of a name helps to guess it.
_BAR = '<span aria-hidden="true">████</span>'


def render_comment(text: str, *, redactions: Iterable[tuple[int, int, str]] = ()) -> str:
    """HTML of one comment: a fixed few elements, whatever was written.

    `redactions` are (start, end, label) in characters of the text: what stands there is drawn as a black
    bar with the label behind it. Hidden characters (text.unseen) are drawn as a sign that names them.
    """
    passages = _in_order(text, redactions)
    shown = _Shown([label for _, _, label in passages])
    source = _with_passages(text, passages)
    tokens = parse(_PARSER, source)
    if tokens is None:
        return shown.lines(source)
    return str(_PARSER.renderer.render(tokens, _PARSER.options, {"shown": shown})).strip()


def plain_comment(text: str) -> str:
    """The words of a comment without markup and without hidden characters, for an index or a feed."""
    tokens = parse(_PARSER, text)
    if tokens is None:
        return visible(text)
    return visible("\n".join(filter(None, map(_words, tokens))))


class _Shown:
    """Text of one comment as HTML: escaped, hidden characters named, redacted passages black."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._labels = labels
        self._screen = Screen()

    def html(self, text: str) -> str:
        # split puts what the pattern's group caught between the pieces of text.
        return "".join(
            self._bar(int(part)) if place % 2 else "".join(map(_piece, self._screen.pieces(part)))
            for place, part in enumerate(_PASSAGE.split(text))
        )

    def lines(self, text: str) -> str:
        """The whole text without any markup, for what is too deep to be parsed to its end."""
        blocks = [block.strip() for block in re.split(r"\n\s*\n", text)]
        return "\n".join(
            "<p>" + self.html(block).replace("\n", "<br>\n") + "</p>" for block in blocks if block
        )

    def _bar(self, number: int) -> str:
        label = "".join(map(_piece, Screen().pieces(self._labels[number])))
        return f'<span class="redacted">{_BAR}{" " if label else ""}{label}</span>'


def _piece(piece: Piece) -> str:
    if not piece.is_hidden:
        return escapeHtml(piece.text)
    kinds = [f"U+{ord(character):04X}" for character in dict.fromkeys(piece.text)]
    names = " ".join(kinds[:4]) + (" …" if len(kinds) > 4 else "")
    return f'<span class="unseen" title="{names}">\ufffd</span>'


def _in_order(text: str, redactions: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The passages from first to last, none over another and none beyond the text."""
    passages: list[tuple[int, int, str]] = []
    for start, end, label in sorted(redactions):
        first = max(start, passages[-1][1] if passages else 0)
        if first < min(end, len(text)):
            passages.append((first, end, label))
    return passages


def _with_passages(text: str, passages: Sequence[tuple[int, int, str]]) -> str:
    # One character for one: the passages stay where they are.
    text, kept, done = text.translate(_NO_PASSAGES), "", 0
    for number, (start, end, _) in enumerate(passages):
        kept += f"{text[done:start]}{PASSAGE_OPEN}{number}{PASSAGE_CLOSE}"
        done = end
    return kept + text[done:]


def _words(token: Token) -> str:
    if token.type == "fence":
        return token.content.strip("\n")
    return "".join(map(_spoken, token.children or ())).strip() if token.type == "inline" else ""


def _spoken(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return token.content if token.type in ("text", "code_inline") else ""


def _text(_r: RendererHTML, tokens: Sequence[Token], index: int, _o: OptionsDict, env: dict[str, Any]) -> str:
    return str(env["shown"].html(tokens[index].content))


def _code(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: dict[str, Any]
) -> str:
    return f"<code>{_text(renderer, tokens, index, options, env)}</code>"


def _fence(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: dict[str, Any]
) -> str:
    return f"<pre>{_code(renderer, tokens, index, options, env)}</pre>\n"


def _link_open(_r: RendererHTML, tokens: Sequence[Token], index: int, *_: object) -> str:
    return _LINK % escapeHtml(str(tokens[index].attrs["href"]))


def _parser() -> MarkdownIt:
    parser = comment_parser()
    rules: dict[str, Callable[..., str]] = {
        "text": _text,
        "code_inline": _code,
        "fence": _fence,
        "link_open": _link_open,
        "heading_open": lambda *_: "<p><strong>",
        "heading_close": lambda *_: "</strong></p>\n",
    }
    for name, rule in rules.items():
        parser.add_render_rule(name, rule)
    return parser


_PARSER = _parser()
