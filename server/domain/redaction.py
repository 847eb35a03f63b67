"""Redaction: taking a passage out of a comment so that it stands nowhere any more, and everybody sees where."""

import re
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from typing import Final

from server.domain.comments import Comment, Redaction
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.typed import clean_text

# U+2588 FULL BLOCK: what a black bar on paper looks like; a letter of no language.
MARK: Final = "█"
# A longer run would tell how long a name was, and fill a narrow screen.
MAX_RUN: Final = 10


class RedactedField(StrEnum):
    """What a passage can be taken out of."""

    TEXT = "text"
    SUGGESTED_WORDING = "suggested_wording"
    NAME = "name"
    ORGANISATION = "organisation"


# What still waits, is shown or may be shown again; what was withdrawn has no text.
REDACTABLE: Final = (ModerationState.HELD, ModerationState.SHOWN, ModerationState.DECLINED)


class PassageNotThere(Exception):
    """The passage is empty, or does not stand in the text (any more), or holds marks of redaction."""


def redact(comment: Comment, field: RedactedField, passage: str, reason: DeclineReason) -> Comment:
    """The comment without a passage: every occurrence in one field becomes a run of MARK.

    A run is as long as what it replaces, MAX_RUN signs at most. White space fits any white space, as a
    passage copied from a page has other line breaks. Capitals count. Raises PassageNotThere.
    """
    words = clean_text(passage).split()
    if not words or MARK in passage:
        raise PassageNotThere
    text = getattr(comment, field)
    runs, kept, spans, end = [], 0, [], 0
    for found in re.finditer(r"\s+".join(map(re.escape, words)), text):
        run = MARK * min(len(found[0]), MAX_RUN)
        runs.append(text[end : found.start()] + run)
        kept += found.start() - end
        spans.append((found.start(), found.end(), Redaction(kept, kept + len(run), reason, field)))
        kept, end = kept + len(run), found.end()
    if not spans:
        raise PassageNotThere
    others = [each for each in comment.redactions if each.field != field]
    earlier = (_moved(each, spans) for each in comment.redactions if each.field == field)
    of_field = sorted([*earlier, *(new for _, _, new in spans)], key=lambda each: each.start)
    # Only a field that exists is ever named: RedactedField.
    changed = {field.value: "".join(runs) + text[end:], "redactions": (*others, *of_field)}
    return replace(comment, **changed)


def _moved(earlier: Redaction, spans: Iterable[tuple[int, int, Redaction]]) -> Redaction:
    """An earlier redaction where it stands once the passages before it have become runs.

    No passage holds a mark, so that none reaches into an earlier run.
    """
    by = sum((new.end - new.start) - (end - start) for start, end, new in spans if end <= earlier.start)
    return replace(earlier, start=earlier.start + by, end=earlier.end + by)
