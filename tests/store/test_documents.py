"""The document is kept as one value."""

from dataclasses import replace

from server.domain.document import Document
from server.store.database import Database
from server.store.documents import document, save_document
from server.text.languages import Language

STRATEGY = Document(
    key="masterstrategy",
    titles={Language.NL: "Masterstrategie", Language.DE: "Masterstrategie"},
    subtitles={Language.NL: "grensregio", Language.DE: "Grenzregion"},
    publisher="Ministerie van Economische Zaken",
    licence="CC BY 4.0",
)


def test_there_is_no_document_before_the_first_load(database: Database) -> None:
    with database.read() as connection:
        assert document(connection) is None


def test_a_saved_document_replaces_the_one_before(database: Database) -> None:
    with database.write() as connection:
        save_document(connection, STRATEGY)
        save_document(connection, replace(STRATEGY, key="strategy", licence="CC0"))
        assert document(connection) == replace(STRATEGY, key="strategy", licence="CC0")
