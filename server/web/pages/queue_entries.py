"""Comments of the moderators' queue as a template needs them."""

from collections.abc import Mapping
from typing import Any

from server.domain.comments import Comment
from server.domain.moderation import ModerationState
from server.domain.redaction import REDACTABLE
from server.domain.reports import Report
from server.domain.targets import TargetKind
from server.store.moderation_queue import QueuedComment
from server.text.languages import Language
from server.text.markdown import plain
from server.text.scripts import mixes_scripts
from server.usecases.moderate_comment import DECISIONS, has_words
from server.usecases.name_targets import NamedTarget
from server.usecases.read_moderation_list import ModerationList, Places
from server.web.pages.comment_cards import shown_comment
from server.web.pages.reading import section_heading
from server.web.pages.target_labels import target_href, target_label


def queue_entry(queued: QueuedComment, work: ModerationList, language: Language) -> dict[str, Any]:
    """A comment with what it is on, what stands there now, what makes it suspicious, and what can be done."""
    comment = queued.comment
    named = work.places.names[comment.edition, comment.target]
    now = _text_now(comment, named, work.places)
    found = work.reports.get(comment.id, [])
    return {
        "card": shown_comment(comment, language),
        "id": comment.id,
        "state": comment.state.value,
        "language": comment.language.value,
        "target": target_label(named, language),
        "target_href": target_href(named, language),
        "section": section_heading(named.number, named.names, language) if named.position else "",
        "base": plain(comment.base_text),
        "now": plain(now) if now and now != comment.base_text else "",
        "kind": comment.kind.value,
        "channel": comment.channel.value,
        "received": comment.received,
        "suspicion": queued.suspicion.value,
        "disguised": mixes_scripts(f"{comment.name} {comment.organisation}"),
        "category": queued.category,
        "quote": comment.quote.exact if comment.quote else "",
        "answers": comment.reply_to,
        "reports": [_report(each) for each in found],
        "open_reports": sum(each.closed is None for each in found),
        "can_be_decided": comment.state in (ModerationState.HELD, *DECISIONS) and has_words(comment),
        "can_be_redacted": comment.state in REDACTABLE,
    }


def _text_now(comment: Comment, named: NamedTarget, places: Places) -> str:
    """What stands now where the comment was made, in its language; "" where there is nothing any more."""
    language, key = comment.language, comment.target.key
    name = named.names.get(language, "")
    match comment.target.kind:
        case TargetKind.PARAGRAPH:
            found = places.paragraphs.get((comment.edition, key))
            return found.paragraph.wordings.get(language, "") if found else ""
        case TargetKind.CONCEPT:
            concept = places.concepts.get(key)
            side = concept.sides[language] if concept else None
            return "\n\n".join(text for text in (side.definition, side.reading) if text) if side else ""
        case TargetKind.SECTION:
            return f"{named.number} {name}".strip()
        case TargetKind.DOCUMENT | TargetKind.QUESTION:
            return name


def _report(report: Report) -> Mapping[str, Any]:
    return {
        "reason": report.reason.value,
        "lines": report.text.split("\n") if report.text else [],
        "at": report.at,
        "is_open": report.closed is None,
    }
