"""The demonstration: put in as often as one likes, marked as invented, taken out without a trace in the record."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from server.domain.comments import CommentKind
from server.domain.moderation import ModerationState
from server.domain.rounds import Stage
from server.record.demonstration_files import read_demonstration
from server.record.errors import RecordBroken
from server.record.record import read_record
from server.store import comments, jobs
from server.store.agreements import agreement_counts
from server.store.comment_counts import shown_count
from server.store.database import Database
from server.store.schema import acts
from server.text.markdown import plain
from server.usecases.check_record import check_record
from server.usecases.demonstrate import RealRoundOpen, demonstrate, remove_demonstration
from server.usecases.dump_record import dump_record
from server.usecases.load_record import load_record
from server.usecases.missing import Missing
from server.usecases.read_round import read_round
from server.web import addresses
from tests.participating import submit
from tests.record.worlds import contents
from tests.usecases.test_load_record import everything
from tests.worlds import DE, NL, load, record

REPOSITORY = Path(__file__).parents[2]
SHIPPED = REPOSITORY / "demonstration"
# After the round of the small world.
LATER = datetime(2026, 3, 10, 12, tzinfo=UTC)

ROUND = """\
time_zone = "Europe/Amsterdam"
participation = "guest"
moderation = "before"
retention_months = 1

[titles]
nl = "Demonstratie"
de = "Demonstration"

[contacts]
nl = "Niemand"
de = "Niemand"

[privacy_notices]
nl = "Alles is verzonnen."
de = "Alles ist erfunden."

[[questions]]
key = "q1"
nl = "Werkt het?"
de = "Geht es?"
"""


def line(number: int, thread: str, text: str, **more: object) -> str:
    """One line of the file of comments, by a Dutch citizen unless told otherwise."""
    said = {"id": f"c-demn{number:04}", "thread": thread, "language": "nl", "text": text, "hours": number}
    return json.dumps({**said, "name": "Lezer (verzonnen)", "group": "citizen", **more}) + "\n"


COMMENTS = "".join(
    [
        line(1, "p-aaaa1", "Goed zo.", agreements=2),
        line(2, "p-aaaa1", "Ja.", language="de", reply_to="c-demn0001"),
        line(3, "section/2-steps", "Gut.", language="de"),
        line(4, "question/demonstration/q1", "Ja."),
        line(5, "p-zzzz9", "Waarover?"),
        line(6, "document", "Weg.", state="declined", decline_reason="off-topic"),
        line(7, "document", "Ook weg.", state="withdrawn"),
        line(8, "document", "Wacht.", state="held"),
    ]
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of a small demonstration."""
    made = tmp_path / "demonstration"
    made.mkdir()
    (made / "round.toml").write_text(ROUND)
    (made / "comments.jsonl").write_text(COMMENTS)
    return made


def states(database: Database) -> dict[str, ModerationState]:
    """The comments of the demonstration and the states that they are in."""
    ids = [f"c-demn{number:04}" for number in range(1, 9)]
    with database.read() as connection:
        found = [comments.comment_by_id(connection, each) for each in ids]
    return {each.id: each.state for each in found if each is not None}


def test_it_is_a_round_on_the_current_edition_that_is_open_today(loaded: Database, folder: Path) -> None:
    made = demonstrate(loaded, folder, at=LATER)
    assert (made.is_new, made.round.demonstration, made.round.edition) == (True, True, "2021")
    assert (made.round.opens, made.round.closes) == (date(2026, 3, 3), date(2026, 4, 7))
    assert made.round.stage(LATER) is Stage.OPEN
    assert read_round(loaded, "demonstration").round == made.round


def test_its_comments_are_in_the_threads_of_the_edition(loaded: Database, folder: Path) -> None:
    demonstrate(loaded, folder, at=LATER)
    shown, gone = ModerationState.SHOWN, [ModerationState.DECLINED, ModerationState.WITHDRAWN]
    assert list(states(loaded).values()) == [shown] * 4 + gone + [ModerationState.HELD]
    assert "c-demn0005" not in states(loaded)
    with loaded.read() as connection:
        first = comments.comment_by_id(connection, "c-demn0001")
        assert first is not None
        assert (first.round, first.base_text) == ("demonstration", "De digitalisering gaat snel.")
        assert shown_count(connection, "2021", "p-aaaa1") == 2
        assert agreement_counts(connection, ["c-demn0001"]) == {"c-demn0001": 2}
    figures = read_round(loaded, "demonstration").figures
    assert (figures.comments, figures.answers) == (4, {"q1": 1})


def test_putting_it_in_again_changes_nothing(loaded: Database, folder: Path) -> None:
    demonstrate(loaded, folder, at=LATER)
    before = everything(loaded)
    assert not demonstrate(loaded, folder, at=LATER + timedelta(days=20)).is_new
    assert everything(loaded) == before


def test_one_that_has_closed_is_made_anew(loaded: Database, folder: Path) -> None:
    demonstrate(loaded, folder, at=LATER)
    much_later = LATER + timedelta(days=60)
    assert demonstrate(loaded, folder, at=much_later).is_new
    assert read_round(loaded, "demonstration").round.is_open(much_later)
    assert len(states(loaded)) == 7


def test_it_never_reaches_the_record(loaded: Database, folder: Path, tmp_path: Path) -> None:
    root = tmp_path / "record"
    dump_record(loaded, root)
    before = contents(root)
    demonstrate(loaded, folder, at=LATER)
    submit(loaded, "Zum Ausprobieren.", at=LATER)
    assert dump_record(loaded, root) == []
    assert contents(root) == before
    assert [str(each) for each in check_record(root)] == []


def test_it_survives_a_load_also_of_another_record(loaded: Database, folder: Path, tmp_path: Path) -> None:
    made = demonstrate(loaded, folder, at=LATER)
    before = states(loaded)
    root = tmp_path / "record"
    assert not load_record(loaded, root, at=LATER, concept_address=addresses.concept).changed
    load(loaded, root, replace(record(), concepts=()))
    assert (read_round(loaded, "demonstration").round, states(loaded)) == (made.round, before)


def test_it_goes_with_everything_that_was_sent_in(loaded: Database, folder: Path) -> None:
    before = {name: rows for name, rows in everything(loaded).items() if name not in ("jobs", "stamps")}
    demonstrate(loaded, folder, at=LATER)
    submit(loaded, "Zum Ausprobieren.", at=LATER)
    assert remove_demonstration(loaded, at=LATER)
    after = everything(loaded)
    # The log is only ever added to; an empty basket is thrown away with the old ones.
    left = {name for name, rows in before.items() if rows != after[name]}
    assert left == {acts.name, "baskets"}
    assert not remove_demonstration(loaded, at=LATER)


def test_the_index_and_the_kept_pages_follow(loaded: Database, folder: Path) -> None:
    def rebuilt() -> bool:
        kinds = set[str]()
        with loaded.write() as connection:
            while job := jobs.take_job(connection, now=LATER, until=LATER + timedelta(days=1)):
                kinds.add(job.kind)
        return "rebuild-index" in kinds

    assert rebuilt()
    demonstrate(loaded, folder, at=LATER)
    assert rebuilt()
    remove_demonstration(loaded, at=LATER)
    assert rebuilt()


def test_a_real_round_is_never_mixed_up_with_it(loaded: Database, folder: Path) -> None:
    for at in (
        datetime(2021, 10, 1, tzinfo=UTC),
        datetime(2021, 9, 10, tzinfo=UTC),
        datetime(2021, 11, 5, tzinfo=UTC),
    ):
        with pytest.raises(RealRoundOpen) as refused:
            demonstrate(loaded, folder, at=at)
        assert refused.value.round.key == "autumn"
    assert states(loaded) == {}


def test_there_is_nothing_to_demonstrate_before_the_first_load(database: Database, folder: Path) -> None:
    with pytest.raises(Missing):
        demonstrate(database, folder, at=LATER)


BROKEN = {
    "round.toml": ('participation = "guest"\n', "", 'round.toml:1: missing key "participation"'),
    "comments.jsonl": (
        "section/2-steps",
        "chapter/2",
        'comments.jsonl:3: there is nothing such as "chapter/2" to comment on',
    ),
}


@pytest.mark.parametrize("file", BROKEN)
def test_a_broken_demonstration_is_refused_with_the_place(loaded: Database, folder: Path, file: str) -> None:
    old, new, problem = BROKEN[file]
    (folder / file).write_text((folder / file).read_text().replace(old, new))
    with pytest.raises(RecordBroken) as broken:
        demonstrate(loaded, folder, at=LATER)
    assert str(broken.value) == problem
    assert states(loaded) == {}


def test_what_is_shipped_is_about_what_is_shipped_and_says_that_it_is_invented() -> None:
    shipped, edition = read_demonstration(SHIPPED), read_record(REPOSITORY).editions[-1]
    wordings = {each.id: each.wordings for section in edition.sections for each in section.paragraphs}
    ids = [each.id for each in shipped.comments]
    assert len(set(ids)) == len(ids) >= 25
    for invented in shipped.comments:
        assert invented.name.endswith((" (verzonnen)", " (erfunden)"))
        assert invented.reply_to in ("", *ids[: ids.index(invented.id)])
        base = wordings.get(invented.target.key, {NL: "", DE: ""})[invented.language]
        assert invented.quote in plain(base)
        is_suggestion = invented.kind is CommentKind.SUGGESTION
        assert is_suggestion is (invented.suggested_wording not in ("", base))
    assert "invented" in (SHIPPED / "README.md").read_text().splitlines()[2]


def test_nothing_of_what_is_shipped_is_left_out(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, read_record(REPOSITORY))
    demonstrate(database, SHIPPED, at=LATER)
    with database.read() as connection:
        for invented in read_demonstration(SHIPPED).comments:
            kept = comments.comment_by_id(connection, invented.id)
            assert kept is not None
            assert (kept.state, kept.target, kept.text) == (invented.state, invented.target, invented.text)
