"""Which words are compounds, and what their parts are called."""

import pytest

from server.search.analysis.chain import analyse
from server.search.analysis.compounds import split
from server.search.analysis.stemming import stem
from server.text.languages import Language

NL, DE = Language


@pytest.mark.parametrize(
    ("word", "language", "parts"),
    [
        ("Digitalisierungsstrategie", DE, ("digitalisierung", "strategie")),
        ("DIGITALISIERUNGSSTRATEGIEN", DE, ("digitalisierung", "strategien")),
        ("Fördermittel", DE, ("foerdern", "mittel")),
        ("Sprachkurs", DE, ("sprache", "kurs")),
        ("digitaliseringsstrategieën", NL, ("digitalisering", "strategie")),
        ("kenniseconomie", NL, ("kennis", "economie")),
    ],
)
def test_parts_are_words_without_linking_elements(
    word: str, language: Language, parts: tuple[str, ...]
) -> None:
    assert split(word, language) == parts


@pytest.mark.parametrize("word", ["netwerk", "Amsterdam", "management", "a1b2c3d4e5", "2026", "", "x" * 500])
def test_other_words_have_no_parts(word: str) -> None:
    assert split(word, NL) == ()


def test_a_token_has_the_stems_that_its_parts_have_alone() -> None:
    [token] = analyse("Digitalisierungsstrategien", DE)
    assert token.parts == (stem("Digitalisierung", DE), stem("Strategie", DE))


def test_what_a_hyphen_parts_is_parted_before() -> None:
    assert [token.text for token in analyse("mkb-digitaliseringsstrategie", NL)] == [
        "mkb",
        "digitaliseringsstrategie",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Straßenbau", "STRASSENBAU"), ("Fördermittel", "Foerdermittel"), ("Städtebau", "Staedtebau")],
)
def test_a_compound_in_two_spellings_has_the_same_parts(one: str, other: str) -> None:
    assert split(one, DE) == split(other, DE) != ()


def test_a_long_run_of_parts_is_parted_in_bounded_time() -> None:
    assert len(split("haus" * 16, DE)) > 0
