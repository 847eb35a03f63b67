"""Like comments answered once: put together, answered alike, taken out; and what leaves a bundle by itself."""

from pathlib import Path

import pytest

from server.domain.accounts import Account, Role
from server.domain.acts import ActKind
from server.domain.disposition_forms import FormRefused, Problem
from server.domain.dispositions import Disposition, Outcome
from server.store.database import Database
from server.usecases.add_to_bundle import add_to_bundle, take_out_of_bundle
from server.usecases.answer_bundle import BundleChangedMeanwhile, answer_bundle
from server.usecases.missing import Missing
from server.usecases.publish_dispositions import publish_dispositions
from server.usecases.read_bundle import read_bundle, read_bundles
from tests.disposing import RESPONSES, answer, dispose, editor, sent_in, stored, world
from tests.participating import log
from tests.worlds import NOON, comment, load, statements

A, B, C = (comment(number).id for number in (1, 2, 3))


@pytest.fixture
def els(database: Database, tmp_path: Path) -> Account:
    """An editor with three comments."""
    texts = ("Das Handwerk fehlt in diesem Absatz.", "Das Handwerk fehlt in diesem Absatz!", "Alles gut.")
    return world(database, tmp_path, *(comment(number, text) for number, text in enumerate(texts, 1)))


def bundled(database: Database, els: Account, *comments: str) -> int:
    return add_to_bundle(database, comments=comments or (A, B), title="Handwerk", by=els, at=NOON).id


def seen(database: Database, bundle: int) -> dict[str, int]:
    return {each.comment: each.revision for each in read_bundle(database, bundle).open}


def disposition(database: Database, comment_id: str) -> Disposition:
    found = stored(database, comment_id)
    assert found is not None
    return found


def test_the_title_of_a_bundle_adds_to_it_and_a_new_one_makes_one(database: Database, els: Account) -> None:
    first = bundled(database, els)
    assert bundled(database, els, B, C) == first
    assert bundled(database, els, A) == first
    [entry] = read_bundles(database) or ()
    assert (entry.bundle.title, entry.members, entry.undecided) == ("Handwerk", 3, 3)


def test_a_bundle_needs_a_title_and_comments_that_can_be_answered(database: Database, els: Account) -> None:
    with pytest.raises(FormRefused) as refused:
        add_to_bundle(database, comments=[], title=" ", by=els, at=NOON)
    assert refused.value.problems == {"comments": Problem.MISSING, "title": Problem.MISSING}
    with pytest.raises(Missing):
        add_to_bundle(database, comments=[A, "c-zzzzzzzz"], title="Handwerk", by=els, at=NOON)
    assert read_bundles(database) == ()


def test_one_answer_is_given_to_every_member_with_an_act_each(database: Database, els: Account) -> None:
    number = bundled(database, els)
    args = {"bundle": number, "form": answer(), "decide": True, "by": els, "at": NOON}
    known = seen(database, number)
    for _ in range(2):
        assert answer_bundle(database, seen=known, **args) == 2
    for each in (A, B):
        kept = disposition(database, each)
        assert (kept.outcome, kept.responses, kept.paragraphs) == (Outcome.ADOPTED, RESPONSES, ("p-aaaa1",))
        assert (kept.bundle, kept.decided) == (number, NOON)
    assert [act.subject for act in log(database, ActKind.DISPOSITION_DECIDED)] == [A, B]
    assert stored(database, C) is None


def test_an_answer_is_refused_whole_when_a_member_changed_or_came_meanwhile(
    database: Database, els: Account
) -> None:
    number = bundled(database, els)
    known = seen(database, number)
    args = {"bundle": number, "form": answer(), "decide": True, "by": els, "at": NOON}
    dispose(database, B, els, answer(Outcome.NOTED), decide=False)
    with pytest.raises(BundleChangedMeanwhile):
        answer_bundle(database, seen=known, **args)
    assert disposition(database, A).outcome is None
    bundled(database, els, C)
    with pytest.raises(BundleChangedMeanwhile):
        answer_bundle(database, seen=known, **args)


def test_a_member_that_gets_another_answer_leaves_its_bundle(database: Database, els: Account) -> None:
    number = bundled(database, els)
    same = disposition(database, A)
    kept = dispose(
        database, A, els, answer(None, responses={}, paragraphs=(), responsible=els.id), decide=False
    )
    assert (same.bundle, kept.bundle) == (number, number)
    assert dispose(database, A, els).bundle is None
    assert [*seen(database, number)] == [B]


def test_comments_can_be_taken_out_and_keep_their_answer(database: Database, els: Account) -> None:
    number = bundled(database, els)
    known = seen(database, number)
    answer_bundle(database, bundle=number, form=answer(), seen=known, decide=True, by=els, at=NOON)
    for _ in range(2):
        take_out_of_bundle(database, comments=[A, C], bundle=number, by=els)
    assert (disposition(database, A).bundle, disposition(database, A).outcome) == (None, Outcome.ADOPTED)
    assert [*seen(database, number)] == [B]


def test_what_is_public_stays_as_it_is(database: Database, els: Account) -> None:
    number = bundled(database, els)
    dispose(database, A, els, answer(Outcome.NOTED))
    bundled(database, els, A)
    publish_dispositions(database, by=editor(database, "Ada", Role.ADMINISTRATOR), at=NOON)
    assert [*seen(database, number)] == [B]
    known = seen(database, number)
    answer_bundle(database, bundle=number, form=answer(), seen=known, decide=True, by=els, at=NOON)
    assert disposition(database, A).outcome is Outcome.NOTED
    take_out_of_bundle(database, comments=[A], bundle=number, by=els)
    assert disposition(database, A).bundle == number


def test_comments_that_say_the_same_are_proposed(database: Database, els: Account) -> None:
    number = bundled(database, els, A)
    assert [each.id for each in read_bundle(database, number).like] == [B]


def test_a_larger_bundle_costs_no_more_queries(database: Database, els: Account) -> None:
    number = bundled(database, els, A)

    def queries() -> int:
        with statements() as sent:
            read_bundle(database, number)
        return len(sent)

    few = queries()
    bundled(database, els, B, C, sent_in(database).id)
    assert queries() <= few


def test_without_a_working_edition_there_are_no_bundles(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path / "record")
    assert read_bundles(database) is None
    with pytest.raises(Missing):
        read_bundle(database, 1)
