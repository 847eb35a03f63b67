"""Editors who answer comments of the small world with its next edition."""

from pathlib import Path
from typing import Any

from server.domain.accounts import Account, Role
from server.domain.comments import Comment
from server.domain.disposition_forms import DispositionForm
from server.domain.dispositions import Disposition, Outcome
from server.domain.rounds import ModerationRule
from server.store.comments import comment_by_id
from server.store.database import Database
from server.store.dispositions import disposition_of, make_public
from server.usecases.dispose_of_comment import dispose_of_comment
from tests.participating import said, with_round
from tests.revising import begun
from tests.worlds import DE, NL, NOON, add_account, comment, load, record

RESPONSES = {NL: "Dank u, dat klopt.", DE: "Danke, das stimmt."}
CHANGED = "p-aaaa1"


def world(database: Database, root: Path, *comments: Comment) -> Account:
    """The small world with these comments (one unless told otherwise) and a working edition; its editor."""
    load(database, root / "record", record(comments=comments or (comment(),)))
    return begin(database)


def begin(database: Database, name: str = "Els") -> Account:
    """Open the current edition for change, in a round that shows comments at once."""
    with_round(database, moderation=ModerationRule.AFTER)
    els = editor(database, name)
    begun(database, els)
    return els


def editor(database: Database, name: str = "Els", role: Role = Role.EDITOR) -> Account:
    """Somebody who answers comments."""
    return add_account(database, name=name, email=f"{name.lower()}@example.org", role=role)


def sent_in(database: Database, *texts: str, **more: Any) -> Comment:
    """The first shown comment of somebody who can be reached and wants to hear of answers."""
    kept = said(database, *texts, **{"mail_dispositions": "yes", **more})
    return now(database, kept.id)


def now(database: Database, comment_id: str) -> Comment:
    """A comment as it is kept."""
    with database.read() as connection:
        found = comment_by_id(connection, comment_id)
    assert found is not None
    return found


def answer(outcome: Outcome = Outcome.ADOPTED, **more: Any) -> DispositionForm:
    """A whole answer that led to the first paragraph."""
    return DispositionForm(outcome, **{"responses": RESPONSES, "paragraphs": (CHANGED,), **more})


def dispose(
    database: Database, comment_id: str, by: Account, form: DispositionForm | None = None, **more: Any
) -> Disposition:
    """Decide on what is stored now, unless told otherwise."""
    known = stored(database, comment_id)
    usual = {"base": known.revision if known else 0, "decide": True, "at": NOON}
    return dispose_of_comment(database, comment=comment_id, form=form or answer(), by=by, **{**usual, **more})


def answered(database: Database) -> dict[str, str]:
    """A comment whose disposition is public, as mails about it name it."""
    els = begin(database)
    kept = sent_in(database)
    dispose(database, kept.id, els)
    with database.write() as connection:
        make_public(connection, "2022", at=NOON)
    return {"submission": kept.submission or "", "comment": kept.id}


def stored(database: Database, comment_id: str) -> Disposition | None:
    """The disposition of a comment as it is kept."""
    with database.read() as connection:
        return disposition_of(connection, comment_id)
