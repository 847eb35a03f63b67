"""What the gate asks of the comments: which are not answered, and what the answers name."""

from sqlalchemy import Connection, or_, select

from server.domain.moderation import ANSWERED, ModerationState
from server.domain.rounds import Round
from server.store.schema import autosaves, comments, counter_proposals, dispositions
from server.text.languages import Language


def held_comments(connection: Connection, rounds: list[Round]) -> list[tuple[str, str]]:
    """(comment, section) of what waits for moderation in these rounds, oldest first."""
    rows = connection.execute(
        select(comments.c.id, comments.c.section)
        .where(comments.c.round.in_([each.key for each in rounds]), comments.c.state == ModerationState.HELD)
        .order_by(comments.c.sequence)
    )
    return [(row.id, row.section) for row in rows]


def undecided_comments(connection: Connection, rounds: list[Round]) -> list[tuple[str, str]]:
    """(comment, section) of the shown comments of these rounds without a decided disposition, oldest first."""
    rows = connection.execute(
        select(comments.c.id, comments.c.section)
        .outerjoin(dispositions, dispositions.c.comment == comments.c.id)
        .where(
            comments.c.round.in_([each.key for each in rounds]),
            comments.c.state == ModerationState.SHOWN,
            or_(dispositions.c.comment.is_(None), dispositions.c.decided.is_(None)),
        )
        .order_by(comments.c.sequence)
    )
    return [(row.id, row.section) for row in rows]


def named_paragraphs(connection: Connection, edition: str) -> list[tuple[str, str]]:
    """(comment, paragraph) for every paragraph that a decided disposition of an edition names.

    What became of a comment that was declined since is nobody's question, and no page shows it.
    """
    rows = connection.execute(
        select(dispositions.c.comment, dispositions.c.paragraphs)
        .join(comments, comments.c.id == dispositions.c.comment)
        .where(
            dispositions.c.edition == edition,
            dispositions.c.decided.is_not(None),
            comments.c.state.in_(ANSWERED),
        )
        .order_by(dispositions.c.comment)
    )
    return [(row.comment, paragraph) for row in rows for paragraph in row.paragraphs]


def unanswered_proposals(connection: Connection, edition: str) -> list[str]:
    """The comments whose counter-proposal waits for an answer."""
    rows = connection.execute(
        select(counter_proposals.c.comment)
        .join(dispositions, dispositions.c.comment == counter_proposals.c.comment)
        .join(comments, comments.c.id == dispositions.c.comment)
        .where(
            dispositions.c.edition == edition,
            counter_proposals.c.answer.is_(None),
            comments.c.state.in_(ANSWERED),
        )
        .distinct()
    )
    return sorted(rows.scalars())


def unsaved_texts(connection: Connection, edition: str) -> list[tuple[str, Language]]:
    """(paragraph, side) of what editors typed in an edition and did not save."""
    rows = connection.execute(
        select(autosaves.c.paragraph, autosaves.c.language).where(autosaves.c.edition == edition).distinct()
    )
    return sorted((row.paragraph, Language(row.language)) for row in rows)
