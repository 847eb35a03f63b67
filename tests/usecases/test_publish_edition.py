"""Publishing: nothing is published through a closed gate, and everything follows from one transaction."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from server.domain.accounts import Account, Role
from server.domain.acts import ActKind
from server.domain.dispositions import Disposition, Outcome, PublicDisposition
from server.domain.moderation import ModerationState
from server.domain.publishing import OpenPoint, PointKind
from server.domain.revisions import Weight
from server.domain.term_checks import Dismissal, TermFindingKind
from server.record.record import read_record
from server.store import acts, comments, dispositions, editions, jobs, sections, working_editions
from server.store.database import Database
from server.usecases.begin_working_edition import begin_working_edition
from server.usecases.check_gate import check_gate
from server.usecases.dump_record import dump_record
from server.usecases.learn_pairs import LEARN_PAIRS
from server.usecases.load_record import REBUILD_INDEX, load_record
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed
from server.usecases.publish_edition import (
    WRITE_RECORD,
    ChangedMeanwhile,
    GateClosed,
    publish_edition,
    publish_through,
)
from server.usecases.revise_paragraph import WordingChange, revise_paragraph
from server.web import addresses
from tests.worlds import DE, NL, NOON, add_account, comment, load

LATER = NOON + timedelta(days=60)
LABELS = {NL: "Herziening", DE: "Überarbeitung"}
NOTES = {NL: "De eerste stap is anders.", DE: "Der erste Schritt ist anders."}


@pytest.fixture
def editor(database: Database, tmp_path: Path) -> Account:
    """An editor in a loaded world, with a working edition that has begun."""
    load(database, tmp_path)
    made = add_account(database, name="Eva", email="eva@example.org", role=Role.EDITOR)
    begin_working_edition(database, key="2022", labels=LABELS, by=made, at=LATER)
    return made


def revise(database: Database, editor: Account, **texts: str) -> None:
    """Word the first step anew, on both sides or on one, and say that they are in step when both are given."""
    languages = {"nl": NL, "de": DE}
    revise_paragraph(
        database,
        paragraph="p-bbbb1",
        changes=[
            WordingChange(languages[key], text, Weight.SUBSTANTIVE, base=1) for key, text in texts.items()
        ],
        by=editor,
        at=LATER,
        confirm=len(texts) == 2,
    )


def describe(database: Database, **values: object) -> None:
    """Give the working edition a date and a change note."""
    with database.write() as connection:
        working = working_editions.open_working_edition(connection)
        assert working is not None
        wanted = {"date": date(2021, 12, 1), "change_notes": NOTES} | values
        assert working_editions.save_working_edition(
            connection, replace(working, **wanted), base=working.revision
        )


def points(database: Database) -> list[OpenPoint]:
    """What is open at the gate."""
    return list(check_gate(database, at=LATER, concept_address=addresses.concept).points)


def publish(database: Database, by: Account | None = None, edition: str = "2022") -> int:
    """Publish, and say how many dispositions became public."""
    return publish_edition(
        database, edition=edition, by=by, at=LATER, concept_address=addresses.concept
    ).dispositions


def ready(database: Database, editor: Account) -> None:
    """A working edition of which nothing is open."""
    revise(database, editor, nl="Wij zetten de eerste stap.", de="Wir gehen den ersten Schritt.")
    describe(database)


@pytest.mark.usefixtures("editor")
def test_an_untouched_working_edition_lacks_date_notes_and_change(database: Database) -> None:
    assert points(database) == [
        OpenPoint(PointKind.DATE_MISSING),
        OpenPoint(PointKind.NOTE_MISSING, language=NL),
        OpenPoint(PointKind.NOTE_MISSING, language=DE),
        OpenPoint(PointKind.NOTHING_CHANGED),
    ]


def test_a_side_that_is_not_in_step_is_open(database: Database, editor: Account) -> None:
    revise(database, editor, nl="Wij zetten de eerste stap.")
    describe(database)
    assert points(database) == [OpenPoint(PointKind.OUTDATED_SIDE, "p-bbbb1", DE, section="2-steps")]


def test_a_date_before_the_predecessor_is_open(database: Database, editor: Account) -> None:
    ready(database, editor)
    describe(database, date=date(2021, 9, 28))
    assert points(database) == [OpenPoint(PointKind.DATE_TOO_EARLY, detail="2021-09-28")]


def test_a_shown_comment_without_a_decision_is_open(database: Database, editor: Account) -> None:
    ready(database, editor)
    with database.write() as connection:
        comments.add_comment(connection, comment(1))
    assert points(database) == [OpenPoint(PointKind.UNDECIDED, "c-00000001", section="1-opening")]


def test_a_round_that_is_still_open_is_open(database: Database, editor: Account) -> None:
    ready(database, editor)
    gate = check_gate(database, at=NOON, concept_address=addresses.concept)
    assert gate.points == (OpenPoint(PointKind.ROUND_OPEN, "autumn"),)


def test_with_nothing_open_it_becomes_the_current_edition(database: Database, editor: Account) -> None:
    ready(database, editor)
    publish(database, editor)
    with database.read() as connection:
        assert [each.key for each in editions.editions_by_date(connection)] == ["2021", "2022"]
        assert working_editions.open_working_edition(connection) is None
        [paragraph] = sections.section_fragments(connection, "2022", "2-steps")
        assert paragraph.html[NL] == "<p>Wij zetten de eerste stap.</p>"
        [act] = acts.latest_acts(connection, limit=1)
        assert (act.act.kind, act.act.subject) == (ActKind.EDITION_PUBLISHED, "2022")


def test_index_and_files_follow_by_jobs_of_the_same_transaction(database: Database, editor: Account) -> None:
    ready(database, editor)
    publish(database, editor)
    kinds = []
    with database.write() as connection:
        while job := jobs.take_job(connection, now=LATER, until=LATER + timedelta(hours=1)):
            kinds.append(job.kind)
            jobs.finish_job(connection, job)
    assert kinds[-3:] == [REBUILD_INDEX, LEARN_PAIRS, WRITE_RECORD]


def test_what_is_open_keeps_it_from_being_published(database: Database, editor: Account) -> None:
    with pytest.raises(GateClosed) as refused:
        publish(database, editor)
    assert [each.kind for each in refused.value.points] == [
        PointKind.DATE_MISSING,
        PointKind.NOTE_MISSING,
        PointKind.NOTE_MISSING,
        PointKind.NOTHING_CHANGED,
    ]
    with database.read() as connection:
        assert [each.key for each in editions.editions_by_date(connection)] == ["2021"]


def test_publishing_twice_publishes_once(database: Database, editor: Account) -> None:
    ready(database, editor)
    publish(database, editor)
    with pytest.raises(Missing):
        publish(database, editor)


def test_an_edition_under_another_key_is_not_published_by_mistake(
    database: Database, editor: Account
) -> None:
    ready(database, editor)
    with pytest.raises(Missing):
        publish(database, editor, edition="2023")


def test_a_moderator_may_not_publish(database: Database, editor: Account) -> None:
    ready(database, editor)
    moderator = add_account(database, name="Mo", email="mo@example.org", role=Role.MODERATOR)
    with pytest.raises(NotAllowed):
        publish(database, moderator)


def test_decided_dispositions_become_public_with_the_edition(database: Database, editor: Account) -> None:
    ready(database, editor)
    responses = {NL: "Wij nemen dit over.", DE: "Wir übernehmen das."}
    with database.write() as connection:
        comments.add_comment(connection, comment(1))
        dispositions.save_disposition(
            connection,
            Disposition(
                "c-00000001",
                "2022",
                Outcome.ADOPTED,
                responses,
                paragraphs=("p-bbbb1",),
                decided=LATER,
                decided_by=editor.id,
            ),
            round_key="autumn",
            base=0,
        )
    assert publish(database, editor) == 1
    with database.read() as connection:
        assert dispositions.public_dispositions(connection) == [
            PublicDisposition(
                "c-00000001", "autumn", "2022", Outcome.ADOPTED, responses, LATER.date(), ("p-bbbb1",)
            )
        ]


def test_a_published_edition_travels_through_the_files(
    database: Database, editor: Account, tmp_path: Path
) -> None:
    ready(database, editor)
    publish(database, editor)
    root = tmp_path / "record"
    dump_record(database, root)
    record = read_record(root)
    assert [(each.key, each.predecessor) for each in record.editions] == [("2021", None), ("2022", "2021")]
    assert load_record(database, root, at=LATER, concept_address=addresses.concept).changed is False


def test_files_that_do_not_know_the_new_edition_yet_do_not_take_it_away(
    database: Database, editor: Account, tmp_path: Path
) -> None:
    ready(database, editor)
    before = tmp_path / "before"
    dump_record(database, before)
    publish(database, editor)
    assert load_record(database, before, at=LATER, concept_address=addresses.concept).changed is False
    with database.read() as connection:
        assert [each.key for each in editions.editions_by_date(connection)] == ["2021", "2022"]
    dump_record(database, before)
    with database.read() as connection:
        assert editions.keys_outside_record(connection) == set()


def test_a_comment_that_comes_in_while_publishing_stops_it(database: Database, editor: Account) -> None:
    ready(database, editor)
    gate = check_gate(database, at=LATER, concept_address=addresses.concept)
    with database.write() as connection:
        comments.add_comment(connection, comment(1))
    with pytest.raises(ChangedMeanwhile):
        publish_through(database, gate, by=editor, at=LATER)


def test_a_concept_or_a_dismissal_that_changes_while_publishing_stops_it(
    database: Database, editor: Account
) -> None:
    ready(database, editor)
    gate = check_gate(database, at=LATER, concept_address=addresses.concept)
    for changed in (replace(gate, concepts=()), replace(gate, dismissed=(dismissed(),))):
        with pytest.raises(ChangedMeanwhile):
            publish_through(database, changed, by=editor, at=LATER)
    assert publish_through(database, gate, by=editor, at=LATER).edition.key == "2022"


def test_of_two_who_publish_at_once_one_finds_it_published(database: Database, editor: Account) -> None:
    ready(database, editor)
    gates = [check_gate(database, at=LATER, concept_address=addresses.concept) for _ in range(2)]
    publish_through(database, gates[0], by=editor, at=LATER)
    with pytest.raises(Missing):
        publish_through(database, gates[1], by=editor, at=LATER)


@pytest.mark.parametrize("state", [ModerationState.SHOWN, ModerationState.DECLINED])
def test_what_the_answer_to_a_declined_comment_names_holds_nothing_up(
    database: Database, editor: Account, state: ModerationState
) -> None:
    ready(database, editor)
    answer = Disposition("c-00000001", "2022", Outcome.ADOPTED, paragraphs=("p-zzzz1",), decided=LATER)
    with database.write() as connection:
        comments.add_comment(connection, replace(comment(1), state=state))
        dispositions.save_disposition(connection, answer, round_key="autumn", base=0)
    gone = OpenPoint(PointKind.PARAGRAPH_GONE, "c-00000001", detail="p-zzzz1")
    assert points(database) == [gone] * (state is ModerationState.SHOWN)


def dismissed() -> Dismissal:
    """A dismissed finding that is not there any more."""
    kind = TermFindingKind.DISCOURAGED
    return Dismissal(kind, "digitalisation", "p-aaaa1", NL, "", "Het is een naam.", "Eva")


def test_a_revision_that_is_made_while_publishing_stops_it(database: Database, editor: Account) -> None:
    ready(database, editor)
    gate = check_gate(database, at=LATER, concept_address=addresses.concept)
    revise_paragraph(
        database,
        paragraph="p-aaaa1",
        changes=[WordingChange(NL, "Alles gaat snel.", Weight.SUBSTANTIVE, base=1)],
        by=editor,
        at=LATER,
    )
    with pytest.raises(ChangedMeanwhile):
        publish_through(database, gate, by=editor, at=LATER)
    with database.read() as connection:
        assert [each.key for each in editions.editions_by_date(connection)] == ["2021"]
