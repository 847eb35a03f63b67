"""The text of a model, as server/search/analysis/word_models.py reads it."""

import math
from collections import defaultdict
from collections.abc import Mapping
from itertools import takewhile
from typing import Final

# Forms per block of the lemmas.
_BLOCK: Final = 24


def lemma_lines(lemmas: Mapping[str, str]) -> str:
    """Blocks of lines: form, a letter for how much of it stays, what follows in the dictionary form."""
    lines = [f"\n{form}\t{_change(form, lemma)}" for form, lemma in sorted(lemmas.items())]
    return "\v".join("".join(lines[at : at + _BLOCK]) + "\n" for at in range(0, len(lines), _BLOCK))


def _change(form: str, lemma: str) -> str:
    stays = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(form, lemma, strict=False)))
    return chr(ord("0") + stays) + lemma[stays:]


def part_lines(before: Mapping[str, float], last: Mapping[str, float], words: Mapping[str, str]) -> str:
    """Lines of two levels, the word where the surface is another, and the surfaces for which all that holds."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for surface in sorted(before.keys() | last.keys()):
        word = words.get(surface, surface)
        groups[
            _level(before.get(surface)) + _level(last.get(surface)), "" if word == surface else word
        ].append(surface)
    return "\n".join(
        f"{levels}\t{word}\t{' '.join(surfaces)}" for (levels, word), surfaces in sorted(groups.items())
    )


def _level(count: float | None) -> str:
    """A letter: "0" for never, then quarters of a bit from -2 on."""
    return chr(ord("1") + max(0, round(4 * (math.log2(count + 0.2) + 2)))) if count else "0"
