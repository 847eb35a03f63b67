"""Wordings become HTML and plain text, as tests/spec/markdown.md and plain.md say."""

import pytest

from server.text.languages import Language
from server.text.markdown import Notes, footnotes, links, plain, render
from tests.text.spec_tables import Chapter, chapters


@pytest.mark.parametrize("chapter", chapters("markdown"), ids=str)
def test_a_wording_as_html(chapter: Chapter) -> None:
    wording = chapter.blocks["markdown"]
    assert render(wording, language=Language.NL, anchor="p-1") == chapter.blocks["html"]


@pytest.mark.parametrize("chapter", chapters("plain"), ids=str)
def test_a_wording_as_plain_text(chapter: Chapter) -> None:
    assert plain(chapter.blocks["markdown"]) == chapter.blocks["text"]


@pytest.mark.parametrize("chapter", chapters("plain"), ids=str)
def test_a_wording_as_plain_text_without_its_footnotes(chapter: Chapter) -> None:
    without = chapter.blocks.get("without", chapter.blocks["text"])
    assert plain(chapter.blocks["markdown"], notes=False) == without


def test_a_table_is_named_in_the_language_of_its_wording() -> None:
    german = render("::: figure Haushalt\n| a |\n| - |\n:::", language=Language.DE, anchor="p-1")
    assert 'aria-label="Tabelle: Haushalt"' in german
    assert 'aria-label="Tabelle"' in render("| a |\n| - |", language=Language.DE, anchor="p-1")


def test_the_footnotes_of_two_wordings_on_a_page_have_ids_of_their_own() -> None:
    wording = "Zo.[^1]\n\n[^1]: Bron."
    dutch = render(wording, language=Language.NL, anchor="p-1-nl")
    german = render(wording, language=Language.DE, anchor="p-1-de")
    assert dutch != german
    assert dutch.replace("p-1-nl", "p-1-de") == german


FOOTNOTES = {
    "none": ("Zo.", Notes()),
    "one": ("Zo.[^1]\n\n[^1]: Bron.", Notes(("1",), ("1",))),
    "referred to twice": ("Zo.[^1] En zo.[^1]\n\n[^1]: Bron.", Notes(("1", "1"), ("1",))),
    "in a table and a box": ("::: key\n| a[^x] |\n| --- |\n:::\n\n[^x]: Bron.", Notes(("x",), ("x",))),
    "in a footnote": ("Zo.[^a]\n\n[^a]: Dan.[^b]\n\n[^b]: Bron.", Notes(("a", "b"), ("a", "b"))),
    "defined in another order": ("A.[^a] B.[^b]\n\n[^b]: B\n\n[^a]: A", Notes(("a", "b"), ("b", "a"))),
    "a reference without a footnote": ("Zo.[^1] En *zo[^2]*.", Notes(("1", "2"), ())),
    "a footnote without a reference": ("[^1]: Bron.", Notes((), ("1",))),
    "a label with a colon": ("Zo.[^:a]\n\n[^:a]: Bron.", Notes((":a",), (":a",))),
    "labels differ by case": ("Zo.[^a]\n\n[^A]: Bron.", Notes(("a",), ("A",))),
    "both kinds in the order of the text": ("A.[^2] B.[^1]\n\n[^1]: Bron.", Notes(("2", "1"), ("1",))),
    "escaped": ("Een \\[^1] en [\\^2] en &#91;^3].", Notes()),
    "in code": ("`[^1]`\n\n    [^2]", Notes()),
    "not finished": ("Zo [^ en [^1.", Notes()),
}


@pytest.mark.parametrize("case", FOOTNOTES)
def test_the_footnotes_referred_to_and_defined(case: str) -> None:
    wording, expected = FOOTNOTES[case]
    assert footnotes(wording) == expected


def test_the_targets_of_links_stand_in_the_order_of_the_text() -> None:
    wording = (
        "[a](https://a.example) <https://b.example> ![c](https://c.example/c.png)[^1] `[x](https://x.example)`\n\n"
        "- [d](/d)\n\n[^1]: [e](https://e.example)"
    )
    assert links(wording) == [
        "https://a.example",
        "https://b.example",
        "https://c.example/c.png",
        "/d",
        "https://e.example",
    ]


def test_a_refused_link_has_no_target() -> None:
    assert links("[a](javascript:alert(1))") == []
