"""Begin a working edition: the current edition, open for change again."""

import re
from collections.abc import Mapping
from datetime import datetime

from server.domain.accounts import Account, Role
from server.domain.acts import Act, ActKind
from server.domain.document import Paragraph
from server.domain.editions import Edition, StepException
from server.domain.revisions import Confirmed, Revision, Weight, meaning_of
from server.domain.typed import clean_line
from server.domain.working_editions import WorkingEdition, structure_of
from server.store import acts, edition_values, editions, revisions, working_editions
from server.store.database import Database
from server.text.languages import LANGUAGES, Language
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed

# As the record's files: part of an address and the name of a folder.
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_KEY = 60
MAX_LABEL = 120


class EditionRefused(Exception):
    """A working edition cannot begin so; `problems` maps a field's name to a word for what is wrong."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{field}: {problem}" for field, problem in problems.items()))
        self.problems = dict(problems)


def begin_working_edition(
    database: Database, *, key: str, labels: Mapping[Language, str], by: Account | None, at: datetime
) -> WorkingEdition:
    """Open the current edition for change under a new key; `by` is None at the command line.

    Raises NotAllowed, Missing where there is no edition yet, EditionRefused (problems "invalid", "taken",
    "missing", "too-long") and store.working_editions.AnotherOpen.
    """
    if by is not None and not by.role.includes(Role.EDITOR):
        raise NotAllowed(f"{by.role} may not begin an edition")
    named = {language: clean_line(labels.get(language, "")) for language in LANGUAGES}
    with database.write() as connection:
        known = editions.editions_by_date(connection)
        if not known:
            raise Missing("edition", "")
        _check(key, named, {each.key for each in known})
        predecessor = edition_values.whole_edition(connection, known[-1].key)
        assert predecessor is not None  # noqa: S101 - it was just listed, in this transaction
        working = WorkingEdition(
            key=key,
            predecessor=predecessor.key,
            labels=named,
            date=None,
            status=predecessor.status,
            change_notes={},
            structure=structure_of(predecessor),
            revision=1,
        )
        working_editions.add_working_edition(connection, working, at=at)
        first = [
            revision
            for section in predecessor.sections
            for paragraph in section.paragraphs
            for revision in _first_revisions(paragraph, at)
        ]
        revisions.begin_with(connection, key, first, _first_pairs(predecessor, at))
        acts.log_act(connection, Act(ActKind.EDITION_BEGUN, key, at, None if by is None else by.id))
        return working


def _check(key: str, labels: Mapping[Language, str], taken: set[str]) -> None:
    problems: dict[str, str] = {}
    if not _KEY.fullmatch(key) or len(key) > MAX_KEY:
        problems["key"] = "invalid"
    elif key in taken:
        problems["key"] = "taken"
    for language, label in labels.items():
        if not label:
            problems[f"label_{language}"] = "missing"
        elif len(label) > MAX_LABEL:
            problems[f"label_{language}"] = "too-long"
    if problems:
        raise EditionRefused(problems)


def _first_revisions(paragraph: Paragraph, at: datetime) -> list[Revision]:
    return [
        Revision(paragraph.id, language, 1, text, Weight.SUBSTANTIVE, by="", at=at, base=0)
        for language, text in paragraph.wordings.items()
    ]


def _first_pairs(predecessor: Edition, at: datetime) -> dict[str, Confirmed]:
    """What was published in step is in step; what an exception was signed for still is excepted."""
    signed = {each.paragraph: each for each in predecessor.exceptions}
    return {
        paragraph.id: _pair(paragraph, signed.get(paragraph.id), at)
        for section in predecessor.sections
        for paragraph in section.paragraphs
    }


def _pair(paragraph: Paragraph, exception: StepException | None, at: datetime) -> Confirmed:
    meanings = {
        language: meaning_of([each for each in _first_revisions(paragraph, at) if each.language is language])
        for language in LANGUAGES
    }
    return Confirmed(meanings[Language.NL], meanings[Language.DE], "", at, exception)
