"""Confirm that the two sides of a paragraph say the same, or sign that they do not yet."""

from collections.abc import Mapping
from datetime import datetime

from server.domain.accounts import Account
from server.domain.editions import StepException
from server.domain.revisions import Confirmed, StepState, meaning_of
from server.domain.working_editions import WorkingParagraph
from server.store import revisions
from server.store.database import Database
from server.text.languages import LANGUAGES, Language
from server.usecases.revise_paragraph import RevisedMeanwhile, confirm_pair, paragraph_to_change

# A reason is read beside the paragraph by everybody.
MAX_REASON = 500


class SideMissing(Exception):
    """One of the two sides has no wording yet."""


class ReasonRefused(Exception):
    """A signed exception needs a reason in both languages, of MAX_REASON characters at most."""


def confirm_in_step(
    database: Database, *, paragraph: str, bases: Mapping[Language, int], by: Account, at: datetime
) -> WorkingParagraph:
    """Keep that both sides say the same, as they stood in the revisions `bases` that the editor saw.

    Where that is kept already nothing is added: a form sent twice confirms once. Raises NotAllowed, Missing,
    RevisedMeanwhile, SideMissing.
    """
    with database.write() as connection:
        working, present = paragraph_to_change(connection, paragraph, by)
        must_be_as_seen(present, bases)
        if set(present.states.values()) == {StepState.IN_STEP}:
            return present
        return confirm_pair(connection, working.key, present, by=by, at=at)


def sign_exception(
    database: Database,
    *,
    paragraph: str,
    follows: Language,
    reasons: Mapping[Language, str],
    bases: Mapping[Language, int],
    by: Account,
    at: datetime,
) -> StepException:
    """Sign that one side follows later, with a reason that every reader sees; it holds until either changes.

    What is signed already with these reasons is not signed again. Raises NotAllowed, Missing,
    RevisedMeanwhile, SideMissing, ReasonRefused.
    """
    written = {language: " ".join(reasons.get(language, "").split()) for language in LANGUAGES}
    if not all(0 < len(reason) <= MAX_REASON for reason in written.values()):
        raise ReasonRefused
    with database.write() as connection:
        working, present = paragraph_to_change(connection, paragraph, by)
        must_be_as_seen(present, bases)
        signed = present.exception
        if signed is not None and (signed.follows, signed.reasons) == (follows, written):
            return signed
        exception = StepException(paragraph, follows, written, by.name, at.date())
        meanings = [meaning_of(present.revisions[language]) for language in (Language.NL, Language.DE)]
        pair = Confirmed(meanings[0], meanings[1], by.name, at, exception)
        revisions.add_confirmed(connection, working.key, paragraph, pair)
        return exception


def must_be_as_seen(present: WorkingParagraph, bases: Mapping[Language, int]) -> None:
    """Both sides are there, and as an editor had them before them. Raises RevisedMeanwhile, SideMissing."""
    if any(present.number(language) != bases.get(language, 0) for language in LANGUAGES):
        raise RevisedMeanwhile(present)
    if not all(present.text(language) for language in LANGUAGES):
        raise SideMissing(present.id)
