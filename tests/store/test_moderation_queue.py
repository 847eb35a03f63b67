"""The moderators' queue: what fits is listed and counted, in the same number of queries however much there is."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from server.domain.comments import Channel, Comment, CommentKind, StakeholderGroup
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.submissions import Publication, Submission, SubmissionState, Suspicion
from server.domain.targets import Target, TargetKind
from server.store.comments import add_comment
from server.store.database import Connection, Database
from server.store.editions import save_edition
from server.store.moderation import set_state
from server.store.moderation_queue import (
    NO_SECTION,
    Facets,
    QueueFilter,
    queue_counts,
    queue_page,
    section_names,
)
from server.store.reports import add_report, close_reports
from server.store.submissions import add_submission
from server.text.languages import Language
from tests.store.worlds import LATER, NOON, comment, edition, ids, paragraph, section, statements_of

HELD, SHOWN, DECLINED = ModerationState.HELD, ModerationState.SHOWN, ModerationState.DECLINED
ANY = QueueFilter(state=None)


def listed(connection: Connection, asked: QueueFilter, **more: Any) -> list[str]:
    """The ids of the comments that fit."""
    return ids(each.comment for each in queue_page(connection, asked, limit=100, **more))


def filled(connection: Connection, comments: Mapping[str, Comment]) -> None:
    """Keep these comments."""
    for comment_id, each in comments.items():
        add_comment(connection, replace(each, id=comment_id))


def suspicious(connection: Connection, submission_id: str, suspicion: Suspicion) -> None:
    """A submission that looks like a machine's."""
    add_submission(
        connection,
        Submission(
            id=submission_id,
            round="autumn",
            language=Language.NL,
            state=SubmissionState.CONFIRMED,
            name="",
            organisation="",
            group=StakeholderGroup.CITIZEN,
            publication=Publication.NAMED,
            created=NOON,
            suspicion=suspicion,
        ),
    )


def test_comments_wait_in_the_order_they_came_a_page_at_a_time(database: Database) -> None:
    with database.write() as connection:
        for number, state in enumerate([HELD, SHOWN, HELD, DECLINED, HELD]):
            add_comment(connection, comment(f"c-{number}", state=state))
        assert listed(connection, QueueFilter()) == ["c-0", "c-2", "c-4"]
        assert listed(connection, QueueFilter(), newest_first=True) == ["c-4", "c-2", "c-0"]
        assert ids(each.comment for each in queue_page(connection, QueueFilter(), limit=1, offset=1)) == [
            "c-2"
        ]
        assert listed(connection, QueueFilter(state=SHOWN)) == ["c-1"]
        assert listed(connection, QueueFilter(state=None, comment="c-3")) == ["c-3"]


def test_unconfirmed_comments_are_their_submitters_own(database: Database) -> None:
    with database.write() as connection:
        add_comment(connection, comment("c-1", state=ModerationState.UNCONFIRMED))
        for asked in (ANY, QueueFilter(state=None, comment="c-1")):
            assert listed(connection, asked) == []
            counts = queue_counts(connection, asked)
            assert (counts.total, counts.states) == (0, {})


@pytest.mark.parametrize(
    ("facets", "found"),
    [
        (Facets(round="spring"), ["c-1"]),
        (Facets(section="1-1"), ["c-0", "c-1", "c-3", "c-4", "c-5", "c-6", "c-7"]),
        (Facets(section=NO_SECTION), ["c-2"]),
        (Facets(language="de"), ["c-3"]),
        (Facets(group="company"), ["c-4", "c-5"]),
        (Facets(channel="letter"), ["c-5"]),
        (Facets(kind="question"), ["c-6"]),
        (Facets(suspicion="no-proof"), ["c-7"]),
        (Facets(group="company", channel="letter"), ["c-5"]),
        (Facets(group="company", language="de"), []),
        (Facets(round="'; DROP TABLE comments"), []),
    ],
)
def test_each_filter_leaves_what_fits_and_the_count_says_how_many(
    database: Database, facets: Facets, found: list[str]
) -> None:
    plain = comment()
    with database.write() as connection:
        suspicious(connection, "s-7", Suspicion.NO_PROOF)
        filled(
            connection,
            {
                "c-0": plain,
                "c-1": replace(plain, round="spring"),
                "c-2": replace(plain, section="", target=Target(TargetKind.CONCEPT, "mkb")),
                "c-3": replace(plain, language=Language.DE),
                "c-4": replace(plain, group=StakeholderGroup.COMPANY),
                "c-5": replace(plain, group=StakeholderGroup.COMPANY, channel=Channel.LETTER),
                "c-6": replace(plain, kind=CommentKind.QUESTION),
                "c-7": replace(plain, submission="s-7"),
            },
        )
        asked = QueueFilter(facets=facets)
        assert listed(connection, asked) == found
        assert queue_counts(connection, asked).total == len(found)


def test_a_facet_is_counted_among_what_fits_all_the_others(database: Database) -> None:
    plain = comment()
    company = replace(plain, group=StakeholderGroup.COMPANY)
    with database.write() as connection:
        filled(
            connection,
            {
                "c-0": plain,
                "c-1": company,
                "c-2": replace(company, language=Language.DE),
                "c-3": replace(company, state=SHOWN),
            },
        )
        counts = queue_counts(connection, QueueFilter(facets=Facets(language="nl")))
    assert counts.total == 2
    assert counts.facets["language"] == {"nl": 2, "de": 1}
    assert counts.facets["group"] == {"municipality": 1, "company": 1}
    assert counts.states == {HELD: 2, SHOWN: 1}


def test_reported_comments_are_those_with_open_reports_whatever_their_state(database: Database) -> None:
    reported = QueueFilter(state=None, is_reported=True)
    with database.write() as connection:
        for number, state in enumerate([SHOWN, SHOWN, HELD, SHOWN]):
            add_comment(connection, comment(f"c-{number}", state=state))
        for number, on in enumerate(["c-0", "c-0", "c-2", "c-3"]):
            add_report(connection, on, DeclineReason.SPAM, "", form_key=f"key-{number}", at=NOON)
        close_reports(connection, "c-3", at=LATER)
        assert listed(connection, reported) == ["c-0", "c-2"]
        assert queue_counts(connection, QueueFilter()).reported == 2
        assert queue_counts(connection, reported).total == 2
        assert listed(connection, replace(reported, state=SHOWN)) == ["c-0"]


def test_a_comment_comes_with_what_makes_it_suspicious_and_why_it_was_declined(database: Database) -> None:
    with database.write() as connection:
        suspicious(connection, "s-1", Suspicion.HONEYPOT)
        filled(connection, {"c-1": replace(comment(), submission="s-1"), "c-2": comment()})
        set_state(connection, comment("c-2"), DECLINED, account=None, decided=LATER, category="insult")
        [first] = queue_page(connection, QueueFilter(), limit=10)
        [second] = queue_page(connection, QueueFilter(state=DECLINED), limit=10)
    assert (first.suspicion, first.category) == (Suspicion.HONEYPOT, "")
    assert (second.suspicion, second.category) == (Suspicion.NONE, "insult")


def test_sections_are_named_by_the_newest_edition_that_has_them(database: Database) -> None:
    old = section("1-1", "1.1", paragraph("p-aaaaa"), nl="Inleiding", de="Einleitung")
    new = section("1-1", "1.2", paragraph("p-aaaaa"), nl="Voorwoord", de="Vorwort")
    with database.write() as connection:
        save_edition(connection, edition("2021", old))
        save_edition(connection, replace(edition("2022", new), date=edition("2022").date.replace(year=2022)))
        assert section_names(connection, ["1-1", "gone"]) == {"1-1": ("1.2", new.titles)}


def test_three_queries_do_however_many_comments_wait(database: Database) -> None:
    asked = QueueFilter(facets=Facets(language="nl"))
    for count in (1, 60):
        with database.write() as connection:
            for number in range(count):
                add_comment(connection, comment(f"c-{count}-{number}"))
            with statements_of(connection) as sent:
                queue_page(connection, asked, limit=50)
                queue_counts(connection, asked)
        assert len(sent) == 3
