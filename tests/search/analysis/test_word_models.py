"""The shipped models: their version, their size, and that they are what the builder makes."""

from importlib.resources import files

import pytest

from server.search.analysis.chain import ANALYSIS
from server.search.analysis.stemming import STEMMER_VERSION
from server.search.analysis.word_models import MODEL_VERSION, WordModel, word_model
from server.text.languages import LANGUAGES, Language
from wordlists.writing import lemma_lines, part_lines

NL, DE = Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_model_is_small_and_says_its_version(language: Language) -> None:
    packed = files("server.search.analysis").joinpath("models", f"{language}.xz").read_bytes()
    assert len(packed) <= 1_500_000
    assert word_model(language).version == MODEL_VERSION


def test_an_index_is_rebuilt_for_another_stemmer_or_model() -> None:
    assert ANALYSIS.split("/")[1:] == [f"PyStemmer-{STEMMER_VERSION}", MODEL_VERSION]
    assert "simplemma-" in MODEL_VERSION


def test_a_form_that_the_stemmer_would_keep_apart_has_its_dictionary_form() -> None:
    assert [word_model(NL).lemma("schepen"), word_model(DE).lemma("gegeben")] == ["schip", "geben"]


@pytest.mark.parametrize("word", ["", "\n", "\t", "aaaa", "zzzz", "geb", "schepen\t", "…"])
def test_an_unknown_word_is_its_own_dictionary_form(word: str) -> None:
    assert word_model(NL).lemma(word) == word


def test_every_form_of_a_model_is_found() -> None:
    lemmas = {f"form{number:03}": f"fo{number}" for number in range(100)}
    model = WordModel("\f".join(("1", lemma_lines(lemmas), part_lines({"teil": 1}, {}, {}), "")))
    assert {form: model.lemma(form) for form in lemmas} == lemmas
