"""XML made to harm its reader: refused before it costs memory."""

import tracemalloc
from collections.abc import Callable

import pytest

from server.domain.glossary import Concept
from server.formats import glossary_tables, tbx2, tbx3
from server.formats.refusal import FormatRefused
from server.formats.texts import MAX_BYTES, MAX_CONCEPTS
from tests.formats.tbx_files import FILE, as_v2, changed

MIB = 1024 * 1024
ROOT = '<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dca" xml:lang="en"><tbxHeader>'
ENTRY = ROOT + "</tbxHeader><text><body><conceptEntry id='a'>"

Import = Callable[[bytes], tuple[Concept, ...]]


def refused(import_: Import, data: bytes, most: float) -> FormatRefused:
    """The refusal of a file, after making sure that reading took at most so many MiB of memory."""
    tracemalloc.start()
    try:
        with pytest.raises(FormatRefused) as found:
            import_(data)
        peak = tracemalloc.get_traced_memory()[1] / MIB
    finally:
        tracemalloc.stop()
    assert peak <= most
    return found.value


def filled(start: str, unit: str, size: int = MAX_BYTES) -> bytes:
    """A file of the largest size that is read; "{}" in the unit becomes a number."""
    if "{}" not in unit:
        return (start + unit * (size // len(unit)))[:size].encode()
    numbered = (unit.replace("{}", format(number, "x")) for number in range(size // len(unit)))
    return (start + "".join(numbered))[:size].encode()


LAUGHS = [f"<!ENTITY {chr(ord(below) + 1)} '{f'&{below};' * 10}'>\n" for below in "abcdefgh"]
DECLARATIONS = {
    "a billion laughs": "<!DOCTYPE tbx [\n<!ENTITY a 'ha'>\n" + "".join(LAUGHS) + "]>\n",
    "one long entity": f'<!DOCTYPE tbx [\n<!ENTITY i "{"a" * 50_000}">]>\n',
    "an external entity": '<!DOCTYPE tbx [\n<!ENTITY i SYSTEM "file:///etc/passwd">]>\n',
    "an external parameter entity": '<!DOCTYPE tbx [\n<!ENTITY % p SYSTEM "http://127.0.0.1:1/"> %p;]>\n',
    "an entity outside of the file": '<!DOCTYPE tbx SYSTEM "evil.dtd" [\n<!ELEMENT tbx ANY>]>\n',
}


@pytest.mark.parametrize("declarations", DECLARATIONS.values(), ids=DECLARATIONS)
def test_a_document_type_with_declarations_is_refused_before_they_are_read(declarations: str) -> None:
    data = changed(("<tbx ", declarations + "<tbx "), ("<term>mkb", "<term>&i;"))
    for import_, file in ((tbx3.import_, data), (tbx2.import_, as_v2(data))):
        refusal = refused(import_, file, most=1)
        assert refusal.reason == "a document type with declarations (of entities, say) is not read"
        assert refusal.line == 2


@pytest.mark.parametrize(
    ("document_type", "reason"),
    [
        ("", "not well-formed XML: undefined entity"),
        ('<!DOCTYPE tbx SYSTEM "x.dtd">\n', 'the entity "eacute" is not one of XML itself'),
    ],
)
def test_an_entity_that_nobody_declared_is_refused(document_type: str, reason: str) -> None:
    data = changed(("<tbx ", document_type + "<tbx "), ("<term>mkb", "<term>caf&eacute;"))
    refusal = refused(tbx3.import_, data, most=1)
    assert (refusal.line, refusal.reason) == (14 + document_type.count("\n"), reason)


@pytest.mark.parametrize("import_", [tbx3.import_, tbx2.import_, glossary_tables.import_csv])
def test_a_file_of_50_mb_is_refused_unread(import_: Import) -> None:
    refusal = refused(import_, FILE.encode().ljust(50_000_000), most=0.1)
    assert refusal.reason == "the file has 50,000,000 bytes; at most 16,777,216 are read"


LARGE = {
    "elements in elements": (ROOT, "<a>", 1, "elements more than 100 deep"),
    "elements in the header": (ROOT, "<a/>", 1, "more than 10,000 elements in one entry or header"),
    "names of elements": (ROOT, "<a{}/>", 1, "more than 500 different names of elements and attributes"),
    "names of attributes": (ROOT + "<a", " b{}='c'", 4, "a tag or comment of more than 1,048,576 bytes"),
    "namespaces": (ROOT, "<a xmlns:b{}='c'/>", 2, "more than 10,000 elements in one entry or header"),
    "a comment": (ROOT + "<!--", "x", 4, "a tag or comment of more than 1,048,576 bytes"),
    "comments": (ROOT, "<!-- -->", 1, "not well-formed XML: unclosed token"),
    "instructions": (ROOT, "<?a{} b?>", 1, "not well-formed XML: unclosed token"),
    "notes in an entry": (ENTRY, "<note/>", 8, "more than 10,000 elements in one entry or header"),
    "markup in a text": (
        ENTRY + "<note>",
        "<hi>x</hi>",
        2,
        "more than 10,000 elements in one entry or header",
    ),
    "a text": (ENTRY + "<note>", "x", 1, "a text of more than 131,072 characters"),
    "references": (ENTRY + "<note>", "&#8364;", 1, "a text of more than 131,072 characters"),
}


@pytest.mark.parametrize(("start", "unit", "most", "reason"), LARGE.values(), ids=LARGE)
def test_a_file_of_the_largest_size_takes_little_memory(
    start: str, unit: str, most: float, reason: str
) -> None:
    assert refused(tbx3.import_, filled(start, unit), most).reason == reason


def test_too_many_concepts_are_refused() -> None:
    start, end = FILE.index("<conceptEntry"), FILE.index("    </body>")
    entry = " ".join(FILE[start:end].split()).replace("> <", "><").replace("c-smes", "{}")
    with pytest.raises(FormatRefused) as refused:
        tbx3.import_(filled(FILE[:start], entry))
    assert refused.value.reason == f"more than {MAX_CONCEPTS:,} concepts in one file"
