"""Keep what somebody wrote about a target in their basket, where it waits to be submitted."""

import secrets
from datetime import datetime

from server.domain.comment_forms import MAX_DRAFTS, CommentForm, Draft, FormRefused, Problem, check_comment
from server.domain.moderation import TOMBSTONES, ModerationState
from server.domain.rounds import Round, round_to_comment_in, round_to_speak_of
from server.domain.targets import Target, TargetKind
from server.store import baskets, comments, rounds
from server.store.baskets import KeptDraft
from server.store.database import Connection, Database
from server.usecases.find_target import ThreadClosed, find_target
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
        draft = check_draft(connection, form, edition=edition, target=target, at=at)
        baskets.add_draft(connection, token, draft, form_key=form_key, at=at)
        if baskets.draft_count(connection, token) > MAX_DRAFTS:
            raise FormRefused({"basket": Problem.BASKET_FULL})
    return draft


def change_draft(database: Database, *, token: str, number: int, form: CommentForm, at: datetime) -> Draft:
    """Put what was typed in the place of a draft of the basket. Raises as keep_draft."""
    with database.write() as connection:
        before = next(
            (each.draft for each in baskets.drafts_in(connection, token) if each.number == number), None
        )
        if before is None:
            raise Missing("draft", str(number))
        draft = check_draft(connection, form, edition=before.edition, target=before.target, at=at)
        if not baskets.change_draft(connection, token, number, draft):
            raise Missing("draft", str(number))
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


def check_draft(
    connection: Connection, form: CommentForm, *, edition: str | None, target: Target, at: datetime
) -> Draft:
    """What was typed about a target, checked against what stands there now.

    An answer belongs to the round that asks. What is answered is public, or was.
    Raises FormRefused, Missing, ThreadClosed, RoundNotOpen.
    """
    found = find_target(connection, edition, target)
    round_ = open_round(connection, found.edition.key, at)
    if not belongs_to(found.target, round_):
        raise RoundNotOpen(rounds.round_by_key(connection, target.key.partition("/")[0]))
    if found.is_closed:
        raise ThreadClosed(target.key)
    draft = check_comment(
        form, edition=found.edition.key, section=found.section, target=found.target, bases=found.bases
    )
    if draft.reply_to and not _can_be_answered(connection, draft):
        raise Missing("comment", draft.reply_to)
    return draft


def belongs_to(target: Target, round_: Round) -> bool:
    """Whether a comment on this target can be handed in to a round: all but the questions of another."""
    return target.kind is not TargetKind.QUESTION or round_.has_question(target.key)


def _can_be_answered(connection: Connection, draft: Draft) -> bool:
    answered = comments.comment_by_id(connection, draft.reply_to)
    return (
        answered is not None
        and (answered.edition, answered.thread) == (draft.edition, draft.target.thread)
        and answered.state in (ModerationState.SHOWN, *TOMBSTONES)
    )
