"""XML in: one record of a file at a time, and nothing that a file could use against its reader.

expat of the standard library hands out events, so a file is never a tree. Entities cannot be declared
(a document type with declarations of its own is refused before the first of them is read), and nothing
outside of the file is ever opened. What is refused stops the reading on its line.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from server.formats.refusal import FormatRefused
from server.formats.texts import check_size

# A concept of ours has about 60 elements; the most that one concept can take of memory is bound by this.
MAX_ELEMENTS = 10_000

_XML_LANG = "http://www.w3.org/XML/1998/namespace lang"
_ENCODINGS = {"utf-8", "utf-16", "us-ascii"}


@dataclass(slots=True)
class Node:
    """An element inside a record of the file: its line, its text without markup, the elements in it."""

    name: str
    line: int
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text as it stands there."""
        return "".join(self.pieces)

    @property
    def kind(self) -> str:
        """The attribute "type"; empty without one."""
        return self.attributes.get("type", "")

    @property
    def language(self) -> str:
        """The attribute "xml:lang"; empty without one."""
        return self.attributes.get(_XML_LANG, "")


@dataclass(frozen=True, slots=True)
class Grammar:
    """Which elements a file may hold, and which of them matter.

    `children` names what may stand in each element; an element that is not a key of it holds text. The
    text of `transparent` elements belongs to the element around them; `skipped` ones are not looked into.
    """

    namespace: str
    root: str
    record: str
    children: Mapping[str, frozenset[str]]
    transparent: frozenset[str]
    skipped: frozenset[str]
    check_root: Callable[[Node], None]


def read_records(data: bytes, grammar: Grammar, take: Callable[[Node], None]) -> None:
    """Hand each record of an XML file to `take`, in order, as soon as it has been read.

    Raises FormatRefused for a file that is too large, not well-formed, not in UTF-8 or UTF-16, declares
    entities, or does not follow the grammar.
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
    try:
        # In one piece: expat before 2.6 reads a long token again for every piece (CVE-2023-52425).
        parser.Parse(data, True)
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

    def __init__(
        self, parser: expat.XMLParserType, grammar: Grammar, take: Callable[[Node], None]
    ) -> None:
        self._parser, self._grammar, self._take = parser, grammar, take
        self._open: list[Node] = []
        self._within_skipped = 0
        self._elements = 0
        self._ids: set[str] = set()

    def declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            self._refuse(f'encoding "{encoding}": only UTF-8 and UTF-16 are read')

    def document_type(
        self, _name: str, _system: str | None, _public: str | None, has_declarations: int
    ) -> None:
        # Files of 2008 name a DTD that nobody opens; only declarations in the file itself are dangerous.
        if has_declarations:
            self._refuse("declarations in the document type (entities, say) are not read")

    def unknown_entity(self, name: str, _is_parameter: bool) -> None:
        self._refuse(f'the entity "{name}" is not one of XML itself')

    def start(self, full_name: str, attributes: dict[str, str]) -> None:
        if self._within_skipped:
            self._within_skipped += 1
            return
        name = self._local(full_name)
        node = Node(name, self._parser.CurrentLineNumber, attributes)
        if not self._open:
            if name != self._grammar.root:
                self._refuse(f'the root is "{name}", not "{self._grammar.root}"')
            self._grammar.check_root(node)
            self._open.append(node)
        else:
            self._start_within(self._open[-1], node)

    def _start_within(self, parent: Node, node: Node) -> None:
        grammar = self._grammar
        may_hold_it = node.name in grammar.children.get(parent.name, ())
        is_markup = parent.name not in grammar.children and node.name in grammar.skipped | grammar.transparent
        if not (may_hold_it or is_markup):
            self._refuse(f'"{node.name}" cannot stand in "{parent.name}"')
        if node.name in grammar.skipped:
            self._within_skipped = 1
            return
        if node.name == grammar.record:
            self._elements = 0
        elif may_hold_it and self._is_in_record:
            parent.children.append(node)
        if node.name in grammar.transparent:
            node.pieces = parent.pieces
        self._count(node)
        self._open.append(node)

    def _count(self, node: Node) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            self._refuse(f'more than {MAX_ELEMENTS:,} elements in one "{self._grammar.record}"')
        if (name := node.attributes.get("id")) is not None:
            if name in self._ids:
                self._refuse(f'the id "{name}" stands here a second time')
            self._ids.add(name)

    @property
    def _is_in_record(self) -> bool:
        return any(node.name == self._grammar.record for node in self._open)

    def characters(self, text: str) -> None:
        if self._within_skipped or not self._open:
            return
        innermost = self._open[-1]
        if innermost.name not in self._grammar.children:
            innermost.pieces.append(text)
        elif not text.isspace():
            self._refuse(f'text cannot stand in "{innermost.name}"')

    def end(self, _name: str) -> None:
        if self._within_skipped:
            self._within_skipped -= 1
            return
        node = self._open.pop()
        if node.name == self._grammar.record:
            self._take(node)

    def _local(self, full_name: str) -> str:
        namespace, _, name = full_name.rpartition(" ")
        if namespace != self._grammar.namespace:
            wanted = self._grammar.namespace or "none"
            self._refuse(f'"{name}" is of the namespace "{namespace}"; wanted is {wanted}')
        return name

    def _refuse(self, reason: str) -> NoReturn:
        raise FormatRefused(self._parser.CurrentLineNumber, reason)
