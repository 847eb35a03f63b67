"""Revise a paragraph of the working edition: new wordings, each made on the revision that the editor saw."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from server.domain.accounts import Account, Role
from server.domain.revisions import Confirmed, Revision, Weight, meaning_of
from server.domain.typed import clean_line, clean_text
from server.domain.wording_checks import errors_in
from server.domain.working_editions import WorkingEdition, WorkingParagraph
from server.store import autosaves, revisions, work_comments, working_editions
from server.store.database import Connection, Database
from server.text.languages import LANGUAGES, Language
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed

# Ten printed pages; the longest wording of the first document has under a tenth of it.
MAX_WORDING = 50_000
# A line beside a revision; the field of the page takes no more.
MAX_NAME = 200


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
    what it mended), "too-long", or an English sentence, as those of domain.wording_checks are.
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

    A text that is as it was leaves no revision. `comments` are the ids of those from which the change came;
    others than there are count for nothing. `confirm` says that both sides say the same afterwards. What
    the editor typed on these sides and had not saved is forgotten. Raises NotAllowed, Missing,
    RevisedMeanwhile, RevisionRefused; nothing is kept then.
    """
    with database.write() as connection:
        known = work_comments.ids_among(connection, comments)
        revised = revise_in(
            connection,
            paragraph=paragraph,
            changes=changes,
            by=by,
            at=at,
            comments=[each for each in comments if each in known],
            confirm=confirm,
        )
        working, _ = paragraph_for(connection, paragraph, by)
        sides = [each.language for each in changes]
        autosaves.drop_autosaves(connection, working.key, paragraph, by.id, sides)
        return revised


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
    """As revise_paragraph, as part of an act that does more in the same transaction.

    A side that somebody else revised meanwhile stands in the way only when it was changed here as well, or
    when the editor says of it that both sides say the same. A form sent twice does nothing the second time.
    """
    working, present = paragraph_to_change(connection, paragraph, by)
    changes = [replace(each, text=clean_text(each.text), note=clean_line(each.note)) for each in changes]
    changed = [each for each in changes if each.text != present.text(each.language)]
    if not confirm:
        changed = [each for each in changed if not _is_untouched(present, each)]
    if any(each.base != present.number(each.language) for each in changed):
        raise RevisedMeanwhile(present)
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
    """As paragraph_for, kept from every other writer until the end of the transaction."""
    return paragraph_for(connection, paragraph, by, alone=True)


def paragraph_for(
    connection: Connection, paragraph: str, by: Account, *, alone: bool = False
) -> tuple[WorkingEdition, WorkingParagraph]:
    """The working edition and one of its paragraphs, for an editor. Raises NotAllowed, Missing."""
    if not by.role.includes(Role.EDITOR):
        raise NotAllowed(f"{by.role} may not change wordings")
    working = working_editions.open_working_edition(connection, alone=alone)
    if working is None:
        raise Missing("working edition", "")
    if paragraph not in working.structure.paragraphs:
        raise Missing("paragraph", paragraph)
    found = revisions.working_paragraph(connection, working.key, paragraph)
    return working, found or WorkingParagraph(paragraph, {})


def confirm_pair(
    connection: Connection, edition: str, paragraph: WorkingParagraph, *, by: Account, at: datetime
) -> WorkingParagraph:
    """Keep that both sides say the same as they are now.

    There is nothing to keep where one of them is missing, and where that was said already.
    """
    meanings = {each: meaning_of(paragraph.revisions.get(each, ())) for each in LANGUAGES}
    pairs = [each for each in paragraph.confirmed if (each.nl, each.de) == tuple(meanings.values())]
    is_said = bool(pairs) and pairs[-1].exception is None and not pairs[-1].withdrawn
    if is_said or not all(meanings.values()):
        return paragraph
    pair = Confirmed(meanings[Language.NL], meanings[Language.DE], by.name, at)
    revisions.add_confirmed(connection, edition, paragraph.id, pair)
    return replace(paragraph, confirmed=(*paragraph.confirmed, pair))


def _with(paragraph: WorkingParagraph, new: Sequence[Revision]) -> WorkingParagraph:
    histories = dict(paragraph.revisions)
    for each in new:
        histories[each.language] = (*histories.get(each.language, ()), each)
    return replace(paragraph, revisions=histories)


def _is_untouched(present: WorkingParagraph, change: WordingChange) -> bool:
    if not change.base:
        return not change.text
    revisions = present.revisions.get(change.language, ())
    return any(each.number == change.base and each.text == change.text for each in revisions)


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
        if len(each.note) > MAX_NAME:
            yield f"note_{each.language}", f"the name has more than {MAX_NAME} characters"
        for reason in errors_in(each.text):
            yield f"text_{each.language}", reason
