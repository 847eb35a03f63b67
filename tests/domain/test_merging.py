"""Merging suggested wordings, as tests/spec/merging.md says; and what holds for any wordings."""

from collections.abc import Mapping
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.merging import Merge, Part, merge
from server.domain.suggested_wordings import SuggestedWording, Taken, lay_over
from server.text.differences import edits_between
from tests.text.spec_tables import chapters

TWO, REVISED = chapters("merging")

_WORDS = [
    "de",
    "regio",
    "groeit",
    "é",
    "é",
    "ß",
    "75",
    "9,2",
    "mkb-lab",
    ".",
    ",",
    ";",
    "**",
    "|",
    "\n",
    "[^1]",
    "-",
    "(",
    ")",
]
_TABLES = [
    "| a | b |\n| --- | --- |\n| 1 | 2 |",
    "Een noot.[^a]\n\n[^a]: De noot.",
    "- een\n- twee",
    "",
    "  ",
]
wordings = (
    st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join)
    | st.lists(st.sampled_from([*_WORDS, " "]), max_size=12).map("".join)
    | st.sampled_from(_TABLES)
    | st.text(max_size=8)
)
several = st.lists(wordings, min_size=1, max_size=4).map(
    lambda texts: {f"s{number}": text for number, text in enumerate(texts)}
)
many = settings(deadline=None, max_examples=300)


def _conflict(part: Part, names: tuple[str, ...]) -> str:
    variants = [
        next((option.text for option in part.options if name in option.by), part.before).strip() or "–"
        for name in names
    ]
    return f"{part.before.strip() or '–'} → {' / '.join(variants)}"


@pytest.mark.parametrize("row", TWO.rows, ids=str)
def test_two_suggestions_on_one_wording(row: Mapping[str, str]) -> None:
    merged = merge(row["base"], {"A": row["A"], "B": row["B"]})
    found = " ; ".join(_conflict(part, ("A", "B")) for part in merged.conflicts)
    assert (merged.text, found) == (row["text"], row["conflicts"])


@pytest.mark.parametrize("row", REVISED.rows, ids=str)
def test_one_suggestion_on_a_wording_that_was_revised_since(row: Mapping[str, str]) -> None:
    found = lay_over(row["present"], {"A": SuggestedWording(row["base"], row["suggestion"])})
    state = (
        ("there" if "A" in found.already else "")
        or ("conflict" if found.merge.conflicts else "")
        or ("part there" if "A" in found.partly_there else "clean")
    )
    assert (found.on_present["A"], state) == (row["result"], row["state"])
    assert found.merge.chosen(found.whole("A")) == row["result"]


@many
@given(wordings, wordings)
def test_the_merge_of_one_change_is_that_change(base: str, text: str) -> None:
    merged = merge(base, {"A": text})
    assert merged.text == text
    assert not merged.conflicts


@many
@given(wordings, wordings)
def test_identical_changes_are_one(base: str, text: str) -> None:
    both = merge(base, {"A": text, "B": text})
    assert both.text == text
    assert not both.conflicts
    assert not any(both.matrix.values())
    assert all(option.by == ("A", "B") for part in both.parts for option in part.options)


@many
@given(wordings, several)
def test_the_order_of_suggestions_decides_nothing_but_the_order_of_insertions(
    base: str, texts: Mapping[str, str]
) -> None:
    one = merge(base, texts)
    other = merge(base, dict(reversed(texts.items())))
    assert one.matrix == other.matrix
    assert _told(one) == _told(other)
    inserted = [
        {each.start for each in edits_between(base, text) if each.start == each.end}
        for text in texts.values()
    ]
    if not any(left & right for left, right in combinations(inserted, 2)):
        assert one.text == other.text


def _told(merged: Merge) -> list[tuple[str, bool, list[tuple[str, list[str]]]]]:
    return sorted(
        (part.before, part.is_conflict, sorted((option.text, sorted(option.by)) for option in part.options))
        for part in merged.parts
    )


@many
@given(wordings, several)
def test_what_nobody_changed_is_kept(base: str, texts: Mapping[str, str]) -> None:
    merged = merge(base, texts)
    assert "".join(part.before for part in merged.parts) == base
    assert all(part.after == part.before for part in merged.parts if not part.options)
    assert merged.chosen({}) == base


@many
@given(wordings, several)
def test_a_conflict_is_never_lost(base: str, texts: Mapping[str, str]) -> None:
    merged = merge(base, texts)
    for one, other in combinations(texts, 2):
        mine, theirs = edits_between(base, texts[one]), edits_between(base, texts[other])
        differ = any(
            left != right and left.start < right.end and right.start < left.end
            for left in mine
            for right in theirs
        )
        if differ:
            assert other in merged.matrix[one]
            assert one in merged.matrix[other]
        if other in merged.matrix[one]:
            assert any({one, other} <= set(part.by) for part in merged.conflicts)


@many
@given(wordings, several)
def test_no_choice_is_made_silently(base: str, texts: Mapping[str, str]) -> None:
    merged = merge(base, texts)
    assert all(part.after == part.before for part in merged.conflicts)
    assert all(len(part.options) <= 1 for part in merged.parts if not part.is_conflict)


@st.composite
def words_changed_twice(draw: st.DrawFn) -> tuple[list[str], int]:
    words = draw(
        st.lists(st.sampled_from(["de", "regio", "groeit", "snel", ",", "."]), min_size=1, max_size=12)
    )
    return words, draw(st.integers(0, len(words) - 1))


@many
@given(words_changed_twice())
def test_a_word_that_two_replace_by_different_words_is_a_conflict_of_the_two(
    changed: tuple[list[str], int],
) -> None:
    words, place = changed
    base = " ".join(words)
    texts = {name: " ".join([*words[:place], name, *words[place + 1 :]]) for name in ("Alfa", "Beta")}
    merged = merge(base, texts)
    assert merged.matrix == {"Alfa": {"Beta"}, "Beta": {"Alfa"}}
    assert merged.text == base


@st.composite
def words_changed_apart(draw: st.DrawFn) -> tuple[list[str], int, int]:
    words = [f"w{number}" for number in range(draw(st.integers(2, 12)))]
    first, second = sorted(draw(st.sets(st.integers(0, len(words) - 1), min_size=2, max_size=2)))
    return words, first, second


@many
@given(words_changed_apart())
def test_different_words_replaced_by_two_are_both_replaced(changed: tuple[list[str], int, int]) -> None:
    words, first, second = changed
    one, other, both = list(words), list(words), list(words)
    one[first] = both[first] = "Alfa"
    other[second] = both[second] = "Beta"
    for order in ([one, other], [other, one]):
        merged = merge(" ".join(words), {str(n): " ".join(text) for n, text in enumerate(order)})
        assert (merged.text, merged.conflicts) == (" ".join(both), ())


@many
@given(wordings, wordings, several)
def test_all_parts_of_one_suggestion_give_that_suggestion(
    base: str, present: str, texts: Mapping[str, str]
) -> None:
    found = lay_over(present, {name: SuggestedWording(base, text) for name, text in texts.items()})
    for name in texts:
        choices = found.whole(name)
        assert found.merge.chosen(choices) == found.on_present[name]
        if name not in found.already:
            assert found.taken(choices)[name] is Taken.WHOLE


@many
@given(wordings, several)
def test_over_its_own_base_nothing_has_been_changed_since(base: str, texts: Mapping[str, str]) -> None:
    found = lay_over(base, {name: SuggestedWording(base, text) for name, text in texts.items()})
    assert found.merge == merge(base, texts)
    assert found.on_present == texts
    assert found.already == {name for name, text in texts.items() if text == base}


@many
@given(wordings, wordings, wordings)
def test_a_suggestion_that_stands_there_is_there(base: str, text: str, other: str) -> None:
    found = lay_over(text, {"A": SuggestedWording(base, text), "B": SuggestedWording(base, other)})
    assert "A" in found.already
    assert found.on_present["A"] == text


@many
@given(wordings, wordings, several)
def test_no_conflict_is_lost_when_editors_have_gone_on(
    base: str, present: str, texts: Mapping[str, str]
) -> None:
    found = lay_over(present, {name: SuggestedWording(base, text) for name, text in texts.items()})
    for one, others in merge(base, texts).matrix.items():
        for other in others:
            is_there = {one, other} & (found.already | found.partly_there)
            assert is_there or other in found.merge.matrix[one]
    for one, others in found.merge.matrix.items():
        for other in others:
            assert any({one, other} <= set(part.by) for part in found.merge.conflicts)


@many
@given(wordings, wordings, wordings)
def test_a_suggestion_without_conflict_keeps_what_editors_have_changed(
    base: str, present: str, text: str
) -> None:
    found = lay_over(present, {"A": SuggestedWording(base, text)})
    if not found.merge.conflicts and not edits_between(base, present):
        assert found.on_present["A"] == text
    assert "".join(part.before for part in found.merge.parts) == present


def test_only_insertions_follow_each_other_in_order() -> None:
    merged = merge("een twee", {"A": "een A twee", "B": "een B twee", "C": "een C twee"})
    assert (merged.text, merged.conflicts) == ("een A B C twee", ())


def test_a_suggestion_that_rewrites_all_is_in_conflict_with_those_in_it_and_they_are_not_with_each_other() -> (
    None
):
    texts = {"all": "Heel iets anders dus", "one": "Een twee drie vier", "two": "een twee drie Vier"}
    merged = merge("een twee drie vier", texts)
    assert merged.matrix == {"all": {"one", "two"}, "one": {"all"}, "two": {"all"}}


def test_part_of_a_suggestion_is_told_from_the_whole() -> None:
    found = lay_over("een twee drie", {"A": SuggestedWording("een twee drie", "Een twee Drie")})
    whole = found.whole("A")
    first = min(whole)
    assert found.taken({first: whole[first]}) == {"A": Taken.PART}
    assert found.merge.chosen({first: whole[first]}) == "Een twee drie"
    assert found.taken({}) == {"A": Taken.NOTHING}
    assert found.taken(whole) == {"A": Taken.WHOLE}


def test_suggestions_on_two_bases_lie_over_the_text_that_was_joined_of_them() -> None:
    found = lay_over(
        "Eerst dit. Dan dat.",
        {"A": SuggestedWording("Eerst dit.", "Eerst iets."), "B": SuggestedWording("Dan dat.", "Dan niets.")},
    )
    assert (found.merge.text, found.merge.conflicts) == ("Eerst iets. Dan niets.", ())
