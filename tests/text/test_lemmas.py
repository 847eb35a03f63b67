"""The dictionary forms of words, and what other forms of a term texts hold."""

import sys

import pytest

from server.text.languages import Language
from server.text.lemmas import LemmasMissing, lemma, other_forms

NL, DE = Language


@pytest.fixture
def simplemma() -> None:
    """The word lists of the extra `[forms]`; skips where it is not installed."""
    pytest.importorskip("simplemma", reason="the extra [forms] is not installed")


@pytest.mark.usefixtures("simplemma")
def test_the_dictionary_form_of_a_word() -> None:
    assert [lemma("netwerken", NL), lemma("Netzwerken", DE)] == ["netwerk", "Netzwerk"]


@pytest.mark.usefixtures("simplemma")
def test_the_other_forms_of_a_term_stand_once_by_spelling() -> None:
    texts = ["Netzwerke und ein Netzwerk.", "Des Netzwerks; den Netzwerken, NETZWERKE."]
    assert other_forms("Netzwerk", texts, DE) == ["Netzwerke", "Netzwerken", "Netzwerks"]


@pytest.mark.usefixtures("simplemma")
def test_words_that_only_look_alike_are_no_forms() -> None:
    assert other_forms("Netz", ["Netzwerk, Vernetzung"], DE) == []


@pytest.mark.parametrize("term", ["open innovatie", "Industrie 4.0", "R&D", ""])
def test_a_term_of_more_than_a_word_has_no_other_forms(term: str) -> None:
    assert other_forms(term, [term, "innovaties"], NL) == []


def test_without_the_extra_the_word_lists_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "simplemma", None)
    with pytest.raises(LemmasMissing):
        lemma("netwerken", NL)
