"""Review what lies in a basket before it is handed in: each draft with what it is about, and its round."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from server.domain.comments import Comment
from server.store import baskets
from server.store.baskets import KeptDraft
from server.store.database import Connection, Database
from server.store.threads import shown_with_ids
from server.usecases.choose_round import Window
from server.usecases.keep_draft import RoundNotOpen, open_round
from server.usecases.missing import Missing
from server.usecases.name_targets import NamedTarget, Spot, name_targets
from server.usecases.submit import drafts_to_submit


@dataclass(frozen=True, slots=True)
class Review:
    """The drafts of a basket in the order in which they were written.

    `going` are those that are handed in together, to the round of `window`; the others wait for their own.
    `answered` are the comments that drafts reply to, as far as they are still shown.
    """

    going: tuple[KeptDraft, ...]
    waiting: tuple[KeptDraft, ...]
    targets: Mapping[Spot, NamedTarget]
    answered: Mapping[str, Comment]
    window: Window

    @property
    def drafts(self) -> tuple[KeptDraft, ...]:
        """All drafts."""
        return self.going + self.waiting


def review_basket(database: Database, *, token: str, at: datetime) -> Review:
    """What lies in a basket at the moment `at` (UTC); nothing for an unknown token."""
    with database.read() as connection:
        return _review(connection, baskets.drafts_in(connection, token), at)


def review_draft(database: Database, *, token: str, number: int, at: datetime) -> tuple[KeptDraft, Review]:
    """One draft of a basket, and the review of it alone. Raises Missing."""
    with database.read() as connection:
        for kept in baskets.drafts_in(connection, token):
            if kept.number == number:
                return kept, _review(connection, [kept], at)
    raise Missing("draft", str(number))


def _review(connection: Connection, kept: list[KeptDraft], at: datetime) -> Review:
    going, window = kept, Window(None, False)
    try:
        if kept:
            going = drafts_to_submit(connection, kept, at)
            window = Window(open_round(connection, going[0].draft.edition, at), True)
    except RoundNotOpen as refused:
        window = Window(refused.round, False)
    return Review(
        going=tuple(going),
        waiting=tuple(each for each in kept if each not in going),
        targets=name_targets(connection, ((each.draft.edition, each.draft.target) for each in kept)),
        answered=shown_with_ids(connection, {each.draft.reply_to for each in kept}),
        window=window,
    )
