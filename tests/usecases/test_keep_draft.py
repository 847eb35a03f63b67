"""A draft is kept with what its writer saw, once, in a basket of its own, while the round is open."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from server.domain.accounts import Role
from server.domain.comment_forms import MAX_DRAFTS, Draft, FormRefused, Problem
from server.domain.moderation import ModerationState
from server.domain.rounds import Question
from server.domain.targets import Target, TargetKind
from server.store.database import Database
from server.usecases.find_target import ThreadClosed
from server.usecases.keep_draft import (
    RoundNotOpen,
    change_draft,
    keep_draft,
    new_basket_token,
    read_basket,
    remove_draft,
)
from server.usecases.missing import Missing
from server.usecases.moderate_comment import moderate_comment
from tests.editing import KEY as CONCEPT
from tests.editing import close_thread, editor
from tests.participating import FIRST, SECOND, add_round, said, with_round, write
from tests.worlds import (
    DE,
    NL,
    NOON,
    OPENING,
    STEPS,
    add_account,
    edition,
    form,
    load,
    paragraph,
    record,
    round_on,
    section,
)

TOKEN = "a-token-of-a-basket"
OPENS = datetime(2021, 9, 27, 22, tzinfo=UTC)
CLOSES = datetime(2021, 11, 1, 23, tzinfo=UTC)
MOMENT = timedelta(milliseconds=1)
QUESTION = Target(TargetKind.QUESTION, "autumn/missing")


def basket(database: Database, token: str = TOKEN) -> list[Draft]:
    """What lies in the basket."""
    return [each.draft for each in read_basket(database, token=token)]


def texts(database: Database, token: str = TOKEN) -> list[str]:
    """What was written in the drafts of the basket."""
    return [draft.text for draft in basket(database, token)]


@pytest.mark.parametrize(
    ("target", "section_key", "base"),
    [
        (FIRST, OPENING.key, "Die Digitalisierung kommt schnell voran."),
        (Target(TargetKind.SECTION, STEPS.key), STEPS.key, "2 Schritte"),
        (Target(TargetKind.DOCUMENT), "", "Die Strategie"),
        (Target(TargetKind.CONCEPT, CONCEPT), "", "Betekenis van Digitalisierung.\n\neine Aufgabe"),
        (QUESTION, "", "Was fehlt Ihnen?"),
    ],
    ids=lambda value: value.kind if isinstance(value, Target) else "",
)
def test_a_draft_is_kept_with_what_its_writer_saw(
    loaded: Database, target: Target, section_key: str, base: str
) -> None:
    write(loaded, TOKEN, on=target, edition=None)
    [draft] = basket(loaded)
    assert (draft.target, draft.edition, draft.section) == (target, "2021", section_key)
    assert (draft.language, draft.base_text, draft.text) == (DE, base, "Das Handwerk fehlt.")


def test_a_dutch_draft_is_on_the_dutch_side(loaded: Database) -> None:
    write(loaded, TOKEN, on=QUESTION, language="nl")
    assert basket(loaded)[0].base_text == "Wat mist u?"


def test_the_wording_is_that_of_the_edition_written_on(database: Database, tmp_path: Path) -> None:
    reworded = section(
        "1-opening", "1", "Opening", "Auftakt", paragraph("p-aaaa1", "Nieuw.", "Neu."), OPENING.paragraphs[1]
    )
    newer = edition("2022", reworded, STEPS, day=date(2022, 9, 28), predecessor="2021")
    whole = record(edition(), newer)
    rounds = (*whole.rounds, replace(whole.rounds[0], key="spring", edition="2021"))
    load(database, tmp_path, replace(whole, rounds=rounds))
    for each in ("2021", "2022", None):
        write(database, TOKEN, edition=each)
    assert [(draft.edition, draft.base_text) for draft in basket(database)] == [
        ("2021", "Die Digitalisierung kommt schnell voran."),
        ("2022", "Neu."),
        ("2022", "Neu."),
    ]


@pytest.mark.parametrize(
    ("in_edition", "target"),
    [
        ("1999", FIRST),
        ("2021", Target(TargetKind.PARAGRAPH, "p-zzzz9")),
        ("2021", Target(TargetKind.SECTION, "9-nowhere")),
        ("2021", Target(TargetKind.CONCEPT, "nothing")),
        ("2021", Target(TargetKind.QUESTION, "autumn/nothing")),
        ("2021", Target(TargetKind.QUESTION, "missing")),
        (None, Target(TargetKind.QUESTION, "")),
    ],
)
def test_what_is_not_there_takes_no_draft(loaded: Database, in_edition: str | None, target: Target) -> None:
    with pytest.raises(Missing):
        write(loaded, TOKEN, on=target, edition=in_edition)
    assert basket(loaded) == []


def test_a_refused_form_leaves_nothing(loaded: Database) -> None:
    with pytest.raises(FormRefused):
        write(loaded, TOKEN, " ")
    assert basket(loaded) == []


@pytest.mark.parametrize(
    ("at", "is_taken"),
    [
        (OPENS - MOMENT, False),
        (OPENS, True),
        (CLOSES - MOMENT, True),
        (CLOSES, False),
    ],
)
def test_drafts_are_taken_from_the_first_moment_of_the_round_to_the_last(
    loaded: Database, at: datetime, is_taken: bool
) -> None:
    if is_taken:
        write(loaded, TOKEN, at=at)
    else:
        with pytest.raises(RoundNotOpen) as refused:
            write(loaded, TOKEN, at=at)
        assert refused.value.round is not None
        assert refused.value.round.key == "autumn"
    assert len(basket(loaded)) == is_taken


def test_an_answer_belongs_to_the_round_that_asks(loaded: Database) -> None:
    questions = (Question("more", {NL: "Nog iets?", DE: "Noch etwas?"}),)
    add_round(loaded, replace(round_on("2021"), key="late", opens=date(2021, 9, 30), questions=questions))
    write(loaded, TOKEN, on=Target(TargetKind.QUESTION, "late/more"))
    with pytest.raises(RoundNotOpen) as refused:
        write(loaded, TOKEN, on=QUESTION)
    assert refused.value.round is not None
    assert (refused.value.round.key, len(basket(loaded))) == ("autumn", 1)


def test_a_question_stands_in_the_edition_of_its_round(database: Database, tmp_path: Path) -> None:
    newer = edition("2022", day=date(2022, 9, 28), predecessor="2021")
    load(database, tmp_path, replace(record(edition(), newer), rounds=record().rounds))
    write(database, TOKEN, on=QUESTION, edition=None)
    assert basket(database)[0].edition == "2021"


def test_a_closed_thread_takes_no_draft(loaded: Database) -> None:
    close_thread(loaded, editor(loaded))
    with pytest.raises(ThreadClosed):
        write(loaded, TOKEN, on=Target(TargetKind.CONCEPT, CONCEPT))
    assert basket(loaded) == []


def test_the_same_form_twice_is_one_draft(loaded: Database) -> None:
    keep = partial(keep_draft, loaded, token=TOKEN, form_key="k" * 16, edition="2021", target=FIRST)
    first = keep(form=form(), at=NOON)
    assert keep(form=form(), at=NOON + MOMENT) == first
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: keep(form=form(), at=NOON), range(20)))
    assert basket(loaded) == [first]


def test_a_basket_is_full_at_its_limit_and_a_form_that_is_in_it_may_be_sent_again(loaded: Database) -> None:
    keep = partial(keep_draft, loaded, token=TOKEN, form=form(), edition="2021", target=FIRST, at=NOON)
    for number in range(MAX_DRAFTS):
        keep(form_key=f"form {number}")
    keep(form_key="form 0")
    with pytest.raises(FormRefused) as refused:
        keep(form_key="one more")
    assert refused.value.problems == {"basket": Problem.BASKET_FULL}
    assert len(basket(loaded)) == MAX_DRAFTS


def test_only_what_is_or_was_public_in_the_same_thread_can_be_answered(loaded: Database) -> None:
    els = add_account(loaded, name="Els", email="els@example.org", role=Role.EDITOR)
    held, shown, declined = (said(loaded, str(number)) for number in range(3))
    for comment, to in ((shown, ModerationState.SHOWN), (declined, ModerationState.DECLINED)):
        moderate_comment(loaded, comment_id=comment.id, to=to, by=els, at=NOON)
    for answered in (shown, declined):
        write(loaded, TOKEN, reply_to=answered.id)
    for answered_id, target in ((held.id, FIRST), ("c-zzzzzzzz", FIRST), (shown.id, SECOND)):
        with pytest.raises(Missing):
            write(loaded, TOKEN, on=target, reply_to=answered_id)
    assert [draft.reply_to for draft in basket(loaded)] == [shown.id, declined.id]


def test_a_draft_is_changed_in_its_place(loaded: Database) -> None:
    write(loaded, TOKEN, "Erst.", on=SECOND)
    write(loaded, TOKEN, "Dann.")
    [first, _] = read_basket(loaded, token=TOKEN)
    changed = change_draft(
        loaded, token=TOKEN, number=first.number, form=form("Anders.", language="nl"), at=NOON
    )
    assert (changed.target, changed.language) == (SECOND, NL)
    assert basket(loaded)[0] == changed
    assert texts(loaded) == ["Anders.", "Dann."]


def test_a_draft_that_is_gone_or_of_somebody_else_cannot_be_changed(loaded: Database) -> None:
    write(loaded, TOKEN)
    [kept] = read_basket(loaded, token=TOKEN)
    for token, number in (("another-token", kept.number), (TOKEN, kept.number + 1)):
        with pytest.raises(Missing):
            change_draft(loaded, token=token, number=number, form=form("Anders."), at=NOON)
    assert texts(loaded) == ["Das Handwerk fehlt."]


def test_a_refused_change_leaves_the_draft_as_it_was(loaded: Database) -> None:
    write(loaded, TOKEN)
    [kept] = read_basket(loaded, token=TOKEN)
    for typed, at, error in ((" ", NOON, FormRefused), ("Anders.", CLOSES, RoundNotOpen)):
        with pytest.raises(error):
            change_draft(loaded, token=TOKEN, number=kept.number, form=form(typed), at=at)
    assert texts(loaded) == ["Das Handwerk fehlt."]


def test_a_draft_is_taken_out_also_when_the_round_has_closed(loaded: Database) -> None:
    write(loaded, TOKEN)
    [kept] = read_basket(loaded, token=TOKEN)
    with_round(loaded, closed=NOON)
    remove_draft(loaded, token="another-token", number=kept.number)
    assert len(basket(loaded)) == 1
    remove_draft(loaded, token=TOKEN, number=kept.number)
    remove_draft(loaded, token=TOKEN, number=kept.number)
    assert basket(loaded) == []


def test_tokens_of_baskets_are_drawn_anew() -> None:
    assert len({new_basket_token() for _ in range(100)}) == 100
