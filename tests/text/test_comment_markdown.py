"""Comments become HTML and words as tests/spec/comment_markdown.md says; whatever is typed, it stays text."""

import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.text.comment_markdown import plain_comment, render_comment
from server.text.comment_parser import MAX_NESTING, MAX_NO_LINKS
from tests.hostile import payloads
from tests.text.allowed_html import CommentHtml, NotAllowed
from tests.text.spec_tables import Chapter, chapters
from tests.text.work import calls

CHAPTERS = chapters("comment_markdown")
WRITTEN = [chapter for chapter in CHAPTERS if chapter.blocks]
UNSEEN = [row for chapter in CHAPTERS for row in chapter.rows if "typed" in row]
REDACTED = [row for chapter in CHAPTERS for row in chapter.rows if "passage" in row]


@pytest.mark.parametrize("chapter", WRITTEN, ids=str)
def test_a_comment_as_html(chapter: Chapter) -> None:
    assert render_comment(chapter.blocks["markdown"]) == chapter.blocks["html"]


@pytest.mark.parametrize("chapter", WRITTEN, ids=str)
def test_a_comment_as_words(chapter: Chapter) -> None:
    assert plain_comment(chapter.blocks["markdown"]) == chapter.blocks["text"]


@pytest.mark.parametrize("row", UNSEEN, ids=lambda row: ascii(row["typed"]))
def test_a_character_that_nobody_sees_is_named_or_belongs_there(row: Mapping[str, str]) -> None:
    assert render_comment(row["typed"]) == row["shown"]
    assert plain_comment(row["typed"]) == row["words"]


@pytest.mark.parametrize("row", REDACTED, ids=lambda row: row["passage"])
def test_a_passage_that_was_taken_out_is_a_bar_with_a_label(row: Mapping[str, str]) -> None:
    start, end = map(int, row["passage"].split("-"))
    assert render_comment(row["text"], redactions=[(start, end, row["label"])]) == row["shown"]


def test_a_bar_covers_its_passage_even_when_the_text_was_left_in_it() -> None:
    html = render_comment("Bel Jan Jansen, of Piet.", redactions=[(19, 23, ""), (4, 14, "naam")])
    assert CommentHtml(html).words == "Bel ████ naam, of ████."


def test_passages_over_one_another_and_beyond_the_text_hide_no_less() -> None:
    html = render_comment(
        "abcdefgh", redactions=[(1, 4, "x"), (3, 6, "y"), (4, 5, "z"), (9, 12, "w"), (6, 6, "v")]
    )
    assert CommentHtml(html).words == "a████ x████ ygh"


HOSTILE = payloads()


def test_the_hostile_list_is_long_enough_and_would_be_noticed() -> None:
    assert len(HOSTILE) > 1000
    noticed = [payload for payload in HOSTILE if is_noticed(payload)]
    assert len(noticed) > len(HOSTILE) / 2


def is_noticed(html: str) -> bool:
    """Whether a page that showed this as it is would be found out."""
    try:
        CommentHtml(html)
    except NotAllowed:
        return True
    return False


def test_no_hostile_text_becomes_anything_but_text() -> None:
    for payload in HOSTILE:
        for text in (payload, f"Ik vind: {payload} goed", f"> {payload}\n\n- {payload}", f"**{payload}**"):
            CommentHtml(render_comment(text))


def test_no_hostile_label_becomes_anything_but_text() -> None:
    for payload in HOSTILE:
        CommentHtml(render_comment("██ x", redactions=[(0, 2, payload)]))


SIGNS = [
    *"*_[]()`\n|-#>!\\<&\"'~:.x\t\0\ud800\u202e\u200b\u200d\u0301\ufdd0\ufdd1",
    "\n\n", "    ", "1. ", "- ", "> ", "~~~\n", "[^1]", "\n[^1]: ", "::: key\n", "<script>", "<b onclick=x>", "</p>",
    "<!--", "&lt;", "&#106;", "&#x202e;", "![x](y)", "[x](javascript:y)", "](", "[x](http://y)", "[x]()", " \"T\")",
    "https://e.example", "<https://e.example>", "mailto:", "<a@e.example>", "http://(", "\n[x]: http://y\n", "██",
]  # fmt: skip
comments = st.lists(st.sampled_from(SIGNS) | st.text(max_size=3), max_size=30).map("".join)


@settings(deadline=None)
@given(comments)
def test_any_comment_is_rendered_with_allowed_elements_only(text: str) -> None:
    html = CommentHtml(render_comment(text))
    assert html.deepest <= MAX_NESTING + 2
    assert not {unicodedata.category(c) for c in html.words if c not in "\n\t\u00ad\u200c\u200d"} & {
        "Cc",
        "Cf",
        "Cs",
    }


@settings(deadline=None)
@given(comments, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.text(max_size=5)), max_size=4))
def test_any_passages_can_be_taken_out(text: str, passages: list[tuple[int, int, str]]) -> None:
    CommentHtml(render_comment(text, redactions=passages))


@settings(deadline=None)
@given(st.text(alphabet=st.characters(categories=["L", "N", "Zs"]), max_size=60))
def test_plain_words_come_out_as_they_went_in(text: str) -> None:
    typed = f"x{text}x"
    assert CommentHtml(render_comment(typed)).words.split() == plain_comment(typed).split()
    assert "".join(plain_comment(typed).split()) == "".join(visible_letters(typed).split())


def visible_letters(text: str) -> str:
    """The text without the four letters that are blank."""
    return text.translate(dict.fromkeys(map(ord, "\u115f\u1160\u3164\uffa0")))


@settings(deadline=None)
@given(comments)
def test_any_comment_has_words_that_a_feed_can_carry(text: str) -> None:
    kinds = {unicodedata.category(c) for c in plain_comment(text) if c not in "\n\t"}
    assert not kinds & {"Cc", "Cs", "Cn"}


@pytest.mark.parametrize("opening", ["> ", "- ", "1. ", "> - "])
def test_words_in_too_many_blocks_are_still_shown(opening: str) -> None:
    html = CommentHtml(render_comment(opening * 300 + "diep\n\nen verder"))
    assert html.deepest <= MAX_NESTING + 2
    assert html.words.endswith("diep\nen verder")
    assert plain_comment(opening * 300 + "diep").endswith("diep")


def test_after_so_many_brackets_that_are_no_links_the_rest_is_taken_as_text() -> None:
    link = "[a](mailto:b@c.example)"
    assert CommentHtml(render_comment("[x] " * (MAX_NO_LINKS - 1) + link)).links == ["mailto:b@c.example"]
    assert CommentHtml(render_comment("[x] " * MAX_NO_LINKS + link)).words.endswith(link)


# What costs most of all that a search for the dearest comment found (benchmarks: comment-markdown).
BOMBS = {
    "opening brackets": "[", "images": "![", "brackets and stars": "*[", "links in links": "[[a](",
    "half a title": '[a](b "', "emphasis": "*_", "strong": "**a*", "code": "`a``", "quotations": "> ",
    "quoted blocks": "> ~~~\nb\n", "quoted headings": "> # a\nb\n", "lists": "- ",
    "list of lists": "- a\n", "tags": "<a ", "entities": "&amp;",
    "backslashes": "\\", "addresses": "http://a.b ", "closing brackets": "http://a.b/)))))))", "accents": "a\u0301",
    "the unseen": "a\u200b", "lines": "a\n",
}  # fmt: skip
# 10,000 of them at most; a call is some 0.1 to 0.2 microseconds on a machine of 2020.
MAX_CALLS = 60


@pytest.mark.parametrize("bomb", BOMBS)
def test_twice_the_bomb_is_about_twice_the_work(bomb: str) -> None:
    once = (BOMBS[bomb] * 5000)[:5000]
    small, large = calls(lambda: render_comment(once)), calls(lambda: render_comment(once * 2))
    assert large < 2.5 * small
    assert large < 10_000 * MAX_CALLS
