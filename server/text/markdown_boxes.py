"""Render rules of the containers: key messages, quotes, cases, figures, and the tables in them."""

from collections.abc import Sequence
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from server.text.languages import Language

CONTAINERS = ("key", "quote", "case", "figure")

# Attribution line of a quote: "— Name, source".
ATTRIBUTION = "— "

_TABLE_NAMES = {Language.NL: "Tabel", Language.DE: "Tabelle"}
_ELEMENTS = {"key": "div", "quote": "blockquote", "case": "div", "figure": "figure"}
_TITLE_ELEMENTS = {"key": "p", "quote": "p", "case": "p", "figure": "figcaption"}


def open_or_close(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: dict[str, Any]
) -> str:
    """The opening or closing tags of a container; a title becomes its heading line or caption."""
    token = tokens[index]
    name, _, title = token.info.strip().partition(" ")
    if token.nesting == -1:
        env["wording"].titles.pop()
        return f"</{_ELEMENTS[_name_of(token)]}>\n"
    env["wording"].titles.append(title.strip())
    if name == "quote":
        _mark_attribution(tokens, index)
    heading = ""
    if title.strip():
        element = _TITLE_ELEMENTS[name]
        words = token.meta.get("title") or [Token("text", "", 0, content=title.strip())]
        heading = f'<{element} class="box-title">{renderer.renderInline(words, options, env)}</{element}>\n'
    return f'<{_ELEMENTS[name]} class="box box-{name}">\n{heading}'


def open_table(
    _renderer: RendererHTML, _tokens: Sequence[Token], _index: int, _options: OptionsDict, env: dict[str, Any]
) -> str:
    """A table in a region of its own that scrolls sideways and can be reached by keyboard.

    WCAG 2.2, 1.4.10 (reflow) exempts tables, but not the page around them.
    """
    wording = env["wording"]
    name = _TABLE_NAMES[wording.language]
    title = next((title for title in reversed(wording.titles) if title), "")
    label = escapeHtml(f"{name}: {title}" if title else name)
    return f'<div class="table-scroll" role="region" tabindex="0" aria-label="{label}"><table>\n'


def open_cell(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: dict[str, Any]
) -> str:
    """A cell of a table; its alignment is a class, as the pages allow no style attributes (CSP, `style-src`)."""
    cell = tokens[index]
    _, _, side = str(cell.attrGet("style") or "").partition(":")
    return f'<{cell.tag} class="align-{side}">' if side else f"<{cell.tag}>"


def box_title(token: Token) -> str:
    """The title of a box, where this token opens one that has a title."""
    if token.type.startswith("container_") and token.nesting == 1:
        return token.info.strip().partition(" ")[2].strip()
    return ""


def _name_of(token: Token) -> str:
    return token.type.removeprefix("container_").removesuffix("_close")


def _mark_attribution(tokens: Sequence[Token], index: int) -> None:
    for place in range(index + 1, len(tokens)):
        token = tokens[place]
        if token.type == "container_quote_close":
            return
        if token.type == "paragraph_open" and tokens[place + 1].content.startswith(ATTRIBUTION):
            token.tag = tokens[place + 2].tag = "footer"
