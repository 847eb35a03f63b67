"""The gold lists of gold/*.toml, and what the analysis makes of them: shares of each half, computed."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from server.search.analysis.compounds import split
from server.search.analysis.stemming import stem
from server.text.languages import Language

FOLDER = Path(__file__).parent / "gold"
HALVES = ("tuning", "held_out")


@cache
def gold(kind: str, language: Language, half: str) -> dict[str, Any]:
    """One half of a list: `compounds` with parts and `whole` words, or `groups` and `apart`."""
    return dict(tomllib.loads((FOLDER / f"{kind}-{language}.toml").read_text("utf-8"))[half])


def wrongly_split(language: Language, half: str) -> list[str]:
    """The compounds that are not parted exactly as judged; parts are compared by stem."""
    compounds = gold("compounds", language, half)["compounds"].items()
    return [
        word
        for word, parts in compounds
        if stems(split(word, language), language) != stems(parts.split(), language)
    ]


def split_though_whole(language: Language, half: str) -> list[str]:
    """The words that are no compounds and are split all the same."""
    return [word for word in gold("compounds", language, half)["whole"] if split(word, language)]


def apart_though_one(language: Language, half: str) -> list[str]:
    """The groups whose forms do not meet in one stem."""
    groups = gold("inflections", language, half)["groups"]
    return [group for group in groups if len(set(stems(group.split(), language))) > 1]


def one_though_apart(language: Language, half: str) -> list[str]:
    """The pairs of look-alikes that meet in one stem."""
    pairs = gold("inflections", language, half)["apart"]
    return [pair for pair in pairs if len(set(stems(pair.split(), language))) == 1]


def stems(words: list[str] | tuple[str, ...], language: Language) -> tuple[str, ...]:
    """Their stems, in order."""
    return tuple(stem(word, language) for word in words)
