"""What a reader sees of a changed wording, as tests/spec/differences.md says."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.text.differences import Kind
from server.text.markdown import lines
from server.text.markdown_lines import LineKind, Style
from server.text.readable_differences import (
    Part,
    ShownLine,
    line_differences,
    phrase_differences,
    words_differ,
)
from tests.text.spec_tables import rows

SPEC = rows("differences")

MARKS = {Kind.SAME: "{}", Kind.REMOVED: "[-{}-]", Kind.ADDED: "{{+{}+}}"}
BREAKS = {Kind.SAME: "", Kind.REMOVED: "-", Kind.ADDED: "+"}
LINES = {
    LineKind.ITEM: "• ",
    LineKind.TITLE: "# ",
    LineKind.HEADING: "! ",
    LineKind.ROW: "| ",
    LineKind.HEAD_ROW: "| ",
}


def differences(before: Sequence[str], after: Sequence[str]) -> list[ShownLine]:
    return line_differences([lines(each) for each in before], [lines(each) for each in after])


def shown(parts: Sequence[Part]) -> str:
    texts = [(part.kind, " | " if part.style is Style.CELL else part.text) for part in parts]
    return "".join(MARKS[kind].format(text) for kind, text in texts)


def told(found: Sequence[ShownLine]) -> str:
    whole = ""
    for line in found:
        mark = LINES.get(line.line, "")
        mark = f"{line.mark}. " if line.line is LineKind.NUMBERED else mark
        mark = f"^{line.mark} " if line.line is LineKind.NOTE else mark
        fate = BREAKS[line.fate]
        whole += f"{' ' if whole else ''}{fate}⏎ " if whole or fate else ""
        whole += ("~" if line.reset else "") + mark + shown(line.parts)
    return whole


@pytest.mark.parametrize("row", SPEC, ids=lambda row: row["before"][:40])
def test_a_changed_wording(row: Mapping[str, str]) -> None:
    assert told(differences([row["before"]], [row["after"]])) == row["shown"]


def test_the_table_has_many_rows_in_both_languages() -> None:
    assert len(SPEC) >= 25


def test_a_split_paragraph_names_where_the_second_begins() -> None:
    found = differences(["Een zin. Nog een zin."], ["Een zin.", "Nog een zin."])
    assert told(found) == "Een zin. +⏎ Nog een zin."
    assert [line.paragraph for line in found] == [0, 1]


def test_joined_paragraphs_name_where_the_second_began() -> None:
    found = differences(["Een zin.", "Nog een zin."], ["Een zin. En nog een zin."])
    assert [(line.fate, line.paragraph) for line in found] == [(Kind.SAME, 0), (Kind.REMOVED, 1)]
    assert told(found) == "Een zin.{+ En nog+} -⏎ [-Nog-] een zin."


def test_a_wording_that_was_missing_is_added_whole() -> None:
    assert told(differences([""], ["Een zin."])) == "+⏎ {+Een zin.+}"
    assert told(differences(["Een zin."], [""])) == "-⏎ [-Een zin.-]"


def test_words_keep_how_they_are_set() -> None:
    [line] = differences(["Het is **zo**."], ["Het is **niet** *zo*."])
    assert [(part.kind, part.text, part.style) for part in line.parts] == [
        (Kind.SAME, "Het is ", Style.PLAIN),
        (Kind.ADDED, "niet", Style.STRONG),
        (Kind.ADDED, " ", Style.PLAIN),
        (Kind.SAME, "zo", Style.EMPHASIS),
        (Kind.SAME, ".", Style.PLAIN),
    ]


def test_titles_are_compared_as_one_line() -> None:
    assert shown(phrase_differences("2 Stappen", "3 Stappen")) == "[-2-]{+3+} Stappen"
    assert shown(phrase_differences("", "Stappen")) == "{+Stappen+}"


UNSEEN = {
    "another link": ("[a](https://a.example)", "[a](https://b.example)", False),
    "set in bold": ("een", "**een**", False),
    "another word": ("een", "twee", True),
    "now a list": ("een", "- een", True),
    "one line more": ("een\n\n- a", "een\n\n- a\n- b", True),
}


@pytest.mark.parametrize("case", UNSEEN)
def test_whether_there_is_anything_to_see(case: str) -> None:
    before, after, expected = UNSEEN[case]
    assert words_differ(differences([before], [after])) is expected


WORDS = st.lists(
    st.sampled_from(["de", "een", "mkb", "Projekt", "é", "75", "7,5", " ", " ", " ", ".", ", ", "-", "’"]),
    max_size=25,
).map("".join)
BLOCKS = st.lists(
    st.sampled_from(["", "- ", "1. ", "# "]).flatmap(lambda mark: WORDS.map(lambda words: mark + words))
)
WORDINGS = st.lists(BLOCKS.map("\n\n".join), min_size=1, max_size=3)


def words(paragraphs: Sequence[str]) -> str:
    return "".join("".join(run.text for run in line.runs) for each in paragraphs for line in lines(each))


def kept(found: Sequence[ShownLine], without: Kind) -> str:
    return "".join(part.text for line in found for part in line.parts if part.kind is not without)


@settings(deadline=None, max_examples=300)
@given(WORDINGS, WORDINGS)
def test_both_texts_can_be_read_off_what_is_shown(before: list[str], after: list[str]) -> None:
    found = differences(before, after)
    assert squeezed(kept(found, Kind.REMOVED)) == squeezed(words(after))
    assert sorted(squeezed(kept(found, Kind.ADDED))) == sorted(squeezed(words(before)))


def squeezed(text: str) -> str:
    """Without spaces: in a row they count as one, and at the end of a line as none."""
    return "".join(text.split())


@settings(deadline=None)
@given(WORDINGS)
def test_equal_texts_show_no_difference(same: list[str]) -> None:
    assert words_differ(differences(same, same)) is False
