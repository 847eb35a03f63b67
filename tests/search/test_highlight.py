"""Excerpts: the part of a text that shows best why it was found."""

import pytest

from server.search.expansion import GlossaryExpansion
from server.search.highlight import Piece, excerpt
from server.search.query import parse
from server.text.languages import Language
from tests.search.worlds import concept

NL, DE = Language.NL, Language.DE


def marked(text: str, language: Language, typed: str, *, length: int = 240) -> str:
    """The excerpt with its matches in square brackets."""
    pieces = excerpt(text, language, parse(typed), length=length)
    return "".join(f"[{piece.text}]" if piece.is_match else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "language", "typed", "shown"),
    [
        ("Alle bedrijven doen mee.", NL, "bedrijf", "Alle [bedrijven] doen mee."),
        ("Alle Häuser sind voll.", DE, "Haeuser", "Alle [Häuser] sind voll."),
        ("Ha\u0308user und Straße", DE, "häuser strasse", "[Ha\u0308user] und [Straße]"),
        ("Het mkb-bedrijf.", NL, "mkb'er", "Het [mkb]-bedrijf."),
        ("Digitale transitie", NL, "dig*", "[Digitale] transitie"),
        ("Open innovatie en open deuren", NL, '"open innovatie"', "[Open innovatie] en open deuren"),
        ("De kop van het peloton", NL, "de kop", "De [kop] van het peloton"),
        ("Niets ervan.", NL, "koploper", "Niets ervan."),
        ("Twee\nregels  en\tmeer", NL, "regels", "Twee [regels] en meer"),
        ("<b>kop</b>", NL, "kop", "<b>[kop]</b>"),
        ("", NL, "kop", ""),
    ],
)
def test_what_is_marked(text: str, language: Language, typed: str, shown: str) -> None:
    assert marked(text, language, typed) == shown


def test_words_that_came_in_through_the_glossary_are_marked() -> None:
    lighthouse = concept("lighthouse", nl=["lighthouse"], de=["Leuchtturm"])
    query = GlossaryExpansion([lighthouse]).expand(parse("lighthouse"))
    assert excerpt("Die Leuchttürme.", DE, query) == [
        Piece("Die ", False),
        Piece("Leuchttürme", True),
        Piece(".", False),
    ]


def test_the_excerpt_stands_around_the_match() -> None:
    text = "voor " * 100 + "koploper " + "na " * 100
    assert marked(text, NL, "koploper", length=30) == "… voor voor [koploper] na na na …"


def test_the_excerpt_without_a_match_is_the_beginning() -> None:
    assert marked("een twee drie vier vijf", NL, "zes", length=14) == "een twee drie …"


def test_a_place_with_more_of_the_words_comes_first() -> None:
    text = "kop " + "tussen " * 20 + "kop staart " + "tussen " * 20 + "staart"
    assert marked(text, NL, "kop staart", length=24) == "… tussen [kop] [staart] tussen …"


def test_the_very_word_comes_before_another_form_of_it() -> None:
    text = "bedrijf " + "tussen " * 20 + "bedrijven"
    assert marked(text, NL, "bedrijven", length=20) == "… tussen [bedrijven]"


def test_a_text_that_fits_is_shown_whole() -> None:
    text = "De koploper rijdt."
    assert excerpt(text, NL, parse("rijdt"), length=len(text)) == [
        Piece("De koploper ", False),
        Piece("rijdt", True),
        Piece(".", False),
    ]


def test_an_excerpt_holds_at_most_a_little_more_than_was_asked() -> None:
    text = "ai " * 3_000
    assert sum(len(piece.text) for piece in excerpt(text, NL, parse("ai"), length=100)) <= 104
