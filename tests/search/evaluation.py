"""How well a query in one language finds text in the other, on topics that readers judged beforehand."""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log2
from pathlib import Path
from typing import Any, Final, Protocol

from server.domain.document import Paragraph
from server.domain.editions import Edition
from server.domain.glossary import Concept
from server.domain.public_record import PublicRecord
from server.record.record import read_record
from server.search.analysis.words import places
from server.search.crossing.cognates import Cognates
from server.search.crossing.counterparts import by_stem
from server.search.crossing.expand import Crossing, Pairs
from server.search.crossing.glossary import GlossaryExpansion
from server.search.crossing.pairs import learn
from server.search.documents import Field, Kind, Part, SearchDocument
from server.search.engine import Request, Results, Vocabulary
from server.search.grammar import parse
from server.search.leniency import with_enough
from server.search.matching import groups
from server.text.languages import LANGUAGES, Language
from server.text.markdown import plain

EDITION: Final = "2026-revision"
FOLDS: Final = (0, 1)
_ROOT = Path(__file__).parents[2]
_JUDGED = Path(__file__).parent / "judged"
# nDCG looks at the first page of ten.
_CUT = 10
_NO_WORDS: Final = Vocabulary(0, {})


class Engine(Protocol):
    """What is needed of an engine."""

    def rebuild(self, documents: Iterable[SearchDocument]) -> None:
        """Hold these documents."""
        ...

    def search(self, request: Request) -> Results:
        """Answer."""
        ...

    def vocabulary(self) -> Vocabulary:
        """The words there are."""
        ...


@dataclass(frozen=True, slots=True)
class Topic:
    """A need for information, asked in both languages, and how well each paragraph meets it (2, 1)."""

    key: str
    queries: Mapping[Language, str]
    gains: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Means:
    """What leads over the border in a run."""

    glossary: bool = True
    cognates: bool = True
    pairs: bool = True


@dataclass(frozen=True, slots=True)
class Figures:
    """Mean nDCG@10 by language of the query and of the text."""

    found: Mapping[tuple[Language, Language], float]

    def ratio(self, asked: Language) -> float:
        """The value over the border as a share of what queries in the text's own language reach."""
        return self.found[asked, asked.other] / self.found[asked.other, asked.other]


def topics(half: str) -> list[Topic]:
    """The judged topics of a half, "tuning" or "held_out"."""
    table = tomllib.loads((_JUDGED / f"{half}.toml").read_text("utf-8"))
    return [_topic(each) for each in table["topics"]]


def evaluate(judged: Sequence[Topic], new_engine: Callable[[], Engine], means: Means) -> Figures:
    """Mean nDCG@10 over all cases of a topic and a fold that holds something relevant to it."""
    found: dict[tuple[Language, Language], list[float]] = {}
    for written in LANGUAGES:
        for fold in FOLDS:
            engine = new_engine()
            engine.rebuild(documents(fold, written))
            crossing = _crossing(fold, engine, means)
            for asked in LANGUAGES:
                scores = found.setdefault((asked, written), [])
                scores += (
                    ndcg(_answer(engine, crossing, topic, asked), gains)
                    for topic, gains in _cases(judged, fold)
                )
    return Figures({key: sum(scores) / len(scores) for key, scores in found.items()})


def ndcg(found: Sequence[str], gains: Mapping[str, int]) -> float:
    """Normalised discounted cumulative gain of the first ten (K. Järvelin and J. Kekäläinen, 2002)."""
    best = sorted(gains.values(), reverse=True)
    return _discounted([gains.get(each, 0) for each in found]) / _discounted(best)


def documents(fold: int, written: Language) -> list[SearchDocument]:
    """The paragraphs of a fold as if each were a comment in one language: no counterpart, no translation."""
    return [
        SearchDocument(
            kind=Kind.COMMENT,
            id=paragraph.id,
            edition=EDITION,
            section=section,
            language=written,
            fields=(Field(Part.TEXT, written, plain(paragraph.wordings[written])),),
        )
        for section, paragraph in _of_fold(fold)
    ]


@cache
def pairs_for(fold: int) -> Pairs:
    """The word pairs with which a fold may be searched."""
    return by_stem(learn(texts_for_pairs(fold)))


def texts_for_pairs(fold: int) -> list[Mapping[Language, str]]:
    """Both editions without the sections of a fold, and without its paragraphs and what they were made of."""
    lineage = _edition().lineage
    sections = {section for section, _ in _of_fold(fold)}
    searched = {paragraph.id for _, paragraph in _of_fold(fold)}
    searched |= {origin for each in searched for origin in lineage.get(each, ())}
    return [
        {language: plain(text) for language, text in paragraph.wordings.items()}
        for edition in record().editions
        for section in edition.sections
        for paragraph in section.paragraphs
        if section.key not in sections and paragraph.id not in searched
    ]


@cache
def record() -> PublicRecord:
    """The record of this repository."""
    return read_record(_ROOT)


def record_vocabulary() -> Vocabulary:
    """The words of all editions, with the number of paragraphs of each."""
    words: dict[Language, Counter[str]] = {language: Counter() for language in LANGUAGES}
    for edition in record().editions:
        for section in edition.sections:
            for paragraph in section.paragraphs:
                for language, text in paragraph.wordings.items():
                    words[language].update({place.text.lower() for place in places(plain(text))})
    return Vocabulary(1, words)


def _edition() -> Edition:
    return next(each for each in record().editions if each.key == EDITION)


def _of_fold(fold: int) -> Iterator[tuple[str, Paragraph]]:
    """Every second section of the edition, beginning with the first or the second."""
    for section in _edition().sections[fold :: len(FOLDS)]:
        for paragraph in section.paragraphs:
            yield section.key, paragraph


def _crossing(fold: int, engine: Engine, means: Means) -> Crossing:
    concepts: Iterable[Concept] = record().concepts if means.glossary else ()
    return Crossing(
        GlossaryExpansion(concepts),
        pairs_for(fold) if means.pairs else {},
        Cognates(engine.vocabulary() if means.cognates else _NO_WORDS),
    )


def _cases(judged: Iterable[Topic], fold: int) -> Iterator[tuple[Topic, Mapping[str, int]]]:
    there = {paragraph.id for _, paragraph in _of_fold(fold)}
    for topic in judged:
        gains = {each: gain for each, gain in topic.gains.items() if each in there}
        if gains:
            yield topic, gains


def _answer(engine: Engine, crossing: Crossing, topic: Topic, asked: Language) -> list[str]:
    query = crossing.expand(parse(topic.queries[asked]))
    request = with_enough(engine, Request(groups=groups(query), limit=_CUT))
    return [hit.id for hit in engine.search(request).hits]


def _discounted(gains: Iterable[int]) -> float:
    return sum(gain / log2(place + 2) for place, gain in enumerate(list(gains)[:_CUT]))


def _topic(table: Mapping[str, Any]) -> Topic:
    gains = dict.fromkeys(table["related"], 1) | dict.fromkeys(table["answers"], 2)
    return Topic(table["key"], {Language.NL: table["nl"], Language.DE: table["de"]}, gains)
