"""Submit a comment: check what was typed, keep it with the wording it was made on, hold it."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import astuple, replace
from datetime import UTC, datetime
from functools import partial

from server.domain.comments import (
    Comment,
    CommentForm,
    FormRefused,
    NewComment,
    Problem,
    check_form,
    concept_thread,
)
from server.domain.concept_history import is_closed
from server.domain.document import ID_ALPHABET, wording_hash
from server.domain.moderation import ModerationState
from server.store import comments, concept_changes, glossary, rounds, sections
from server.store.comments import IdTaken, KeyReused
from server.store.database import Connection, Database
from server.usecases.missing import Missing
from server.usecases.read_contents import choose_edition


class ThreadClosed(Exception):
    """The editors closed this thread with a summary; a revision of the concept opens it again."""


def submit_comment(
    database: Database, *, edition: str, paragraph_id: str, form: CommentForm, at: datetime
) -> Comment:
    """Keep a comment on a paragraph, held until a moderator shows it; `at` is UTC.

    The same form sent twice is kept once: its idempotency key finds the first. Raises FormRefused with
    what is wrong, Missing for an unknown edition or paragraph.
    """
    return _keep(database, form, (edition, paragraph_id), partial(_on_paragraph, edition, paragraph_id), at)


def submit_concept_comment(database: Database, *, concept: str, form: CommentForm, at: datetime) -> Comment:
    """Keep a comment on a concept in the round of the current edition; the rest as submit_comment.

    Raises FormRefused, Missing for an unknown concept, ThreadClosed when the editors closed the thread.
    """
    return _keep(database, form, (concept_thread(concept),), partial(_on_concept, concept), at)


def _keep(
    database: Database,
    form: CommentForm,
    target: tuple[str, ...],
    make: Callable[[Connection, NewComment], Comment],
    at: datetime,
) -> Comment:
    new = check_form(form)
    with database.write() as connection:
        while True:
            comment = replace(make(connection, new), id=_draw_id(), created=at.replace(microsecond=0))
            try:
                return comments.add_comment(
                    connection,
                    comment,
                    email=new.email,
                    idempotency_key=new.idempotency_key,
                    request_hash=_request_hash(target, new),
                ).comment
            except KeyReused:
                # The form was changed after it had arrived once: a new key makes it a comment of its own.
                raise FormRefused({"idempotency_key": Problem.FORM_STALE}) from None
            except IdTaken:
                continue


def new_idempotency_key() -> str:
    """A key for one form: 128 random bits, as text that fits a form field."""
    return secrets.token_urlsafe(16)


def _on_paragraph(edition: str, paragraph_id: str, connection: Connection, new: NewComment) -> Comment:
    entry, _ = choose_edition(connection, edition)
    found = sections.paragraph_in(connection, entry.key, paragraph_id)
    if found is None:
        raise Missing("paragraph", paragraph_id)
    place, paragraph = found
    comment = _comment(connection, entry.key, new, paragraph.wordings[new.language])
    return replace(comment, section=place.section, paragraph_id=paragraph.id)


def _on_concept(key: str, connection: Connection, new: NewComment) -> Comment:
    concept = glossary.concept(connection, key)
    if concept is None:
        raise Missing("concept", key)
    if is_closed(concept_changes.changes_of(connection, key)):
        raise ThreadClosed(key)
    entry, _ = choose_edition(connection, None)
    side = concept.sides[new.language]
    base = "\n\n".join(text for text in (side.definition, side.reading) if text)
    return replace(_comment(connection, entry.key, new, base), concept=key)


def _comment(connection: Connection, edition: str, new: NewComment, base: str) -> Comment:
    """A held comment without target, id and time."""
    fitting = [each.key for each in rounds.rounds_by_date(connection) if each.edition == edition]
    if not fitting:
        raise Missing("round", edition)
    return Comment(
        id="",
        round=fitting[-1],
        edition=edition,
        section="",
        paragraph_id="",
        language=new.language,
        text=new.text,
        name=new.name,
        group=new.group,
        created=datetime.min.replace(tzinfo=UTC),
        state=ModerationState.HELD,
        base_hash=wording_hash(base),
        base_text=base,
    )


def _draw_id() -> str:
    # Eight letters of 32: after a million comments the chance that the next one is taken is one in a million.
    return "c-" + "".join(secrets.choice(ID_ALPHABET) for _ in range(8))


def _request_hash(target: tuple[str, ...], new: NewComment) -> str:
    parts = (*target, *(str(value) for value in astuple(new)))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
