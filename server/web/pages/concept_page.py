"""The page of one concept: both sides, who signed it off, where the text uses it, what is said about it."""

from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.domain.accounts import Role
from server.domain.concept_history import is_closed, last_summary
from server.text.languages import LANGUAGES, Language
from server.usecases.read_concept import ConceptToRead, ParagraphUsing, read_concept
from server.web import addresses
from server.web.pages.comment_cards import shown_comment
from server.web.pages.concept_thread import summary_of
from server.web.pages.excerpts import marked_excerpt
from server.web.pages.page import Visit, show
from server.web.pages.reading import paragraph_label


async def concept(request: Request, language: Language) -> Response:
    """Show one concept; `editie` or `fassung` names the edition of which the occurrences are listed."""
    edition = request.query_params.get(addresses.EDITION_FIELD[language]) or None
    said = request.query_params.get("said", "")
    page = partial(_concept, key=request.path_params["concept"], edition=edition, said=said)
    return await show(request, language, page)


def _concept(visiting: Visit, *, key: str, edition: str | None, said: str) -> str:
    found = read_concept(visiting.services.database, key, edition=edition)
    language = visiting.language
    return visiting.html(
        "concept.html",
        found.concept.sides[language].preferred,
        {each.value: addresses.concept(each, key, edition or "") for each in LANGUAGES},
        concept=found.concept,
        sign_offs={given.side.value: given for given in found.concept.sign_offs},
        edition=found.edition,
        editions=_editions(found, language),
        rows=[_row(each, found, language) for each in found.paragraphs],
        counts={
            each.value: sum(len(using.occurrences[each]) for using in found.paragraphs) for each in LANGUAGES
        },
        comments=[shown_comment(comment, language) for comment in found.comments],
        count=found.count,
        summary=summary_of(last_summary(found.changes)),
        closed=is_closed(found.changes),
        changes=len(found.changes),
        editing=_editing(visiting, found),
        said=said,
    )


def _editions(found: ConceptToRead, language: Language) -> list[dict[str, Any]]:
    """Every edition, newest first; the current one needs no name in the address."""
    newest = found.editions[-1]
    return [
        {
            "label": each.labels[language],
            "href": addresses.concept(language, found.concept.key, "" if each == newest else each.key),
            "is_this": each == found.edition,
        }
        for each in reversed(found.editions)
    ]


def _row(using: ParagraphUsing, found: ConceptToRead, language: Language) -> dict[str, Any]:
    place = using.place
    edition = None if found.is_current else found.edition.key
    paragraph = place.occurrence.paragraph_id
    return {
        "id": paragraph,
        "label": paragraph_label(place.number, place.titles[language], place.position, language),
        "title": place.titles[language],
        "href": addresses.section(language, place.slugs[language], edition, True, paragraph=paragraph),
        "excerpts": {
            each.value: marked_excerpt(places) for each, places in using.occurrences.items() if places
        },
    }


def _editing(visiting: Visit, found: ConceptToRead) -> dict[str, Any] | None:
    """What an editor may do here; None for everybody else."""
    account = visiting.account
    if account is None or not account.role.includes(Role.EDITOR):
        return None
    signed = {given.side for given in found.concept.sign_offs}
    return {
        "seen": len(found.changes),
        "side": account.side.value if account.side else "",
        "has_signed": account.side in signed,
    }
