"""The analysis against words judged beforehand, each half by itself: nothing was tuned by the held-out half."""

from itertools import product

import pytest

from server.text.languages import LANGUAGES, Language
from tests.search.analysis.gold_lists import (
    HALVES,
    apart_though_one,
    gold,
    one_though_apart,
    split_though_whole,
    wrongly_split,
)

EACH = pytest.mark.parametrize(("language", "half"), list(product(LANGUAGES, HALVES)))


@EACH
def test_95_of_100_compounds_are_split_exactly(language: Language, half: str) -> None:
    wrong = wrongly_split(language, half)
    assert len(wrong) <= 0.05 * len(gold("compounds", language, half)["compounds"]), wrong


@EACH
def test_5_of_100_other_words_are_split_at_most(language: Language, half: str) -> None:
    wrong = split_though_whole(language, half)
    assert len(wrong) <= 0.05 * len(gold("compounds", language, half)["whole"]), wrong


@EACH
def test_93_of_100_inflected_words_keep_one_stem(language: Language, half: str) -> None:
    wrong = apart_though_one(language, half)
    assert len(wrong) <= 0.07 * len(gold("inflections", language, half)["groups"]), wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_look_alikes_merge_at_most(language: Language) -> None:
    merged = [pair for half in HALVES for pair in one_though_apart(language, half)]
    assert len(merged) <= 3, merged


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists_are_long_enough_and_their_halves_share_no_word(language: Language) -> None:
    tuning, held_out = (gold("compounds", language, half) for half in HALVES)
    for kind in ("compounds", "whole"):
        assert min(len(tuning[kind]), len(held_out[kind])) >= 55
        assert set(tuning[kind]) & set(held_out[kind]) == set()
    groups = [gold("inflections", language, half) for half in HALVES]
    assert min(len(half["groups"]) for half in groups) >= 28
    assert sum(len(half["apart"]) for half in groups) >= 20
