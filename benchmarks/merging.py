"""Merging: 200 suggestions on one paragraph of 300 words, beside the comparisons of difflib alone."""

import difflib
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from time import thread_time

from benchmarks import shipped
from benchmarks.report import Report, Target, median, ratio
from server.domain.merging import merge
from server.domain.suggested_wordings import SuggestedWording, lay_over
from server.text import markdown
from server.text.differences import words_of
from server.text.languages import Language

SUGGESTIONS, WORDS = 200, 300
# Issue 5, "Speed and size": milliseconds for the conflict matrix and the merge.
LIMIT = 200.0
_SEED = 5_2


@dataclass(frozen=True, slots=True)
class _Series:
    """Something that answers with how many conflicts or changes it found."""

    name: str
    act: Callable[[], int]


_OURS, _REVISED, _DIFFLIB = "matrix and merge", "on a text revised since", "difflib, the comparisons alone"


def run(rounds: int) -> Report:
    """Every series once a round; a first time before, so that no series pays for the caches."""
    base, suggestions = _world()
    series = _series(base, suggestions)
    found = {each.name: each.act() for each in series}
    spent: dict[str, list[float]] = {each.name: [] for each in series}
    for _ in range(rounds):
        for each in series:
            began = thread_time()
            each.act()
            spent[each.name].append((thread_time() - began) * 1e3)
    cpu = {name: median(several) for name, several in spent.items()}
    return Report(
        f"{SUGGESTIONS} suggestions on a paragraph of {WORDS} words, one to four changes each.",
        ["series", "CPU ms", "to difflib", "found"],
        [[name, cpu[name], ratio(cpu[name], cpu[_DIFFLIB]), found[name]] for name in cpu],
        [
            Target("conflict matrix and merge of 200 suggestions, ms", cpu[_OURS], LIMIT),
            Target("the same on a text revised since, ms", cpu[_REVISED], LIMIT),
        ],
    )


def _series(base: str, suggestions: dict[str, str]) -> list[_Series]:
    revised = _changed(base, random.Random(_SEED + 1), base.split())
    on_base = {name: SuggestedWording(base, text) for name, text in suggestions.items()}
    words, others = words_of(base), [words_of(text) for text in suggestions.values()]
    return [
        _Series(_OURS, lambda: len(merge(base, suggestions).conflicts)),
        _Series(_REVISED, lambda: len(lay_over(revised, on_base).merge.conflicts)),
        _Series(
            _DIFFLIB,
            lambda: sum(
                len(difflib.SequenceMatcher(None, words, other, autojunk=False).get_opcodes())
                for other in others
            ),
        ),
    ]


def _world() -> tuple[str, dict[str, str]]:
    """Words of the shipped edition in Dutch, in their order, and suggestions that change some of them."""
    drawing = random.Random(_SEED)
    text = " ".join(
        markdown.plain(paragraph.wordings[Language.NL], notes=False)
        for section in shipped.edition().sections
        for paragraph in section.paragraphs
    )
    every = re.findall(r"\S+", text)
    base = " ".join(every[:WORDS])
    return base, {f"suggestion {number}": _changed(base, drawing, every) for number in range(SUGGESTIONS)}


def _changed(base: str, drawing: random.Random, every: list[str]) -> str:
    words = base.split()
    for _ in range(drawing.randint(1, 4)):
        place = drawing.randrange(len(words))
        words[place : place + drawing.randint(0, 3)] = drawing.sample(every, drawing.randint(0, 3))
    return " ".join(words)
