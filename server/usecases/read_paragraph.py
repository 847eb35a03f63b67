"""Read single paragraphs and where the others of an edition stand, for who reads piece by piece."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.domain.document import Document, Paragraph
from server.domain.editions import StepException
from server.store import documents, editions, paragraph_lists, sections
from server.store.comment_counts import shown_count
from server.store.database import Database
from server.store.editions import EditionEntry, SectionEntry
from server.store.paragraph_lists import ListedParagraph
from server.store.sections import Place
from server.usecases.missing import Missing
from server.usecases.read_contents import choose_edition


@dataclass(frozen=True, slots=True)
class Overview:
    """The document and its editions, the newest first."""

    document: Document
    editions: Sequence[EditionEntry]


@dataclass(frozen=True, slots=True)
class ListedEdition:
    """An edition with its sections and, by the key of the section, the paragraphs in order."""

    edition: EditionEntry
    is_current: bool
    sections: Sequence[SectionEntry]
    paragraphs: Mapping[str, Sequence[ListedParagraph]]


@dataclass(frozen=True, slots=True)
class ParagraphToRead:
    """A paragraph of an edition with both wordings, where it stands, and how many comments are shown on it.

    `exception` is the signed word that one of its languages follows.
    """

    place: Place
    paragraph: Paragraph
    comments: int
    exception: StepException | None


def read_overview_of_editions(database: Database) -> Overview:
    """The document and its editions. Raises Missing before anything is loaded."""
    with database.read() as connection:
        document = documents.document(connection)
        known = editions.editions_by_date(connection)
    if document is None or not known:
        raise Missing("document", "")
    return Overview(document, known[::-1])


def read_listed_edition(database: Database, key: str) -> ListedEdition:
    """An edition with the ids of its paragraphs. Raises Missing."""
    with database.read() as connection:
        entry, current = choose_edition(connection, key)
        return ListedEdition(
            entry,
            entry == current,
            editions.contents(connection, key),
            paragraph_lists.listed_paragraphs(connection, key),
        )


def read_paragraph(database: Database, edition: str, paragraph_id: str) -> ParagraphToRead:
    """A paragraph as it stands in an edition. Raises Missing."""
    with database.read() as connection:
        found = sections.paragraph_in(connection, edition, paragraph_id)
        if found is None:
            raise Missing("paragraph", paragraph_id)
        entry, _ = choose_edition(connection, edition)
        return ParagraphToRead(
            *found,
            comments=shown_count(connection, edition, paragraph_id),
            exception=next((each for each in entry.exceptions if each.paragraph == paragraph_id), None),
        )
