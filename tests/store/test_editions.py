"""Editions are kept whole, listed by date, with contents that count."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from server.domain.editions import EditionStatus, section_fingerprint
from server.domain.moderation import ModerationState
from server.store.comment_counts import shown_count
from server.store.comments import add_comment
from server.store.database import Database
from server.store.edition_values import whole_editions
from server.store.editions import (
    EditionEntry,
    SectionEntry,
    contents,
    editions_by_date,
    save_edition,
    section_fingerprints,
)
from server.text.languages import Language
from tests.store.worlds import comment, edition, paragraph, section, statements_of

INTRODUCTION = section(
    "1-1", "1.1", paragraph("p-aaaaa"), paragraph("p-bbbbb"), nl="Inleiding", de="Einleitung"
)
STRUCTURE = section("1-2", "1.2", paragraph("p-ccccc"), nl="Opbouw", de="Aufbau")
CLOSING = section("close", "", nl="Praat mee", de="Reden Sie mit")


def test_a_saved_edition_comes_back_as_it_was(database: Database) -> None:
    saved = replace(
        edition("2021", INTRODUCTION, STRUCTURE, CLOSING),
        status=EditionStatus.FINAL,
        predecessor="2020",
        change_notes={Language.NL: "Hoofdstuk 4 is nieuw.", Language.DE: "Kapitel 4 ist neu."},
    )
    with database.write() as connection:
        save_edition(connection, saved)
        assert whole_editions(connection) == (saved,)


def test_sections_and_paragraphs_keep_their_order_whatever_their_names(database: Database) -> None:
    saved = edition(
        "2021",
        section("z", "", paragraph("p-zzzzz"), paragraph("p-aaaaa"), nl="Z", de="Z"),
        section("10", "10", nl="Tien", de="Zehn"),
        section("2", "2", paragraph("p-mmmmm"), nl="Twee", de="Zwei"),
    )
    with database.write() as connection:
        save_edition(connection, saved)
        assert whole_editions(connection) == (saved,)


def test_a_saved_edition_replaces_the_one_with_its_key_and_no_other(database: Database) -> None:
    other = edition("2022", INTRODUCTION, day=date(2022, 3, 1))
    again = edition("2021", STRUCTURE)
    with database.write() as connection:
        save_edition(connection, edition("2021", INTRODUCTION, CLOSING))
        save_edition(connection, other)
        save_edition(connection, again)
        assert whole_editions(connection) == (again, other)


def test_comments_stay_when_their_edition_is_loaded_again(database: Database) -> None:
    with database.write() as connection:
        save_edition(connection, edition("2021", INTRODUCTION))
        add_comment(connection, comment(state=ModerationState.SHOWN))
        save_edition(connection, edition("2021", STRUCTURE))
        assert shown_count(connection, "2021", "p-aaaaa") == 1


def test_two_sections_with_one_address_are_refused(database: Database) -> None:
    twins = edition("2021", section("a", "1", nl="Slot", de="Eins"), section("b", "1", nl="Slot", de="Zwei"))
    with pytest.raises(IntegrityError), database.write() as connection:
        save_edition(connection, twins)


def test_editions_are_listed_by_date_and_by_key_within_a_day(database: Database) -> None:
    day = date(2021, 9, 28)
    with database.write() as connection:
        for key, published in (("b", day), ("newest", date(2022, 1, 1)), ("a", day)):
            save_edition(connection, edition(key, day=published))
        assert [entry.key for entry in editions_by_date(connection)] == ["a", "b", "newest"]


def test_an_entry_of_the_list_says_all_but_the_text(database: Database) -> None:
    saved = edition("2021", INTRODUCTION)
    with database.write() as connection:
        save_edition(connection, saved)
        assert editions_by_date(connection) == [
            EditionEntry(
                key="2021",
                labels=saved.labels,
                date=saved.date,
                status=EditionStatus.CONSULTATION,
                predecessor=None,
                change_notes={},
                lineage={},
                exceptions=(),
            )
        ]


def test_the_contents_count_paragraphs_and_shown_comments(database: Database) -> None:
    with database.write() as connection:
        save_edition(connection, edition("2021", INTRODUCTION, CLOSING))
        save_edition(connection, edition("2022", INTRODUCTION))
        add_comment(connection, comment("c-1", state=ModerationState.SHOWN))
        add_comment(connection, comment("c-2", state=ModerationState.SHOWN, paragraph_id="p-bbbbb"))
        add_comment(connection, comment("c-3", state=ModerationState.HELD))
        with statements_of(connection) as sent:
            found = contents(connection, "2021")
        assert found == [
            SectionEntry(
                key="1-1",
                number="1.1",
                titles=INTRODUCTION.titles,
                slugs={Language.NL: "1-1-inleiding", Language.DE: "1-1-einleitung"},
                paragraphs=2,
                shown=2,
            ),
            SectionEntry(
                key="close",
                number="",
                titles=CLOSING.titles,
                slugs={Language.NL: "praat-mee", Language.DE: "reden-sie-mit"},
                paragraphs=0,
                shown=0,
            ),
        ]
        assert [entry.level for entry in found] == [2, 1]
        assert len(sent) == 1


def test_an_unknown_edition_has_no_contents(database: Database) -> None:
    with database.read() as connection:
        assert contents(connection, "1999") == []


def test_fingerprints_of_a_section_come_oldest_edition_first(database: Database) -> None:
    reworded = section("1-1", "1.1", paragraph("p-aaaaa", nl="Anders."), nl="Inleiding", de="Einleitung")
    with database.write() as connection:
        save_edition(connection, edition("new", reworded, day=date(2022, 3, 1)))
        save_edition(connection, edition("old", INTRODUCTION, day=date(2021, 9, 28)))
        save_edition(connection, edition("without", STRUCTURE, day=date(2021, 12, 1)))
        assert section_fingerprints(connection, "1-1") == [
            ("old", section_fingerprint(INTRODUCTION)),
            ("new", section_fingerprint(reworded)),
        ]
