"""What keeps two language versions of a section from being one list of paragraphs."""

from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.counterparts import Misalignment, misalignments
from tests.domain.worlds import DE, NL

ids = st.lists(st.sampled_from(["p-a", "p-b", "p-c"]), max_size=5)


def found(nl: str, de: str) -> list[tuple[str, str, str]]:
    """What is found between two lists of ids, written as letters."""
    return [(m.language, m.paragraph_id, m.reason) for m in misalignments({NL: nl, DE: de})]


def test_nothing_is_found_between_equal_lists() -> None:
    assert found("abc", "abc") == []
    assert found("", "") == []


def test_an_id_that_one_side_lacks_is_to_be_mended_there() -> None:
    assert found("ab", "a") == [("de", "b", "has no counterpart in 'de'")]
    assert found("b", "ab") == [("nl", "a", "has no counterpart in 'nl'")]


def test_each_side_may_lack_something() -> None:
    assert found("ab", "bc") == [
        ("nl", "c", "has no counterpart in 'nl'"),
        ("de", "a", "has no counterpart in 'de'"),
    ]


def test_a_doubled_id_is_named_once_per_side_with_its_number() -> None:
    assert found("aaab", "abb") == [
        ("nl", "a", "the id stands 3 times in this section"),
        ("de", "b", "the id stands 2 times in this section"),
    ]


def test_an_id_that_is_doubled_here_and_lacks_there_is_missed_once() -> None:
    assert found("aa", "") == [
        ("nl", "a", "the id stands 2 times in this section"),
        ("de", "a", "has no counterpart in 'de'"),
    ]


def test_of_a_different_order_the_first_difference_is_named() -> None:
    assert found("abcd", "acbd") == [("de", "c", "stands where 'nl' has b: keep the same order")]


def test_the_order_is_looked_at_when_nothing_lacks() -> None:
    assert found("abc", "ba") == [("de", "c", "has no counterpart in 'de'")]


def test_a_misalignment_names_the_side_to_mend_the_paragraph_and_the_reason() -> None:
    assert list(misalignments({NL: ["p-a"], DE: []})) == [
        Misalignment(DE, "p-a", "has no counterpart in 'de'")
    ]


@settings(deadline=None)
@given(ids, ids)
def test_nothing_is_found_exactly_where_both_lists_are_equal_and_free_of_doubles(
    nl: list[str], de: list[str]
) -> None:
    is_one_list = nl == de and len(set(nl)) == len(nl)
    assert (list(misalignments({NL: nl, DE: de})) == []) is is_one_list
