"""Words that are one word in origin look alike when the regular differences of the languages are taken away."""

import pytest
from rapidfuzz.distance import Levenshtein

from server.search.crossing.cognates import MIN_LIKENESS
from server.search.crossing.skeletons import skeleton
from server.text.languages import Language

NL, DE = Language.NL, Language.DE


@pytest.mark.parametrize(
    ("dutch", "german"),
    [
        ("digitalisering", "Digitalisierung"),
        ("digitaliseringen", "Digitalisierungen"),
        ("innovaties", "Innovationen"),
        ("kwaliteit", "Qualität"),
        ("capaciteiten", "Kapazitäten"),
        ("maatschappij", "Maatschappij"),
        ("vriendschap", "Freundschaft"),
        ("technisch", "technischen"),
        ("innovatief", "innovativer"),
        ("tijd", "Zeit"),
        ("netwerken", "Netzwerke"),
        ("ondernemer", "Unternehmer"),
        ("ontwikkelen", "entwickeln"),
        ("uitproberen", "ausprobieren"),
        ("lange", "langen"),
        ("regionaal", "regionaler"),
        ("effectief", "effektiv"),
        ("fysiek", "physik"),
        ("boek", "Buch"),
    ],
)
def test_cognates_are_alike_enough(dutch: str, german: str) -> None:
    likeness = Levenshtein.normalized_similarity(skeleton(dutch, NL), skeleton(german, DE))
    assert likeness >= MIN_LIKENESS


@pytest.mark.parametrize(
    ("dutch", "german"),
    [("digitalisering", "Digitalisierung"), ("capaciteiten", "Kapazitäten"), ("ondernemer", "Unternehmer")],
)
def test_loanwords_and_twins_have_one_skeleton(dutch: str, german: str) -> None:
    assert skeleton(dutch, NL) == skeleton(german, DE)


def test_umlauts_may_be_written_with_an_e() -> None:
    assert skeleton("Qualitaet", DE) == skeleton("Qualität", DE)


def test_a_word_is_never_cut_down_to_its_ending() -> None:
    assert skeleton("ring", NL) == "ring"
    assert skeleton("Ionen", DE) == "ion"
