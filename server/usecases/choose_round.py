"""Choose what the page of a target needs to know before it offers a form: its round, and who is answered."""

from dataclasses import dataclass
from datetime import datetime

from server.domain.comments import Comment
from server.domain.rounds import Round, round_to_comment_in, round_to_speak_of
from server.domain.targets import Target, TargetKind
from server.store import rounds
from server.store.database import Connection
from server.store.threads import shown_with_ids


@dataclass(frozen=True, slots=True)
class Window:
    """The round that a reader of a target wants to know of, and whether a comment can be written for it now."""

    round: Round | None
    is_open: bool


def window_of(connection: Connection, edition: str, target: Target, at: datetime) -> Window:
    """The window of a target in an edition at the moment `at` (UTC); a question is of its own round."""
    known = rounds.rounds_by_date(connection)
    taking = round_to_comment_in(known, edition, at)
    if target.kind is TargetKind.QUESTION:
        own = next((each for each in known if each.has_question(target.key)), None)
        return Window(own, own is not None and own == taking)
    return Window(taking or round_to_speak_of(known, edition, at), taking is not None)


def answered_comment(connection: Connection, comment_id: str, edition: str, target: Target) -> Comment | None:
    """The comment of this thread that is to be answered; None where it is not shown here, or no longer."""
    comment = shown_with_ids(connection, [comment_id]).get(comment_id) if comment_id else None
    if comment is None or (comment.edition, comment.target) != (edition, target):
        return None
    return comment
