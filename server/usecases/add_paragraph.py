"""Add a paragraph to a section of the working edition, with the wordings that it begins with."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from server.domain import structure
from server.domain.accounts import Account
from server.domain.structure import StructureAct
from server.domain.typed import clean_text
from server.store.database import Database
from server.text.languages import LANGUAGES, Language
from server.usecases.change_structure import (
    NewParagraphs,
    begin_paragraphs,
    check_wordings,
    edition_to_change,
    keep_structure,
    new_paragraph_ids,
)
from server.usecases.revise_paragraph import RevisionRefused


def add_paragraph(
    database: Database,
    *,
    section: str,
    after: str | None,
    wordings: Mapping[Language, str],
    base: int,
    by: Account,
    at: datetime,
    confirm: bool = False,
    new_ids: Sequence[str] | None = None,
) -> NewParagraphs:
    """Put a new paragraph behind another of the section, first where `after` is None; one side may be missing.

    `base` is the revision of the working edition that the editor saw; `confirm` says that both sides say the
    same; `new_ids` holds the id to take instead of drawing one. Raises NotAllowed, Missing, StructureRefused,
    EditionChangedMeanwhile, RevisionRefused (fields "text_nl", "text_de"; "missing" where there is no text).
    """
    texts = {language: clean_text(wordings.get(language, "")) for language in LANGUAGES}
    with database.write() as connection:
        working = edition_to_change(connection, base=base, by=by)
        if not any(texts.values()):
            raise RevisionRefused({"text_nl": ["missing"]})
        check_wordings((f"text_{language}", text) for language, text in texts.items())
        [key] = new_paragraph_ids(connection, 1, new_ids)
        changed = structure.add_paragraph(working.structure, key, section=section, after=after)
        begin_paragraphs(
            connection, working.key, {key: texts}, in_step=[key] if confirm else [], by=by, at=at
        )
        what = f"{key}, {section}"
        kept = keep_structure(connection, working, changed, StructureAct.PARAGRAPH_ADDED, what, by=by, at=at)
        return NewParagraphs(kept, (key,))
