"""What changed between two texts, word by word."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.text.differences import Kind, word_differences

texts = st.lists(
    st.sampled_from(["een", "twee", "é", "e\u0301", " ", "  ", ".", "-", "\n"]) | st.text(max_size=2)
).map("".join)


def shown(before: str, after: str) -> str:
    """The differences as a reader of plain text sees them: [-removed-] and {+added+}."""
    marks = {Kind.SAME: "{}", Kind.REMOVED: "[-{}-]", Kind.ADDED: "{{+{}+}}"}
    return "".join(marks[piece.kind].format(piece.text) for piece in word_differences(before, after))


DIFFERENCES = [
    ("", "", ""),
    ("een twee", "een twee", "een twee"),
    ("een twee", "een drie", "een [-twee-]{+drie+}"),
    ("een", "", "[-een-]"),
    ("", "een", "{+een+}"),
    ("een twee drie", "een drie", "een [-twee -]drie"),
    ("een drie", "een twee drie", "een {+twee +}drie"),
    ("een twee drie", "vier twee vijf", "[-een-]{+vier+} twee [-drie-]{+vijf+}"),
    ("innovatie", "innovaties", "[-innovatie-]{+innovaties+}"),
    ("Zo.", "Zo!", "Zo[-.-]{+!+}"),
    ("mkb-bedrijf", "mkb-lab", "mkb-[-bedrijf-]{+lab+}"),
    ("een  twee", "een twee", "een[-  -]{+ +}twee"),
]


@pytest.mark.parametrize(("before", "after", "expected"), DIFFERENCES)
def test_the_words_that_differ(before: str, after: str, expected: str) -> None:
    assert shown(before, after) == expected


@settings(deadline=None)
@given(texts, texts)
def test_both_texts_can_be_read_off_the_pieces(before: str, after: str) -> None:
    pieces = word_differences(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.REMOVED) == after


@settings(deadline=None)
@given(texts, texts)
def test_what_was_removed_stands_once_before_what_was_added_in_its_place(before: str, after: str) -> None:
    pieces = word_differences(before, after)
    steps = {(one.kind, next_one.kind) for one, next_one in pairwise(pieces)}
    assert all(piece.text for piece in pieces)
    assert steps <= {
        (Kind.SAME, Kind.REMOVED),
        (Kind.SAME, Kind.ADDED),
        (Kind.REMOVED, Kind.ADDED),
        (Kind.REMOVED, Kind.SAME),
        (Kind.ADDED, Kind.SAME),
    }


@settings(deadline=None)
@given(texts)
def test_equal_texts_are_one_piece(text: str) -> None:
    assert [piece.kind for piece in word_differences(text, text)] == ([Kind.SAME] if text else [])
