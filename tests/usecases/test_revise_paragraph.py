"""Revising a paragraph of the working edition: what is kept, what is refused, and two editors at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from server.domain.accounts import Account, Role
from server.domain.revisions import StepState, Weight
from server.domain.working_editions import WorkingParagraph
from server.store.database import Database
from server.usecases.keep_autosave import TypedWording, keep_autosave
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed
from server.usecases.read_working_paragraph import read_working_paragraph
from server.usecases.revise_paragraph import (
    MAX_WORDING,
    RevisedMeanwhile,
    RevisionRefused,
    WordingChange,
    revise_paragraph,
)
from server.web import addresses
from tests.rewording import PARAGRAPH, TEXT, begin, editor, present, revise, world
from tests.worlds import DE, NL, NOON, add_account, comment, load, record

NEW = "De digitalisering gaat heel snel."


@pytest.fixture
def els(database: Database, tmp_path: Path) -> Account:
    return world(database, tmp_path / "record", record(comments=[comment(1), comment(2)]))


def test_a_revision_keeps_who_when_on_what_and_from_which_comments(database: Database, els: Account) -> None:
    at = NOON + timedelta(hours=1)
    after = revise(database, els, f"  {NEW}\r\n", comments=["c-00000001", "c-nowhere0"], at=at)
    assert after == present(database)
    kept = after.latest(NL)
    assert kept is not None
    assert (kept.number, kept.text, kept.by, kept.at, kept.base) == (2, NEW, "Els van Dijk", at, 1)
    assert (kept.weight, kept.note, kept.comments) == (Weight.SUBSTANTIVE, "", ("c-00000001",))
    assert after.states == {NL: StepState.IN_STEP, DE: StepState.OUTDATED}


def test_both_sides_are_saved_and_confirmed_in_one_act(database: Database, els: Account) -> None:
    changes = [
        WordingChange(NL, NEW, Weight.SUBSTANTIVE, 1),
        WordingChange(DE, "Die Digitalisierung kommt sehr schnell voran.", Weight.SUBSTANTIVE, 1),
    ]
    after = revise_paragraph(database, paragraph=PARAGRAPH, changes=changes, by=els, at=NOON, confirm=True)
    assert [after.number(each) for each in (NL, DE)] == [2, 2]
    assert set(after.states.values()) == {StepState.IN_STEP}


def test_a_text_that_is_as_it_was_leaves_no_revision(database: Database, els: Account) -> None:
    assert revise(database, els, TEXT[NL]).number(NL) == 1


def test_a_minor_revision_needs_a_name_and_keeps_the_state(database: Database, els: Account) -> None:
    with pytest.raises(RevisionRefused) as refused:
        revise(database, els, NEW, weight=Weight.MINOR, note="  ")
    assert refused.value.problems == {"note_nl": ["missing"]}
    with pytest.raises(RevisionRefused) as refused:
        revise(database, els, NEW, note="x" * 201)
    assert refused.value.problems == {"note_nl": ["the name has more than 200 characters"]}
    after = revise(database, els, NEW, weight=Weight.MINOR, note="tikfout")
    assert set(after.states.values()) == {StepState.IN_STEP}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x" * (MAX_WORDING + 1), "too-long"),
        ("Zie noot[^1].", "the reference [^1] has no footnote in this paragraph"),
        ("::: case Kop\n\nTekst", 'a box is not closed by ":::"'),
        ("{#p-zzzzz}\nTekst", 'a line begins with "{#", which marks a new paragraph'),
        ("[hier](ftp://example.org)", "the link ftp://example.org is not an http or https address"),
    ],
)
def test_a_text_that_the_record_cannot_hold_is_refused(
    database: Database, els: Account, text: str, reason: str
) -> None:
    with pytest.raises(RevisionRefused) as refused:
        revise(database, els, text)
    assert refused.value.problems == {"text_nl": [reason]}
    assert present(database).number(NL) == 1


def test_one_refused_side_keeps_the_other_back_as_well(database: Database, els: Account) -> None:
    changes = [
        WordingChange(NL, NEW, Weight.SUBSTANTIVE, 1),
        WordingChange(DE, "Sehr schnell.", Weight.MINOR, 1),
    ]
    with pytest.raises(RevisionRefused):
        revise_paragraph(database, paragraph=PARAGRAPH, changes=changes, by=els, at=NOON)
    assert [present(database).number(each) for each in (NL, DE)] == [1, 1]


def test_saving_on_an_outdated_revision_is_refused_with_what_stands_there_now(
    database: Database, els: Account
) -> None:
    jan = editor(database, "Jan")
    revise(database, els, NEW)
    with pytest.raises(RevisedMeanwhile) as refused:
        revise(database, jan, "De digitalisering gaat traag.")
    assert refused.value.present == present(database)
    assert present(database).text(NL) == NEW


def test_a_side_that_only_the_other_editor_changed_does_not_stand_in_the_way(
    database: Database, els: Account
) -> None:
    revise(database, els, "Schneller.", language=DE)
    both = [
        WordingChange(NL, NEW, Weight.SUBSTANTIVE, 1),
        WordingChange(DE, TEXT[DE], Weight.SUBSTANTIVE, 1),
    ]
    after = revise_paragraph(database, paragraph=PARAGRAPH, changes=both, by=editor(database, "Jan"), at=NOON)
    assert {language: after.text(language) for language in (NL, DE)} == {NL: NEW, DE: "Schneller."}


def test_nobody_confirms_a_side_that_they_have_not_seen(database: Database, els: Account) -> None:
    revise(database, els, "Schneller.", language=DE)
    both = [WordingChange(each, TEXT[each], Weight.SUBSTANTIVE, 1) for each in (NL, DE)]
    with pytest.raises(RevisedMeanwhile):
        revise_paragraph(database, paragraph=PARAGRAPH, changes=both, by=els, at=NOON, confirm=True)
    assert present(database).states[NL] is StepState.OUTDATED


def test_a_form_sent_twice_does_its_act_once(database: Database, els: Account) -> None:
    revise(database, els, NEW, confirm=True)
    after = revise(database, els, NEW, confirm=True)
    assert (after.number(NL), len(after.confirmed)) == (2, 2)


def test_a_text_put_back_is_in_step_again(database: Database, els: Account) -> None:
    revise(database, els, NEW)
    after = revise(database, els, TEXT[NL], base=2)
    assert after.number(NL) == 3
    assert set(after.states.values()) == {StepState.IN_STEP}


def test_of_two_editors_at_once_one_is_refused(database: Database, els: Account) -> None:
    jan = editor(database, "Jan")

    def saved(by: Account) -> WorkingParagraph | None:
        try:
            return revise(database, by, f"Van {by.name}.")
        except RevisedMeanwhile:
            return None

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(saved, (els, jan)))
    [kept] = [each for each in answers if each is not None]
    assert present(database) == kept
    assert kept.number(NL) == 2


def test_what_was_typed_is_forgotten_on_the_side_that_was_saved(database: Database, els: Account) -> None:
    typed = [TypedWording(NL, NEW, 1), TypedWording(DE, "Sehr schnell.", 1)]
    assert keep_autosave(database, paragraph=PARAGRAPH, typed=typed, by=els, at=NOON)
    revise(database, els, NEW)
    found = read_working_paragraph(database, paragraph=PARAGRAPH, by=els, concept_address=addresses.concept)
    assert set(found.autosaves) == {DE}


def test_only_editors_revise_and_only_what_is_there(database: Database, els: Account) -> None:
    moderator = add_account(database, name="Mo", email="mo@example.org", role=Role.MODERATOR)
    with pytest.raises(NotAllowed):
        revise(database, moderator, NEW)
    with pytest.raises(Missing):
        revise(database, els, NEW, paragraph="p-zzzzz")


def test_without_a_working_edition_nothing_is_revised(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path / "record")
    with pytest.raises(Missing):
        revise(database, editor(database, "Jan"), NEW)
    begin(database)
    assert revise(database, editor(database, "Piet"), NEW).number(NL) == 2
