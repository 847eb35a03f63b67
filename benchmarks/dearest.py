"""The dearest comment: how much CPU the worst 10,000 characters cost to show, found by trying."""

import random
from collections.abc import Sequence
from time import monotonic, process_time

from benchmarks.report import Report, Target
from server.domain.comments import MAX_TEXT
from server.text.comment_markdown import plain_comment, render_comment

LIMIT = 0.1
_SECONDS_PER_ROUND = 10
# What the parser looks at: single signs, and the beginnings of everything it knows.
_SIGNS = [
    *"[]()*_`<>!&\\\"' \n-+#1.~a:/|\t",
    "> ", "- ", "1. ", "\n\n", "](", "[a](", "http://", "**", "\n> ", "\n- ", "\n  - ", "\n    ", "~~~\n", "&amp;",
    "<a:b>", "<a@b", "()", "[]", '[a](b "', "\u0301", "\u200b", "\u202e", "\ufdd0", "é", "    ",
]  # fmt: skip
# Known ones to begin with; see tests/text/test_comment_markdown.py.
_BEGIN = [
    "[",
    "![",
    "*[",
    "[[a](",
    '[a](b "',
    "*_",
    "**a*",
    "`a``",
    "> ~~~\nb\n",
    "- a\n",
    "<a ",
    "a\u0301",
    "a\u200b",
]

Genes = tuple[Sequence[str], Sequence[str], Sequence[str]]


def run(rounds: int) -> Report:
    """Climb from known bad texts and from random ones, always on to what costs more."""
    chance = random.Random(1)
    report = Report(
        f"Comments of {MAX_TEXT:,} characters; CPU of one rendering, the best of three.",
        ["the text, over and over", "HTML ms", "words ms"],
    )
    found: list[tuple[float, Genes]] = [(_cost(_text(genes)), genes) for genes in map(_only, _BEGIN)]
    ends = monotonic() + rounds * _SECONDS_PER_ROUND
    while monotonic() < ends:
        genes = _climbed(chance, ends)
        found.append((_cost(_text(genes)), genes))
    found.sort(key=lambda each: -each[0])
    for cost, genes in found[:8]:
        named = " ".join(ascii("".join(part))[1:-1] for part in genes if part).replace("|", "\\|")
        report.rows.append([named, cost * 1e3, _cost(_text(genes), plain=True) * 1e3])
    report.targets.append(Target("CPU seconds of the dearest comment", found[0][0], LIMIT))
    report.notes.append(f"{len(found):,} climbs in {rounds * _SECONDS_PER_ROUND} seconds.")
    return report


def _only(unit: str) -> Genes:
    return (), (unit,), ()


def _climbed(chance: random.Random, ends: float) -> Genes:
    genes: Genes = (_some(chance, 3), _some(chance, 8), _some(chance, 3))
    cost, stale = _cost(_text(genes), tries=1), 0
    while stale < 40 and monotonic() < ends:
        other = _changed(chance, genes)
        dearer = _cost(_text(other), tries=1)
        if dearer > cost * 1.02 and (dearer := min(dearer, _cost(_text(other), tries=1))) > cost:
            genes, cost, stale = other, dearer, 0
        else:
            stale += 1
    return genes


def _changed(chance: random.Random, genes: Genes) -> Genes:
    parts = [list(part) for part in genes]
    for _ in range(chance.choice([1, 1, 2, 3])):
        part = parts[chance.choice([0, 1, 1, 1, 2])]
        act = chance.random()
        if act < 0.5 or not part:
            part.insert(chance.randint(0, len(part)), chance.choice(_SIGNS))
        elif act < 0.8:
            part.pop(chance.randrange(len(part)))
        else:
            part[chance.randrange(len(part))] = chance.choice(_SIGNS)
        del part[40:]
    return parts[0], parts[1], parts[2]


def _some(chance: random.Random, most: int) -> list[str]:
    return [chance.choice(_SIGNS) for _ in range(chance.randint(0, most))]


def _text(genes: Genes) -> str:
    before, unit, after = ("".join(part) for part in genes)
    room = max(0, MAX_TEXT - len(before) - len(after))
    return (before + ((unit or "a") * room)[:room] + after)[:MAX_TEXT]


def _cost(text: str, *, tries: int = 3, plain: bool = False) -> float:
    best = float("inf")
    for _ in range(tries):
        began = process_time()
        if plain:
            plain_comment(text)
        else:
            render_comment(text)
        best = min(best, process_time() - began)
    return best
