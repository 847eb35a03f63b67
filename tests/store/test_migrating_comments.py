"""What an installation had received before the consultation had submissions is still there, and found."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

import server.store
from server.domain.comments import Channel, CommentKind, StakeholderGroup
from server.domain.moderation import ModerationState
from server.domain.submissions import Publication, SubmissionState
from server.store.acts import latest_acts
from server.store.comments import add_comment, comment_by_id
from server.store.database import Database
from server.store.schema import comments
from server.store.submissions import (
    Addresses,
    addresses_of,
    comments_of_submission,
    submission_by_id,
    submissions_of_person,
)
from tests.store.worlds import NOON, comment, ids

BEFORE = "0002_concept_history"


def upgrade(connection: Connection, to: str) -> None:
    """Take the steps up to this one."""
    config = Config()
    config.set_main_option("script_location", str(Path(server.store.__path__[0]) / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)


@pytest.fixture(params=["sqlite", "postgres"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database as it was before, with three comments, of which two came with an address."""
    url = f"sqlite:///{tmp_path / 'older.db'}"
    if request.param == "postgres":
        cluster = request.getfixturevalue("postgres")
        name = f"older_{uuid4().hex}"
        cluster.create(name)
        url = cluster.url(name)
    database = Database(url)
    with database.write() as connection:
        upgrade(connection, BEFORE)
        for number, (name, state) in enumerate([("Jan", "shown"), ("", "declined"), ("Els", "held")]):
            _receive(connection, f"c-{number:08}", name, state)
        for number in (0, 1):
            values = {"comment": f"c-{number:08}", "email": f"{number}@example.nl"}
            connection.execute(text("INSERT INTO comment_emails VALUES (:comment, :email)"), values)
        connection.execute(
            text(
                "INSERT INTO moderation_decisions (comment, from_state, to_state, decided, reason)"
                " VALUES ('c-00000001', 'held', 'declined', :at, 'Niet hierover.')"
            ),
            {"at": NOON},
        )
    database.migrate()
    yield database
    database.close()


def _receive(connection: Connection, comment_id: str, name: str, state: str) -> None:
    connection.execute(
        text(
            "INSERT INTO comments (id, round, edition, section, thread, language, text, name,"
            " stakeholder_group, created, state, base_hash, base_text, idempotency_key, request_hash)"
            " VALUES (:id, 'autumn', '2021', '1-1', 'p-aaaaa', 'nl', 'Eens.', :name, 'citizen', :at, :state,"
            " 'h', 'Tekst.', :id, 'h')"
        ),
        {"id": comment_id, "name": name, "at": NOON, "state": state},
    )


def test_every_comment_is_still_there_in_its_order(older: Database) -> None:
    with older.read() as connection:
        first, *others = (comment_by_id(connection, f"c-{number:08}") for number in range(3))
        sequences = connection.execute(comments.select().order_by(comments.c.sequence)).all()
    assert first is not None
    assert (first.text, first.name, first.state) == ("Eens.", "Jan", ModerationState.SHOWN)
    assert (first.kind, first.channel, first.quote) == (CommentKind.REMARK, Channel.ONLINE, None)
    assert [each and each.state for each in others] == [ModerationState.DECLINED, ModerationState.HELD]
    assert ids(sequences) == ["c-00000000", "c-00000001", "c-00000002"]  # type: ignore[arg-type]


def test_an_address_that_came_with_a_comment_is_that_of_a_submission(older: Database) -> None:
    with older.read() as connection:
        named, nameless = (submission_by_id(connection, f"s-{number:08}") for number in (0, 1))
        assert addresses_of(connection, "s-00000000") == Addresses("0@example.nl")
        assert ids(comments_of_submission(connection, "s-00000000")) == ["c-00000000"]
        found = submissions_of_person(connection, "", "0@Example.nl")
        assert submission_by_id(connection, "s-00000002") is None
    assert named is not None
    assert nameless is not None
    assert found == [named]
    assert (named.name, named.group, named.state) == (
        "Jan",
        StakeholderGroup.CITIZEN,
        SubmissionState.CONFIRMED,
    )
    assert (named.created, named.confirmed) == (NOON, NOON)
    assert [named.publication, nameless.publication] == [Publication.NAMED, Publication.ANONYMOUS]


def test_a_decision_is_in_the_log(older: Database) -> None:
    with older.read() as connection:
        [logged] = latest_acts(connection, limit=10)
    assert (logged.act.subject, logged.act.at, logged.act.reason) == ("c-00000001", NOON, "Niet hierover.")
    assert (logged.act.from_state, logged.act.to_state) == ("held", "declined")


def test_new_comments_follow_the_old_ones(older: Database) -> None:
    with older.write() as connection:
        add_comment(connection, comment("c-new", created=NOON - timedelta(days=1)))
        order = connection.execute(comments.select().order_by(comments.c.sequence)).all()
    assert order[-1].id == "c-new"
