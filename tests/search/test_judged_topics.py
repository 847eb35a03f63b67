"""Queries in one language find text in the other nearly as well as queries in its own language do.

The protocol: readers judged topics on the edition 2026-revision before any of this was tuned, one half for tuning,
the other held out. The edition's sections are dealt out in turn to two folds. The paragraphs of a fold are indexed
as if each were a comment in German (or Dutch): without the counterpart, without a translation, nothing else in the
index. Word pairs are learned from both editions without the sections of that fold and without its paragraphs and
what they were made of, so that no pair has seen the text that is searched. The Dutch queries are then asked of the
German text, and measured against what the German queries reach on the same text with the same engine; the same
the other way round. nDCG@10 with the gains 2 (answers) and 1 (related), averaged over all topics and folds
where the fold holds something relevant.

The target is 0.85 of the text's own language, over all 44 topics. Reached, Dutch on German and German on Dutch:
0.96 and 0.97 together, 0.87 and 1.25 on the tuning half, 1.07 and 0.70 on the held-out half. The held-out half
alone thus misses the target for German queries. A half has 22 topics, and the two queries of one are no translations
of each other, so that a single topic moves a share by 0.05 to 0.1: docs/searching.md says more.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from server.search.whoosh_engine.engine import WhooshEngine
from server.text.languages import LANGUAGES, Language
from tests.search.evaluation import (
    FOLDS,
    Figures,
    Means,
    Topic,
    documents,
    evaluate,
    ndcg,
    texts_for_pairs,
    topics,
)

NL, DE = Language.NL, Language.DE
TARGET = 0.85
# What is reached on a half, but for less than a topic: it must not be lost.
REACHED = {"tuning": {NL: 0.84, DE: 1.20}, "held_out": {NL: 1.02, DE: 0.66}}


def figures(judged: Sequence[Topic], tmp_path: Path, means: Means) -> Figures:
    folders = (tmp_path / str(number) for number in range(100))
    return evaluate(judged, lambda: WhooshEngine(next(folders)), means)


def test_crossing_reaches_most_of_what_the_texts_own_language_reaches(tmp_path: Path) -> None:
    found = figures(topics("tuning") + topics("held_out"), tmp_path, Means())
    assert {asked: found.ratio(asked) >= TARGET for asked in LANGUAGES} == {NL: True, DE: True}


@pytest.mark.parametrize("half", ["tuning", "held_out"])
def test_what_is_reached_on_a_half_is_not_lost(half: str, tmp_path: Path) -> None:
    found = figures(topics(half), tmp_path, Means())
    assert {asked: found.ratio(asked) >= REACHED[half][asked] for asked in LANGUAGES} == {NL: True, DE: True}


@pytest.mark.parametrize("half", ["tuning", "held_out"])
def test_every_means_of_crossing_helps(half: str, tmp_path: Path) -> None:
    several = [
        figures(topics(half), tmp_path / name, means)
        for name, means in {
            "nothing": Means(glossary=False, cognates=False, pairs=False),
            "glossary": Means(cognates=False, pairs=False),
            "cognates": Means(pairs=False),
            "all": Means(),
        }.items()
    ]
    for asked in LANGUAGES:
        values = [each.found[asked, asked.other] for each in several]
        assert values == sorted(values)


def test_the_halves_hold_twenty_topics_or_more_each_and_share_none() -> None:
    tuning, held_out = topics("tuning"), topics("held_out")
    assert min(len(tuning), len(held_out)) >= 20
    assert not {each.key for each in tuning} & {each.key for each in held_out}


def test_every_judged_paragraph_stands_in_one_fold() -> None:
    first, second = ({each.id for each in documents(fold, NL)} for fold in (0, 1))
    assert not first & second
    assert {
        each for half in ("tuning", "held_out") for topic in topics(half) for each in topic.gains
    } <= first | second


@pytest.mark.parametrize("fold", FOLDS)
def test_pairs_have_not_seen_the_text_that_is_searched(fold: int) -> None:
    for language in LANGUAGES:
        searched = {field.text for document in documents(fold, language) for field in document.fields}
        assert not searched & {text[language] for text in texts_for_pairs(fold)}


def test_ndcg_is_one_for_the_best_order_and_less_for_others() -> None:
    assert ndcg(["a", "b"], {"a": 2, "b": 1}) == 1.0
    assert ndcg(["b", "a"], {"a": 2, "b": 1}) == pytest.approx(0.8597, abs=1e-4)
    assert ndcg([], {"a": 2}) == 0.0
