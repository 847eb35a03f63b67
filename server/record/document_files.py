"""document.toml: what holds for the document in all its editions."""

from server.domain.document import Document
from server.record.reading import Reading
from server.record.toml_reading import Table
from server.record.toml_writing import write_toml

PATTERN = "content/*/document.toml"


def read_document(reading: Reading) -> Document | None:
    """The one document of the record; none and more than one are reported."""
    found = reading.keyed_files(PATTERN, place=1)
    if not found:
        reading.problem("content", 1, "no document: content/<document>/document.toml is missing")
        return None
    for _, file in found[1:]:
        reading.problem(file, 1, f"a second document beside {found[0][1]}")
    key, file = found[0]
    return reading.toml(file, lambda table: _document(key, table))


def document_files(document: Document) -> dict[str, str]:
    """The text of document.toml by its path below the root."""
    text = write_toml(
        {
            "key": document.key,
            "publisher": document.publisher,
            "licence": document.licence,
            "titles": document.titles,
            "subtitles": document.subtitles,
        }
    )
    return {f"content/{document.key}/document.toml": text}


def _document(key: str, table: Table) -> Document:
    if table.text("key") != key and "key" in table:
        table.problem("key", f'must be the name of the folder, "{key}"')
    return Document(
        key=key,
        titles=table.pair("titles"),
        subtitles=table.pair("subtitles"),
        publisher=table.text("publisher"),
        licence=table.text("licence"),
    )
