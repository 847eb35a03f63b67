"""Words of a wording become links where a marker says so."""

from collections.abc import Sequence

from server.text.languages import Language
from server.text.markdown import Mark, Marker, render


def every(*words: str) -> Marker:
    """A marker that links every place where one of the words stands, in order."""

    def mark(text: str) -> Sequence[Mark]:
        places = sorted((text.find(word), word) for word in words if word in text)
        return [Mark(place, place + len(word), {"href": f"/{word}"}) for place, word in places]

    return mark


def marked(wording: str, *words: str) -> str:
    """The HTML of a wording with these words linked."""
    return render(wording, language=Language.NL, anchor="p-1", mark=every(*words))


def asked_for(wording: str) -> list[str]:
    """The runs of text that a marker is asked about."""
    runs: list[str] = []

    def listen(text: str) -> Sequence[Mark]:
        runs.append(text)
        return []

    render(wording, language=Language.NL, anchor="p-1", mark=listen)
    return runs


def test_marked_words_are_links_with_the_attributes_of_the_mark() -> None:
    html = render(
        "Een lab & meer.",
        language=Language.NL,
        anchor="p-1",
        mark=lambda _: [Mark(4, 7, {"href": "/a?b&c", "class": "term", "data-concept": '"lab"'})],
    )
    assert html == (
        '<p>Een <a href="/a?b&amp;c" class="term" data-concept="&quot;lab&quot;">lab</a> &amp; meer.</p>'
    )


def test_several_words_at_the_edges_of_a_run() -> None:
    assert marked("lab en mkb", "lab", "mkb") == '<p><a href="/lab">lab</a> en <a href="/mkb">mkb</a></p>'


def test_neighbouring_words() -> None:
    assert marked("labmkb", "lab", "mkb") == '<p><a href="/lab">lab</a><a href="/mkb">mkb</a></p>'


def test_without_marks_the_html_is_that_of_no_marker() -> None:
    wording = "Een *twee*\ndrie `vier`[^1]  \nvijf &amp; \\*zes\n\n| a |\n| --: |\n\n[^1]: noot"
    assert marked(wording) == render(wording, language=Language.NL, anchor="p-1")


def test_a_marker_is_asked_for_every_run_outside_links_footnotes_and_code() -> None:
    wording = (
        "Een *twee* [drie *vier*](/x) vijf `zes`[^1] zeven <https://e.example>\n\n"
        "- acht\n\n::: case Negen\n| tien |\n| --- |\n:::\n\n    elf\n\n[^1]: twaalf"
    )
    assert asked_for(wording) == ["Een ", "twee", " ", " vijf ", " zeven ", "acht", "Negen", "tien"]


def test_a_word_in_emphasis_is_marked_within_it() -> None:
    assert marked("het *lab*", "lab") == '<p>het <em><a href="/lab">lab</a></em></p>'


def test_a_word_in_a_link_is_not_marked() -> None:
    assert marked("[een *lab*](/x) lab", "lab") == (
        '<p><a href="/x">een <em>lab</em></a> <a href="/lab">lab</a></p>'
    )


def test_a_run_goes_on_over_a_line_end_and_keeps_it() -> None:
    assert asked_for("open\ninnovatie *en*\nmeer") == ["open innovatie ", "en", " meer"]
    assert marked("open\ninnovatie", "open innovatie") == (
        '<p><a href="/open innovatie">open\ninnovatie</a></p>'
    )


def test_a_run_ends_at_a_break_of_the_line() -> None:
    assert asked_for("open  \ninnovatie") == ["open", "innovatie"]


def test_escaped_and_named_characters_are_one_run_with_their_neighbours() -> None:
    assert asked_for("R&amp;D en \\*zes\\*") == ["R&D en *zes*"]


def test_a_word_in_the_title_of_a_box_is_marked_there() -> None:
    assert marked("::: case Het lab & meer\n\nTekst.\n\n:::", "lab") == (
        '<div class="box box-case">\n'
        '<p class="box-title">Het <a href="/lab">lab</a> &amp; meer</p>\n'
        "<p>Tekst.</p>\n"
        "</div>"
    )
