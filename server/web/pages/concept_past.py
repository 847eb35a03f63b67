"""What was done to a concept, and what differs between two of its states, word by word."""

from collections.abc import Collection
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.domain.concept_fields import FieldName, changed_fields
from server.domain.concept_history import Act, ConceptChange
from server.domain.glossary import Concept
from server.text.differences import word_differences
from server.text.languages import Language
from server.usecases.missing import Missing
from server.usecases.read_concept_history import ConceptPast, read_concept_history
from server.web import addresses
from server.web.pages.page import Visit, show
from server.web.pages.reading import plain_texts
from server.web.translations import catalogue


async def concept_history(request: Request, language: Language) -> Response:
    """Show the history; with `a` and `b` in the address what differs between those two states."""
    asked = (request.query_params.get("a", ""), request.query_params.get("b", ""))
    return await show(request, language, partial(_history, key=request.path_params["concept"], asked=asked))


def field_changes(
    before: Concept, after: Concept, conflicts: Collection[FieldName] = ()
) -> list[dict[str, Any]]:
    """The fields that differ, each with its words marked as removed and added, and whether it is a conflict."""
    return [
        {
            "kind": change.name.kind,
            "side": change.name.side.value if change.name.side else "",
            "term": change.name.term,
            "before": change.before,
            "after": change.after,
            "conflict": change.name in conflicts,
            "pieces": [
                {"kind": piece.kind.value, "text": piece.text}
                for piece in word_differences(change.before, change.after)
            ],
        }
        for change in changed_fields(before, after)
    ]


def act_text(change: ConceptChange, language: Language) -> str:
    """What was done, in a few words of the reader's language."""
    _ = catalogue(language).gettext
    if change.act is Act.REVISED:
        return _("Description revised")
    if change.act is Act.SUMMARISED:
        return _("Discussion closed with a summary")
    by_side = {
        (Act.SIGNED_OFF, Language.NL): _("Signed off for the Dutch side"),
        (Act.SIGNED_OFF, Language.DE): _("Signed off for the German side"),
        (Act.WITHDRAWN, Language.NL): _("Sign-off withdrawn for the Dutch side"),
        (Act.WITHDRAWN, Language.DE): _("Sign-off withdrawn for the German side"),
    }
    return by_side[change.act, change.side or language]


def _history(visiting: Visit, key: str, asked: tuple[str, str]) -> str:
    past = read_concept_history(visiting.services.database, key)
    older, newer = _chosen(past, asked)
    language = visiting.language
    return visiting.html(
        "concept_history.html",
        "",
        addresses.in_both("concept_history", concept=key),
        concept=past.concept,
        changes=[
            {
                "number": change.number,
                "at": change.at,
                "by": change.by,
                "what": act_text(change, language),
                "why": change.why,
                "summaries": plain_texts(change.summaries),
                "href": addresses.concept_history(language, key, change.number - 1, change.number),
            }
            for change in reversed(past.changes)
        ],
        older=older,
        newer=newer,
        states=len(past.states),
        differences=field_changes(past.states[older], past.states[newer]),
    )


def _chosen(past: ConceptPast, asked: tuple[str, str]) -> tuple[int, int]:
    """The two states to compare; the last change when none was asked for. Raises Missing."""
    last = len(past.states) - 1
    if asked == ("", ""):
        return max(0, last - 1), last
    numbers = [int(text) if text.isascii() and text.isdigit() and len(text) < 7 else -1 for text in asked]
    if any(not 0 <= number <= last for number in numbers):
        raise Missing("state", "/".join(asked))
    return min(numbers), max(numbers)
