"""Where words begin and end."""

import pytest

from server.search.analysis.words import places


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Het mkb-bedrijf, en méér.", ["Het", "mkb", "bedrijf", "en", "méér"]),
        ("mkb'er en mkb’ers", ["mkb'er", "en", "mkb’ers"]),
        ("Industrie 4.0: 7,5 Mrd.", ["Industrie", "4.0", "7,5", "Mrd"]),
        ("Bürger*innen, Bürger:innen", ["Bürger", "innen", "Bürger", "innen"]),
        ("een 'offene Formel'", ["een", "offene", "Formel"]),
        ("snake_case", ["snake", "case"]),
        ("Digi\u00adtalisierung", ["Digi\u00adtalisierung"]),
        ("Ha\u0308user", ["Ha\u0308user"]),
        ("[] () ?! … \x00", []),
    ],
)
def test_what_is_one_word(text: str, words: list[str]) -> None:
    assert [place.text for place in places(text)] == words


def test_offsets_point_into_the_text_as_it_stands() -> None:
    text = "De  koplopers – en het peloton."
    assert [text[place.start : place.end] for place in places(text)] == [
        "De",
        "koplopers",
        "en",
        "het",
        "peloton",
    ]
