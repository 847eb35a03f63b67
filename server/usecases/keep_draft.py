"""Keep what somebody wrote about a target in their basket, where it waits to be submitted."""

import secrets
from datetime import datetime

from server.domain.comment_forms import MAX_DRAFTS, CommentForm, Draft, FormRefused, Problem, check_comment
from server.domain.rounds import Round, round_to_comment_in, round_to_speak_of
from server.domain.targets import Target
from server.store import baskets, comments, rounds
from server.store.baskets import KeptDraft
from server.store.database import Connection, Database
from server.usecases.find_target import FoundTarget, ThreadClosed, find_target
from server.usecases.missing import Missing


class RoundNotOpen(Exception):
    """No round on this edition takes comments at this moment; `round` is the one to speak of, if any."""

    def __init__(self, round_: Round | None) -> None:
        super().__init__(round_.key if round_ else "")
        self.round = round_


def new_basket_token() -> str:
    """A token for one basket: 144 random bits."""
    return secrets.token_urlsafe(18)


def keep_draft(
    database: Database,
    *,
    token: str,
    form: CommentForm,
    form_key: str,
    edition: str | None,
    target: Target,
    at: datetime,
) -> Draft:
    """Check what was typed about a target and put it into the basket; `at` is UTC.

    The same form sent twice is one draft. Raises FormRefused, Missing, ThreadClosed, RoundNotOpen.
    """
    with database.write() as connection:
        found = _target_to_comment_on(connection, edition, target, at)
        draft = _checked(connection, form, found)
        if baskets.draft_count(connection, token) >= MAX_DRAFTS:
            raise FormRefused({"basket": Problem.BASKET_FULL})
        baskets.add_draft(connection, token, draft, form_key=form_key, at=at)
    return draft


def change_draft(database: Database, *, token: str, number: int, form: CommentForm, at: datetime) -> Draft:
    """Put what was typed in the place of a draft of the basket. Raises as keep_draft."""
    with database.write() as connection:
        before = next(
            (each.draft for each in baskets.drafts_in(connection, token) if each.number == number), None
        )
        if before is None:
            raise Missing("draft", str(number))
        draft = _checked(
            connection, form, _target_to_comment_on(connection, before.edition, before.target, at)
        )
        baskets.change_draft(connection, token, number, draft)
    return draft


def remove_draft(database: Database, *, token: str, number: int) -> None:
    """Take a draft out of the basket."""
    with database.write() as connection:
        baskets.remove_draft(connection, token, number)


def read_basket(database: Database, *, token: str) -> list[KeptDraft]:
    """What lies in the basket, in the order in which it was written."""
    with database.read() as connection:
        return baskets.drafts_in(connection, token)


def open_round(connection: Connection, edition: str, at: datetime) -> Round:
    """The round that takes comments on an edition now. Raises RoundNotOpen."""
    known = rounds.rounds_by_date(connection)
    found = round_to_comment_in(known, edition, at)
    if found is None:
        raise RoundNotOpen(round_to_speak_of(known, edition, at))
    return found


def _target_to_comment_on(
    connection: Connection, edition: str | None, target: Target, at: datetime
) -> FoundTarget:
    found = find_target(connection, edition, target)
    open_round(connection, found.edition.key, at)
    if found.is_closed:
        raise ThreadClosed(target.key)
    return found


def _checked(connection: Connection, form: CommentForm, found: FoundTarget) -> Draft:
    draft = check_comment(
        form, edition=found.edition.key, section=found.section, target=found.target, bases=found.bases
    )
    if draft.reply_to:
        answered = comments.comment_by_id(connection, draft.reply_to)
        if answered is None or (answered.edition, answered.thread) != (draft.edition, draft.target.thread):
            raise Missing("comment", draft.reply_to)
    return draft
