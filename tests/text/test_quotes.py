"""Quoted words are found again: by the words, then by what stands around; a stranger is not taken for them."""

import pytest

from server.text.quotes import FLOOR, find_quote

TEXT = "De digitalisering gaat snel.\nHet mkb doet mee, voor 75%. Het mkb leert snel."


def found(exact: str, prefix: str = "", suffix: str = "", text: str = TEXT) -> str | None:
    """The words that a quote is taken for."""
    place = find_quote(text, exact, prefix, suffix)
    return None if place is None else text[place.start : place.end]


@pytest.mark.parametrize("words", ["digitalisering", "gaat snel.", "De", "voor 75%. Het mkb leert snel."])
def test_the_very_words_are_found(words: str) -> None:
    place = find_quote(TEXT, words)
    assert place is not None
    assert (TEXT[place.start : place.end], place.score) == (words, 1.0)


def test_among_several_places_the_one_with_the_same_text_around_it_is_meant() -> None:
    places = [
        find_quote(TEXT, "mkb", *around) for around in (("Het ", " doet"), ("75%. Het ", " leert"), ("", ""))
    ]
    assert [place and place.start for place in places] == [
        TEXT.index("mkb"),
        TEXT.rindex("mkb"),
        TEXT.index("mkb"),
    ]


def test_the_text_around_decides_only_between_the_very_words() -> None:
    assert found("gaat snel", "Het mkb ", " leert") == "gaat snel"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Wij zeggen „ja“ – altijd.", 'zeggen "ja" - altijd'),
        ("Het zoge\u00adnaamde mkb’er zijn", "zogenaamde mkb'er"),
        ("Twee\n\n  regels\u00a0hier", "Twee regels hier"),
        ("een zero\u200bwidth teken", "  zerowidth teken "),
    ],
)
def test_spaces_and_signs_make_no_difference(text: str, words: str) -> None:
    place = find_quote(text, words)
    assert place is not None
    assert place.score == 1.0
    assert text[place.start : place.end].strip() == text[place.start : place.end]


def test_words_that_were_changed_a_little_are_found_whole() -> None:
    text = "Het mkb doet inmiddels overal in de regio mee."
    assert (
        found("mkb doet inmiddels bijna overal in de regio", text=text)
        == "mkb doet inmiddels overal in de regio"
    )


def test_words_that_were_replaced_are_found_between_what_stood_around_them() -> None:
    text = "Wij kiezen voor samenwerking, want de grens is geen eind maar een begin."
    assert found("grens is een muur", "want de ", " maar een begin", text) == "grens is geen eind"


@pytest.mark.parametrize("words", ["", "  ", "\u200b", "xyzzy", "De ambtenaren vergaderen over bruggen"])
def test_what_is_not_there_is_not_found(words: str) -> None:
    assert found(words) is None


def test_nothing_is_found_in_an_empty_text() -> None:
    assert found("mkb", text="") is None


def test_a_quote_longer_than_the_text_is_held_against_all_of_it() -> None:
    assert found("De digitalisering gaat snel, heel snel", text="De digitalisering gaat snel") == (
        "De digitalisering gaat snel"
    )


def test_a_letter_that_folds_to_two_moves_no_place() -> None:
    text = "Straße, Straße, Straße: die Digitalisierung kommt schnell"
    assert found("die Digitalisirung kommt", text=text) == "die Digitalisierung kommt"


def test_the_score_is_not_below_the_floor() -> None:
    place = find_quote(TEXT, "digitalisering kan snel")
    assert place is not None
    assert FLOOR <= place.score < 1
