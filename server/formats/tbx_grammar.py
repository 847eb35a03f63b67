"""What may stand where in a TBX-Basic file, for a reader that does not mind the order."""

from server.formats.refusal import FormatRefused
from server.formats.tbx_words import Dialect
from server.formats.xml_nodes import Grammar, Node

GROUPS = frozenset({"adminGrp", "descripGrp", "termNoteGrp"})

_REMARKS = frozenset({"note", "ref", "xref"})
_DESCRIPTIONS = _REMARKS | {"descrip", "descripGrp", "admin", "adminGrp", "transacGrp"}


def grammar_of(dialect: Dialect) -> Grammar:
    """The grammar of one version; its root must say that this is TBX-Basic."""

    def check_root(root: Node) -> None:
        for name, wanted in dialect.root_attributes.items():
            if (found := root.attributes.get(name, "")) != wanted:
                raise FormatRefused(
                    root.line, f'{name}="{found}" is not read: of {dialect.version} only {name}="{wanted}" is'
                )

    children = {
        dialect.root: frozenset({dialect.header, "text"}),
        "text": frozenset({"body", "back"}),
        "body": frozenset({dialect.entry}),
        dialect.entry: _DESCRIPTIONS | {dialect.section},
        dialect.section: _DESCRIPTIONS | {dialect.term_section},
        dialect.term_section: _DESCRIPTIONS | {"term", "termNote", "termNoteGrp"},
        "descripGrp": _REMARKS | {"descrip", "descripNote", "admin", "adminGrp", "transacGrp"},
        "adminGrp": _REMARKS | {"admin", "adminNote"},
        "termNoteGrp": _REMARKS | {"termNote", "admin", "adminGrp", "transacGrp"},
    }
    return Grammar(
        format=dialect.version,
        namespace=dialect.namespace,
        root=dialect.root,
        record=dialect.entry,
        children=children,
        skipped=frozenset({dialect.header, "back", "ref", "xref", "transacGrp", "descripNote", "adminNote"}),
        kept_markup=frozenset({"hi", "foreign"}),
        dropped_markup=frozenset({"bpt", "ept", "ph", "sc", "ec"}),
        check_root=check_root,
    )
