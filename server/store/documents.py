"""The document: the whole work, of which every edition is a state."""

from sqlalchemy import Connection, delete, insert, select

from server.domain.document import Document
from server.store.schema import documents


def save_document(connection: Connection, document: Document) -> None:
    """Make this the document; one store holds one document."""
    connection.execute(delete(documents))
    connection.execute(
        insert(documents).values(
            key=document.key,
            titles=document.titles,
            subtitles=document.subtitles,
            publisher=document.publisher,
            licence=document.licence,
        )
    )


def document(connection: Connection) -> Document | None:
    """The document; None before the first load."""
    row = connection.execute(select(documents)).one_or_none()
    return None if row is None else Document(**row._mapping)
