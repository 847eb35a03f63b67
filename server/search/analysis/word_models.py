"""What the shipped files know of each language: dictionary forms, and the words that compounds are made of.

They are built by wordlists/build.py from simplemma's forms, so that no process needs simplemma itself: its
lists take 172 MiB, or 0.7 s at the first word with its frugal reader (docs/decisions/0026).
"""

import lzma
from bisect import bisect_right
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from server.text.languages import Language

# Raise it when files are built anew: the index then is as well. The builder writes it into the files.
MODEL_VERSION: Final = "simplemma-2.0.0-1"


class PartWord(NamedTuple):
    """A word in compounds: how often it comes before others and last (as bits, None for never), and its basis.

    `word` is the word itself when the entry holds a linking element or lacks an ending: "arbeits", "sprach".
    """

    before: float | None
    last: float | None
    word: str


class WordModel:
    """The words of one language, spelled as folding.listed gives them."""

    def __init__(self, text: str) -> None:
        self.version, lemmas, parts, whole = text.split("\f")
        # A few long strings, each looked through by `find`, instead of 170,000 short ones: a tenth of the memory.
        self._blocks = lemmas.split("\v")
        self._firsts = [block[1 : block.index("\t")] for block in self._blocks]
        self.whole = frozenset(whole.split("\n"))
        self.parts: dict[str, PartWord] = {}
        for line in parts.split("\n"):
            levels, word, surfaces = line.split("\t")
            self.parts.update(
                dict.fromkeys(surfaces.split(" "), PartWord(_bits(levels[0]), _bits(levels[1]), word))
            )

    def lemma(self, word: str) -> str:
        """The dictionary form of a word, or the word; only forms that the stemmer would not bring together."""
        block = self._blocks[max(0, bisect_right(self._firsts, word) - 1)]
        at = block.find(f"\n{word}\t")
        if at < 0:
            return word
        start = at + len(word) + 2
        # A letter for how much of the form stays, then what follows it.
        return word[: ord(block[start]) - ord("0")] + block[start + 1 : block.index("\n", start)]


def _bits(level: str) -> float | None:
    """Of a letter of the file: "0" for never, then quarters of a bit from -2 on."""
    return None if level == "0" else (ord(level) - ord("1")) / 4 - 2


@cache
def word_model(language: Language) -> WordModel:
    """The model of a language, read from the package at the first word that needs it."""
    packed = files("server.search.analysis").joinpath("models", f"{language}.xz").read_bytes()
    return WordModel(lzma.decompress(packed).decode())
