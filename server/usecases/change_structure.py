"""What every change of a working edition's structure has in common: made on its revision, and in the log."""

import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from server.domain.accounts import Account, Role
from server.domain.acts import Act, ActKind
from server.domain.document import ID_ALPHABET, PARAGRAPH_ID
from server.domain.revisions import Revision, Weight
from server.domain.structure import Refusal, Structure, StructureAct, StructureRefused
from server.domain.wording_checks import errors_in
from server.domain.working_editions import WorkingEdition, WorkingParagraph
from server.store import acts, revisions, used_ids, working_editions
from server.store.acts import LoggedAct
from server.store.database import Connection
from server.text.languages import LANGUAGES, Language
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed
from server.usecases.revise_paragraph import MAX_WORDING, RevisionRefused, confirm_pair

# More is no help to whoever has to look through what happened.
_MAX_MEANWHILE = 20


class EditionChangedMeanwhile(Exception):
    """Somebody else changed the working edition first; nothing was changed.

    `present` is how it stands now, `meanwhile` what was done since, newest first, the last twenty at most.
    """

    def __init__(self, present: WorkingEdition, meanwhile: Sequence[LoggedAct]) -> None:
        super().__init__(f"{present.key} has revision {present.revision} now")
        self.present = present
        self.meanwhile = tuple(meanwhile)


@dataclass(frozen=True, slots=True)
class NewParagraphs:
    """The working edition after an act that made new paragraphs, and their ids in reading order."""

    working: WorkingEdition
    paragraphs: tuple[str, ...]


def edition_to_change(connection: Connection, *, base: int, by: Account) -> WorkingEdition:
    """The working edition, kept from every other writer; `base` is the revision that the editor saw.

    Raises NotAllowed, Missing, EditionChangedMeanwhile.
    """
    if not by.role.includes(Role.EDITOR):
        raise NotAllowed(f"{by.role} may not change the structure")
    working = working_editions.open_working_edition(connection, alone=True)
    if working is None:
        raise Missing("working edition", "")
    if working.revision != base:
        raise EditionChangedMeanwhile(working, _acts_since(connection, working.key, base))
    return working


def keep_change(
    connection: Connection,
    changed: WorkingEdition,
    act: StructureAct,
    what: str,
    *,
    by: Account,
    at: datetime,
) -> WorkingEdition:
    """Keep a changed working edition, which still has the revision it was made on, and log the act.

    `what` names sections and paragraphs by key and id: the log is read in both languages.
    """
    base = changed.revision
    if not working_editions.save_working_edition(connection, changed, base=base):
        raise EditionChangedMeanwhile(changed, ())
    logged = Act(
        ActKind.EDITION_CHANGED,
        changed.key,
        at,
        account=by.id,
        from_state=str(base),
        to_state=str(base + 1),
        category=act.value,
        reason=what,
    )
    acts.log_act(connection, logged)
    return replace(changed, revision=base + 1)


def keep_structure(
    connection: Connection,
    working: WorkingEdition,
    structure: Structure,
    act: StructureAct,
    what: str,
    *,
    by: Account,
    at: datetime,
) -> WorkingEdition:
    """As keep_change; what leaves everything as it was leaves no trace."""
    if structure == working.structure:
        return working
    return keep_change(connection, replace(working, structure=structure), act, what, by=by, at=at)


def new_paragraph_ids(connection: Connection, number: int, wanted: Sequence[str] | None = None) -> list[str]:
    """Ids for new paragraphs that none ever had, in an edition, a working edition or under a comment.

    `wanted` are ids to take instead of drawing them. Raises StructureRefused where one of those was used
    before, ValueError where they are no ids or not as many.
    """
    if wanted is not None:
        if len(wanted) != number or not all(map(PARAGRAPH_ID.fullmatch, wanted)):
            raise ValueError(f"{number} paragraph ids are needed, not {', '.join(wanted) or 'none'}")
        if used_ids.used_paragraph_ids(connection, wanted) or len(set(wanted)) < number:
            raise StructureRefused(Refusal.ID_TAKEN, ", ".join(wanted))
        return list(wanted)
    drawn: list[str] = []
    while len(drawn) < number:
        several = {_drawn_id() for _ in range(number - len(drawn))} - set(drawn)
        drawn += sorted(several - used_ids.used_paragraph_ids(connection, several))
    return drawn


def begin_paragraphs(
    connection: Connection,
    edition: str,
    wordings: Mapping[str, Mapping[Language, str]],
    *,
    in_step: Collection[str],
    by: Account,
    at: datetime,
) -> None:
    """Keep the first wordings of new paragraphs by id; those of `in_step` say the same on both sides."""
    first = {
        key: {
            language: (Revision(key, language, 1, text, Weight.SUBSTANTIVE, by.name, at, base=0),)
            for language, text in texts.items()
            if text
        }
        for key, texts in wordings.items()
    }
    several = [revision for sides in first.values() for side in sides.values() for revision in side]
    revisions.begin_with(connection, edition, several, {})
    for key in in_step:
        confirm_pair(connection, edition, WorkingParagraph(key, first[key]), by=by, at=at)


def check_wordings(texts: Iterable[tuple[str, str]]) -> None:
    """What must hold in every new wording; pairs of a field and a text in it. Raises RevisionRefused."""
    problems: dict[str, list[str]] = {}
    for field, text in texts:
        for reason in _problems(text):
            problems.setdefault(field, []).append(reason)
    if problems:
        raise RevisionRefused(problems)


def same_words(one: str, other: str) -> bool:
    """Whether two wordings differ in nothing but blanks and line breaks."""
    return one.split() == other.split()


def state_of(paragraph: WorkingParagraph) -> str:
    """A fingerprint of the revisions that an editor has before them, for the form that is made from them."""
    return "-".join(str(paragraph.number(language)) for language in LANGUAGES)


def _problems(text: str) -> Iterator[str]:
    if len(text) > MAX_WORDING:
        yield "too-long"
    yield from errors_in(text)


def _drawn_id() -> str:
    return "p-" + "".join(secrets.choice(ID_ALPHABET) for _ in range(5))


def _acts_since(connection: Connection, edition: str, base: int) -> list[LoggedAct]:
    found = acts.latest_acts(
        connection, limit=_MAX_MEANWHILE, kinds=[ActKind.EDITION_CHANGED], subject=edition
    )
    return [each for each in found if int(each.act.to_state) > base]
