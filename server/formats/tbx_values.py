"""What one element of a TBX entry says: data categories and labelled notes, each once and at its level."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from server.formats.refusal import FormatRefused
from server.formats.tbx_grammar import GROUPS
from server.formats.tbx_words import CATEGORIES, LABELS
from server.formats.texts import chosen, taken
from server.formats.xml_nodes import Node

Choice = TypeVar("Choice", bound=StrEnum)


class Values:
    """The values of an entry, a language section or a term section, which is the `level`.

    Raises FormatRefused for a data category that TBX-Basic does not have at that level.
    """

    def __init__(self, node: Node, level: str) -> None:
        self.node = node
        self._level = level
        self._typed: defaultdict[tuple[str, str], list[Node]] = defaultdict(list)
        self._notes: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        self._sources: defaultdict[str, list[str]] = defaultdict(list)
        self._gather(node)

    @property
    def term(self) -> str:
        """The term of a term section."""
        terms = [node for node in self.node.children if node.name == "term"]
        if len(terms) != 1:
            raise FormatRefused(
                self.node.line, f'{len(terms)} "term" in one "{self.node.name}"; it holds one'
            )
        return taken(terms[0].text, terms[0].line)

    def has(self, name: str, kind: str) -> bool:
        """Whether there is an element of this name and type."""
        return (name, kind) in self._typed

    def typed(self, name: str, kind: str) -> str:
        """The text of the one element of this name and type; empty without one."""
        node = self._one(name, kind)
        return taken(node.text, node.line) if node else ""

    def all_typed(self, name: str, kind: str) -> Iterator[tuple[int, str]]:
        """The lines and texts of all elements of this name and type."""
        return ((node.line, taken(node.text, node.line)) for node in self._typed.get((name, kind), ()))

    def source_of(self, kind: str) -> str:
        """The sources that stand in one group with the description of this type; empty without one."""
        return "; ".join(self._sources.get(kind, ()))

    def picked(self, kind: str, picklist: Mapping[str, Choice]) -> Choice | None:
        """What the word of a "termNote" stands for; None without one."""
        node = self._one("termNote", kind)
        if node is None:
            return None
        word = taken(node.text, node.line)
        if word not in picklist:
            known = ", ".join(picklist)
            raise FormatRefused(node.line, f'{kind}: unknown value "{word}"; known are {known}')
        return picklist[word]

    def note(self, label: str) -> str:
        """The text of the one note with this label; empty without one."""
        return self._one_note(label)[1]

    def notes(self, label: str) -> tuple[str, ...]:
        """The texts of all notes with this label, in order."""
        return tuple(text for _, text in self._notes.get(label, ()))

    def noted(self, label: str, kind: type[Choice]) -> Choice | None:
        """The member of a picklist that the one note with this label names; None without one."""
        line, text = self._one_note(label)
        return chosen(kind, text, line, label) if text else None

    def _one(self, name: str, kind: str) -> Node | None:
        nodes = self._typed.get((name, kind), ())
        if len(nodes) > 1:
            raise FormatRefused(nodes[1].line, f'a second {kind} in one "{self.node.name}"')
        return nodes[0] if nodes else None

    def _one_note(self, label: str) -> tuple[int, str]:
        notes = self._notes.get(label, ())
        if len(notes) > 1:
            raise FormatRefused(notes[1][0], f'a second note "{label}" in one "{self.node.name}"')
        return notes[0] if notes else (self.node.line, "")

    def _gather(self, parent: Node) -> None:
        for node in parent.children:
            if node.name == "note":
                self._keep_note(node)
            elif node.name == "descripGrp":
                self._keep_description(node)
            elif node.name in GROUPS:
                self._gather(node)
            elif node.name in CATEGORIES[self._level]:
                self._keep(node)

    def _keep(self, node: Node) -> None:
        if node.kind not in CATEGORIES[self._level][node.name]:
            raise FormatRefused(
                node.line, f'a "{node.name}" of the type "{node.kind}" cannot stand in "{self.node.name}"'
            )
        self._typed[node.name, node.kind].append(node)

    def _keep_description(self, group: Node) -> None:
        descriptions = [node for node in group.children if node.name == "descrip"]
        if len(descriptions) != 1:
            raise FormatRefused(group.line, f'{len(descriptions)} "descrip" in one group; it holds one')
        self._keep(descriptions[0])
        for node in group.children:
            if node.name == "admin" and node.kind == "source":
                self._sources[descriptions[0].kind].append(taken(node.text, node.line))

    def _keep_note(self, node: Node) -> None:
        label, colon, text = taken(node.text, node.line).partition(":")
        if not colon or label not in LABELS[self._level]:
            return
        if not text.strip():
            raise FormatRefused(node.line, f'the note "{label}" says nothing')
        self._notes[label].append((node.line, text.strip()))
