"""Keep what an editor types before it is saved: it outlives a lost session and a closed window."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from server.domain.accounts import Account
from server.domain.typed import clean_text
from server.domain.working_editions import WorkingParagraph
from server.store import autosaves
from server.store.autosaves import Autosave
from server.store.database import Database
from server.text.languages import LANGUAGES, Language
from server.usecases.revise_paragraph import MAX_WORDING, paragraph_for


class AutosaveTooLong(Exception):
    """A text has more than MAX_WORDING characters and is not kept."""


@dataclass(frozen=True, slots=True)
class TypedWording:
    """A wording as it stands in the form; `base` is the number of the revision on which it is typed."""

    language: Language
    text: str
    base: int


def keep_autosave(
    database: Database, *, paragraph: str, typed: Sequence[TypedWording], by: Account, at: datetime
) -> bool:
    """Keep what is typed and not saved; whether there is anything.

    A text that is as it was saved is no autosave, and an earlier one of that side goes. Raises NotAllowed,
    Missing, AutosaveTooLong.
    """
    if any(len(each.text) > MAX_WORDING for each in typed):
        raise AutosaveTooLong
    with database.write() as connection:
        working, present = paragraph_for(connection, paragraph, by)
        kept = False
        for each in typed:
            text = clean_text(each.text)
            if _is_saved(present, each, text):
                autosaves.drop_autosaves(connection, working.key, paragraph, by.id, [each.language])
                continue
            autosave = Autosave(each.language, text, each.base, at)
            autosaves.keep_autosave(connection, working.key, paragraph, by.id, autosave)
            kept = True
        return kept


def drop_autosave(database: Database, *, paragraph: str, by: Account) -> None:
    """Forget what an editor typed in a paragraph and did not save. Raises NotAllowed, Missing."""
    with database.write() as connection:
        working, _ = paragraph_for(connection, paragraph, by)
        autosaves.drop_autosaves(connection, working.key, paragraph, by.id, LANGUAGES)


def _is_saved(present: WorkingParagraph, typed: TypedWording, text: str) -> bool:
    revisions = present.revisions.get(typed.language, ())
    based_on = next((each.text for each in revisions if each.number == typed.base), "")
    return text in (based_on, present.text(typed.language))
