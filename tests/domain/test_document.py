"""Paragraph ids, fingerprints of wordings, sections and their slugs (tests/spec/slugs.md)."""

import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.document import ID_ALPHABET, PARAGRAPH_ID, Section, slug, wording_hash
from tests.domain.worlds import DE, NL, both
from tests.text.spec_tables import rows

titles = st.text(alphabet=st.characters(codec="utf-8"))


@pytest.mark.parametrize("row", rows("slugs"), ids=lambda row: ascii(f"{row['number']} {row['title']}"))
def test_the_slug_of_a_number_and_a_title(row: Mapping[str, str]) -> None:
    assert slug(row["number"], row["title"]) == row["slug"]


@settings(deadline=None)
@given(titles)
def test_a_slug_is_lower_case_ascii_words_joined_by_single_hyphens(title: str) -> None:
    made = slug("4.2", title)
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in made.split("-"))
    assert made.startswith("4-2")


@settings(deadline=None)
@given(titles)
def test_a_slug_is_the_same_however_it_is_stored_or_slugged_again(title: str) -> None:
    made = slug("", title)
    assert (
        slug("", unicodedata.normalize("NFD", title)) == slug("", unicodedata.normalize("NFC", title)) == made
    )
    assert slug("", made) == made


def test_a_section_has_a_slug_in_each_language() -> None:
    section = Section("2-steps", "2", both("Stappen", "Nächste Schritte"))
    assert [section.slug(language) for language in (NL, DE)] == ["2-stappen", "2-naechste-schritte"]


@pytest.mark.parametrize(("number", "level"), [("", 1), ("4", 1), ("4.2", 2), ("4.2.1", 3), ("10.12", 2)])
def test_the_depth_of_a_section_in_the_contents(number: str, level: int) -> None:
    assert Section("x", number, both("", "")).level == level


@pytest.mark.parametrize("label", ["p-7k2qd", "p-00000", "p-zzzzz"])
def test_a_paragraph_id(label: str) -> None:
    assert PARAGRAPH_ID.fullmatch(label)


@pytest.mark.parametrize(
    "label", ["7k2qd", "p-7k2q", "p-7k2qdd", "p-7K2QD", "p-ilouu", "c-7k2qd", "p-7k2qd\n", "p_7k2qd", ""]
)
def test_no_paragraph_id(label: str) -> None:
    assert not PARAGRAPH_ID.fullmatch(label)


def test_no_letter_of_an_id_is_taken_for_another() -> None:
    assert len(set(ID_ALPHABET)) == len(ID_ALPHABET) == 32
    assert not set(ID_ALPHABET) & set("iloABCDEFGHIJKLMNOPQRSTUVWXYZu")


def test_a_fingerprint_is_the_start_of_the_sha_256() -> None:
    assert wording_hash("") == "e3b0c44298fc1c14"
    assert wording_hash("Zo is het.") == "d87b3009f19dd641"


def test_a_fingerprint_differs_with_the_wording_and_not_with_how_it_is_stored() -> None:
    assert wording_hash("Über") == wording_hash("U\u0308ber")
    assert wording_hash("Über") != wording_hash("Uber")
    assert wording_hash("a b") != wording_hash("a  b")
