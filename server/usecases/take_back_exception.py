"""Take a signed exception back: as if it had never been signed, the two sides are not in step."""

from collections.abc import Mapping
from datetime import datetime

from server.domain.accounts import Account
from server.domain.revisions import Confirmed, meaning_of
from server.domain.working_editions import WorkingParagraph
from server.store import revisions
from server.store.database import Database
from server.text.languages import Language
from server.usecases.confirm_in_step import must_be_as_seen
from server.usecases.revise_paragraph import paragraph_to_change


def take_back_exception(
    database: Database, *, paragraph: str, bases: Mapping[Language, int], by: Account, at: datetime
) -> WorkingParagraph:
    """End the exception that holds for the two sides as they stood in the revisions `bases`; if none does, nothing.

    Raises NotAllowed, Missing, RevisedMeanwhile, SideMissing.
    """
    with database.write() as connection:
        working, present = paragraph_to_change(connection, paragraph, by)
        must_be_as_seen(present, bases)
        if present.exception is None:
            return present
        nl, de = (meaning_of(present.revisions[language]) for language in (Language.NL, Language.DE))
        pair = Confirmed(nl, de, by.name, at, withdrawn=True)
        revisions.add_confirmed(connection, working.key, paragraph, pair)
        return present.with_word(pair)
