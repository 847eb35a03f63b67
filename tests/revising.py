"""Editors at work on the wordings of a working edition."""

from datetime import datetime, timedelta

from server.domain.accounts import Account
from server.domain.revisions import Weight
from server.domain.working_editions import WorkingParagraph
from server.store.database import Database
from server.text.languages import Language
from server.usecases.begin_working_edition import begin_working_edition
from server.usecases.read_in_step import read_in_step
from server.usecases.revise_paragraph import WordingChange, revise_paragraph
from tests.worlds import DE, NL, NOON

LABELS = {NL: "Herziening", DE: "Überarbeitung"}


def begun(database: Database, by: Account, at: datetime = NOON) -> None:
    """Open the current edition for change, under the key 2022."""
    begin_working_edition(database, key="2022", labels=LABELS, by=by, at=at)


def present(database: Database, paragraph: str) -> WorkingParagraph:
    """A paragraph as it is now."""
    return read_in_step(database, paragraph).paragraph


def bases(database: Database, paragraph: str) -> dict[Language, int]:
    """The revisions that an editor has before them now."""
    return {each: present(database, paragraph).number(each) for each in Language}


def revised(
    database: Database,
    by: Account,
    paragraph: str,
    *,
    minute: int = 1,
    note: str = "",
    comments: tuple[str, ...] = (),
    **texts: str,
) -> WorkingParagraph:
    """Word a paragraph anew on one side or on both, so many minutes after noon; with a note it is minor."""
    weight = Weight.MINOR if note else Weight.SUBSTANTIVE
    known = bases(database, paragraph)
    changes = [
        WordingChange(Language(name), text, weight, base=known[Language(name)], note=note)
        for name, text in texts.items()
    ]
    at = NOON + timedelta(minutes=minute)
    return revise_paragraph(database, paragraph=paragraph, changes=changes, by=by, at=at, comments=comments)
