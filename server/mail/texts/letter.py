"""The shape of what a mail says, before the facts are filled in."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject and paragraphs with {facts}; a paragraph that speaks of a fact that is not there is left out.

    A paragraph that is a single {fact}, such as {link}, stands alone on its line.
    """

    subject: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wordbook:
    """All that one language has to say: how a mail begins and ends, each letter, and words for choices.

    `letters` are by MailKind, or by TEST; `reasons` by DeclineReason, `next_steps` by the state in which the
    comments are; `moment` has the fields day and time.
    """

    greeting: str
    closing: tuple[str, ...]
    letters: Mapping[str, Letter]
    reasons: Mapping[str, str]
    next_steps: Mapping[str, str]
    moment: str
    somebody: str


# A mail that only shows that mails arrive; nothing in the database asks for it.
TEST = "test"
