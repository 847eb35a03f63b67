"""What is kept of typed texts and names, as tests/spec/typed_texts.md and typed_names.md say."""

import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.typed import clean_line, clean_text
from tests.text.spec_tables import rows

SIGNS = [
    "\r",
    "\n",
    "\t",
    " ",
    "\0",
    "\ud800",
    "\u200b",
    "\u202e",
    "\u0308",
    "\u0301",
    "u",
    "\ufffe",
    "\u2028",
    "\u0085",
    "\u034f",
    "\u3164",
    "\ufe0f",
    "\u0344",
]
typed = st.lists(st.sampled_from(SIGNS) | st.text(max_size=2)).map("".join)


@pytest.mark.parametrize("row", rows("typed_texts"), ids=lambda row: ascii(row["typed"]))
def test_what_is_kept_of_a_text(row: Mapping[str, str]) -> None:
    assert clean_text(row["typed"]) == row["kept"]


@pytest.mark.parametrize("row", rows("typed_names"), ids=lambda row: ascii(row["typed"]))
def test_what_is_kept_of_a_name(row: Mapping[str, str]) -> None:
    assert clean_line(row["typed"]) == row["kept"]


@settings(deadline=None)
@given(typed)
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@settings(deadline=None)
@given(typed)
def test_a_clean_text_can_stand_in_html_and_in_a_file(text: str) -> None:
    kept = clean_text(text)
    assert unicodedata.is_normalized("NFC", kept)
    assert kept == kept.strip()
    assert not {unicodedata.category(c) for c in kept if c not in "\n\t"} & {"Cc", "Cs", "Cn"}
    kept.encode()


@settings(deadline=None)
@given(typed)
def test_a_clean_name_is_seen_on_one_line(text: str) -> None:
    kept = clean_line(text)
    assert unicodedata.is_normalized("NFC", kept)
    assert kept == " ".join(kept.split())
    assert not {unicodedata.category(c) for c in kept} & {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}
