"""The way from one edition to the next, act by act, as editors go it: through the use cases of the working edition.

What must be done follows from the two editions alone: the lineage says what was split and joined, the ids what
was added, removed and moved, the wordings what was revised.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from server.domain.accounts import Account
from server.domain.document import Paragraph, Section
from server.domain.editions import Edition
from server.domain.revisions import StepState, Weight
from server.domain.working_editions import WorkingEdition
from server.store.database import Database
from server.text.languages import LANGUAGES
from server.usecases.add_paragraph import add_paragraph
from server.usecases.begin_working_edition import begin_working_edition
from server.usecases.change_sections import add_section, name_section, remove_section
from server.usecases.describe_edition import describe_edition
from server.usecases.join_paragraphs import join_paragraphs
from server.usecases.move_paragraph import move_paragraph
from server.usecases.read_working_edition import read_working_edition
from server.usecases.remove_paragraph import remove_paragraph
from server.usecases.revise_paragraph import WordingChange, revise_paragraph
from server.usecases.split_paragraph import split_paragraph


@dataclass
class Editor:
    """Somebody who makes an edition of its predecessor; every act is made on the revision seen last."""

    database: Database
    by: Account
    at: datetime

    def make(self, target: Edition) -> None:
        """Begin the working edition and bring it to what the target says; nothing is published."""
        begin_working_edition(self.database, key=target.key, labels=target.labels, by=self.by, at=self.at)
        self._add_sections(target)
        self._split_and_join(target)
        self._remove(target)
        self._add_and_move(target)
        self._remove_sections(target)
        self._reword(target)
        self._name_sections(target)
        self._act(
            describe_edition,
            labels=target.labels,
            day=target.date,
            status=target.status,
            change_notes=target.change_notes,
        )

    @property
    def _working(self) -> WorkingEdition:
        return read_working_edition(self.database).working

    def _act(self, act: Callable[..., object], **values: object) -> None:
        act(self.database, base=self._working.revision, by=self.by, at=self.at, **values)

    def _add_sections(self, target: Edition) -> None:
        known = {each.key for each in self._working.structure.sections}
        for before, section in zip((None, *target.sections), target.sections, strict=False):
            if section.key not in known:
                self._act(
                    add_section,
                    key=section.key,
                    number=section.number,
                    titles=section.titles,
                    after=before.key if before else None,
                )

    def _split_and_join(self, target: Edition) -> None:
        wordings = {each.id: each.wordings for each in _paragraphs(target)}
        parts: dict[tuple[str, ...], list[str]] = {}
        for paragraph in wordings:
            if sources := target.lineage.get(paragraph):
                parts.setdefault(tuple(sources), []).append(paragraph)
        for sources, made in parts.items():
            if len(sources) > 1:
                self._act(join_paragraphs, paragraphs=sources, wordings=wordings[made[0]], new_ids=made)
            else:
                texts = {each: [wordings[part][each] for part in made] for each in LANGUAGES}
                self._act(split_paragraph, paragraph=sources[0], parts=texts, new_ids=made)

    def _remove(self, target: Edition) -> None:
        stay = {each.id for each in _paragraphs(target)}
        for paragraph in self._working.structure.paragraphs:
            if paragraph not in stay:
                self._act(remove_paragraph, paragraph=paragraph, despite_comments=True)

    def _remove_sections(self, target: Edition) -> None:
        keys = {each.key for each in target.sections}
        for section in self._working.structure.sections:
            if section.key not in keys:
                self._act(remove_section, key=section.key)

    def _add_and_move(self, target: Edition) -> None:
        known = set(self._working.structure.paragraphs)
        for section in target.sections:
            after: str | None = None
            for paragraph in section.paragraphs:
                if paragraph.id not in known:
                    self._act(
                        add_paragraph,
                        section=section.key,
                        after=after,
                        wordings=paragraph.wordings,
                        confirm=True,
                        new_ids=[paragraph.id],
                    )
                elif not self._stands(paragraph.id, section, after):
                    self._act(move_paragraph, paragraph=paragraph.id, section=section.key, after=after)
                after = paragraph.id

    def _stands(self, paragraph: str, section: Section, after: str | None) -> bool:
        here = self._working.structure.section(section.key).paragraphs
        place = 0 if after is None else here.index(after) + 1
        return place < len(here) and here[place] == paragraph

    def _reword(self, target: Edition) -> None:
        present = read_working_edition(self.database).paragraphs
        for paragraph in _paragraphs(target):
            before = present[paragraph.id]
            changes = [
                WordingChange(language, text, Weight.SUBSTANTIVE, before.number(language))
                for language, text in paragraph.wordings.items()
                if text != before.text(language)
            ]
            if changes or set(before.states.values()) != {StepState.IN_STEP}:
                revise_paragraph(
                    self.database,
                    paragraph=paragraph.id,
                    changes=changes,
                    by=self.by,
                    at=self.at,
                    confirm=True,
                )

    def _name_sections(self, target: Edition) -> None:
        for section in target.sections:
            self._act(
                name_section,
                key=section.key,
                number=section.number,
                titles=section.titles,
                change_notes=section.change_notes,
            )


def _paragraphs(edition: Edition) -> Iterator[Paragraph]:
    return (each for section in edition.sections for each in section.paragraphs)
