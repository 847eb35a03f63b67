"""What holds of every history of a paragraph, whatever editors do in whatever order."""

from dataclasses import replace
from datetime import timedelta

import hypothesis.strategies as st
from hypothesis import given

from server.domain.document import wording_hash
from server.domain.editions import StepException
from server.domain.revisions import (
    Confirmed,
    Revision,
    StepState,
    Weight,
    exception_for,
    last_in_step,
    meaning_of,
    step_states,
)
from server.text.languages import Language
from tests.domain.histories import DE, NL, History, in_step

# Few texts, so that they come back often; the empty one is a side that is missing.
TEXTS = st.sampled_from(["", "a", "b", "c", "d"])
SIDES = st.sampled_from(Language)
ACTS = st.one_of(
    st.tuples(st.just("revise"), SIDES, TEXTS, st.sampled_from(Weight)),
    st.tuples(st.just("both"), st.fixed_dictionaries({NL: TEXTS, DE: TEXTS})),
    st.tuples(st.just("confirm")),
    st.tuples(st.just("sign"), SIDES),
    st.tuples(st.just("take_back")),
)


def played(acts: list[tuple[object, ...]], *, mirrored: bool = False) -> History:
    """The history of these acts; mirrored with the languages changed for each other."""
    history = in_step("a", "a")
    for name, *what in acts:
        given_ = [each.other if mirrored and isinstance(each, Language) else each for each in what]
        if name == "both" and isinstance(what[0], dict):
            texts = what[0]
            given_ = [{NL: texts[DE], DE: texts[NL]} if mirrored else texts]
        getattr(history, {"both": "revise_both"}.get(str(name), str(name)))(*given_)
    return history


HISTORIES = st.lists(ACTS, max_size=12).map(played)


@given(HISTORIES)
def test_confirming_makes_both_in_step_and_ends_the_exception(history: History) -> None:
    for language in Language:
        if not history.text(language):
            history.revise(language, "e")
    history.confirm()
    assert set(history.states.values()) == {StepState.IN_STEP}
    assert history.exception is None


@given(HISTORIES, SIDES, st.text(min_size=1))
def test_a_minor_revision_changes_no_state_and_no_exception(
    history: History, language: Language, text: str
) -> None:
    """A text that stood there before is a revert, whatever it is called: it has the meaning that it had."""
    known = {wording_hash(each.text) for each in history.revisions[language]}
    if history.text(language) and wording_hash(text) not in known:
        before = history.states, history.exception
        history.revise(language, text, Weight.MINOR)
        assert (history.states, history.exception) == before


@given(HISTORIES, st.data())
def test_reverting_both_sides_to_a_confirmed_pair_puts_them_in_step(
    history: History, data: st.DataObject
) -> None:
    history.revise_both({NL: "f", DE: "g"})
    history.confirm()
    after: list[tuple[object, ...]] = data.draw(
        st.lists(ACTS.filter(lambda act: act[0] != "sign"), max_size=8)
    )
    for name, *what in after:
        getattr(history, {"both": "revise_both"}.get(str(name), str(name)))(*what)
    for language, text in data.draw(st.permutations([(NL, "f"), (DE, "g")])):
        history.revise(language, text)
    assert set(history.states.values()) == {StepState.IN_STEP}


@given(HISTORIES, SIDES)
def test_going_back_to_the_text_before_gives_the_states_before_when_both_were_in_step(
    history: History, language: Language
) -> None:
    if set(history.states.values()) == {StepState.IN_STEP}:
        before = history.text(language)
        history.revise(language, "new")
        history.revise(language, before)
        assert set(history.states.values()) == {StepState.IN_STEP}


@given(HISTORIES, st.text(min_size=1), st.text(min_size=1), st.sampled_from([None, NL, DE]))
def test_words_on_texts_that_were_never_current_count_for_nothing(
    history: History, nl: str, de: str, follows: Language | None
) -> None:
    known = {wording_hash(each.text) for several in history.revisions.values() for each in several}
    pair = (wording_hash(nl), wording_hash(de))
    if not known & set(pair):
        before = history.states, history.exception, history.last_in_step
        exception = StepException("p-aaaa1", follows, {}, "Els", history.now.date()) if follows else None
        history.confirmed.append(Confirmed(*pair, "Els", history.now + timedelta(minutes=1), exception))
        assert (history.states, history.exception, history.last_in_step) == before


@given(st.lists(ACTS, max_size=12))
def test_the_states_depend_on_which_texts_are_the_same_and_not_on_what_they_say(
    acts: list[tuple[object, ...]],
) -> None:
    history = played(acts)

    def told(several: list[Revision]) -> list[Revision]:
        return [replace(each, text=f"Anders: {each.text}" if each.text else "") for each in several]

    def said(meaning: str) -> str:
        return renamed.get(meaning, meaning)

    texts = {each.text for several in history.revisions.values() for each in several}
    renamed = {wording_hash(each): wording_hash(f"Anders: {each}") for each in texts}
    words = [replace(each, nl=said(each.nl), de=said(each.de)) for each in history.confirmed]
    nl, de = told(history.revisions[NL]), told(history.revisions[DE])
    assert step_states(nl, de, words) == history.states
    assert exception_for(nl, de, words) == history.exception


@given(st.lists(ACTS, max_size=12))
def test_neither_language_is_the_first(acts: list[tuple[object, ...]]) -> None:
    history, mirror = played(acts), played(acts, mirrored=True)
    assert {each.other: state for each, state in history.states.items()} == mirror.states
    ours, theirs = history.exception, mirror.exception
    assert (ours and ours.follows.other) == (theirs and theirs.follows)


@given(HISTORIES)
def test_what_is_shown_as_last_in_step_is_what_both_say_whenever_they_are(history: History) -> None:
    last = history.last_in_step
    if set(history.states.values()) == {StepState.IN_STEP}:
        assert last is not None
        assert last.texts == {each: history.text(each) for each in Language}
        assert (last.by, last.at <= history.now) == ("Els", True)


@given(HISTORIES)
def test_a_paragraph_with_an_exception_is_outdated_on_the_side_that_follows_and_nowhere_else(
    history: History,
) -> None:
    if history.exception is not None:
        follows = history.exception.follows
        assert history.states == {follows: StepState.OUTDATED, follows.other: StepState.IN_STEP}


def test_a_composed_and_a_decomposed_letter_are_the_same_text() -> None:
    history = in_step(de="Für alle.")
    history.revise(DE, "Fu\u0308r alle.")
    assert set(history.states.values()) == {StepState.IN_STEP}


def test_a_history_in_which_everything_happened_at_once_stands_as_it_ended() -> None:
    history = in_step()
    for text in ("Twee.", "Drie."):
        history.revise(NL, text)
        history.confirm()
    history.revise(DE, "Zwei.")
    at_once = {
        each: [replace(revision, at=history.now) for revision in several]
        for each, several in history.revisions.items()
    }
    said = [replace(each, at=history.now) for each in history.confirmed]
    assert step_states(at_once[NL], at_once[DE], said) == history.states
    found = last_in_step(at_once[NL], at_once[DE], said)
    assert found is not None
    assert found.texts[NL] == "Drie."


def test_the_meaning_of_no_revisions_is_none() -> None:
    assert meaning_of([]) == ""


@given(st.lists(st.tuples(ACTS, st.integers(-3, 3)), max_size=12))
def test_on_machines_whose_clocks_differ_confirming_makes_both_in_step_all_the_same(
    acts: list[tuple[tuple[str, object], int]],
) -> None:
    history = in_step("a", "a")
    for (name, *what), minutes in acts:
        history.now += timedelta(minutes=minutes)
        getattr(history, {"both": "revise_both"}.get(name, name))(*what)
    history.confirm()
    if history.text(NL) and history.text(DE):
        assert set(history.states.values()) == {StepState.IN_STEP}
