"""XML in: one record of a file at a time, and nothing that a file could use against its reader.

expat of the standard library hands out events, so that a file is never a tree. Entities cannot be declared
(a document type with declarations of its own is refused before the first of them is read), and nothing
outside of the file is ever opened. What is refused stops the reading on its line.
"""

from collections.abc import Callable
from typing import NoReturn
from xml.parsers import expat

from server.formats.refusal import FormatRefused
from server.formats.texts import MAX_TEXT, check_size
from server.formats.xml_nodes import Grammar, Node

# A concept of ours has about 60 elements. These bounds keep a hostile file from filling the memory with
# open or empty elements, with names (expat keeps each one until the end), or with one endless tag.
MAX_ELEMENTS = 10_000
MAX_DEPTH = 100
MAX_NAMES = 500
MAX_TOKEN = 1024 * 1024

_PIECE = 64 * 1024
_ENCODINGS = {"utf-8", "utf-16", "us-ascii"}


def read_records(data: bytes, grammar: Grammar, take: Callable[[Node], None]) -> None:
    """Hand each record of an XML file to `take`, in order, as soon as it has been read.

    Raises FormatRefused for a file that is too large, not well-formed, not in UTF-8 or UTF-16, declares
    entities, goes beyond one of the bounds above, or does not follow the grammar.
    """
    check_size(data)
    parser = expat.ParserCreate(namespace_separator=" ")
    reader = _Reader(parser, grammar, take)
    parser.buffer_text = True
    parser.XmlDeclHandler = reader.declaration
    parser.StartDoctypeDeclHandler = reader.document_type
    parser.SkippedEntityHandler = reader.unknown_entity
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    view = memoryview(data)
    try:
        for fed in range(0, len(data), _PIECE):
            parser.Parse(view[fed : fed + _PIECE], False)
            # Also keeps expat before 2.6 from reading a long token again and again (CVE-2023-52425).
            if fed - parser.CurrentByteIndex > MAX_TOKEN:
                raise FormatRefused(
                    parser.CurrentLineNumber, f"a tag or comment of more than {MAX_TOKEN:,} bytes"
                )
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise FormatRefused(error.lineno, _reason(error, data, parser.ErrorByteIndex)) from error


def _reason(error: expat.ExpatError, data: bytes, position: int) -> str:
    message = expat.ErrorString(error.code) or "unreadable"
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not is_wide and message in ("not well-formed (invalid token)", "partial character"):
        try:
            data[position : position + 4].decode()
        except UnicodeDecodeError as wrong:
            # A character may be cut off at the end of the four bytes, but never at their start.
            if wrong.start == 0:
                return f"invalid UTF-8: byte 0x{data[position]:02x}"
    return f"not well-formed XML: {message}"


class _Reader:
    """Takes the events of one file; `_open` are the elements that have not ended, from the root on."""

    def __init__(self, parser: expat.XMLParserType, grammar: Grammar, take: Callable[[Node], None]) -> None:
        self._parser, self._grammar, self._take = parser, grammar, take
        self._open: list[Node] = []
        self._depth_skipped = 0
        self._is_in_record = False
        self._elements = 0
        self._characters = 0
        self._names: set[str] = set()
        self._ids: set[str] = set()

    def declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            self._refuse(f'the encoding is "{encoding}"; only UTF-8 and UTF-16 are read')

    def document_type(
        self, _name: str, _system: str | None, _public: str | None, has_declarations: bool
    ) -> None:
        # Files of 2008 name a DTD, which nobody opens; only declarations in the file itself are dangerous.
        if has_declarations:
            self._refuse("a document type with declarations (of entities, say) is not read")

    def unknown_entity(self, name: str, _is_parameter: bool) -> None:
        self._refuse(f'the entity "{name}" is not one of XML itself')

    def start(self, full_name: str, attributes: dict[str, str]) -> None:
        self._check_bounds(full_name, attributes)
        if self._depth_skipped:
            self._depth_skipped += 1
            return
        namespace, _, name = full_name.rpartition(" ")
        node = Node(name, self._parser.CurrentLineNumber, attributes)
        if not self._open and name != self._grammar.root:
            self._refuse(
                f'this is not {self._grammar.format}: the root is "{name}", not "{self._grammar.root}"'
            )
        if namespace != self._grammar.namespace:
            self._refuse(f'"{name}" is of the namespace "{namespace}", not "{self._grammar.namespace}"')
        if not self._open:
            self._grammar.check_root(node)
            self._open.append(node)
        else:
            self._start_within(self._open[-1], node)

    def _check_bounds(self, full_name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            self._refuse(f"more than {MAX_ELEMENTS:,} elements in one entry or header")
        if len(self._open) + self._depth_skipped >= MAX_DEPTH:
            self._refuse(f"elements more than {MAX_DEPTH} deep")
        self._names.add(full_name)
        self._names.update(attributes)
        if len(self._names) > MAX_NAMES:
            self._refuse(f"more than {MAX_NAMES} different names of elements and attributes")

    def _start_within(self, parent: Node, node: Node) -> None:
        grammar, name = self._grammar, node.name
        is_markup = (
            parent.name not in grammar.children and name in grammar.kept_markup | grammar.dropped_markup
        )
        if not is_markup and name not in grammar.children.get(parent.name, ()):
            self._refuse(f'"{name}" cannot stand in "{parent.name}"')
        if name in grammar.skipped | grammar.dropped_markup:
            self._depth_skipped = 1
            return
        self._check_id(node)
        if is_markup:
            node.pieces = parent.pieces
            self._open.append(node)
            return
        self._characters = 0
        if name == grammar.record:
            self._is_in_record, self._elements = True, 0
        elif self._is_in_record:
            parent.children.append(node)
        self._open.append(node)

    def _check_id(self, node: Node) -> None:
        if (name := node.attributes.get("id")) is not None:
            if name in self._ids:
                self._refuse(f'the id "{name}" stands here a second time')
            self._ids.add(name)

    def characters(self, text: str) -> None:
        if self._depth_skipped:
            return
        innermost = self._open[-1]
        if innermost.name not in self._grammar.children:
            self._characters += len(text)
            if self._characters > MAX_TEXT:
                self._refuse(f"a text of more than {MAX_TEXT:,} characters")
            innermost.pieces.append(text)
        elif rest := text.lstrip():
            # Text is handed out when it has ended.
            line = self._parser.CurrentLineNumber - rest.count("\n")
            raise FormatRefused(line, f'text cannot stand in "{innermost.name}"')

    def end(self, _full_name: str) -> None:
        if self._depth_skipped:
            self._depth_skipped -= 1
            return
        node = self._open.pop()
        if node.name == self._grammar.record:
            self._is_in_record = False
            self._take(node)

    def _refuse(self, reason: str) -> NoReturn:
        raise FormatRefused(self._parser.CurrentLineNumber, reason)
