"""How much was said in a round, and whether something hangs on it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from server.domain.moderation import ModerationState
from server.domain.rounds import Round
from server.domain.submissions import SubmissionState
from server.domain.targets import Target, TargetKind
from server.store.schema import comment_counts, comments, submissions
from server.text.languages import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """The public figures of a round: confirmed submissions, shown comments by language, answers by question key.

    `unpublished` comments were sent to the editors only; they are counted, never shown.
    """

    submissions: int
    shown: Mapping[Language, int]
    unpublished: int
    answers: Mapping[str, int]

    @property
    def comments(self) -> int:
        """The shown comments in both languages."""
        return sum(self.shown.values())


def round_figures(connection: Connection, round_: Round) -> RoundFigures:
    """The figures of a round: three queries."""
    confirmed = connection.execute(
        select(func.count())
        .select_from(submissions)
        .where(submissions.c.round == round_.key, submissions.c.state == SubmissionState.CONFIRMED)
    ).scalar_one()
    counted = {
        (row.state, row.language): row.number
        for row in connection.execute(
            select(comments.c.state, comments.c.language, func.count().label("number"))
            .where(
                comments.c.round == round_.key,
                comments.c.state.in_([ModerationState.SHOWN, ModerationState.UNPUBLISHED]),
            )
            .group_by(comments.c.state, comments.c.language)
        )
    }
    return RoundFigures(
        submissions=confirmed,
        shown={each: counted.get((ModerationState.SHOWN, each), 0) for each in LANGUAGES},
        unpublished=sum(counted.get((ModerationState.UNPUBLISHED, each), 0) for each in LANGUAGES),
        answers=_answers(connection, round_),
    )


def has_comments(connection: Connection, round_key: str) -> bool:
    """Whether anybody has said anything in a round, in whatever state it is."""
    found = select(comments.c.id).where(comments.c.round == round_key).limit(1)
    return connection.execute(found).first() is not None


def answered_questions(connection: Connection, round_key: str) -> set[str]:
    """The keys of the questions that somebody has answered, in whatever state the answer is."""
    prefix = Target(TargetKind.QUESTION, f"{round_key}/").thread
    threads = connection.execute(
        select(comments.c.thread).where(comments.c.thread.startswith(prefix, autoescape=True)).distinct()
    ).scalars()
    return {thread.removeprefix(prefix) for thread in threads}


def _answers(connection: Connection, round_: Round) -> Mapping[str, int]:
    keys = {
        Target(TargetKind.QUESTION, f"{round_.key}/{question.key}").thread: question.key
        for question in round_.questions
    }
    rows = connection.execute(
        select(comment_counts.c.thread, comment_counts.c.shown).where(
            comment_counts.c.edition == round_.edition, comment_counts.c.thread.in_(keys)
        )
    )
    return {**dict.fromkeys(keys.values(), 0), **{keys[row.thread]: row.shown for row in rows}}
