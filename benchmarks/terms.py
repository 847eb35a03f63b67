"""Finding terms: 5,000 of them in 1 MB of text, beside the bare automaton and one regular expression."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from time import thread_time

import ahocorasick

from benchmarks import shipped
from benchmarks.report import Report, Target, median, ratio
from server.domain.glossary import Concept, Side, Term, TermStatus
from server.domain.term_matching import TermMatcher
from server.text import markdown
from server.text.languages import LANGUAGES, Language
from server.text.phrases import PhraseBook, fold_case
from server.usecases.render_fragments import find_occurrences

TERMS, CHARACTERS = 5_000, 1_000_000
# Issue 3, "Speed": milliseconds for 5,000 terms over 1 MB once the automaton is built.
LIMIT = 100.0
# The regular expression is too slow for the whole text: this part of it is searched, and the time scaled up.
_PART = 20_000
_SEED = 4_2


@dataclass(frozen=True, slots=True)
class _Series:
    """Something that counts what it finds, and how much of the text it looks at (1: all of it)."""

    name: str
    act: Callable[[], int]
    part: float = 1.0


def run(rounds: int) -> Report:
    """Every series once a round; a first time before, so that no series pays for the caches."""
    texts, phrases = _texts(), _phrases()
    series = _series(texts, phrases)
    found = {each.name: each.act() for each in series}
    spent: dict[str, list[float]] = {each.name: [] for each in series}
    for _ in range(rounds):
        for each in series:
            began = thread_time()
            each.act()
            spent[each.name].append((thread_time() - began) * 1e3 / each.part)
    return _report(spent, found, {each.name: each.part for each in series}, len(texts))


_OURS, _BOOK, _BARE = "occurrences (longest match, case)", "phrases with their fit", "bare pyahocorasick"


def _series(texts: Sequence[str], phrases: Sequence[str]) -> list[_Series]:
    glossary = _concepts(phrases)
    matcher, book = TermMatcher(glossary, Language.NL), PhraseBook((each, each) for each in phrases)
    bare = ahocorasick.Automaton()
    for phrase in phrases:
        bare.add_word(fold_case(phrase), phrase)
    bare.make_automaton()
    folded = [fold_case(text) for text in texts]
    longest_first = sorted(phrases, key=len, reverse=True)
    expression = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
    part = "\n".join(texts)[:_PART]
    edition, concepts = shipped.edition(), shipped.record().concepts
    return [
        _Series(_OURS, lambda: sum(len(matcher.occurrences(text)) for text in texts)),
        _Series(_BOOK, lambda: sum(1 for text in texts for _ in book.find(text))),
        _Series(_BARE, lambda: sum(1 for text in folded for _ in bare.iter(text))),
        _Series(
            "one regular expression, scaled up",
            lambda: sum(1 for _ in expression.finditer(part)),
            _PART / CHARACTERS,
        ),
        _Series("building the automaton", lambda: _build(glossary)),
        _Series(
            "the shipped edition, both languages",
            lambda: sum(1 for _ in find_occurrences(edition, concepts)),
        ),
    ]


def _build(glossary: Sequence[Concept]) -> int:
    TermMatcher(glossary, Language.NL)
    return len(glossary)


def _texts() -> list[str]:
    """Paragraphs of the shipped edition in Dutch, drawn at random until there are enough characters."""
    drawing = random.Random(_SEED)
    real = [
        markdown.plain(paragraph.wordings[Language.NL], notes=False)
        for section in shipped.edition().sections
        for paragraph in section.paragraphs
    ]
    texts, missing = list[str](), CHARACTERS
    while missing > 0:
        texts.append(drawing.choice(real)[:missing])
        missing -= len(texts[-1])
    return texts


def _phrases() -> list[str]:
    """All forms in the shipped glossary, and made-up compounds and pairs of the edition's words."""
    drawing = random.Random(_SEED)
    words = sorted({word for text in set(_texts()) for word in re.findall(r"[^\W\d_]{4,}", text.lower())})
    sides = [concept.sides[Language.NL] for concept in shipped.record().concepts]
    phrases = {form: None for side in sides for term in side.terms for form in (term.text, *term.forms)}
    while len(phrases) < TERMS:
        phrases[drawing.choice(["", " "]).join(drawing.sample(words, 2))] = None
    return list(phrases)[:TERMS]


def _concepts(phrases: Sequence[str]) -> list[Concept]:
    model = shipped.record().concepts[0]
    return [
        replace(
            model,
            key=f"concept-{number}",
            sides={each: Side("", "", (Term(phrase, TermStatus.PREFERRED),)) for each in LANGUAGES},
        )
        for number, phrase in enumerate(phrases)
    ]


def _report(
    spent: dict[str, list[float]], found: dict[str, int], parts: dict[str, float], paragraphs: int
) -> Report:
    cpu = {name: median(each) for name, each in spent.items()}
    report = Report(
        f"{TERMS:,} terms over {CHARACTERS:,} characters of Dutch in {paragraphs:,} paragraphs, one after the other.",
        ["series", "CPU ms", "to bare", "found"],
        [[name, cpu[name], ratio(cpu[name], cpu[_BARE]), round(found[name] / parts[name])] for name in spent],
        [Target("5,000 terms over 1 MB, ms", cpu[_OURS], LIMIT)],
    )
    report.notes.append(
        "The bare automaton counts every place, in the middle of words as well: no answer can be faster."
    )
    return report
