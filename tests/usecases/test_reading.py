"""Reading: what each page is told, and what is missing."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from server.domain.moderation import ModerationState
from server.store.database import Database
from server.usecases.find_paragraph import find_paragraph
from server.usecases.list_comments import COMMENTS_PER_PAGE
from server.usecases.missing import Missing
from server.usecases.read_contents import read_contents, read_editions, read_overview
from server.usecases.read_document import read_document
from server.usecases.read_glossary import read_glossary
from server.usecases.read_section import COMMENTS_ON_PAGE, read_section, read_stamp
from server.usecases.read_thread import read_thread
from tests.worlds import DE, NL, NOON, OPENING, STEPS, comment, edition, load, paragraph, record, section

OLD_STEPS = section("2-steps", "2", "Stap", "Schritt", *STEPS.paragraphs)
ENDED = section("3-end", "3", "Slot", "Ende", paragraph("p-cccc1", "Slot.", "Ende."))
OLDER = edition("2020", OPENING, OLD_STEPS, ENDED, day=date(2020, 1, 1))


@pytest.fixture
def two_editions(database: Database, tmp_path: Path) -> Database:
    """The small world with an edition before it: a section was renamed, another ended."""
    load(database, tmp_path, record(OLDER, edition("2021", predecessor="2020")))
    return database


def test_before_the_first_load_everything_is_missing(database: Database) -> None:
    for read in (read_document, read_contents, partial(read_overview, at=NOON)):
        with pytest.raises(Missing):
            read(database)
    assert read_glossary(database) == ()
    assert read_editions(database) == []


def test_editions_come_newest_first(two_editions: Database) -> None:
    assert [each.key for each in read_editions(two_editions)] == ["2021", "2020"]


def test_contents_are_of_the_current_edition_unless_another_is_named(two_editions: Database) -> None:
    current, older = read_contents(two_editions), read_contents(two_editions, "2020")
    assert (current.edition.key, current.is_current) == ("2021", True)
    assert (older.edition.key, older.is_current) == ("2020", False)
    assert [each.key for each in current.sections] == ["1-opening", "2-steps"]
    assert [each.paragraphs for each in older.sections] == [2, 1, 1]


def test_the_overview_has_the_round_of_the_current_edition(two_editions: Database) -> None:
    overview = read_overview(two_editions, at=NOON)
    assert overview.round is not None
    assert (overview.round.key, overview.concepts, overview.disputed) == ("autumn", 1, 1)


def test_an_edition_without_a_round_has_none(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, replace(record(), rounds=()))
    assert read_overview(database, at=NOON).round is None


def test_a_section_comes_with_its_neighbours_versions_and_current_address(two_editions: Database) -> None:
    found = read_section(two_editions, edition="2020", language=NL, slug="2-stap")
    assert (found.edition.key, found.section.key) == ("2020", "2-steps")
    assert found.previous is not None
    assert found.next is not None
    assert (found.previous.key, found.next.key) == ("1-opening", "3-end")
    assert [(each.edition.key, each.slugs[DE]) for each in found.versions] == [
        ("2021", "2-schritte"),
        ("2020", "2-schritt"),
    ]
    assert found.current_slugs == {NL: "2-stappen", DE: "2-schritte"}


def test_a_section_that_ended_has_no_current_address(two_editions: Database) -> None:
    assert read_section(two_editions, edition="2020", language=DE, slug="3-ende").current_slugs is None
    with pytest.raises(Missing):
        read_section(two_editions, edition=None, language=DE, slug="3-ende")


def test_a_section_has_its_newest_comments_and_the_stamp_of_what_is_shown(
    database: Database, tmp_path: Path
) -> None:
    said = [comment(number) for number in range(1, COMMENTS_ON_PAGE + 3)]
    load(database, tmp_path, record(comments=said))
    found = read_section(database, edition=None, language=NL, slug="1-opening")
    assert {key: [each.id for each in shown] for key, shown in found.comments.items()} == {
        "p-aaaa1": [each.id for each in said[-COMMENTS_ON_PAGE:]]
    }
    assert [each.shown for each in found.paragraphs] == [len(said), 0]
    assert found.stamp == read_stamp(database, "2021", "1-opening")


@pytest.mark.parametrize(
    ("edition_", "slug"), [("1999", "1-opening"), (None, "1-auftakt"), (None, ""), ("2021", "9-x")]
)
def test_a_section_that_is_not_there_is_missing(loaded: Database, edition_: str | None, slug: str) -> None:
    with pytest.raises(Missing):
        read_section(loaded, edition=edition_, language=NL, slug=slug)


def test_a_thread_is_read_a_page_at_a_time(database: Database, tmp_path: Path) -> None:
    said = [comment(number) for number in range(1, COMMENTS_PER_PAGE + 2)]
    load(database, tmp_path, record(comments=said))
    first, second = (
        read_thread(database, edition="2021", paragraph_id="p-aaaa1", at=NOON, page=page) for page in (1, 2)
    )
    assert [each.id for each in first.comments.standings] == [each.id for each in said[:COMMENTS_PER_PAGE]]
    assert [each.id for each in second.comments.standings] == [said[-1].id]
    assert {each.state for each in first.comments.shown.values()} == {ModerationState.SHOWN}
    assert (first.comments.pages, first.comments.count, first.paragraph.shown) == (2, len(said), len(said))
    for page in (0, 3, -1):
        with pytest.raises(Missing):
            read_thread(database, edition="2021", paragraph_id="p-aaaa1", at=NOON, page=page)


def test_a_paragraph_is_found_where_it_stands_in_the_newest_edition_that_has_it(
    two_editions: Database,
) -> None:
    assert (
        find_paragraph(two_editions, "p-bbbb1").edition,
        find_paragraph(two_editions, "p-cccc1").edition,
    ) == (
        "2021",
        "2020",
    )
    with pytest.raises(Missing):
        find_paragraph(two_editions, "p-zzzz9")
