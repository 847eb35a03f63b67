"""The order of a thread: every reply below what it answers, one level deep."""

from server.domain.threads import Outline, Standing, in_order


def order(*comments: tuple[str, str]) -> list[tuple[str, str]]:
    """The ids in order, each with the one below which it stands."""
    return [(each.id, each.under) for each in in_order(Outline(*comment) for comment in comments)]


def test_comments_stand_in_the_order_in_which_they_came() -> None:
    assert order(("a", ""), ("b", ""), ("c", "")) == [("a", ""), ("b", ""), ("c", "")]


def test_replies_stand_below_what_they_answer() -> None:
    assert order(("a", ""), ("b", ""), ("a1", "a"), ("b1", "b"), ("a2", "a")) == [
        ("a", ""),
        ("a1", "a"),
        ("a2", "a"),
        ("b", ""),
        ("b1", "b"),
    ]


def test_a_reply_to_a_reply_stands_below_the_first_comment() -> None:
    assert order(("a", ""), ("a1", "a"), ("b", ""), ("a2", "a1"), ("a3", "a2")) == [
        ("a", ""),
        ("a1", "a"),
        ("a2", "a"),
        ("a3", "a"),
        ("b", ""),
    ]


def test_a_reply_to_what_is_not_there_stands_alone() -> None:
    assert order(("a", "gone"), ("b", "a")) == [("a", ""), ("b", "a")]


def test_answers_in_a_circle_are_all_there() -> None:
    assert in_order([Outline("a", "b"), Outline("b", "a"), Outline("c", "c")]) == [
        Standing("a"),
        Standing("b", "a"),
        Standing("c"),
    ]
