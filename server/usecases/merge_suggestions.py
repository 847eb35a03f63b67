"""Merge suggested wordings: keep what an editor made of them as a revision, and propose their dispositions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from server.domain.accounts import Account
from server.domain.dispositions import Outcome
from server.domain.typed import clean_text
from server.domain.working_editions import WorkingParagraph
from server.store.database import Connection, Database
from server.usecases.dispose_of_comment import keep
from server.usecases.find_disposition import find_disposition
from server.usecases.read_suggestions import suggestion_ids
from server.usecases.revise_paragraph import WordingChange, paragraph_for, revise_in


@dataclass(frozen=True, slots=True)
class TakenUp:
    """The ids of the suggestions of which something was taken: all of them, or a part."""

    whole: tuple[str, ...] = ()
    part: tuple[str, ...] = ()

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """What that makes of them."""
        return {
            **dict.fromkeys(self.part, Outcome.ADOPTED_IN_PART),
            **dict.fromkeys(self.whole, Outcome.ADOPTED),
        }

    def among(self, known: Iterable[str]) -> "TakenUp":
        """Those of them that are known."""
        known = set(known)
        whole, part = ([each for each in several if each in known] for several in (self.whole, self.part))
        return TakenUp(tuple(whole), tuple(part))


@dataclass(frozen=True, slots=True)
class Merged:
    """The paragraph and the number of its new revision, None where the text stayed as it was.

    `proposed` are the comments whose outcome was proposed.
    """

    paragraph: WorkingParagraph
    revision: int | None = None
    taken: TakenUp = field(default_factory=TakenUp)
    proposed: tuple[str, ...] = ()


def merge_suggestions(
    database: Database,
    *,
    paragraph: str,
    change: WordingChange,
    taken: TakenUp,
    propose: bool,
    by: Account,
    at: datetime,
) -> Merged:
    """Keep the wording that an editor has confirmed, as a revision that came from the suggestions taken up.

    With `propose` the outcome of each goes into its disposition where nobody has said one yet; that is
    unfinished work, and no decision. Suggestions that were withdrawn meanwhile are left out. The same form
    once more changes nothing. Raises NotAllowed, Missing, RevisedMeanwhile, RevisionRefused; nothing is kept
    then.
    """
    with database.write() as connection:
        working, present = paragraph_for(connection, paragraph, by, alone=True)
        taken = taken.among(suggestion_ids(connection, working, paragraph))
        if _is_kept(present, change, taken):
            return Merged(present, present.number(change.language), taken)
        revised = revise_in(
            connection, paragraph=paragraph, changes=[change], by=by, at=at, comments=list(taken.outcomes)
        )
        if revised.number(change.language) == present.number(change.language):
            return Merged(revised, None, taken)
        proposed = _propose(connection, paragraph, taken, by=by, at=at) if propose else ()
        return Merged(revised, revised.number(change.language), taken, proposed)


def _is_kept(present: WorkingParagraph, change: WordingChange, taken: TakenUp) -> bool:
    """Whether this very form was carried out before: its revision is the one that followed its base."""
    latest = present.latest(change.language)
    return (
        latest is not None
        and latest.base == change.base
        and latest.number != change.base
        and latest.text == clean_text(change.text)
        and set(latest.comments) == set(taken.outcomes)
    )


def _propose(
    connection: Connection, paragraph: str, taken: TakenUp, *, by: Account, at: datetime
) -> tuple[str, ...]:
    proposed: list[str] = []
    for comment, outcome in taken.outcomes.items():
        found = find_disposition(connection, comment, alone=True)
        present = found.disposition
        if present.outcome is not None:
            # Somebody has said what becomes of it: that stays.
            continue
        led_to = tuple(dict.fromkeys((*present.paragraphs, paragraph)))
        wanted = replace(present, outcome=outcome, paragraphs=led_to, text_unchanged=False)
        keep(connection, found, wanted, base=present.revision, decide=False, by=by, at=at)
        proposed.append(comment)
    return tuple(proposed)
