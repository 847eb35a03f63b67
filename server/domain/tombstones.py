"""Tombstones: what is left to see of a comment that was declined or withdrawn, without its text."""

from dataclasses import dataclass
from datetime import datetime

from server.domain.moderation import DeclineReason, ModerationState
from server.domain.targets import Target, target_of_thread
from server.text.languages import Language


@dataclass(frozen=True, slots=True)
class Tombstone:
    """The place of a comment that is not shown: declined, with the category, or withdrawn.

    Nothing that the submitter wrote is part of it, and no name. `section` is "" where the target stands in
    none; `created` is UTC; `reply_to` is the id of the comment that it answered.
    """

    id: str
    round: str
    edition: str
    section: str
    thread: str
    language: Language
    created: datetime
    state: ModerationState
    reason: DeclineReason | None = None
    reply_to: str = ""

    @property
    def target(self) -> Target:
        """What the comment was about."""
        return target_of_thread(self.thread)
