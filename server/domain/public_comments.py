"""Comments as everybody may see them: the shown ones with where they stand, and what is left of others.

What is left of a comment is a value of its own without text or name, so that whoever writes feeds and files
of these cannot show more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from server.domain.comments import Comment
from server.domain.dispositions import PublicDisposition
from server.domain.targets import Target, target_of_thread
from server.domain.tombstones import Tombstone
from server.text.languages import Language


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a comment stands in its edition; all empty where it stands in no section.

    `position` counts the paragraphs of the section from 1; 0 for what is not on a paragraph.
    """

    number: str
    titles: Mapping[Language, str]
    slugs: Mapping[Language, str]
    position: int


@dataclass(frozen=True, slots=True)
class PublicComment:
    """A shown comment; `changed` is when the public last saw something new of it (UTC).

    `disposition` is what became of it, once that is public. `sequence` orders comments by arrival and never changes.
    """

    sequence: int
    comment: Comment
    stand: Stand
    agreements: int
    changed: datetime
    disposition: PublicDisposition | None = None

    @property
    def target(self) -> Target:
        """What the comment is about."""
        return self.comment.target


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What is left of a comment that was declined, or is no longer shown; `changed` (UTC) is since when."""

    sequence: int
    tombstone: Tombstone
    stand: Stand
    changed: datetime

    @property
    def target(self) -> Target:
        """What the comment was about."""
        return target_of_thread(self.tombstone.thread)
