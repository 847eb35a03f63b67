"""Like comments: those that say the same of one target, so that they can be answered once."""

from collections.abc import Iterable

from server.domain.comments import Comment
from server.text.likeness import likeness, normalised

# Nine of ten letters stay: campaign texts with another name or greeting, and not two opinions that share a topic.
ALIKE = 85.0
# Shorter texts ("I agree") are alike by chance.
_LONG_ENOUGH = 20


def like_comments(comment: Comment, others: Iterable[Comment]) -> list[Comment]:
    """Those of the others that say the same of the same target, in the order given."""
    return [each for each in others if each.id != comment.id and are_alike(comment, each)]


def are_alike(one: Comment, other: Comment) -> bool:
    """Whether both suggest the same wording, or say nearly the same in one language, on one target."""
    if one.target != other.target or one.language is not other.language:
        return False
    if one.suggested_wording or other.suggested_wording:
        return one.suggested_wording == other.suggested_wording
    first, second = normalised(one.text), normalised(other.text)
    if first == second:
        return bool(first)
    long_enough = min(len(first), len(second)) >= _LONG_ENOUGH
    return long_enough and likeness(first, second) >= ALIKE
