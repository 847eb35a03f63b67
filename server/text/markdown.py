"""The only door to markdown-it: wordings in Markdown become HTML or plain text.

The dialect is CommonMark with tables, footnotes and the containers `::: key`, `::: quote`, `::: case Title`
and `::: figure Title`. Raw HTML and images are never rendered.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin

from server.text.languages import Language
from server.text.markdown_blocks import Blocks, blocks_of
from server.text.markdown_boxes import CONTAINERS, box_title, open_cell, open_or_close, open_table
from server.text.markdown_lines import Line, lines_of

# With the default of 100, brackets nested 20,000 deep cost a second of CPU; at 20 about 8 ms per 1,000.
MAX_NESTING = 20


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to be linked: character offsets in the given text, and the attributes of the `<a>` element."""

    start: int
    end: int
    attributes: Mapping[str, str]


Marker = Callable[[str], Sequence[Mark]]


@dataclass(frozen=True, slots=True)
class Notes:
    """The footnotes of one wording: labels referred to, labels defined, in order of the text."""

    referred: tuple[str, ...] = ()
    defined: tuple[str, ...] = ()


@dataclass(slots=True)
class _Environment:
    """What the render rules need to know about the wording at hand."""

    anchor: str
    language: Language
    titles: list[str] = field(default_factory=list)


def render(text: str, *, language: Language, anchor: str, mark: Marker | None = None) -> str:
    """HTML of one wording.

    `anchor` makes footnote ids unique on a page. `mark` is asked for each title of a box and each run of
    text outside links and footnotes which words to link; its marks must not overlap and come in order. A
    run goes on over line ends and stops at emphasis, code and footnote references.
    """
    environment: dict[str, Any] = {"wording": _Environment(anchor, language)}
    tokens = _PARSER.parse(text, environment)
    if mark is not None:
        _link_words(tokens, mark)
    return str(_PARSER.renderer.render(tokens, _PARSER.options, environment)).strip()


def plain(text: str, *, notes: bool = True) -> str:
    """The words of a wording without markup, one line per block; footnotes last, or left out."""
    tokens = _PARSER.parse(text, {})
    lines = map(_words, tokens if notes else _outside_notes(tokens))
    return "\n".join(line for line in lines if line)


def lines(text: str) -> list[Line]:
    """A wording line by line, as a reader sees it; footnotes last."""
    return list(lines_of(_PARSER.parse(text, {})))


def blocks(text: str) -> Blocks:
    """A wording as a tree of blocks, for formats that are not HTML."""
    return blocks_of(_PARSER.parse(text, {}))


def footnotes(text: str) -> Notes:
    """The footnotes of one wording, so that a check can hold references against definitions."""
    environment: dict[str, Any] = {}
    tokens = _SIGN_BY_SIGN.parse(text, environment)
    referred = tuple(label for token in tokens for child in token.children or () for label in _labels(child))
    defined = tuple(label.removeprefix(":") for label in environment.get("footnotes", {}).get("refs", {}))
    return Notes(referred, defined)


def links(text: str) -> list[str]:
    """The targets of all links of one wording, in order."""
    return [
        str(child.attrs["href"])
        for token in _PARSER.parse(text, {})
        for child in token.children or ()
        if child.type == "link_open"
    ]


def _labels(token: Token) -> Iterator[str]:
    if token.type == "footnote_ref":
        yield str(token.meta["label"])
    elif token.type == "text":
        # The parser leaves a reference without a definition as plain text: find those by their letters.
        for piece in token.content.split("[^")[1:]:
            label, bracket, _ = piece.partition("]")
            if bracket:
                yield label


def _words(token: Token) -> str:
    if token.type in ("fence", "code_block"):
        return " ".join(token.content.split())
    if token.type == "inline":
        return "".join(map(_spoken, token.children or ())).strip()
    return box_title(token)


def _spoken(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return token.content if token.type in ("text", "code_inline") else ""


def _outside_notes(tokens: Sequence[Token]) -> Iterator[Token]:
    inside = False
    for token in tokens:
        if token.type in ("footnote_block_open", "footnote_block_close"):
            inside = token.nesting == 1
        elif not inside:
            yield token


def _link_words(tokens: Sequence[Token], mark: Marker) -> None:
    for token in _outside_notes(tokens):
        if title := box_title(token):
            token.meta = {"title": list(_with_links(title, mark(title)))}
        if token.type != "inline" or not token.children:
            continue
        depth = 0
        children: list[Token] = []
        for child in _runs(token.children):
            depth += child.nesting if child.type in ("link_open", "link_close") else 0
            if child.type == "text" and depth == 0:
                children.extend(_with_links(child.content, mark(child.content.replace("\n", " "))))
            else:
                children.append(child)
        token.children = children


def _runs(tokens: Sequence[Token]) -> Iterator[Token]:
    run = ""
    for token in tokens:
        # A term of two words may stand on two lines; a soft break is rendered as the line feed that it is.
        if token.type in ("text", "softbreak"):
            run += "\n" if token.type == "softbreak" else token.content
            continue
        if run:
            yield Token("text", "", 0, content=run)
        run = ""
        yield token
    if run:
        yield Token("text", "", 0, content=run)


def _with_links(text: str, marks: Sequence[Mark]) -> Iterator[Token]:
    place = 0
    for found in marks:
        if found.start > place:
            yield Token("text", "", 0, content=text[place : found.start])
        yield Token("link_open", "a", 1, attrs=dict(found.attributes))
        yield Token("text", "", 0, content=text[found.start : found.end])
        yield Token("link_close", "a", -1)
        place = found.end
    if place < len(text):
        yield Token("text", "", 0, content=text[place:])


Rule = Callable[[RendererHTML, Sequence[Token], int, OptionsDict, dict[str, Any]], str]


def _note_reference(
    _r: RendererHTML, tokens: Sequence[Token], index: int, _o: OptionsDict, env: dict[str, Any]
) -> str:
    meta, anchor = tokens[index].meta, env["wording"].anchor
    # The parser counts the places that refer to one note; only the first is the way back.
    again = f"-{meta['subId']}" if meta.get("subId") else ""
    label = escapeHtml(meta["label"])
    return (
        f'<sup class="note-ref"><a role="doc-noteref" id="{anchor}-ref-{label}{again}" '
        f'href="#{anchor}-note-{label}">{label}</a></sup>'
    )


def _notes_open(*_: object) -> str:
    return '<div class="notes"><ol>\n'


def _notes_close(*_: object) -> str:
    return "</ol></div>\n"


def _note_open(
    _r: RendererHTML, tokens: Sequence[Token], index: int, _o: OptionsDict, env: dict[str, Any]
) -> str:
    label, anchor = escapeHtml(tokens[index].meta["label"]), env["wording"].anchor
    return (
        f'<li class="note" id="{anchor}-note-{label}">'
        f'<a class="note-label" href="#{anchor}-ref-{label}" role="doc-backlink">{label}</a>'
    )


def _note_close(*_: object) -> str:
    return "</li>\n"


def _nothing(*_: object) -> str:
    return ""


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING})
    parser.enable("table").disable(["image", "html_block", "html_inline"])
    parser.use(footnote_plugin, inline=False, move_to_end=True)
    for name in CONTAINERS:
        parser.use(container_plugin, name=name, render=open_or_close)
    rules: dict[str, Rule] = {
        "footnote_ref": _note_reference,
        "footnote_block_open": _notes_open,
        "footnote_block_close": _notes_close,
        "footnote_open": _note_open,
        "footnote_close": _note_close,
        "footnote_anchor": _nothing,
        "table_open": open_table,
        "th_open": open_cell,
        "td_open": open_cell,
        "table_close": lambda *_: "</table></div>\n",
    }
    for name, rule in rules.items():
        parser.add_render_rule(name, rule)
    return parser


_PARSER = _parser()
# Leaves escaped characters apart, so that `\[^1]` is seen to be no reference.
_SIGN_BY_SIGN = _parser().disable("text_join")
