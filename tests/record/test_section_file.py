"""A section's file: ids on lines of their own, wordings between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.document import ID_ALPHABET
from server.record.section_file import PlacedWording, parse_section, write_section

IDS = st.text(ID_ALPHABET, min_size=5, max_size=5).map(lambda letters: f"p-{letters}")
LINES = st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=20).filter(
    lambda line: not line.lstrip().startswith("{#")
)


def _is_text(line: str) -> bool:
    return bool(line.strip(" \t"))


WORDINGS = st.lists(LINES, min_size=1, max_size=6).filter(
    lambda lines: _is_text(lines[0]) and _is_text(lines[-1])
)


def read(text: str) -> tuple[list[PlacedWording], list[tuple[int, str]]]:
    """The wordings of a file and what was reported."""
    reported: list[tuple[int, str]] = []
    wordings = parse_section(text, lambda line, reason: reported.append((line, reason)))
    return wordings, reported


@given(st.lists(st.tuples(IDS, WORDINGS.map("\n".join)), min_size=1))
def test_what_is_written_is_read_back(paragraphs: list[tuple[str, str]]) -> None:
    wordings, reported = read(write_section(paragraphs))
    assert [(wording.id, wording.text) for wording in wordings] == paragraphs
    assert reported == []


@given(st.lists(st.tuples(IDS, WORDINGS.map("\n".join)), min_size=1))
def test_writing_what_was_read_gives_the_same_text(paragraphs: list[tuple[str, str]]) -> None:
    text = write_section(paragraphs)
    assert write_section((wording.id, wording.text) for wording in read(text)[0]) == text


def test_a_wording_is_all_that_stands_up_to_the_next_id() -> None:
    text = "{#p-aaaa1}\n\nOne:\n\n- two\n\n\n{#p-aaaa2}\n    code  \n"
    assert read(text) == (
        [PlacedWording("p-aaaa1", 1, "One:\n\n- two"), PlacedWording("p-aaaa2", 8, "    code  ")],
        [],
    )


def test_wordings_are_set_apart_by_one_empty_line_and_the_file_ends_with_one_line_feed() -> None:
    text = write_section([("p-aaaa1", "One."), ("p-aaaa2", "Two.")])
    assert text == "{#p-aaaa1}\nOne.\n\n{#p-aaaa2}\nTwo.\n"


@pytest.mark.parametrize("text", ["", "One.\n", "\nOne.", "One.\n\n{#p-aaaa2}\nTwo.", "{#fig}"])
def test_a_wording_that_would_not_be_read_back_is_not_written(text: str) -> None:
    with pytest.raises(ValueError, match="p-aaaa1"):
        write_section([("p-aaaa1", text)])
