"""Phrases are found in a text: as whole words, or as the first or last part of a compound."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.text.phrases import Fit, PhraseBook, fold_case, fold_typography

SEEDS = [
    "innovatie",
    "Land",
    "mkb'er",
    "mkb’er",
    "open innovatie",
    "Übergang",
    "ß",
    "İ",
    "ǅ",
    "Σ",
    "e\u0301",
    "-",
]
texts = st.lists(st.sampled_from([*SEEDS, " ", "\n", "\u00a0", "s", "x", "."]) | st.text(max_size=3)).map(
    "".join
)


def found(phrases: Iterable[str], text: str) -> list[tuple[str, str, Fit]]:
    """What of the text is found, the phrase behind it and how it stands there."""
    book = PhraseBook([(phrase, phrase) for phrase in phrases])
    return [(text[hit.start : hit.end], hit.value, hit.fit) for hit in book.find(text)]


def test_a_phrase_is_found_wherever_it_stands() -> None:
    places = [(hit.start, hit.end) for hit in PhraseBook([("lab", 1)]).find("Lab, een lab en (lab)")]
    assert places == [(0, 3), (9, 12), (17, 20)]


def test_overlapping_phrases_are_all_found_by_their_end() -> None:
    assert found(["open innovatie", "innovatie", "open"], "open innovatie") == [
        ("open", "open", Fit.WHOLE),
        ("open innovatie", "open innovatie", Fit.WHOLE),
        ("innovatie", "innovatie", Fit.WHOLE),
    ]


def test_every_value_of_a_phrase_is_found() -> None:
    book = PhraseBook([("Lab", 1), ("lab", 2), ("lab", 2)])
    assert [hit.value for hit in book.find("LAB")] == [1, 2, 2]


@pytest.mark.parametrize("entries", [[], [""], ["", ""]])
def test_nothing_is_found_in_a_book_without_phrases(entries: list[str]) -> None:
    assert found(entries, "Een lab.") == []


def test_an_empty_phrase_is_found_nowhere() -> None:
    assert found(["", "lab"], "een lab") == [("lab", "lab", Fit.WHOLE)]


def test_nothing_is_found_in_an_empty_text() -> None:
    assert found(["lab"], "") == []


WHOLE = [
    ("lab", "LAB", "LAB"),
    ("LAB", "lab", "lab"),
    ("lab", "fieldlab", None),
    ("lab", "labs", None),
    ("lab", "lab2", None),
    ("lab", "2lab", None),
    ("lab", "(lab)", "lab"),
    ("lab", "living-lab-netwerk", "lab"),
    ("lab", "lab's", "lab"),
    ("lab", "living_lab", "lab"),
    ("mkb'er", "een mkb’er", "mkb’er"),
    ("mkb’er", "een mkb'er", "mkb'er"),
    ("open innovatie", "open\u00a0innovatie", "open\u00a0innovatie"),
    ("open innovatie", "open\u202finnovatie", "open\u202finnovatie"),
    ("open innovatie", "open\ninnovatie", None),
    ("open innovatie", "openinnovatie", None),
    ("mkb-bedrijf", "mkb\u2011bedrijf", "mkb\u2011bedrijf"),
    ("Industrie 4.0", "industrie 4.0.", "industrie 4.0"),
    ("Industrie 4.0", "industrie 4.01", None),
    ("R&D", "r&d-beleid", "r&d"),
    ("Übergang", "ÜBERGANG", "ÜBERGANG"),
    ("Straße", "STRASSE", None),
]


@pytest.mark.parametrize(("phrase", "text", "words"), WHOLE)
def test_a_phrase_as_whole_words(phrase: str, text: str, words: str | None) -> None:
    assert found([phrase], text) == ([(words, phrase, Fit.WHOLE)] if words else [])


COMPOUNDS = [
    ("innovatie", "innovatiebeleid", Fit.FIRST_PART),
    ("innovatie", "ketensinnovatie", Fit.LAST_PART),
    ("Digitalisierung", "Digitalisierungsgrad", Fit.FIRST_PART),
    ("Innovation", "Produktinnovation", Fit.LAST_PART),
    ("sector", "bouwsector", Fit.LAST_PART),
    ("sector", "dubsector", None),  # the other part has 3 letters
    ("sector", "sectorwet", None),
    ("sector", "sectorplan", Fit.FIRST_PART),
    ("keten", "ketensamenwerking", None),  # the phrase has 5 letters
    ("innovatie", "sociaalinnovatiebeleid", None),  # in the middle
    ("4.0-lab", "4.0-labruimte", None),  # only letters make compounds
    ("open innovatie", "open innovatiebeleid", None),
    ("Institution", "institutionell", None),
    ("Institut", "institutionell", None),
    ("euregio", "euregionaal", None),
    ("Euregio", "euregionalen", None),
    ("Tradition", "traditionelles", None),
    ("Revolution", "revolutionären", None),
    ("Objekt", "objektives", None),
    ("product", "productieve", None),
    ("Elektron", "elektronischer", None),
    ("Elektron", "Elektronentisch", Fit.FIRST_PART),
]


@pytest.mark.parametrize(("phrase", "word", "fit"), COMPOUNDS)
def test_a_phrase_as_part_of_a_compound(phrase: str, word: str, fit: Fit | None) -> None:
    assert found([phrase], f"Een {word}.") == ([(word, phrase, fit)] if fit else [])


def test_the_parts_of_a_compound_are_those_of_the_word_between_hyphens() -> None:
    assert found(["innovatie"], "mkb-innovatiebeleid-nota") == [
        ("innovatiebeleid", "innovatie", Fit.FIRST_PART)
    ]


def test_both_parts_of_a_compound_are_found() -> None:
    assert found(["innovatie", "strategie"], "Innovatiestrategie") == [
        ("Innovatiestrategie", "innovatie", Fit.FIRST_PART),
        ("Innovatiestrategie", "strategie", Fit.LAST_PART),
    ]


def test_standing_alone_is_the_strongest_fit_and_the_first_part_the_weakest() -> None:
    assert sorted(Fit) == [Fit.FIRST_PART, Fit.LAST_PART, Fit.WHOLE]


FOLDED = [
    ("Mkb’er", "mkb'er"),
    ("ÜBERGANG", "übergang"),
    ("STRAẞE", "straße"),
    ("a\u00a0b\u202fc\u2011d", "a b c-d"),
    ("İZMİR", "İzmİr"),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_folding(text: str, folded: str) -> None:
    assert fold_case(text) == folded


def test_folding_typography_keeps_case() -> None:
    assert fold_typography("Mkb’ER\u00a0X") == "Mkb'ER X"


@settings(deadline=None)
@given(texts)
def test_folding_keeps_every_offset(text: str) -> None:
    folded = fold_case(text)
    assert len(folded) == len(text)
    # A capital sigma at the end of a word is another letter than elsewhere: nothing else looks around.
    assert [c for c in folded if c != "ς"] == [
        fold_case(c) for c, f in zip(text, folded, strict=True) if f != "ς"
    ]


@settings(deadline=None)
@given(texts)
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert fold_case(fold_case(text)) == fold_case(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(SEEDS) | st.text(max_size=3), max_size=6), texts)
def test_what_is_found_is_the_phrase_between_the_edges_of_words(phrases: list[str], text: str) -> None:
    for hit in PhraseBook([(phrase, phrase) for phrase in phrases]).find(text):
        words, phrase = fold_case(text)[hit.start : hit.end], fold_case(hit.value)
        assert is_edge(text, hit.start)
        assert is_edge(text, hit.end)
        match hit.fit:
            case Fit.WHOLE:
                assert words == phrase
            case Fit.FIRST_PART:
                assert words.startswith(phrase)
                assert words != phrase
            case Fit.LAST_PART:
                assert words.endswith(phrase)
                assert words != phrase


def is_edge(text: str, place: int) -> bool:
    """Whether no word goes on over this place."""
    return not (text[:place][-1:].isalnum() and text[place:][:1].isalnum())
