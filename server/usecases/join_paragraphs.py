"""Join neighbouring paragraphs of the working edition into one new paragraph that comes from them all."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from server.domain import structure
from server.domain.accounts import Account
from server.domain.revisions import StepState
from server.domain.structure import StructureAct
from server.domain.typed import clean_text
from server.domain.working_editions import WorkingParagraph
from server.store import revisions
from server.store.database import Database
from server.text.languages import LANGUAGES, Language
from server.usecases.change_structure import (
    NewParagraphs,
    begin_paragraphs,
    check_wordings,
    edition_to_change,
    keep_structure,
    new_paragraph_ids,
    same_words,
    state_of,
)
from server.usecases.revise_paragraph import RevisedMeanwhile, RevisionRefused


def join_paragraphs(
    database: Database,
    *,
    paragraphs: Sequence[str],
    base: int,
    by: Account,
    at: datetime,
    wordings: Mapping[Language, str] | None = None,
    seen: Sequence[str] | None = None,
    new_ids: Sequence[str] | None = None,
) -> NewParagraphs:
    """Put one new paragraph in the place of neighbours, with their texts and a blank line between them.

    `wordings` are to be taken instead, where the editor mended the text on the way. The new pair is in step
    where all were and the words are still theirs. `seen` holds state_of each as the editor had it before
    them. Raises NotAllowed, Missing, StructureRefused, EditionChangedMeanwhile, RevisedMeanwhile,
    RevisionRefused (fields "text_nl", "text_de").
    """
    with database.write() as connection:
        working = edition_to_change(connection, base=base, by=by)
        [key] = new_paragraph_ids(connection, 1, new_ids)
        changed = structure.join_paragraphs(working.structure, paragraphs, into=key)
        known = revisions.working_paragraphs(connection, working.key, paragraphs)
        old = [known.get(each, WorkingParagraph(each, {})) for each in paragraphs]
        for paragraph, state in zip(old, seen or (), strict=False):
            if state != state_of(paragraph):
                raise RevisedMeanwhile(paragraph)
        together = joined_wordings(old)
        texts = (
            together if wordings is None else {each: clean_text(wordings.get(each, "")) for each in LANGUAGES}
        )
        lost = [language for language in LANGUAGES if together[language] and not texts[language]]
        if lost:
            raise RevisionRefused({f"text_{language}": ["missing"] for language in lost})
        check_wordings((f"text_{language}", text) for language, text in texts.items())
        is_kept = all(set(each.states.values()) == {StepState.IN_STEP} for each in old) and all(
            same_words(texts[language], together[language]) for language in LANGUAGES
        )
        begin_paragraphs(
            connection, working.key, {key: texts}, in_step=[key] if is_kept else [], by=by, at=at
        )
        act, what = StructureAct.PARAGRAPHS_JOINED, f"{', '.join(paragraphs)} → {key}"
        kept = keep_structure(connection, working, changed, act, what, by=by, at=at)
        return NewParagraphs(kept, (key,))


def joined_wordings(paragraphs: Sequence[WorkingParagraph]) -> dict[Language, str]:
    """The texts of paragraphs as one, with a blank line between them; "" where a side is missing in all."""
    return {
        language: "\n\n".join(text for each in paragraphs if (text := each.text(language)))
        for language in LANGUAGES
    }
