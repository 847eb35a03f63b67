"""What stands beside the wordings on the editing page: preview, terms, comments, history."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from markupsafe import Markup

from server.domain.comments import CommentKind
from server.domain.meanwhile import Meanwhile
from server.domain.moderation import ModerationState
from server.domain.revisions import Revision, Weight
from server.domain.wording_checks import Severity
from server.domain.working_editions import WorkingParagraph
from server.text.comment_markdown import plain_comment
from server.text.differences import word_differences
from server.text.languages import LANGUAGES, Language
from server.usecases.preview_wording import Preview
from server.usecases.read_working_paragraph import AnsweredComment, ParagraphToEdit
from server.web import addresses
from server.web.pages.comment_cards import shown_comment
from server.web.pages.wording_remarks import wording_remark

# More than this is read in the list of comments to answer.
COMMENTS_SHOWN: Final = 100
# Letters by which a comment is known again in a list.
_EXCERPT: Final = 80


def preview_values(preview: Preview, language: Language) -> dict[str, Any]:
    """The wordings as they will read, with what there is to say about them and their terms."""
    return {
        # Made by our own renderer, which lets no HTML through.
        "html": {side.value: Markup(html) for side, html in preview.html.items()},  # noqa: S704
        "remarks": [
            {
                "language": each.language.value,
                "is_error": each.severity is Severity.ERROR,
                "text": wording_remark(each.reason, language),
            }
            for each in preview.remarks
        ],
        "terms": [
            {
                "href": addresses.concept(language, used.concept.key),
                "names": {side.value: used.concept.sides[side].preferred for side in LANGUAGES},
                "is_disputed": used.concept.is_disputed,
                "only": used.languages[0].value if len(used.languages) == 1 else "",
            }
            for used in preview.concepts
        ],
        "findings": [
            {"kind": each.kind.value, "language": each.language.value, "words": each.words}
            for each in preview.findings
        ],
    }


def comment_values(found: ParagraphToEdit, language: Language) -> list[dict[str, Any]]:
    """The comments with what became of them so far, as they arrived."""
    return [_comment(each, found, language) for each in found.comments[:COMMENTS_SHOWN]]


def _comment(answered: AnsweredComment, found: ParagraphToEdit, language: Language) -> dict[str, Any]:
    comment, disposition = answered.comment, answered.disposition
    said = " ".join(plain_comment(comment.text or comment.suggested_wording).split())
    suggests = comment.kind is CommentKind.SUGGESTION and answered.is_here
    return {
        "id": comment.id,
        "card": shown_comment(comment, language),
        "name": comment.name or comment.organisation,
        "language": comment.language.value,
        "excerpt": said if len(said) <= _EXCERPT else f"{said[:_EXCERPT].rpartition(' ')[0]} …",
        "is_unpublished": comment.state is ModerationState.UNPUBLISHED,
        "is_elsewhere": comment.paragraph_id != found.paragraph.id,
        "outcome": disposition.outcome.value if disposition and disposition.outcome else "",
        "is_decided": disposition is not None and disposition.decided is not None,
        "href": addresses.disposition(language, comment.id),
        "merging_href": addresses.merging(language, found.paragraph.id) if suggests else "",
    }


def history_values(paragraph: WorkingParagraph, language: Language) -> list[dict[str, Any]]:
    """Every revision of both sides and every word that they say the same, the newest first."""
    events = [*_revisions(paragraph, language), *_confirmations(paragraph)]
    # Sorting keeps the order of what was done at one moment.
    return sorted(events, key=lambda each: each["at"])[::-1]


def _revisions(paragraph: WorkingParagraph, language: Language) -> Iterator[dict[str, Any]]:
    for side in LANGUAGES:
        before: Revision | None = None
        for revision in paragraph.revisions.get(side, ()):
            yield {
                "language": side.value,
                "number": revision.number,
                "by": revision.by,
                "at": revision.at,
                "is_minor": revision.weight is Weight.MINOR,
                "note": revision.note,
                "comments": [
                    {"id": each, "href": addresses.disposition(language, each)} for each in revision.comments
                ],
                "pieces": pieces(before.text if before else "", revision.text)
                if before or revision.by
                else [],
                "is_present": revision is paragraph.latest(side),
            }
            before = revision


def _confirmations(paragraph: WorkingParagraph) -> Iterator[dict[str, Any]]:
    for pair in paragraph.confirmed:
        if pair.by:
            yield {
                "language": "",
                "by": pair.by,
                "at": pair.at,
                "follows": pair.exception.follows.value if pair.exception else "",
                "is_withdrawn": pair.withdrawn,
            }


def meanwhile_values(both: Meanwhile | None) -> dict[str, Any] | None:
    """Two texts made of the same one, each with its differences from that one, and both in one text."""
    if both is None:
        return None
    return {
        "by": both.theirs.by,
        "at": both.theirs.at,
        "common": both.number,
        "yours": both.yours,
        "yours_pieces": pieces(both.common, both.yours),
        "theirs_pieces": pieces(both.common, both.theirs.text),
        "conflicts": [
            {
                "before": part.before,
                "variants": {name: option.text for option in part.options for name in option.by},
            }
            for part in both.merged.conflicts
        ],
        "merged_pieces": _merged_pieces(both),
    }


def _merged_pieces(both: Meanwhile) -> list[Mapping[str, str]]:
    merged = both.merged_text()
    return [] if merged is None else pieces(both.theirs.text, merged)


def pieces(before: str, after: str) -> list[Mapping[str, str]]:
    """The words of two texts as they are typed: what stayed, what was removed and added."""
    return [{"kind": each.kind.value, "text": each.text} for each in word_differences(before, after)]
