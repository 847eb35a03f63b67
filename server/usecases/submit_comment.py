"""Submit a comment: check what was typed, keep it with the wording it was made on, hold it."""

import hashlib
import secrets
from dataclasses import astuple
from datetime import datetime

from server.domain.comments import Comment, CommentForm, FormRefused, NewComment, Problem, check_form
from server.domain.document import ID_ALPHABET, wording_hash
from server.domain.moderation import ModerationState
from server.store import comments, rounds, sections
from server.store.comments import IdTaken, KeyReused
from server.store.database import Connection, Database
from server.usecases.missing import Missing
from server.usecases.read_contents import choose_edition


def submit_comment(
    database: Database, *, edition: str, paragraph_id: str, form: CommentForm, at: datetime
) -> Comment:
    """Keep a comment on a paragraph, held until a moderator shows it; `at` is UTC.

    The same form sent twice is kept once: its idempotency key finds the first. Raises FormRefused with
    what is wrong, Missing for an unknown edition or paragraph.
    """
    new = check_form(form)
    with database.write() as connection:
        while True:
            comment = _make(connection, edition, paragraph_id, new, at)
            try:
                return comments.add_comment(
                    connection,
                    comment,
                    email=new.email,
                    idempotency_key=new.idempotency_key,
                    request_hash=_request_hash(edition, paragraph_id, new),
                ).comment
            except KeyReused:
                # The form was changed after it had arrived once: a new key makes it a comment of its own.
                raise FormRefused({"idempotency_key": Problem.FORM_STALE}) from None
            except IdTaken:
                continue


def new_idempotency_key() -> str:
    """A key for one form: 128 random bits, as text that fits a form field."""
    return secrets.token_urlsafe(16)


def _make(connection: Connection, edition: str, paragraph_id: str, new: NewComment, at: datetime) -> Comment:
    entry, _ = choose_edition(connection, edition)
    found = sections.paragraph_in(connection, entry.key, paragraph_id)
    if found is None:
        raise Missing("paragraph", paragraph_id)
    place, paragraph = found
    fitting = [each.key for each in rounds.rounds_by_date(connection) if each.edition == entry.key]
    if not fitting:
        raise Missing("round", entry.key)
    wording = paragraph.wordings[new.language]
    return Comment(
        id=_draw_id(),
        round=fitting[-1],
        edition=entry.key,
        section=place.section,
        paragraph_id=paragraph.id,
        language=new.language,
        text=new.text,
        name=new.name,
        group=new.group,
        created=at.replace(microsecond=0),
        state=ModerationState.HELD,
        base_hash=wording_hash(wording),
        base_text=wording,
    )


def _draw_id() -> str:
    # Eight letters of 32: after a million comments the chance that the next one is taken is one in a million.
    return "c-" + "".join(secrets.choice(ID_ALPHABET) for _ in range(8))


def _request_hash(edition: str, paragraph_id: str, new: NewComment) -> str:
    parts = (edition, paragraph_id, *(str(value) for value in astuple(new)))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
