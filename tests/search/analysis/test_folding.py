"""Spellings that readers take for the same word."""

import pytest

from server.search.analysis.folding import MAX_LETTERS, fold
from server.text.languages import Language


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Häuser", "Haeuser"),
        ("Straße", "strasse"),
        ("STRASSE", "Straße"),
        ("KÖLN", "koeln"),
        ("Ha\u0308user", "Häuser"),
        ("Café", "cafe"),
        ("Digi\u00adtalisierung", "Digitalisierung"),
        ("geht’s", "geht's"),
    ],
)
def test_one_german_word_in_two_spellings(one: str, other: str) -> None:
    assert fold(one, Language.DE) == fold(other, Language.DE)


@pytest.mark.parametrize(
    ("one", "other"),
    [("coördinatie", "coordinatie"), ("één", "een"), ("mkb’er", "mkb'er"), ("ĳzer", "ijzer")],
)
def test_one_dutch_word_in_two_spellings(one: str, other: str) -> None:
    assert fold(one, Language.NL) == fold(other, Language.NL)


def test_a_run_of_letters_that_is_no_word_is_cut() -> None:
    assert fold("a" * 10_000, Language.NL) == "a" * MAX_LETTERS


def test_a_letter_that_is_only_a_mark_stays() -> None:
    assert fold("\uff9e", Language.NL) != ""
