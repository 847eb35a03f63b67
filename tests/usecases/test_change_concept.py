"""Changing a concept: revisions, two sign-offs, a history that only grows, and the text marked at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.accounts import Account, Role
from server.domain.concept_checks import ConceptProblem, ConceptRefused
from server.domain.concept_decisions import NothingToWithdraw, NotYourSide, ReasonMissing, SameEditor
from server.domain.concept_history import Act, states
from server.domain.glossary import DisputeState, ProcessState, SignOff
from server.store import glossary, sections
from server.store.database import Database
from server.usecases.change_concept import RevisedMeanwhile
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed
from tests.editing import (
    close_thread,
    editor,
    history,
    present,
    revise,
    sign_off,
    with_definition,
    with_term,
    withdraw,
)
from tests.worlds import DE, NL, NOON, add_account, digitalisation

LATER = NOON + timedelta(days=1)


def marked(database: Database) -> dict[str, list[str]]:
    """The concepts that the text marks, by paragraph, in the Dutch wordings."""
    with database.read() as connection:
        rows = sections.section_fragments(connection, "2021", "1-opening")
    return {row.id: [part.split('"')[0] for part in row.html[NL].split('data-concept="')[1:]] for row in rows}


def places(database: Database) -> list[str]:
    """The words that are listed as occurrences."""
    with database.read() as connection:
        found = glossary.occurrences_of(connection, "digitalisation", "2021")
    return [each.occurrence.text for each in found]


def test_a_concept_is_decided_by_one_editor_of_each_side(loaded: Database) -> None:
    anna, bernd = editor(loaded, NL), editor(loaded, DE, "Bernd")
    assert sign_off(loaded, anna).process is ProcessState.OPEN
    decided = sign_off(loaded, bernd, at=LATER)
    assert decided == replace(
        digitalisation(),
        process=ProcessState.DECIDED,
        sign_offs=(SignOff(NL, "Anna", NOON), SignOff(DE, "Bernd", LATER)),
    )
    assert present(loaded) == decided


def test_nobody_decides_alone(loaded: Database) -> None:
    sign_off(loaded, editor(loaded, NL))
    with pytest.raises(SameEditor):
        sign_off(loaded, replace(editor(loaded, DE, "Other"), name="Anna"))
    assert present(loaded).process is ProcessState.OPEN


def test_an_editor_without_a_side_signs_for_none(loaded: Database) -> None:
    with pytest.raises(NotYourSide):
        sign_off(loaded, editor(loaded, None))
    assert history(loaded) == ()


def test_a_sign_off_is_withdrawn_with_a_reason_by_its_own_side_only(loaded: Database) -> None:
    anna, bernd = editor(loaded, NL), editor(loaded, DE, "Bernd")
    sign_off(loaded, anna)
    with pytest.raises(NothingToWithdraw):
        withdraw(loaded, bernd)
    with pytest.raises(ReasonMissing):
        withdraw(loaded, anna, why=" ")
    assert withdraw(loaded, anna) == digitalisation()
    assert [(each.act, each.side, each.why) for each in history(loaded)] == [
        (Act.SIGNED_OFF, NL, ""),
        (Act.WITHDRAWN, NL, "er is meer"),
    ]


def test_a_revision_ends_the_sign_offs(loaded: Database) -> None:
    anna = editor(loaded, NL)
    sign_off(loaded, anna)
    sign_off(loaded, editor(loaded, DE, "Bernd"))
    revised = revise(loaded, with_definition(present(loaded), "anders"), anna)
    assert (revised.sign_offs, revised.process) == ((), ProcessState.OPEN)


def test_a_revision_marks_the_text_at_once(loaded: Database) -> None:
    before = marked(loaded)
    assert before == {"p-aaaa1": ["digitalisation"], "p-aaaa2": []}
    revise(loaded, with_term(digitalisation(), "mkb"), editor(loaded))
    assert marked(loaded) == {**before, "p-aaaa2": ["digitalisation"]}
    assert places(loaded) == ["digitalisering", "Digitalisierung", "mkb"]


def test_a_sign_off_leaves_the_text_as_it_is(loaded: Database) -> None:
    before = marked(loaded), places(loaded)
    sign_off(loaded, editor(loaded))
    assert (marked(loaded), places(loaded)) == before


def test_every_change_says_who_when_what_and_why_and_keeps_the_state_before(loaded: Database) -> None:
    anna = editor(loaded)
    first = digitalisation()
    second = revise(loaded, with_definition(first, "een"), anna, why=" eerst ")
    third = revise(loaded, with_definition(second, "twee"), anna, at=LATER, why="toen")
    changes = history(loaded)
    assert [(each.number, each.by, each.at, each.act, each.why) for each in changes] == [
        (1, "Anna", NOON, Act.REVISED, "eerst"),
        (2, "Anna", LATER, Act.REVISED, "toen"),
    ]
    assert states(present(loaded), changes) == [first, second, third]


def test_a_revision_that_changes_nothing_leaves_no_entry(loaded: Database) -> None:
    assert revise(loaded, digitalisation(), editor(loaded)) == digitalisation()
    assert history(loaded) == ()


ON_WHAT_WAS_SEEN: dict[str, Callable[[Database, Account], object]] = {
    "a revision": lambda database, by: revise(database, with_definition(digitalisation(), "b"), by, seen=0),
    "a sign-off": lambda database, by: sign_off(database, by, seen=0),
}


@pytest.mark.parametrize("act", ON_WHAT_WAS_SEEN)
def test_on_an_outdated_state_nothing_is_done_and_the_present_one_comes_back(
    loaded: Database, act: str
) -> None:
    anna, bernd = editor(loaded), editor(loaded, DE, "Bernd")
    saved = revise(loaded, with_definition(digitalisation(), "a"), bernd)
    with pytest.raises(RevisedMeanwhile) as refused:
        ON_WHAT_WAS_SEEN[act](loaded, anna)
    assert refused.value.present == saved == present(loaded)
    assert len(history(loaded)) == 1


def test_who_revises_says_why(loaded: Database) -> None:
    with pytest.raises(ReasonMissing):
        revise(loaded, with_definition(digitalisation(), "a"), editor(loaded), why=" ")
    assert present(loaded) == digitalisation()


def test_a_dispute_needs_a_reason_in_both_languages_and_a_reading_on_each_side(loaded: Database) -> None:
    present_sides = digitalisation().sides
    silent = replace(
        digitalisation(),
        dispute=DisputeState.AGREE_TO_DIFFER,
        dispute_reasons={NL: "Het verschilt.", DE: " "},
        sides={**present_sides, DE: replace(present_sides[DE], reading="")},
    )
    with pytest.raises(ConceptRefused) as refused:
        revise(loaded, silent, editor(loaded))
    assert refused.value.problems == {
        "dispute_reasons.de": ConceptProblem.REASON_MISSING,
        "de.reading": ConceptProblem.READING_MISSING,
    }
    assert (present(loaded), history(loaded)) == (digitalisation(), ())


def test_only_editors_change_concepts_and_only_those_there_are(loaded: Database) -> None:
    moderator = add_account(loaded, name="Mo", email="mo@example.org", role=Role.MODERATOR, side=NL)
    for act in (
        lambda: revise(loaded, with_definition(digitalisation(), "a"), moderator),
        lambda: sign_off(loaded, moderator),
        lambda: close_thread(loaded, moderator),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(Missing):
        revise(loaded, replace(digitalisation(), key="nothing"), editor(loaded))
    assert history(loaded) == ()
