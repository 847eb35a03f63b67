"""Read one paragraph of the working edition with all that an editor wants to see beside it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from server.domain.accounts import Account
from server.domain.comments import Comment
from server.domain.dispositions import Disposition
from server.domain.structure import SectionPlan
from server.domain.working_editions import WorkingEdition, WorkingParagraph
from server.store import autosaves, dispositions, work_comments
from server.store.autosaves import Autosave
from server.store.database import Database
from server.text.languages import LANGUAGES, Language
from server.usecases.preview_wording import Preview, preview_in
from server.usecases.render_fragments import ConceptAddress
from server.usecases.revise_paragraph import paragraph_for


@dataclass(frozen=True, slots=True)
class AnsweredComment:
    """A comment with its disposition, None where nobody has begun one; `is_here` is false for one on another place."""

    comment: Comment
    disposition: Disposition | None
    is_here: bool


@dataclass(frozen=True, slots=True)
class ParagraphToEdit:
    """A paragraph with its place, its neighbours over all sections, and what was said and typed about it.

    `position` counts from 1 in its section. `autosaves` is what this editor typed and did not save; `preview`
    is of what stands in the fields.
    """

    working: WorkingEdition
    paragraph: WorkingParagraph
    section: SectionPlan
    position: int
    previous: str | None
    next: str | None
    comments: tuple[AnsweredComment, ...]
    autosaves: Mapping[Language, Autosave]
    preview: Preview


def read_working_paragraph(
    database: Database,
    *,
    paragraph: str,
    by: Account,
    concept_address: ConceptAddress,
    typed: Mapping[Language, str] | None = None,
    also: Collection[str] = (),
) -> ParagraphToEdit:
    """A paragraph of the working edition: eight queries at most. Raises NotAllowed, Missing.

    The comments are those on it and on the paragraphs that it came from, in every round of the predecessor,
    and those with the ids `also`. `typed` is what stands in the fields, by default what was typed and not
    saved, and else what was saved last.
    """
    with database.read() as connection:
        working, found = paragraph_for(connection, paragraph, by)
        kept = autosaves.autosaves_of(connection, working.key, paragraph, by.id)
        if typed is None:
            typed = {each: kept[each].text if each in kept else found.text(each) for each in LANGUAGES}
        origins = {paragraph, *working.structure.lineage.get(paragraph, ())}
        said = work_comments.comments_for_editing(connection, working.predecessor, origins, also)
        answers = dispositions.dispositions_of(connection, [each.id for each in said])
        section, order = working.structure.section_of(paragraph), working.structure.paragraphs
        place = order.index(paragraph)
        return ParagraphToEdit(
            working=working,
            paragraph=found,
            section=section,
            position=section.paragraphs.index(paragraph) + 1,
            previous=order[place - 1] if place else None,
            next=order[place + 1] if place + 1 < len(order) else None,
            comments=tuple(
                AnsweredComment(each, answers.get(each.id), each.paragraph_id in origins) for each in said
            ),
            autosaves=kept,
            preview=preview_in(connection, paragraph, typed, concept_address),
        )
