"""Excerpts: the part of a text that shows best why it was found."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.search.grammar import parse
from server.search.highlight import Piece, excerpt
from server.search.matching import groups
from server.search.query import Expansion, Query, Way
from server.text.languages import LANGUAGES, Language

NL, DE = Language.NL, Language.DE


def marked(text: str, language: Language, query: Query | str, *, length: int = 240) -> str:
    """The excerpt with its matches in square brackets."""
    asked = parse(query) if isinstance(query, str) else query
    pieces = excerpt(text, language, groups(asked), length=length)
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
        ("De kop van de staart", NL, "kop OR staart", "De [kop] van de [staart]"),
        ("De kop van de staart", NL, "kop -staart", "De [kop] van de staart"),
        ("De kop van het peloton", NL, "de kop", "De [kop] van het peloton"),
        ("De kop van het peloton", NL, "kop kind:peloton", "De [kop] van het peloton"),
        ("Ons innovatiebeleid.", NL, "beleid", "Ons [innovatiebeleid]."),
        ("Innovationspolitik heute", DE, "Politik", "[Innovationspolitik] heute"),
        ("Beleid voor innovaties", NL, "innovatiebeleid", "[Beleid] voor [innovaties]"),
        ("Beleid voor de regio", NL, "innovatiebeleid", "Beleid voor de regio"),
        ("Ons innovatiebeleid.", NL, '"het beleid"', "Ons innovatiebeleid."),
        ("Niets ervan.", NL, "koploper", "Niets ervan."),
        ("Twee\nregels  en\tmeer", NL, "regels", "Twee [regels] en meer"),
        ("<b>kop</b>", NL, "kop", "<b>[kop]</b>"),
        ("", NL, "kop", ""),
    ],
)
def test_what_is_marked(text: str, language: Language, typed: str, shown: str) -> None:
    assert marked(text, language, typed) == shown


@pytest.mark.parametrize("way", [Way.GLOSSARY, Way.PAIR, Way.COGNATE])
def test_words_that_were_found_across_the_border_are_marked(way: Way) -> None:
    query = replace(parse("lighthouse"), expansions=(Expansion(0, 0, DE, "Leuchtturm", way, 0.4),))
    assert marked("Die Leuchttürme.", DE, query) == "Die [Leuchttürme]."


def test_words_that_may_stand_apart_are_marked_where_all_of_them_stand() -> None:
    apart = Expansion(0, 0, DE, "Politik Neuerung", Way.PAIR, 0.4, is_apart=True)
    query = replace(parse("innovatiebeleid"), expansions=(apart,))
    assert marked("Neuerung in der Politik", DE, query) == "[Neuerung] in der [Politik]"
    assert marked("Neuerung in der Stadt", DE, query) == "Neuerung in der Stadt"


def test_the_excerpt_stands_around_the_match() -> None:
    text = "voor " * 100 + "koploper " + "na " * 100
    assert marked(text, NL, "koploper", length=30) == "… voor voor [koploper] na na na …"


def test_the_excerpt_without_a_match_is_the_beginning() -> None:
    assert marked("een twee drie vier vijf", NL, "zes", length=14) == "een twee drie …"


def test_a_place_with_more_of_the_words_comes_first() -> None:
    text = "kop " + "tussen " * 20 + "kop staart " + "tussen " * 20 + "staart"
    assert marked(text, NL, "kop staart", length=24) == "… tussen [kop] [staart] tussen …"


def test_a_later_place_with_fewer_of_the_words_does_not_win() -> None:
    text = "kop staart " + "tussen " * 20 + "kop kop kop " + "tussen " * 20 + "staart"
    assert marked(text, NL, "kop staart", length=16) == "[kop] [staart] …"


def test_of_equal_places_the_first_is_shown() -> None:
    text = "kop eerst " + "tussen " * 20 + "kop dan " + "tussen " * 20
    assert marked(text, NL, "kop", length=10) == "[kop] eerst …"


def test_the_very_word_comes_before_another_form_of_it() -> None:
    text = "bedrijf " + "tussen " * 20 + "bedrijven"
    assert marked(text, NL, "bedrijven", length=20) == "… tussen [bedrijven]"


def test_a_match_longer_than_the_excerpt_hides_no_other() -> None:
    long = '"' + "a" * 30 + " " + "b" * 30 + '"'
    text = f"{'a' * 30} {'b' * 30} " + "tussen " * 20 + "kop"
    assert marked(text, NL, f"{long} kop", length=20).endswith("[kop]")


def test_a_text_that_fits_is_shown_whole() -> None:
    text = "De koploper rijdt."
    assert excerpt(text, NL, groups(parse("rijdt")), length=len(text)) == [
        Piece("De koploper ", False),
        Piece("rijdt", True),
        Piece(".", False),
    ]


def test_an_excerpt_holds_at_most_a_little_more_than_was_asked() -> None:
    text = "ai " * 3_000
    pieces = excerpt(text, NL, groups(parse("ai")), length=100)
    assert sum(len(piece.text) for piece in pieces) <= 104


@given(st.text("kop staart\n…<&", max_size=400) | st.text(max_size=100), st.integers(1, 60))
@settings(deadline=None, database=None, max_examples=300)
def test_an_excerpt_is_a_piece_of_the_text(text: str, length: int) -> None:
    for language in LANGUAGES:
        shown = "".join(
            piece.text for piece in excerpt(text, language, groups(parse("kop st* a")), length=length)
        )
        inside = shown.removeprefix("… ").removesuffix(" …")
        assert " ".join(inside.split()) in " ".join(text.split())
