"""Wordings as trees of blocks: everything that stands in them, and nothing of Markdown."""

from collections.abc import Iterator
from pathlib import Path

from server.record.record import read_record
from server.text.markdown import blocks, plain
from server.text.markdown_blocks import (
    Block,
    Box,
    Cell,
    Code,
    Heading,
    Listing,
    Table,
    Text,
    Words,
)

REPOSITORY = Path(__file__).parents[2]


def text(said: str) -> Text:
    return Text((Words(said),))


def test_words_carry_how_they_are_set_and_where_they_lead() -> None:
    tree = blocks("a **b *c*** `d` [e](https://example.org)\nf\\\ng")
    assert tree.blocks == (
        Text(
            (
                Words("a "),
                Words("b ", strong=True),
                Words("c", strong=True, emphasis=True),
                Words(" "),
                Words("d", code=True),
                Words(" "),
                Words("e", href="https://example.org"),
                Words(" "),
                Words("f"),
                Words("\n"),
                Words("g"),
            )
        ),
    )


def test_lists_hold_blocks_and_know_their_first_number() -> None:
    assert blocks("3. a\n   - b\n4. c\n\n# d").blocks == (
        Listing(((text("a"), Listing(((text("b"),),))), (text("c"),)), start=3),
        Heading(1, (Words("d"),)),
    )


def test_a_table_has_a_header_and_rows_with_their_sides() -> None:
    assert blocks("| a | b |\n|---|--:|\n| 1 | 2 |").blocks == (
        Table(
            (Cell((Words("a"),)), Cell((Words("b"),), "right")),
            ((Cell((Words("1"),)), Cell((Words("2"),), "right")),),
        ),
    )


def test_boxes_hold_blocks_below_their_title() -> None:
    tree = blocks("::: case Title & more\n\na\n\n> b\n\n:::\n\n```\nc\n d\n```")
    assert tree.blocks == (
        Box("case", "Title & more", (text("a"), Box("quotation", "", (text("b"),)))),
        Code("c\n d"),
    )


def test_footnotes_are_kept_by_their_labels() -> None:
    tree = blocks("a[^1] b[^1]\n\n[^1]: c\n\n    d\n\n[^2]: never referred to")
    assert tree.blocks == (Text((Words("a"), Words("", note="1"), Words(" b"), Words("", note="1"))),)
    assert tree.notes == {"1": (text("c"), text("d"))}


def test_an_empty_wording_has_no_blocks() -> None:
    assert blocks("").blocks == ()


def test_no_word_of_the_record_is_lost() -> None:
    for edition in read_record(REPOSITORY).editions:
        for section in edition.sections:
            for paragraph in section.paragraphs:
                for wording in paragraph.wordings.values():
                    tree = blocks(wording)
                    every = [*tree.blocks, *(each for note in tree.notes.values() for each in note)]
                    assert squeezed("".join(said(every))) == squeezed(plain(wording))


def squeezed(text: str) -> str:
    return "".join(text.split())


def said(found: list[Block] | tuple[Block, ...]) -> Iterator[str]:
    """Every word of the blocks, in order."""
    for block in found:
        match block:
            case Text(words) | Heading(_, words):
                yield from (each.text for each in words)
            case Code(code):
                yield code
            case Listing(items):
                for item in items:
                    yield from said(item)
            case Table(header, rows):
                yield from (each.text for row in (header, *rows) for cell in row for each in cell.words)
            case Box(_, title, inside):
                yield title
                yield from said(inside)
