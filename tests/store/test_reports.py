"""Reports by readers: each form once, open until a moderator closes them."""

from datetime import timedelta

from server.domain.moderation import DeclineReason, ModerationState
from server.domain.reports import Report
from server.store.comments import add_comment
from server.store.database import Connection, Database
from server.store.reports import add_report, close_reports, reports_on
from tests.store.worlds import LATER, NOON, comment

INSULT, SPAM = DeclineReason.INSULT, DeclineReason.SPAM


def on_shown(connection: Connection, *ids: str) -> None:
    """Comments that readers see."""
    for comment_id in ids:
        add_comment(connection, comment(comment_id, state=ModerationState.SHOWN))


def test_reports_are_listed_by_comment_in_the_order_they_came(database: Database) -> None:
    with database.write() as connection:
        on_shown(connection, "c-1", "c-2", "c-3")
        for number, (on, reason) in enumerate([("c-1", INSULT), ("c-2", SPAM), ("c-1", SPAM)]):
            add_report(connection, on, reason, f"Tekst {number}", form_key=f"key-{number}", at=NOON)
        found = reports_on(connection, ["c-1", "c-3"])
    assert [(each.reason, each.text, each.at) for each in found.pop("c-1")] == [
        (INSULT, "Tekst 0", NOON),
        (SPAM, "Tekst 2", NOON),
    ]
    assert found == {}


def test_the_same_form_is_one_report(database: Database) -> None:
    with database.write() as connection:
        on_shown(connection, "c-1")
        for _ in range(2):
            add_report(connection, "c-1", INSULT, "", form_key="one-key", at=NOON)
        assert len(reports_on(connection, ["c-1"])["c-1"]) == 1


def test_closing_closes_the_open_reports_of_one_comment(database: Database) -> None:
    with database.write() as connection:
        on_shown(connection, "c-1", "c-2")
        for number, on in enumerate(["c-1", "c-1", "c-2"]):
            add_report(connection, on, SPAM, "", form_key=f"key-{number}", at=NOON)
        assert close_reports(connection, "c-1", at=LATER) == 2
        assert close_reports(connection, "c-1", at=LATER + timedelta(hours=1)) == 0
        found = reports_on(connection, ["c-1", "c-2"])
    assert [each.closed for each in found["c-1"]] == [LATER, LATER]
    assert [(each.comment, each.closed) for each in found["c-2"]] == [("c-2", None)]
    assert isinstance(found["c-2"][0], Report)
