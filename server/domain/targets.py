"""Targets: what a comment is about; every target has one thread, over both languages."""

from dataclasses import dataclass
from enum import StrEnum


class TargetKind(StrEnum):
    """What can be commented on."""

    PARAGRAPH = "paragraph"
    SECTION = "section"
    DOCUMENT = "document"
    CONCEPT = "concept"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to comment on: its kind and its key within an edition, a glossary or a round.

    The key is a paragraph id, a section's key, a concept's key or `<round>/<question>`; the document has none.
    """

    kind: TargetKind
    key: str = ""

    @property
    def thread(self) -> str:
        """The name of its thread: a paragraph's is its id, the others say what they are."""
        if self.kind is TargetKind.PARAGRAPH:
            return self.key
        return f"{self.kind}/{self.key}" if self.key else self.kind.value


def target_of_thread(thread: str) -> Target:
    """The target that a thread is on; the counterpart of Target.thread."""
    kind, slash, key = thread.partition("/")
    if slash:
        return Target(TargetKind(kind), key)
    if thread == TargetKind.DOCUMENT:
        return Target(TargetKind.DOCUMENT)
    return Target(TargetKind.PARAGRAPH, thread)
