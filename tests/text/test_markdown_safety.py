"""Whatever a wording holds: it is rendered, only known tags come out, and the work stays bounded."""

import sys
from html.parser import HTMLParser
from types import FrameType
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.text.languages import Language
from server.text.markdown import MAX_NESTING, Mark, footnotes, links, plain, render

# Element -> its attributes. All that CommonMark without HTML and images, and the project's boxes, need.
ALLOWED = {
    "a": {"href", "title", "id", "role", "class"},
    "blockquote": {"class"},
    "br": set[str](),
    "code": {"class"},
    "div": {"class", "role", "tabindex", "aria-label"},
    "em": set[str](),
    "figcaption": {"class"},
    "figure": {"class"},
    "footer": set[str](),
    "h1": set[str](),
    "h2": set[str](),
    "h3": set[str](),
    "h4": set[str](),
    "h5": set[str](),
    "h6": set[str](),
    "hr": set[str](),
    "li": {"class", "id"},
    "ol": {"start"},
    "p": {"class"},
    "pre": set[str](),
    "strong": set[str](),
    "sup": {"class"},
    "table": set[str](),
    "tbody": set[str](),
    "td": {"class"},
    "th": {"class"},
    "thead": set[str](),
    "tr": set[str](),
    "ul": set[str](),
}
EMPTY = {"br", "hr"}
REFUSED_SCHEMES = {"javascript", "vbscript", "file"}

SIGNS = [
    *"*_[]()`\n|-#>!\\<&\"'~:.x\t\0\ud800",
    "\n\n", "::: key\n", "::: quote T\n", "::: case <i>", "::: figure\n", "\n:::\n", "— ", "    ", "1. ",
    "[^1]", "\n[^1]: ", "[^\"><svg/onload=x>]", "\n[^\"><svg/onload=x>]: ", "\n| a | b |\n| :-: | --: |\n| c |",
    "<script>", "<b onclick=x>", "</div>", "<!--", "&lt;", "&#106;", "![x](y)", "[x](javascript:y)", "](",
    "https://e.example", "<https://e.example>", "[x](data:text/html,y)", " \"T\")", "\n[x]: java\tscript:y\n",
]  # fmt: skip
wordings = st.lists(st.sampled_from(SIGNS) | st.text(max_size=3), max_size=30).map("".join)


class Reader(HTMLParser):
    """Reads HTML as a browser would, and holds every tag, attribute and nesting against what is allowed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.deepest = 0
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag and its attributes are known; an address is no script."""
        assert tag in ALLOWED
        assert {name for name, _ in attrs} <= ALLOWED[tag]
        scheme = urlsplit(dict(attrs).get("href") or "").scheme
        assert scheme.lower() not in REFUSED_SCHEMES
        if tag not in EMPTY:
            self.open.append(tag)
        self.deepest = max(self.deepest, len(self.open))

    def handle_endtag(self, tag: str) -> None:
        """What is closed last was opened first."""
        if tag not in EMPTY:
            assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        """No comment of a wording reaches a page."""
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


@settings(deadline=None)
@given(wordings)
def test_any_wording_is_rendered_with_known_tags_only(wording: str) -> None:
    Reader(render(wording, language=Language.NL, anchor="p-1"))


@settings(deadline=None)
@given(wordings)
def test_any_wording_is_rendered_with_marks_as_well(wording: str) -> None:
    def first_letter(text: str) -> list[Mark]:
        return [Mark(0, 1, {"href": "/x"})]

    Reader(render(wording, language=Language.DE, anchor="p-1", mark=first_letter))


@settings(deadline=None)
@given(wordings)
def test_any_wording_has_plain_text_footnotes_and_links(wording: str) -> None:
    lines = plain(wording).split("\n")
    without_notes = plain(wording, notes=False).split("\n")
    assert lines[: len(without_notes)] == without_notes or without_notes == [""]
    assert all(label for label in footnotes(wording).defined)
    assert not {urlsplit(link).scheme for link in links(wording)} & REFUSED_SCHEMES


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_plain_words_come_out_of_html_as_they_went_in(text: str) -> None:
    words = "".join(c if c.isalnum() else " " for c in text)

    class Words(HTMLParser):
        seen = ""

        def handle_data(self, data: str) -> None:
            self.seen += data

    reader = Words()
    reader.feed(render(f"x{words}x", language=Language.NL, anchor="p-1"))
    assert reader.seen.split() == f"x{words}x".split()


@pytest.mark.parametrize("opening", ["> ", "- ", "::: key\n> "])
def test_blocks_in_blocks_are_nested_no_deeper_than_the_limit(opening: str) -> None:
    assert Reader(render(opening * 500 + "x", language=Language.NL, anchor="p-1")).deepest <= MAX_NESTING + 2


BOMBS = {
    "opening brackets": "[",
    "images": "![",
    "links in links": "[a](",
    "emphasis": "*a **b ",
    "references": "[^",
    "code": "`a``",
    "quotations": "> ",
    "lists": "- ",
    "boxes": "::: key\n",
    "tags": "<a ",
    "backslashes": "\\",
    "pipes": "|",
}


# With the parser's own limit of nesting, a bracket costs more than 430 calls and a reference 850.
MAX_CALLS = 400


@pytest.mark.parametrize("bomb", BOMBS)
def test_twice_the_bomb_is_about_twice_the_work(bomb: str) -> None:
    small, large = calls_to_render(BOMBS[bomb] * 400), calls_to_render(BOMBS[bomb] * 800)
    assert large < 2.5 * small
    assert large < 800 * MAX_CALLS


def calls_to_render(wording: str) -> int:
    """How many functions are called to render: a measure of work that no busy machine changes."""
    count = 0

    def listen(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(listen)
    try:
        render(wording, language=Language.NL, anchor="p-1")
    finally:
        sys.setprofile(before)
    return count
