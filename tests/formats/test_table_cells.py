"""No cell is a formula, and every cell gives its text back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.formats.table_cells import guarded, joined, parted, unguarded
from tests.formats.worlds import texts

cells = st.text() | st.from_regex(r"'{0,3}[=+@\t-]?[a-z(]*", fullmatch=True)


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＠A"])
def test_a_formula_gets_an_apostrophe(formula: str) -> None:
    assert guarded(formula) == "'" + formula


@pytest.mark.parametrize("text", ["mkb", "'t Gooi", "5G", "a=b", "“=”", ""])
def test_any_other_text_stands_as_it_is(text: str) -> None:
    assert guarded(text) == unguarded(text) == text


@pytest.mark.parametrize(("text", "cell"), [("'=1", "''=1"), ("''@", "'''@")])
def test_a_text_that_looks_guarded_is_guarded_once_more(text: str, cell: str) -> None:
    assert guarded(text) == cell
    assert unguarded(cell) == text


@given(cells)
def test_a_guarded_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(tuple("=+-@\t\r\n"))


def test_several_texts_stand_between_bars() -> None:
    assert joined(["digitale strategieën", "a|b", "c\\d"]) == r"digitale strategieën | a\|b | c\\d"
    assert parted("a|b | c ||") == ("a", "b", "c")
    assert parted("") == ()


@given(st.lists(texts, max_size=4))
def test_several_texts_come_back_from_one_cell(items: list[str]) -> None:
    assert parted(joined(items)) == tuple(items)
