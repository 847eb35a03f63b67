"""Whether a word is one of a language's is known well enough to tell in which language somebody asks."""

from server.search.analysis.dictionary import is_word, languages_of
from server.text.languages import Language

NL, DE = Language.NL, Language.DE


def test_words_their_forms_and_compounds_are_known() -> None:
    for word in ("fabriek", "Fabrieken", "bedrijfscultuur", "het"):
        assert (is_word(word, NL), is_word(word, DE)) == (True, False), word
    for word in ("Betrieb", "betriebe", "Unternehmenskultur", "und"):
        assert (is_word(word, NL), is_word(word, DE)) == (False, True), word


def test_names_and_slips_are_no_words() -> None:
    for word in ("Digipro", "netwrek", "xyzzy"):
        assert (is_word(word, NL), is_word(word, DE)) == (False, False), word


def test_the_words_of_one_language_tell_in_which_somebody_asks() -> None:
    assert languages_of(["Stand", "der", "Digitalisierung"]) == (DE,)
    assert languages_of(["partner", "over", "de", "grens"]) == (NL,)


def test_nothing_is_told_by_names_by_words_of_both_or_by_a_draw() -> None:
    assert languages_of(["Digipro"]) == languages_of(["plan"]) == languages_of([]) == (NL, DE)
    assert languages_of(["fabriek", "Betrieb"]) == (NL, DE)


def test_a_common_word_is_of_the_language_where_it_is_common() -> None:
    assert is_word("niet", DE)
    assert languages_of(["niet"]) == (NL,)
