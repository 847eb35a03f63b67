"""What must hold in a wording and between the two of a paragraph (see also tests/usecases/test_check_record.py)."""

import pytest

from server.domain.wording_checks import Remark, Severity, check_wordings
from tests.domain.worlds import DE, NL, both

TABLE = "| a | b |\n| --- | --- |\n| c | d |"

RIGHT = {
    "nothing": "",
    "words": "Zo is het.",
    "a footnote": "Zo.[^1] En zo.[^1]\n\n[^1]: Bron.",
    "a footnote in a box": "::: key\nZo.[^1]\n:::\n\n[^1]: Bron.",
    "a reference in code or escaped": "`[^1]` en \\[^2]",
    "a link": "[a](https://example.org) <http://example.org/b?c#d>",
    "boxes one after the other": "::: key\na\n:::\n\n::: case Titel\nb\n:::\n\n::: quote\nc\n:::\n\n::: figure\nd\n:::",
    "a box in a list and a quotation": "> ::: key\n> a\n> :::",
    "colons in a line": "Zo ::: is het.",
    "a table": TABLE,
    "figures": "In 2018 waren er 550.000, dat is 9,2 %.",
}


@pytest.mark.parametrize("case", RIGHT)
def test_nothing_is_found_where_both_wordings_are_right_and_alike(case: str) -> None:
    assert list(check_wordings(both(RIGHT[case], RIGHT[case]))) == []


WRONG = {
    "Zo.[^1]": "the reference [^1] has no footnote in this paragraph",
    "Zo.[^a b]": "the reference [^a b] has no footnote in this paragraph",
    "[^1]: Bron.": "nothing refers to the footnote [^1]",
    "Zo.[^1]\n\n[^1]: a\n\n   [^1]: b\n\n[^1]: c": "the footnote [^1] stands here 3 times",
    "[a](/nl)": "the link /nl is not an http or https address",
    "[a](//example.org)": "the link //example.org is not an http or https address",
    "<post@example.org>": "the link mailto:post@example.org is not an http or https address",
    "[a](https://:80/b)": "the link https://:80/b is not an http or https address",
    "[a]()": "the link  is not an http or https address",
    "::: key\na": 'a box is not closed by ":::"',
    ":::": '":::" closes nothing',
    "::: key\na\n:::\n:::": '":::" closes nothing',
    "::: cases\na\n:::": 'unknown box "::: cases"; known are key, quote, case, figure',
}


@pytest.mark.parametrize("wording", WRONG)
def test_what_is_wrong_in_a_wording_is_an_error_on_its_side(wording: str) -> None:
    dutch, german = list(check_wordings(both(wording, wording)))
    assert dutch == Remark(NL, Severity.ERROR, WRONG[wording])
    assert german == Remark(DE, Severity.ERROR, WRONG[wording])


def test_a_box_stands_in_no_other_box() -> None:
    wording = "::: case\n\n::: key\na\n:::"
    assert [remark.reason for remark in check_wordings(both(wording, wording))] == [
        '"::: key" stands inside another box',
        '"::: key" stands inside another box',
    ]


def test_a_reference_without_a_footnote_is_named_once() -> None:
    assert [remark.reason for remark in check_wordings(both("a[^x] b[^x]", "a[^x]"))] == [
        "the reference [^x] has no footnote in this paragraph",
        "the reference [^x] has no footnote in this paragraph",
    ]


def test_footnotes_may_stand_in_another_order_and_number_of_references() -> None:
    notes = "\n\n[^1]: a\n\n[^2]: b"
    assert list(check_wordings(both("a[^1] b[^2]" + notes, "b[^2] a[^1] nog[^1]" + notes))) == []


UNLIKE = {
    "more links": (
        ("[a](https://a.example)", "[a](https://a.example) [a](https://a.example)"),
        Remark(NL, Severity.ERROR, "fewer links than 'de' (1, 2): https://a.example"),
    ),
    "other links": (
        ("[a](https://a.example) [b](https://b.example)", "[b](https://b.example) [c](https://c.example)"),
        Remark(NL, Severity.ADVISORY, "'de' links to other addresses: https://c.example"),
    ),
    "boxes in another order": (
        ("::: key\na\n:::\n\n::: case\nb\n:::", "::: case\nb\n:::\n\n::: key\na\n:::"),
        Remark(DE, Severity.ERROR, "boxes differ: nl key, case, de case, key"),
    ),
    "a table with a column less": (
        (TABLE, "| a |\n| --- |\n| c |"),
        Remark(DE, Severity.ERROR, "tables differ (rows × columns): nl 2 × 2, de 2 × 1"),
    ),
    "a table more": (
        (TABLE, f"{TABLE}\n\n{TABLE}"),
        Remark(DE, Severity.ERROR, "tables differ (rows × columns): nl 2 × 2, de 2 × 2, 2 × 2"),
    ),
    "the same digits in other figures": (
        ("9,2 en 3.000", "9,3 en 2.000"),
        Remark(DE, Severity.ADVISORY, "figures differ, only in 'nl': 9,2, 3.000; only in 'de': 9,3, 2.000"),
    ),
    "a figure twice": (
        ("12 en 12", "12"),
        Remark(DE, Severity.ADVISORY, "figures differ, only in 'nl': 12"),
    ),
    "a figure in a footnote": (
        ("a[^x]\n\n[^x]: 2019", "a[^x]\n\n[^x]: 2020"),
        Remark(DE, Severity.ADVISORY, "figures differ, only in 'nl': 2019; only in 'de': 2020"),
    ),
}


@pytest.mark.parametrize("case", UNLIKE)
def test_what_is_unlike_between_the_wordings(case: str) -> None:
    wordings, remark = UNLIKE[case]
    assert list(check_wordings(both(*wordings))) == [remark]


def test_the_targets_of_links_and_the_labels_of_footnotes_are_no_figures() -> None:
    nl = "[a](https://example.org/2019)[^1]\n\n[^1]: bron"
    de = "[a](https://example.org/2020)[^1]\n\n[^1]: Quelle"
    assert [remark.severity for remark in check_wordings(both(nl, de))] == [Severity.ADVISORY]


def test_everything_is_found_at_once_errors_of_a_wording_first() -> None:
    remarks = check_wordings(both("[a](/x)[^x] 12", "::: key\n13"))
    assert [(remark.language, remark.reason) for remark in remarks] == [
        (NL, "the reference [^x] has no footnote in this paragraph"),
        (NL, "the link /x is not an http or https address"),
        (DE, 'a box is not closed by ":::"'),
        (DE, "[^x] stands only in 'nl'"),
        (DE, "fewer links than 'nl' (0, 1): /x"),
        (DE, "boxes differ: nl none, de key"),
        (DE, "figures differ, only in 'nl': 12; only in 'de': 13"),
    ]
