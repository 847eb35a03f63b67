"""Two editions compared, paragraph by paragraph: what is told of each, and where."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.changes import Change, Pointer, SectionChanges, Unchanged, changes_between, compare
from server.domain.document import Paragraph, Section
from server.domain.editions import Edition, EditionStatus
from server.domain.lineage import composed, descent
from server.text.languages import Language

NL, DE = Language.NL, Language.DE

Texts = list[tuple[str, str]]


def edition(key: str = "e", predecessor: str | None = None, **sections: Texts) -> Edition:
    """An edition of sections given as (paragraph id, text)."""
    made = tuple(
        Section(
            name,
            "",
            {NL: name, DE: name},
            tuple(Paragraph(each, {NL: text, DE: text}) for each, text in texts),
        )
        for name, texts in sections.items()
    )
    return Edition(key, {}, date(2021, 1, 1), EditionStatus.CONSULTATION, predecessor, {}, made)


def ids(placed: Sequence[object]) -> str:
    return "".join(each.paragraph.id for each in placed)  # type: ignore[attr-defined]


def told(change: Change) -> str:
    return f"{change.kind} {ids(change.before)}>{ids(change.after)}{' moved' if change.moved else ''}"


def shown(section: SectionChanges) -> list[str]:
    """What is told in a section, in a few letters."""
    lines = []
    for item in section.items:
        match item:
            case Unchanged():
                lines.append(f"= {ids(item.paragraphs)}")
            case Pointer():
                lines.append(
                    f"{'left' if item.left else 'came'} {item.placed.paragraph.id}: {told(item.change)}"
                )
            case Change():
                lines.append(told(item))
    return lines


A = [("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")]
AB = {"s": A, "t": [("x", "9")]}

CASES: dict[
    str, tuple[dict[str, Texts], dict[str, Texts], Mapping[str, Sequence[str]], dict[str, list[str]]]
] = {
    "nothing": ({"s": A}, {"s": A}, {}, {"s": ["= abcd"]}),
    "reworded": (
        {"s": A},
        {"s": [A[0], ("b", "x"), *A[2:]]},
        {},
        {"s": ["= a", "reworded b>b", "= cd"]},
    ),
    "moved within its section": (
        {"s": A},
        {"s": [A[3], *A[:3]]},
        {},
        {"s": ["moved d>d moved", "= abc", "left d: moved d>d moved"]},
    ),
    "moved to another section": (
        AB,
        {"s": A[:3], "t": [("x", "9"), A[3]]},
        {},
        {"s": ["= abc", "left d: moved d>d moved"], "t": ["= x", "moved d>d moved"]},
    ),
    "moved and reworded": (
        AB,
        {"s": A[:3], "t": [("d", "new"), ("x", "9")]},
        {},
        {"s": ["= abc", "left d: reworded d>d moved"], "t": ["reworded d>d moved", "= x"]},
    ),
    "added and removed at one place": (
        {"s": A},
        {"s": [A[0], ("n", "7"), *A[2:]]},
        {},
        {"s": ["= a", "removed b>", "added >n", "= cd"]},
    ),
    "removed at the beginning and at the end": (
        {"s": A},
        {"s": A[1:3]},
        {},
        {"s": ["removed a>", "= bc", "removed d>"]},
    ),
    "split": (
        {"s": A},
        {"s": [A[0], ("n", "7"), ("m", "8"), *A[2:]]},
        {"n": ["b"], "m": ["b"]},
        {"s": ["= a", "split b>nm", "= cd"]},
    ),
    "split over two sections": (
        AB,
        {"s": [A[0], ("n", "7"), *A[2:]], "t": [("m", "8"), ("x", "9")]},
        {"n": ["b"], "m": ["b"]},
        {
            "s": ["= a", "split b>nm moved", "= cd"],
            "t": ["came m: split b>nm moved", "= x"],
        },
    ),
    "split, and the first part kept the id": (
        {"s": A},
        {"s": [A[0], ("b", "7"), ("m", "8"), *A[2:]]},
        {"m": ["b"]},
        {"s": ["= a", "split b>bm", "= cd"]},
    ),
    "joined": (
        {"s": A},
        {"s": [A[0], ("n", "7"), A[3]]},
        {"n": ["b", "c"]},
        {"s": ["= a", "joined bc>n", "= d"]},
    ),
    "joined from two sections": (
        AB,
        {"s": A[:3], "t": [("n", "7")]},
        {"n": ["d", "x"]},
        {
            "s": ["= abc", "left d: joined dx>n moved"],
            "t": ["joined dx>n moved"],
        },
    ),
    "another id in the place of one": (
        {"s": A},
        {"s": [("n", "1"), *A[1:]]},
        {"n": ["a"]},
        {"s": ["= nbcd"]},
    ),
    "joined and cut again": (
        {"s": A},
        {"s": [("n", "7"), ("m", "8"), *A[2:]]},
        {"n": ["a", "b"], "m": ["a", "b"]},
        {"s": ["split ab>nm", "= cd"]},
    ),
    "a source that the older edition does not have": (
        {"s": A},
        {"s": [*A, ("n", "7")]},
        {"n": ["z"]},
        {"s": ["= abcd", "added >n"]},
    ),
    "a section that is new": (
        {"s": A},
        AB,
        {},
        {"s": ["= abcd"], "t": ["added >x"]},
    ),
    "sections that are gone": (
        {"r": [("q", "0")], **AB, "u": []},
        {"s": A},
        {},
        {"r": ["removed q>"], "s": ["= abcd"], "t": ["removed x>"], "u": []},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_told_in_each_section(case: str) -> None:
    old, new, lineage, expected = CASES[case]
    sections = compare(edition(**old), edition(**new), lineage)
    assert {each.section.key: shown(each) for each in sections} == expected


def test_a_change_names_the_languages_that_differ() -> None:
    old = Section("s", "1", {NL: "s", DE: "s"}, (Paragraph("a", {NL: "een", DE: "eins"}),))
    new = Section("s", "1", {NL: "s", DE: "s"}, (Paragraph("a", {NL: "een", DE: "zwei"}),))
    e = edition()
    [change] = changes_between(_with(e, old), _with(e, new), {})
    assert change.languages == (DE,)


def test_a_wording_that_was_missing_is_a_difference() -> None:
    old = Section("s", "1", {NL: "s", DE: "s"}, (Paragraph("a", {NL: "een"}),))
    new = Section("s", "1", {NL: "s", DE: "s"}, (Paragraph("a", {NL: "een", DE: "eins"}),))
    e = edition()
    [change] = changes_between(_with(e, old), _with(e, new), {})
    assert change.languages == (DE,)


def test_a_section_with_another_number_has_changed_though_its_paragraphs_have_not() -> None:
    members = (Paragraph("a", {NL: "een", DE: "eins"}),)
    old = Section("s", "1", {NL: "s", DE: "s"}, members)
    new = Section("s", "2", {NL: "s", DE: "s"}, members)
    [section] = compare(_with(edition(), old), _with(edition(), new), {})
    assert (section.is_renamed, section.has_changed, section.counts) == (True, True, {})


def test_counts_are_per_kind() -> None:
    [section] = compare(edition(s=A), edition(s=[("a", "x"), ("b", "y"), ("c", "3"), ("n", "5")]), {})
    assert section.counts == {"reworded": 2, "added": 1, "removed": 1}


def _with(whole: Edition, section: Section) -> Edition:
    return Edition(whole.key, {}, whole.date, whole.status, None, {}, (section,))


EDITION = st.permutations("abcdefgh").flatmap(
    lambda names: st.tuples(
        st.lists(st.sampled_from("123"), min_size=8, max_size=8), st.integers(0, 8), st.integers(0, 8)
    ).map(lambda drawn: _drawn(names, *drawn))
)


def _drawn(names: Sequence[str], texts: Sequence[str], cut: int, end: int) -> Edition:
    pairs = list(zip(names, texts, strict=True))
    return edition(s=pairs[: min(cut, end)], t=pairs[min(cut, end) : end])


LINEAGE = st.dictionaries(
    st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=3)
)


@settings(deadline=None, max_examples=300)
@given(EDITION, EDITION, LINEAGE)
def test_every_paragraph_of_both_editions_is_told_of_once(
    old: Edition, new: Edition, lineage: Mapping[str, Sequence[str]]
) -> None:
    sections = compare(old, new, lineage)
    changes = [change for section in sections for change in section.changes]
    unchanged = [
        each.paragraph.id
        for section in sections
        for item in section.items
        if isinstance(item, Unchanged)
        for each in item.paragraphs
    ]
    here = [each.id for section in new.sections for each in section.paragraphs]
    there = [each.id for section in old.sections for each in section.paragraphs]
    assert sorted(
        [*unchanged, *(each.paragraph.id for change in changes for each in change.after)]
    ) == sorted(here)
    kept = len(there) - sum(len(change.before) for change in changes)
    assert kept == len(unchanged)


@settings(deadline=None)
@given(EDITION)
def test_an_edition_does_not_differ_from_itself(same: Edition) -> None:
    assert changes_between(same, same, {}) == []


@settings(deadline=None)
@given(EDITION, EDITION)
def test_what_one_way_added_the_other_way_removed(old: Edition, new: Edition) -> None:
    there, back = changes_between(old, new, {}), changes_between(new, old, {})
    assert sorted(told(change) for change in there if change.kind == "added") == sorted(
        f"added >{ids(change.before)}" for change in back if change.kind == "removed"
    )


def test_lineage_over_two_editions_is_composed() -> None:
    # First a and b were joined to n, then n was split into p and q, and c into r and s.
    assert composed([{"n": ["a", "b"], "m": ["x"]}, {"p": ["n"], "q": ["n"], "r": ["c"], "s": ["c"]}]) == {
        "n": ("a", "b"),
        "m": ("x",),
        "p": ("a", "b"),
        "q": ("a", "b"),
        "r": ("c",),
        "s": ("c",),
    }


def test_the_editions_in_between_are_found_by_their_predecessors() -> None:
    one, two, three = edition("1"), edition("2", "1"), edition("3", "2")
    other = edition("4", "1")
    known = [one, two, three, other]
    assert descent(known, "1", "3") == [two, three]
    assert descent(known, "2", "3") == [three]
    assert descent(known, "3", "1") == []
    assert descent(known, "2", "4") == []
