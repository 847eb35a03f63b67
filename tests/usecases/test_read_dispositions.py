"""The editors' list: which comments are on it, what it counts, and that it costs the same for any number."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from server.domain.accounts import Account, Role
from server.domain.comments import Comment, CommentKind, StakeholderGroup
from server.domain.disposition_forms import DispositionForm
from server.domain.dispositions import CounterAnswer, Outcome
from server.domain.targets import Target, TargetKind
from server.store.database import Database
from server.store.disposition_lists import NO_OUTCOME, NO_SECTION, Facets, ListFilter, Work
from server.usecases.add_to_bundle import add_to_bundle
from server.usecases.answer_counter_proposal import answer_counter_proposal
from server.usecases.publish_dispositions import publish_dispositions
from server.usecases.read_dispositions import ON_PAGE, DispositionList, read_dispositions
from tests.disposing import answer, dispose, editor, sent_in, world
from tests.usecases.counter_proposing import last_proposal, propose
from tests.worlds import NL, NOON, STEPS, comment, load, statements

TODAY = NOON.date()
IDS = [comment(number).id for number in range(9)]


def suggestion(number: int, wording: str) -> Comment:
    said = replace(comment(number, "", language=NL), kind=CommentKind.SUGGESTION)
    return replace(said, suggested_wording=wording)


COMMENTS = (
    comment(1),
    replace(comment(2, language=NL), group=StakeholderGroup.CHAMBER),
    comment(3, on=STEPS.paragraphs[0], section=STEPS.key),
    replace(comment(4), section="", target=Target(TargetKind.CONCEPT, "digitalisation")),
    suggestion(5, "De digitalisering gaat traag."),
    suggestion(6, "De digitalisering gaat gestaag."),
    suggestion(7, "Vandaag gaat De digitalisering gaat snel."),
)


@pytest.fixture
def els(database: Database, tmp_path: Path) -> Account:
    """An editor with seven comments to answer."""
    return world(database, tmp_path, *COMMENTS)


def read(
    database: Database, els: Account, asked: ListFilter | None = None, **more: bool | int
) -> DispositionList:
    found = read_dispositions(
        database,
        asked or ListFilter(),
        account=els.id,
        today=TODAY,
        page=int(more.get("page", 1)),
        conflicting=bool(more.get("conflicting")),
    )
    assert found is not None
    return found


def ids(found: DispositionList) -> list[str]:
    return [each.comment.id for each in found.entries]


def test_without_a_working_edition_there_is_no_list(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path / "record")
    assert read_dispositions(database, account=1, today=TODAY) is None


def test_comments_stand_in_the_order_of_the_text(database: Database, els: Account) -> None:
    assert ids(read(database, els)) == [IDS[number] for number in (1, 2, 5, 6, 7, 3, 4)]


def test_every_comment_is_named_by_what_it_is_on(database: Database, els: Account) -> None:
    found = read(database, els)
    named = {key: (each.number, each.names[NL], each.position) for key, each in found.names.items()}
    assert named[IDS[1]] == ("1", "Opening", 1)
    assert named[IDS[3]] == ("2", "Stappen", 1)
    assert named[IDS[4]] == ("", "digitalisering", 0)


def test_what_may_hold_is_counted_and_narrows(database: Database, els: Account) -> None:
    mine = DispositionForm(responsible=els.id, deadline=TODAY - timedelta(days=1))
    dispose(database, IDS[1], els, mine, decide=False)
    dispose(database, IDS[2], els, answer(responsible=els.id, deadline=TODAY - timedelta(days=1)))
    add_to_bundle(database, comments=[IDS[1], IDS[3]], title="Samen", by=els, at=NOON)
    counts = read(database, els).counts
    assert (counts.total, dict(counts.work)) == (
        7,
        {
            Work.UNDECIDED: 6,
            Work.MINE: 2,
            Work.UNASSIGNED: 5,
            Work.OVERDUE: 1,
            Work.BUNDLED: 2,
            Work.WAITING: 0,
            Work.REPLIED: 0,
            Work.PUBLIC: 0,
        },
    )
    both = read(database, els, ListFilter(Work.MINE | Work.UNDECIDED))
    assert (ids(both), both.counts.total, both.counts.work[Work.BUNDLED]) == ([IDS[1]], 1, 1)


def test_facets_are_counted_among_what_fits_all_else(database: Database, els: Account) -> None:
    dispose(database, IDS[1], els)
    found = read(database, els, ListFilter(facets=Facets(language="de")))
    assert ids(found) == [IDS[1], IDS[3], IDS[4]]
    assert found.counts.facets["language"] == {"de": 3, "nl": 4}
    assert found.counts.facets["section"] == {"1-opening": 1, "2-steps": 1, NO_SECTION: 1}
    assert found.counts.facets["outcome"] == {"adopted": 1, NO_OUTCOME: 2}
    assert read(database, els).counts.facets["group"] == {"citizen": 6, "chamber": 1}
    adopted = read(database, els, ListFilter(facets=Facets(outcome="adopted")))
    assert ids(adopted) == [IDS[1]]


def test_conflicts_are_counted_narrow_and_are_told_on_each(database: Database, els: Account) -> None:
    found = read(database, els)
    assert (found.in_conflict, found.conflicts) == (
        2,
        {IDS[5]: frozenset({IDS[6]}), IDS[6]: frozenset({IDS[5]})},
    )
    only = read(database, els, conflicting=True)
    assert (ids(only), only.counts.total, only.counts.facets["kind"]) == (IDS[5:7], 2, {"suggestion": 2})
    assert read(database, els, ListFilter(facets=Facets(language="de"))).in_conflict == 0


def test_an_unanswered_counter_proposal_waits_until_it_is_answered(database: Database, els: Account) -> None:
    asked = sent_in(database)
    propose(database, asked, els)
    assert ids(read(database, els, ListFilter(Work.WAITING))) == [asked.id]
    answer_counter_proposal(
        database,
        submission_id=asked.submission,
        comment_id=asked.id,
        number=last_proposal(database, asked.id).id,
        answer=CounterAnswer.NO,
        text="",
        at=NOON,
    )
    [replied] = read(database, els, ListFilter(Work.REPLIED)).entries
    assert (replied.comment.id, replied.is_proposed, replied.replied) == (asked.id, True, "no")
    assert read(database, els).counts.work[Work.WAITING] == 0


def test_a_bundle_and_a_standard_response_narrow(database: Database, els: Account) -> None:
    bundle = add_to_bundle(database, comments=IDS[1:3], title="Samen", by=els, at=NOON)
    found = read(database, els, ListFilter(bundle=bundle.id))
    assert (ids(found), {each.bundle for each in found.entries}) == (IDS[1:3], {"Samen"})
    assert read(database, els, ListFilter(standard_response=1)).counts.total == 0


def test_it_costs_seven_queries_at_most_for_any_number(database: Database, els: Account) -> None:
    def queries() -> int:
        with statements() as sent:
            read(database, els)
        return len(sent)

    few = queries()
    for number in range(3):
        sent_in(database, *(f"Nr. {number}.{place}" for place in range(20)), email=f"{number}@example.org")
    assert queries() <= few <= 7


def test_pages_hold_fifty_and_the_last_one_is_the_last(database: Database, els: Account) -> None:
    sent_in(database, *(f"Nr. {place}" for place in range(ON_PAGE)))
    found = read(database, els, page=9)
    assert (found.pages, found.page, len(found.entries)) == (2, 2, 7)


def test_editors_who_can_be_responsible_are_listed_by_name(database: Database, els: Account) -> None:
    anna = editor(database, "Anna")
    assert read(database, els).editors == (anna, els)


def test_a_public_answer_counts_as_public(database: Database, els: Account) -> None:
    dispose(database, IDS[1], els, answer(Outcome.NOTED))
    publish_dispositions(database, by=editor(database, "Ada", Role.ADMINISTRATOR), at=NOON)
    assert ids(read(database, els, ListFilter(Work.PUBLIC))) == [IDS[1]]
