"""Changing which paragraphs the working edition has: each act on the revision that the editor saw."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from server.domain.accounts import Account, Role
from server.domain.acts import ActKind
from server.domain.document import Paragraph
from server.domain.revisions import StepState, Weight
from server.domain.structure import Refusal, StructureRefused
from server.store.comments import save_comments
from server.store.database import Database
from server.usecases.add_paragraph import add_paragraph
from server.usecases.change_structure import EditionChangedMeanwhile, state_of
from server.usecases.join_paragraphs import join_paragraphs
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed
from server.usecases.move_paragraph import move_paragraph
from server.usecases.remove_paragraph import HasComments, remove_paragraph, restore_paragraph
from server.usecases.revise_paragraph import (
    RevisedMeanwhile,
    RevisionRefused,
    WordingChange,
    revise_paragraph,
)
from server.usecases.split_paragraph import split_paragraph
from tests.usecases.people import log_of, person
from tests.usecases.working import act_of, at_work, begun, in_work, structure, texts
from tests.worlds import DE, NL, NOON, OPENING, STEPS, comment, load, record

ONE, TWO, STEP = (each.id for section in (OPENING, STEPS) for each in section.paragraphs)
IN_STEP = {NL: StepState.IN_STEP, DE: StepState.IN_STEP}
OUTDATED = {NL: StepState.OUTDATED, DE: StepState.OUTDATED}


@pytest.fixture
def els(loaded: Database) -> Account:
    """An editor, with a working edition begun."""
    begun(loaded)
    return person(loaded)


def revised(database: Database, paragraph: str, text: str, by: Account) -> None:
    change = WordingChange(NL, text, Weight.SUBSTANTIVE, base=1)
    revise_paragraph(database, paragraph=paragraph, changes=[change], by=by, at=NOON)


def problems_of(act: Callable[[], Any]) -> dict[str, list[str]]:
    with pytest.raises(RevisionRefused) as refused:
        act()
    return refused.value.problems


def test_an_added_paragraph_has_a_drawn_id_and_what_was_typed(loaded: Database, els: Account) -> None:
    wordings = {NL: " Nieuw.\r\n", DE: "Neu."}
    made = add_paragraph(loaded, section=OPENING.key, after=ONE, wordings=wordings, **act_of(loaded, els))
    [key] = made.paragraphs
    assert re.fullmatch("p-[0-9a-hjkmnp-tv-z]{5}", key)
    assert (made.working.revision, structure(loaded).paragraphs) == (2, (ONE, key, TWO, STEP))
    added = in_work(loaded, key)
    assert (texts(added), added.states) == (("Nieuw.", "Neu."), OUTDATED)
    assert [each.by for each in added.revisions[NL]] == ["Els"]


def test_an_added_paragraph_is_in_step_where_the_editor_says_so(loaded: Database, els: Account) -> None:
    made = add_paragraph(
        loaded,
        section=OPENING.key,
        after=None,
        wordings={NL: "Nieuw.", DE: "Neu."},
        confirm=True,
        new_ids=["p-nnnn1"],
        **act_of(loaded, els),
    )
    assert made.paragraphs == ("p-nnnn1",)
    assert structure(loaded).paragraphs == ("p-nnnn1", ONE, TWO, STEP)
    assert in_work(loaded, "p-nnnn1").states == IN_STEP


def test_one_side_of_an_added_paragraph_may_be_missing_not_both(loaded: Database, els: Account) -> None:
    new: dict[str, Any] = {"section": STEPS.key, "after": STEP}
    made = add_paragraph(loaded, wordings={DE: "Nur deutsch."}, **new, **act_of(loaded, els))
    assert in_work(loaded, made.paragraphs[0]).states == {NL: StepState.MISSING, DE: StepState.IN_STEP}
    problems = problems_of(lambda: add_paragraph(loaded, wordings={NL: " "}, **new, **act_of(loaded, els)))
    assert problems == {"text_nl": ["missing"]}


def test_a_wording_that_no_file_could_hold_is_refused_and_nothing_is_kept(
    loaded: Database, els: Account
) -> None:
    wordings = {NL: "Zie [^1].", DE: "{#p-aaaa1}\nSo."}
    act = act_of(loaded, els, section=STEPS.key, after=None, wordings=wordings)
    problems = problems_of(lambda: add_paragraph(loaded, **act))
    assert sorted(problems) == ["text_de", "text_nl"]
    assert at_work(loaded).working.revision == 1


@pytest.mark.parametrize("used", [ONE, "p-cccc1", "p-gane1"])
def test_an_id_that_was_ever_used_is_not_used_again(loaded: Database, els: Account, used: str) -> None:
    lost = Paragraph("p-cccc1", OPENING.paragraphs[0].wordings)
    with loaded.write() as connection:
        save_comments(connection, [comment(on=lost)])
    added: dict[str, Any] = {"section": STEPS.key, "after": None, "wordings": {NL: "Weg."}}
    add_paragraph(loaded, **added, new_ids=["p-gane1"], **act_of(loaded, els))
    remove_paragraph(loaded, paragraph="p-gane1", **act_of(loaded, els))
    with pytest.raises(StructureRefused) as refused:
        add_paragraph(loaded, **added, new_ids=[used], **act_of(loaded, els))
    assert refused.value.refusal is Refusal.ID_TAKEN


@pytest.mark.parametrize("wanted", [[], ["p-nnnn1", "p-nnnn2"], ["nnnn1"], ["p-illus"]])
def test_ids_that_are_given_must_be_ids_and_as_many(
    loaded: Database, els: Account, wanted: list[str]
) -> None:
    with pytest.raises(ValueError, match="1 paragraph ids are needed"):
        add_paragraph(
            loaded,
            section=STEPS.key,
            after=None,
            wordings={NL: "x"},
            new_ids=wanted,
            **act_of(loaded, els),
        )


def test_moving_keeps_the_wordings_and_the_state(loaded: Database, els: Account) -> None:
    moved = move_paragraph(loaded, paragraph=ONE, section=STEPS.key, after=STEP, **act_of(loaded, els))
    assert moved.structure.paragraphs == (TWO, STEP, ONE)
    assert (in_work(loaded, ONE).states, moved.structure.lineage) == (IN_STEP, {})


def test_moving_to_where_it_is_leaves_no_trace(loaded: Database, els: Account) -> None:
    same = move_paragraph(loaded, paragraph=TWO, section=OPENING.key, after=ONE, **act_of(loaded, els))
    assert (same.revision, log_of(loaded, ActKind.EDITION_CHANGED)) == (1, [])


def test_parts_that_say_the_same_words_stay_in_step(loaded: Database, els: Account) -> None:
    parts = {
        NL: ["De digitalisering", "gaat snel."],
        DE: ["Die Digitalisierung", "kommt\nschnell voran.", " "],
    }
    made = split_paragraph(loaded, paragraph=ONE, parts=parts, **act_of(loaded, els))
    first, second = made.paragraphs
    assert made.working.structure.paragraphs == (first, second, TWO, STEP)
    assert made.working.structure.lineage == {first: (ONE,), second: (ONE,)}
    assert texts(in_work(loaded, second)) == ("gaat snel.", "kommt\nschnell voran.")
    assert [in_work(loaded, each).states for each in made.paragraphs] == [IN_STEP, IN_STEP]


def test_parts_that_were_reworded_or_not_in_step_are_not_confirmed(loaded: Database, els: Account) -> None:
    reworded = {NL: ["De digitalisering", "gaat traag."], DE: ["Die Digitalisierung", "kommt schnell voran."]}
    made = split_paragraph(loaded, paragraph=ONE, parts=reworded, **act_of(loaded, els))
    assert [in_work(loaded, each).states for each in made.paragraphs] == [OUTDATED, OUTDATED]
    revised(loaded, TWO, "Het mkb doet mee. Nu.", els)
    same = {NL: ["Het mkb doet mee.", "Nu."], DE: ["Die KMU machen mit,", "zu 75 %."]}
    made = split_paragraph(loaded, paragraph=TWO, parts=same, **act_of(loaded, els))
    assert [in_work(loaded, each).states for each in made.paragraphs] == [OUTDATED, OUTDATED]


@pytest.mark.parametrize(
    ("dutch", "german", "problems"),
    [
        (["a", "b"], ["a"], {"text_de": ["too-few"]}),
        (["a"], ["a"], {"text_nl": ["too-few"], "text_de": ["too-few"]}),
        (["a", "b", "c"], ["a", "b"], {"text_de": ["uneven"]}),
        (["a", "b"], [" "], {"text_de": ["missing"]}),
        (["x"] * 31, ["x"] * 31, {"text_nl": ["too-many"], "text_de": ["too-many"]}),
    ],
)
def test_both_sides_are_split_into_as_many_parts(
    loaded: Database, els: Account, dutch: list[str], german: list[str], problems: dict[str, list[str]]
) -> None:
    act = act_of(loaded, els, paragraph=ONE, parts={NL: dutch, DE: german})
    assert problems_of(lambda: split_paragraph(loaded, **act)) == problems
    assert structure(loaded).paragraphs == (ONE, TWO, STEP)


def test_a_part_may_not_lean_on_the_footnote_of_another(loaded: Database, els: Account) -> None:
    parts = {NL: ["Zie[^1].", "Meer[^1].\n\n[^1]: Noot."], DE: ["Ja.", "Nein."]}
    act = act_of(loaded, els, paragraph=ONE, parts=parts)
    problems = problems_of(lambda: split_paragraph(loaded, **act))
    assert problems == {"text_nl": ["the reference [^1] has no footnote in this paragraph"]}


def test_a_paragraph_with_one_side_is_split_on_that_side(loaded: Database, els: Account) -> None:
    added = add_paragraph(
        loaded, section=STEPS.key, after=STEP, wordings={NL: "Een. Twee."}, **act_of(loaded, els)
    )
    [key] = added.paragraphs
    made = split_paragraph(loaded, paragraph=key, parts={NL: ["Een.", "Twee."]}, **act_of(loaded, els))
    assert [texts(in_work(loaded, each)) for each in made.paragraphs] == [("Een.", ""), ("Twee.", "")]
    assert made.working.structure.added == made.paragraphs


def test_joined_paragraphs_stay_in_step_when_all_were(loaded: Database, els: Account) -> None:
    made = join_paragraphs(loaded, paragraphs=[ONE, TWO], new_ids=["p-zzzz1"], **act_of(loaded, els))
    assert made.working.structure.paragraphs == ("p-zzzz1", STEP)
    assert made.working.structure.lineage == {"p-zzzz1": (ONE, TWO)}
    joined = in_work(loaded, "p-zzzz1")
    assert joined.text(NL) == "De digitalisering gaat snel.\n\nHet mkb doet mee, voor 75%."
    assert joined.states == IN_STEP


def test_joined_paragraphs_are_not_confirmed_when_one_was_not_or_the_text_was_mended(
    loaded: Database, els: Account
) -> None:
    parts = {NL: ["De", "digitalisering gaat snel."], DE: ["Die", "Digitalisierung kommt schnell voran."]}
    halves = split_paragraph(loaded, paragraph=ONE, parts=parts, **act_of(loaded, els)).paragraphs
    mended = {NL: "Het gaat snel.", DE: "Die\n\nDigitalisierung kommt schnell voran."}
    made = join_paragraphs(loaded, paragraphs=halves, wordings=mended, **act_of(loaded, els))
    [key] = made.paragraphs
    assert (texts(in_work(loaded, key))[0], in_work(loaded, key).states) == ("Het gaat snel.", OUTDATED)
    assert made.working.structure.lineage == {key: (ONE,)}
    again = join_paragraphs(loaded, paragraphs=[key, TWO], **act_of(loaded, els))
    assert in_work(loaded, again.paragraphs[0]).states == OUTDATED


def test_joining_loses_no_side(loaded: Database, els: Account) -> None:
    act = act_of(loaded, els, paragraphs=[ONE, TWO], wordings={NL: "Alles."})
    assert problems_of(lambda: join_paragraphs(loaded, **act)) == {"text_de": ["missing"]}


def test_what_was_reworded_since_the_form_was_opened_is_neither_split_nor_joined(
    loaded: Database, els: Account
) -> None:
    seen = state_of(in_work(loaded, ONE))
    revised(loaded, ONE, "Het gaat heel snel.", els)
    parts = {NL: ["De", "rest."], DE: ["Der", "Rest."]}
    with pytest.raises(RevisedMeanwhile) as meanwhile:
        split_paragraph(loaded, paragraph=ONE, parts=parts, seen=seen, **act_of(loaded, els))
    assert meanwhile.value.present.text(NL) == "Het gaat heel snel."
    with pytest.raises(RevisedMeanwhile):
        join_paragraphs(loaded, paragraphs=[ONE, TWO], seen=[seen, "1-1"], **act_of(loaded, els))
    assert structure(loaded).paragraphs == (ONE, TWO, STEP)


def test_a_removed_paragraph_keeps_its_revisions_and_comes_back_with_them(
    loaded: Database, els: Account
) -> None:
    revised(loaded, TWO, "Het mkb doet mee.", els)
    gone = remove_paragraph(loaded, paragraph=TWO, **act_of(loaded, els))
    assert (gone.structure.paragraphs, [*gone.structure.removed]) == ((ONE, STEP), [TWO])
    assert len(in_work(loaded, TWO).revisions[NL]) == 2
    back = restore_paragraph(loaded, paragraph=TWO, **act_of(loaded, els))
    assert (back.structure.paragraphs, back.structure.removed) == ((ONE, TWO, STEP), {})
    assert in_work(loaded, TWO).text(NL) == "Het mkb doet mee."


def test_a_paragraph_with_shown_comments_goes_only_when_that_is_said(
    database: Database, tmp_path: Any
) -> None:
    load(database, tmp_path / "record", record(comments=[comment(1), comment(2)]))
    begun(database)
    els = person(database)
    with pytest.raises(HasComments) as has:
        remove_paragraph(database, paragraph=ONE, **act_of(database, els))
    assert (has.value.comments, structure(database).paragraphs) == (2, (ONE, TWO, STEP))
    gone = remove_paragraph(database, paragraph=ONE, despite_comments=True, **act_of(database, els))
    assert gone.structure.paragraphs == (TWO, STEP)


def test_comments_on_what_was_split_are_those_of_each_part(database: Database, tmp_path: Any) -> None:
    load(database, tmp_path / "record", record(comments=[comment(1)]))
    begun(database)
    els = person(database)
    parts = {NL: ["De digitalisering", "gaat snel."], DE: ["Die Digitalisierung", "kommt voran."]}
    made = split_paragraph(database, paragraph=ONE, parts=parts, **act_of(database, els))
    first, second = made.paragraphs
    with pytest.raises(HasComments):
        remove_paragraph(database, paragraph=first, **act_of(database, els))
    remove_paragraph(database, paragraph=first, despite_comments=True, **act_of(database, els))
    assert at_work(database).comments == {first: 1, second: 1, TWO: 0, STEP: 0}


ACTS: list[Callable[[Database, dict[str, Any]], Any]] = [
    lambda it, on: add_paragraph(it, section=STEPS.key, after=None, wordings={NL: "x"}, **on),
    lambda it, on: move_paragraph(it, paragraph=ONE, section=STEPS.key, after=None, **on),
    lambda it, on: split_paragraph(it, paragraph=ONE, parts={NL: ["a", "b"], DE: ["a", "b"]}, **on),
    lambda it, on: join_paragraphs(it, paragraphs=[ONE, TWO], **on),
    lambda it, on: remove_paragraph(it, paragraph=ONE, **on),
    lambda it, on: restore_paragraph(it, paragraph=STEP, **on),
]


@pytest.mark.parametrize("act", ACTS)
def test_every_act_is_in_the_log_with_its_revision_and_refused_on_an_outdated_one(
    loaded: Database, els: Account, act: Callable[[Database, dict[str, Any]], Any]
) -> None:
    remove_paragraph(loaded, paragraph=STEP, **act_of(loaded, els))
    on = dict(act_of(loaded, els))
    act(loaded, on)
    logged = log_of(loaded, ActKind.EDITION_CHANGED)[-1]
    assert (logged.subject, logged.account, logged.from_state, logged.to_state) == (
        "2026-revision",
        els.id,
        "2",
        "3",
    )
    assert logged.category
    with pytest.raises(EditionChangedMeanwhile) as meanwhile:
        act(loaded, on)
    assert [each.act for each in meanwhile.value.meanwhile] == [logged]
    assert (meanwhile.value.present.revision, at_work(loaded).working.revision) == (3, 3)


@pytest.mark.parametrize("act", ACTS)
def test_only_editors_change_the_structure_and_only_of_a_working_edition(
    loaded: Database, act: Callable[[Database, dict[str, Any]], Any]
) -> None:
    moderator, editor = person(loaded, Role.MODERATOR, "Mo"), person(loaded)
    with pytest.raises(NotAllowed):
        act(loaded, {"base": 1, "by": moderator, "at": NOON})
    with pytest.raises(Missing):
        act(loaded, {"base": 1, "by": editor, "at": NOON})
