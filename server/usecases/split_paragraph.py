"""Split a paragraph of the working edition into parts that are new paragraphs and come from it."""

from collections.abc import Iterator, Mapping, Sequence
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

# As many as a long list has items; nobody splits a paragraph into more at once.
MAX_PARTS = 30


def split_paragraph(
    database: Database,
    *,
    paragraph: str,
    parts: Mapping[Language, Sequence[str]],
    base: int,
    by: Account,
    at: datetime,
    seen: str | None = None,
    new_ids: Sequence[str] | None = None,
) -> NewParagraphs:
    """Put new paragraphs with these wordings in the place of one: as many on both sides, none of them empty.

    A side that is missing has no parts. The new pairs are in step where the old one was and the parts
    together say the words of it. `seen` is state_of the paragraph that the editor had before them. Raises
    NotAllowed, Missing, StructureRefused, EditionChangedMeanwhile, RevisedMeanwhile, RevisionRefused (fields
    "text_nl", "text_de"; "too-few", "too-many", "uneven", "missing", or as revise_paragraph).
    """
    texts = {
        language: [text for each in parts.get(language, ()) if (text := clean_text(each))]
        for language in LANGUAGES
    }
    with database.write() as connection:
        working = edition_to_change(connection, base=base, by=by)
        working.structure.section_of(paragraph)
        old = revisions.working_paragraph(connection, working.key, paragraph)
        old = old or WorkingParagraph(paragraph, {})
        if seen is not None and seen != state_of(old):
            raise RevisedMeanwhile(old)
        _check(old, texts)
        number = max(map(len, texts.values()))
        keys = new_paragraph_ids(connection, number, new_ids)
        wordings = {
            key: {language: several[place] for language, several in texts.items() if several}
            for place, key in enumerate(keys)
        }
        begin_paragraphs(
            connection, working.key, wordings, in_step=keys if _is_kept(old, texts) else [], by=by, at=at
        )
        changed = structure.split_paragraph(working.structure, paragraph, into=keys)
        act, what = StructureAct.PARAGRAPH_SPLIT, f"{paragraph} → {', '.join(keys)}"
        kept = keep_structure(connection, working, changed, act, what, by=by, at=at)
        return NewParagraphs(kept, tuple(keys))


def _check(old: WorkingParagraph, texts: Mapping[Language, Sequence[str]]) -> None:
    problems = dict(_wrong_numbers(old, texts))
    if problems:
        raise RevisionRefused({f"text_{language}": [problem] for language, problem in problems.items()})
    # Each part by itself, so that none leans on the footnote of another.
    check_wordings((f"text_{language}", part) for language, several in texts.items() for part in several)


def _wrong_numbers(
    old: WorkingParagraph, texts: Mapping[Language, Sequence[str]]
) -> Iterator[tuple[Language, str]]:
    most = max(map(len, texts.values()))
    for language, several in texts.items():
        if not several and old.text(language):
            yield language, "missing"
        elif most < 2 or len(several) == 1:
            yield language, "too-few"
        elif len(several) > MAX_PARTS:
            yield language, "too-many"
        elif several and len(several) != most:
            yield language, "uneven"


def _is_kept(old: WorkingParagraph, texts: Mapping[Language, Sequence[str]]) -> bool:
    is_in_step = set(old.states.values()) == {StepState.IN_STEP}
    return is_in_step and all(
        same_words("\n\n".join(texts[language]), old.text(language)) for language in LANGUAGES
    )
