"""Autosaves: what an editor typed into the editing page and has not saved, per side of a paragraph."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from server.store.schema import autosaves
from server.store.upserts import insert_into
from server.text.languages import Language


@dataclass(frozen=True, slots=True)
class Autosave:
    """A wording as it was typed last; `base` is the number of the revision on which it was typed, `at` is UTC."""

    language: Language
    text: str
    base: int
    at: datetime


def keep_autosave(
    connection: Connection, edition: str, paragraph: str, account: int, autosave: Autosave
) -> None:
    """Keep what an editor typed, in the place of what they typed before."""
    statement = insert_into(connection, autosaves).values(
        edition=edition,
        paragraph=paragraph,
        language=autosave.language,
        account=account,
        text=autosave.text,
        base=autosave.base,
        at=autosave.at,
    )
    changed = {name: statement.excluded[name] for name in ("text", "base", "at")}
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["edition", "paragraph", "language", "account"], set_=changed
        )
    )


def autosaves_of(
    connection: Connection, edition: str, paragraph: str, account: int
) -> dict[Language, Autosave]:
    """What an editor typed and has not saved, by side: one query."""
    rows = connection.execute(
        select(autosaves).where(
            autosaves.c.edition == edition,
            autosaves.c.paragraph == paragraph,
            autosaves.c.account == account,
        )
    )
    return {
        Language(row.language): Autosave(Language(row.language), row.text, row.base, row.at) for row in rows
    }


def drop_autosaves(
    connection: Connection, edition: str, paragraph: str, account: int, languages: Collection[Language]
) -> None:
    """Forget what an editor typed on these sides: it is saved now, or not wanted."""
    connection.execute(
        delete(autosaves).where(
            autosaves.c.edition == edition,
            autosaves.c.paragraph == paragraph,
            autosaves.c.account == account,
            autosaves.c.language.in_(list(languages)),
        )
    )
