"""What is read of an XML file: records of elements, as a grammar allows them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_XML_LANG = "http://www.w3.org/XML/1998/namespace lang"


@dataclass(slots=True)
class Node:
    """An element inside a record of the file: its line, its text without markup, the elements in it."""

    name: str
    line: int
    attributes: Mapping[str, str]
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
    """Which elements a file may hold, and which of them are read.

    `children` names what may stand in each element; an element that is no key of it holds text, and
    markup in it: of `kept_markup` the text is read, of `dropped_markup` nothing. `skipped` elements are
    not looked into. `check_root` may raise FormatRefused.
    """

    format: str
    namespace: str
    root: str
    record: str
    children: Mapping[str, frozenset[str]]
    skipped: frozenset[str]
    kept_markup: frozenset[str]
    dropped_markup: frozenset[str]
    check_root: Callable[[Node], None]
