"""Revise a paragraph of the working edition: new wordings, each made on the revision that the editor saw."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from server.domain.accounts import Account, Role
from server.domain.revisions import Confirmed, Revision, Weight, meaning_of
from server.domain.typed import clean_text
from server.domain.wording_checks import errors_in
from server.domain.working_editions import WorkingEdition, WorkingParagraph
from server.store import revisions, working_editions
from server.store.database import Connection, Database
from server.text.languages import LANGUAGES, Language
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed

# Ten printed pages; the longest wording of the first document has under a tenth of it.
MAX_WORDING = 50_000


@dataclass(frozen=True, slots=True)
class WordingChange:
    """A wording as an editor wants it; `base` is the number of the revision that they had before them."""

    language: Language
    text: str
    weight: Weight
    base: int
    note: str = ""


class RevisedMeanwhile(Exception):
    """Somebody else revised the paragraph first; `present` is how it stands now, with all its revisions."""

    def __init__(self, present: WorkingParagraph) -> None:
        super().__init__(present.id)
        self.present = present


class RevisionRefused(Exception):
    """A wording cannot be kept; `problems` maps a field to its reasons.

    Fields are "text_nl", "text_de" and "note_nl", "note_de"; reasons are "missing" (a minor revision says
    what it mended), "too-long", or the English sentence of domain.wording_checks.
    """

    def __init__(self, problems: Mapping[str, Sequence[str]]) -> None:
        super().__init__(", ".join(f"{field}: {'; '.join(why)}" for field, why in problems.items()))
        self.problems = {field: list(why) for field, why in problems.items()}


def revise_paragraph(
    database: Database,
    *,
    paragraph: str,
    changes: Sequence[WordingChange],
    by: Account,
    at: datetime,
    comments: Sequence[str] = (),
    confirm: bool = False,
) -> WorkingParagraph:
    """Keep new wordings of one paragraph, of one side or of both, and return the paragraph with them.

    A text that is as it was leaves no revision. `comments` are the ids of those from which the change came.
    `confirm` says that both sides say the same afterwards. Raises NotAllowed, Missing, RevisedMeanwhile,
    RevisionRefused; nothing is kept then.
    """
    with database.write() as connection:
        return revise_in(
            connection,
            paragraph=paragraph,
            changes=changes,
            by=by,
            at=at,
            comments=comments,
            confirm=confirm,
        )


def revise_in(
    connection: Connection,
    *,
    paragraph: str,
    changes: Sequence[WordingChange],
    by: Account,
    at: datetime,
    comments: Sequence[str] = (),
    confirm: bool = False,
) -> WorkingParagraph:
    """As revise_paragraph, as part of an act that does more in the same transaction."""
    working, present = paragraph_to_change(connection, paragraph, by)
    changes = [replace(each, text=clean_text(each.text), note=each.note.strip()) for each in changes]
    if any(each.base != present.number(each.language) for each in changes):
        raise RevisedMeanwhile(present)
    changed = [each for each in changes if each.text != present.text(each.language)]
    _check(changed)
    new = [
        Revision(
            paragraph,
            each.language,
            each.base + 1,
            each.text,
            each.weight,
            by.name,
            at,
            each.base,
            each.note,
            tuple(comments),
        )
        for each in changed
    ]
    if revisions.add_revisions(connection, working.key, new) != len(new):
        raise RevisedMeanwhile(revisions.working_paragraph(connection, working.key, paragraph) or present)
    after = _with(present, new)
    return confirm_pair(connection, working.key, after, by=by, at=at) if confirm else after


def paragraph_to_change(
    connection: Connection, paragraph: str, by: Account
) -> tuple[WorkingEdition, WorkingParagraph]:
    """The working edition and one of its paragraphs, for an editor. Raises NotAllowed, Missing."""
    if not by.role.includes(Role.EDITOR):
        raise NotAllowed(f"{by.role} may not change wordings")
    working = working_editions.open_working_edition(connection, alone=True)
    if working is None:
        raise Missing("working edition", "")
    if paragraph not in working.structure.paragraphs:
        raise Missing("paragraph", paragraph)
    found = revisions.working_paragraph(connection, working.key, paragraph)
    return working, found or WorkingParagraph(paragraph, {})


def confirm_pair(
    connection: Connection, edition: str, paragraph: WorkingParagraph, *, by: Account, at: datetime
) -> WorkingParagraph:
    """Keep that both sides say the same as they are now; nothing to keep where one of them is missing."""
    meanings = {each: meaning_of(paragraph.revisions.get(each, ())) for each in LANGUAGES}
    if not all(meanings.values()):
        return paragraph
    pair = Confirmed(meanings[Language.NL], meanings[Language.DE], by.name, at)
    revisions.add_confirmed(connection, edition, paragraph.id, pair)
    return replace(paragraph, confirmed=(*paragraph.confirmed, pair))


def _with(paragraph: WorkingParagraph, new: Sequence[Revision]) -> WorkingParagraph:
    histories = dict(paragraph.revisions)
    for each in new:
        histories[each.language] = (*histories.get(each.language, ()), each)
    return replace(paragraph, revisions=histories)


def _check(changed: Sequence[WordingChange]) -> None:
    problems: dict[str, list[str]] = {}
    for field, reason in _problems(changed):
        problems.setdefault(field, []).append(reason)
    if problems:
        raise RevisionRefused(problems)


def _problems(changed: Sequence[WordingChange]) -> Iterator[tuple[str, str]]:
    """What only holds between the two sides waits for the gate: one side may go first."""
    for each in changed:
        if len(each.text) > MAX_WORDING:
            yield f"text_{each.language}", "too-long"
        if each.weight is Weight.MINOR and not each.note:
            yield f"note_{each.language}", "missing"
        for reason in errors_in(each.text):
            yield f"text_{each.language}", reason
