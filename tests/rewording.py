"""Editors who reword the first paragraph of the small world's working edition."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from server.domain.accounts import Account, Role
from server.domain.public_record import PublicRecord
from server.domain.revisions import Weight
from server.domain.working_editions import WorkingParagraph
from server.store import revisions, working_editions
from server.store.database import Database
from server.text.languages import Language
from server.usecases.begin_working_edition import begin_working_edition
from server.usecases.revise_paragraph import WordingChange, revise_paragraph
from tests.worlds import DE, NL, NOON, OPENING, add_account, load

KEY = "2022"
PARAGRAPH = OPENING.paragraphs[0].id
TEXT = {language: OPENING.paragraphs[0].wordings[language] for language in (NL, DE)}


def begin(database: Database, at: datetime = NOON) -> Account:
    """Open the current edition for change; the editor who did."""
    els = editor(database, "Els van Dijk")
    labels = {NL: "Editie 2022", DE: "Fassung 2022"}
    begin_working_edition(database, key=KEY, labels=labels, by=els, at=at)
    return els


def world(database: Database, root: Path, whole: PublicRecord | None = None) -> Account:
    """The small world with a working edition; the editor who began it."""
    load(database, root, whole)
    return begin(database)


def editor(database: Database, name: str) -> Account:
    """An editor with this name."""
    email = f"{name.lower().replace(' ', '.')}@example.org"
    return add_account(database, name=name, email=email, role=Role.EDITOR)


def revise(
    database: Database,
    by: Account,
    text: str,
    *,
    language: Language = NL,
    base: int = 1,
    weight: Weight = Weight.SUBSTANTIVE,
    note: str = "",
    comments: Sequence[str] = (),
    confirm: bool = False,
    paragraph: str = PARAGRAPH,
    at: datetime = NOON,
) -> WorkingParagraph:
    """Save one side of a paragraph."""
    change = WordingChange(language, text, weight, base, note)
    return revise_paragraph(
        database, paragraph=paragraph, changes=[change], by=by, at=at, comments=comments, confirm=confirm
    )


def present(database: Database, paragraph: str = PARAGRAPH) -> WorkingParagraph:
    """A paragraph as it is stored."""
    with database.read() as connection:
        working = working_editions.open_working_edition(connection)
        assert working is not None
        found = revisions.working_paragraph(connection, working.key, paragraph)
    assert found is not None
    return found
