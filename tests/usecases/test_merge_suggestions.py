"""Suggested wordings for a paragraph of the working edition: found, laid over its text, and merged."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from server.domain.accounts import Account, Role
from server.domain.comments import Comment, CommentKind, Redaction
from server.domain.dispositions import Disposition, Outcome
from server.domain.document import Paragraph
from server.domain.moderation import ModerationState
from server.domain.revisions import StepState, Weight
from server.domain.structure import split_paragraph
from server.store import comments, dispositions, working_editions
from server.store.database import Database
from server.text.languages import Language
from server.usecases.merge_suggestions import Merged, TakenUp, merge_suggestions
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed
from server.usecases.read_suggestions import list_suggestions, read_suggestions
from server.usecases.revise_paragraph import RevisedMeanwhile, RevisionRefused, WordingChange
from tests.rewording import KEY, PARAGRAPH, begin, revise, world
from tests.worlds import DE, NL, NOON, OPENING, add_account, comment, load, record, statements

BASE = OPENING.paragraphs[0].wordings[NL]
FAST, NOW, SLOW = "c-00000001", "c-00000002", "c-00000003"


def suggestion(
    number: int, wording: str, *, on: Paragraph = OPENING.paragraphs[0], language: Language = NL
) -> Comment:
    said = comment(number, "", on=on, language=language)
    return replace(said, kind=CommentKind.SUGGESTION, suggested_wording=wording)


THREE = (
    suggestion(1, "De digitalisering gaat heel snel."),
    suggestion(2, "De digitalisering gaat nu snel."),
    suggestion(3, "De digitalisering gaat langzaam."),
)


def opened(database: Database, root: Path, said: Iterable[Comment] = THREE) -> Account:
    """A working edition, and an editor."""
    return world(database, root, record(comments=tuple(said)))


def merge(
    database: Database,
    by: Account,
    text: str = "De digitalisering gaat heel snel.",
    taken: TakenUp = TakenUp((FAST,)),  # noqa: B008 - frozen
    *,
    base: int = 1,
    propose: bool = True,
    weight: Weight = Weight.SUBSTANTIVE,
    paragraph: str = PARAGRAPH,
) -> Merged:
    return merge_suggestions(
        database,
        paragraph=paragraph,
        change=WordingChange(NL, text, weight, base),
        taken=taken,
        propose=propose,
        by=by,
        at=NOON,
    )


def disposition(database: Database, comment_id: str) -> Disposition | None:
    with database.read() as connection:
        return dispositions.disposition_of(connection, comment_id)


def names(database: Database, by: Account, language: Language = NL, paragraph: str = PARAGRAPH) -> list[str]:
    found = read_suggestions(database, paragraph=paragraph, language=language, by=by, strictly=True)
    return [each.comment.id for each in found.suggestions]


def test_all_suggestions_for_a_wording_lie_over_its_text(database: Database, tmp_path: Path) -> None:
    els = opened(database, tmp_path)
    found = read_suggestions(database, paragraph=PARAGRAPH, language=NL, by=els)
    assert [each.comment.id for each in found.suggestions] == [FAST, NOW, SLOW]
    assert found.laid.merge.text == "De digitalisering gaat heel nu langzaam."
    assert found.laid.merge.matrix == {FAST: frozenset(), NOW: frozenset(), SLOW: frozenset()}
    assert found.counts == {NL: 3, DE: 0}


def test_without_suggestions_in_a_language_the_other_one_is_shown(database: Database, tmp_path: Path) -> None:
    els = opened(database, tmp_path)
    assert read_suggestions(database, paragraph=PARAGRAPH, language=DE, by=els).language is NL
    strictly = read_suggestions(database, paragraph=PARAGRAPH, language=DE, by=els, strictly=True)
    assert (strictly.language, strictly.suggestions) == (DE, ())


@pytest.mark.parametrize("state", ModerationState)
def test_editors_merge_what_is_shown_and_what_was_sent_to_them_only(
    database: Database, tmp_path: Path, state: ModerationState
) -> None:
    load(database, tmp_path)
    with database.write() as connection:
        comments.add_comment(connection, replace(THREE[0], state=state))
    els = begin(database)
    expected = [FAST] if state in (ModerationState.SHOWN, ModerationState.UNPUBLISHED) else []
    assert names(database, els) == expected


def test_a_remark_is_no_suggestion(database: Database, tmp_path: Path) -> None:
    els = opened(database, tmp_path, [comment(1, language=NL)])
    assert names(database, els) == []


def test_the_parts_of_a_split_paragraph_have_the_suggestions_for_what_they_came_from(
    database: Database, tmp_path: Path
) -> None:
    els = opened(database, tmp_path)
    with database.write() as connection:
        working = working_editions.open_working_edition(connection)
        assert working is not None
        parts = split_paragraph(working.structure, PARAGRAPH, into=["p-new01", "p-new02"])
        working_editions.save_working_edition(connection, replace(working, structure=parts), base=1)
    revise(database, els, "De digitalisering.", base=0, paragraph="p-new01")
    revise(database, els, "Zij gaat snel.", base=0, paragraph="p-new02")
    for part in ("p-new01", "p-new02"):
        assert names(database, els, paragraph=part) == [FAST, NOW, SLOW]
    with pytest.raises(Missing):
        names(database, els)
    second = read_suggestions(database, paragraph="p-new02", language=NL, by=els).laid
    assert second.on_present[FAST] == "Zij gaat heel snel."


def test_suggestions_stand_on_what_editors_have_made_of_the_text(database: Database, tmp_path: Path) -> None:
    els = opened(database, tmp_path)
    revise(database, els, "Onze digitalisering gaat langzaam.")
    found = read_suggestions(database, paragraph=PARAGRAPH, language=NL, by=els).laid
    assert found.on_present[FAST] == "Onze digitalisering gaat heel langzaam."
    assert found.already == {SLOW}


def test_what_was_taken_up_or_decided_is_not_laid_over_the_text_again(
    database: Database, tmp_path: Path
) -> None:
    els = opened(database, tmp_path)
    merge(database, els)
    found = read_suggestions(database, paragraph=PARAGRAPH, language=NL, by=els)
    assert list(found.laid.on_present) == [NOW, SLOW]
    assert [each.revisions for each in found.suggestions] == [(2,), (), ()]
    asked = read_suggestions(database, paragraph=PARAGRAPH, language=NL, by=els, only=[FAST])
    assert asked.laid.already == {FAST}


def test_a_blacked_out_wording_is_not_merged(database: Database, tmp_path: Path) -> None:
    hidden = replace(THREE[0], redactions=(Redaction(0, 2, "personal-data", "suggested_wording"),))
    els = opened(database, tmp_path, [hidden])
    found = read_suggestions(database, paragraph=PARAGRAPH, language=NL, by=els)
    assert [each.can_be_merged for each in found.suggestions] == [False]
    assert found.laid.on_present == {}


def test_merging_makes_a_revision_that_came_from_the_suggestions(database: Database, tmp_path: Path) -> None:
    els = opened(database, tmp_path)
    merged = merge(database, els, taken=TakenUp((FAST,), (NOW,)))
    latest = merged.paragraph.latest(NL)
    assert latest is not None
    assert (latest.number, latest.text, latest.by) == (2, "De digitalisering gaat heel snel.", els.name)
    assert set(latest.comments) == {FAST, NOW}
    assert merged.paragraph.states == {NL: StepState.IN_STEP, DE: StepState.OUTDATED}


def test_outcomes_are_proposed_and_not_decided(database: Database, tmp_path: Path) -> None:
    els = opened(database, tmp_path)
    merged = merge(database, els, taken=TakenUp((FAST,), (NOW,)))
    assert set(merged.proposed) == {FAST, NOW}
    for each, outcome in ((FAST, Outcome.ADOPTED), (NOW, Outcome.ADOPTED_IN_PART)):
        found = disposition(database, each)
        assert found is not None
        assert (found.outcome, found.paragraphs, found.decided) == (outcome, (PARAGRAPH,), None)
        assert found.edition == KEY
    assert disposition(database, SLOW) is None


def test_an_outcome_that_somebody_chose_stays(database: Database, tmp_path: Path) -> None:
    els = opened(database, tmp_path)
    with database.write() as connection:
        chosen = Disposition(FAST, KEY, outcome=Outcome.NOTED)
        assert dispositions.save_disposition(connection, chosen, round_key="autumn", base=0)
    assert merge(database, els).proposed == ()
    found = disposition(database, FAST)
    assert found is not None
    assert found.outcome is Outcome.NOTED


def test_without_the_wish_nothing_is_proposed(database: Database, tmp_path: Path) -> None:
    els = opened(database, tmp_path)
    assert merge(database, els, propose=False).proposed == ()
    assert disposition(database, FAST) is None


def test_the_same_form_twice_is_one_revision(database: Database, tmp_path: Path) -> None:
    els = opened(database, tmp_path)
    assert merge(database, els).revision == 2
    assert merge(database, els).revision == 2


def test_on_an_outdated_text_nothing_is_kept(database: Database, tmp_path: Path) -> None:
    els = opened(database, tmp_path)
    revise(database, els, "De digitalisering gaat vooruit.")
    with pytest.raises(RevisedMeanwhile):
        merge(database, els)
    assert disposition(database, FAST) is None


def test_a_text_that_cannot_be_kept_is_refused_with_all(database: Database, tmp_path: Path) -> None:
    els = opened(database, tmp_path)
    with pytest.raises(RevisionRefused):
        merge(database, els, "Noot.[^1]")
    with pytest.raises(RevisionRefused):
        merge(database, els, weight=Weight.MINOR)
    assert disposition(database, FAST) is None


def test_without_a_change_nothing_is_kept_and_nothing_proposed(database: Database, tmp_path: Path) -> None:
    els = opened(database, tmp_path)
    merged = merge(database, els, BASE)
    assert (merged.revision, merged.proposed) == (None, ())
    assert disposition(database, FAST) is None


def test_a_comment_from_elsewhere_is_not_named(database: Database, tmp_path: Path) -> None:
    other = suggestion(4, "Het mkb doet niet mee.", on=OPENING.paragraphs[1])
    els = opened(database, tmp_path, (*THREE, other))
    merged = merge(database, els, taken=TakenUp((FAST, other.id, "c-unknown")))
    assert merged.taken == TakenUp((FAST,))


def test_a_suggestion_withdrawn_meanwhile_is_not_named(database: Database, tmp_path: Path) -> None:
    els = opened(database, tmp_path)
    with database.write() as connection:
        comments.change_comment(connection, FAST, state=ModerationState.WITHDRAWN)
    assert merge(database, els).taken == TakenUp()


def test_only_editors_merge(database: Database, tmp_path: Path) -> None:
    opened(database, tmp_path)
    mo = add_account(database, name="Mo", email="mo@example.org", role=Role.MODERATOR)
    with pytest.raises(NotAllowed):
        merge(database, mo)
    with pytest.raises(NotAllowed):
        names(database, mo)
    with pytest.raises(NotAllowed):
        list_suggestions(database, by=mo, limit=10)


def test_the_list_has_each_wording_with_its_counts_in_reading_order(
    database: Database, tmp_path: Path
) -> None:
    second = OPENING.paragraphs[1]
    said = (
        suggestion(4, "Het mkb doet niet mee, voor 75%.", on=second),
        suggestion(5, "Die KMU machen mit, zu 80 %.", on=second, language=DE),
        *THREE,
        suggestion(6, "De digitalisering gaat traag."),
    )
    els = opened(database, tmp_path, said)
    merge(database, els)
    found = list_suggestions(database, by=els, limit=10)
    assert found.total == 3
    assert [
        (each.paragraph, each.language, each.total, each.waiting, each.in_conflict) for each in found.shown
    ] == [(PARAGRAPH, NL, 4, 3, 2), (second.id, NL, 1, 1, 0), (second.id, DE, 1, 1, 0)]
    assert [each.paragraph for each in list_suggestions(database, by=els, limit=1, offset=1).shown] == [
        second.id
    ]


@pytest.mark.parametrize("number", [1, 40])
def test_the_number_of_statements_does_not_follow_the_number_of_suggestions(
    database: Database, tmp_path: Path, number: int
) -> None:
    many = [suggestion(each, f"De digitalisering gaat {each} snel.") for each in range(1, number + 1)]
    els = opened(database, tmp_path, many)
    with statements() as sent:
        read_suggestions(database, paragraph=PARAGRAPH, language=NL, by=els)
    assert len(sent) == 5
    with statements() as sent:
        list_suggestions(database, by=els, limit=10)
    assert len(sent) == 5
