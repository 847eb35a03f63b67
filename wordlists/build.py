"""Builds the word models that the search ships: `python -m wordlists.build` (needs simplemma, about a minute).

The same lists, simplemma and PyStemmer give the same bytes; tests/search/analysis/test_word_models.py says so.
"""

import lzma
from importlib.metadata import version
from pathlib import Path

from server.search.analysis import word_models
from server.search.analysis.word_models import MODEL_VERSION, WordModel
from server.text.languages import LANGUAGES, Language
from wordlists.lemmas import exceptions
from wordlists.parts import count_parts
from wordlists.sources import read_dictionary
from wordlists.whole import protected, whole_words
from wordlists.writing import lemma_lines

MODELS = Path(word_models.__file__).parent / "models"


def model_text(language: Language) -> str:
    """The text of a language's model: version, lemmas, parts and whole words."""
    dictionary = read_dictionary(language)
    lemmas = lemma_lines(exceptions(dictionary))
    lemmas_left_whole = protected(dictionary)
    counted, compounds = count_parts(dictionary, lemmas_left_whole)
    parts = counted.lines()
    unfinished = WordModel("\f".join((MODEL_VERSION, lemmas, parts, "")))
    whole = "\n".join(whole_words(dictionary, unfinished, lemmas_left_whole, compounds))
    return "\f".join((MODEL_VERSION, lemmas, parts, whole))


def main() -> None:
    """Writes both models."""
    if version("simplemma") not in MODEL_VERSION:
        raise SystemExit("MODEL_VERSION must name simplemma's version.")
    MODELS.mkdir(exist_ok=True)
    for language in LANGUAGES:
        packed = lzma.compress(model_text(language).encode(), preset=9 | lzma.PRESET_EXTREME)
        (MODELS / f"{language}.xz").write_bytes(packed)
        print(f"{language}: {len(packed)} bytes")


if __name__ == "__main__":
    main()
