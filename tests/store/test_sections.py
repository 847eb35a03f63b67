"""A section is found by its address, a paragraph by its id, and neither costs more for being long."""

from datetime import date

import pytest

from server.domain.document import Paragraph, Section
from server.domain.editions import Edition
from server.domain.moderation import ModerationState
from server.store.comments import add_comment
from server.store.database import Database
from server.store.editions import save_edition
from server.store.sections import (
    Fragment,
    ParagraphOnPage,
    Place,
    locate_paragraph,
    paragraph_in,
    save_fragments,
    section,
    section_by_slug,
    section_fragments,
)
from server.text.languages import LANGUAGES, Language
from tests.store import worlds
from tests.store.worlds import comment, edition, paragraph, statements_of

INTRODUCTION = worlds.section(
    "1-1",
    "1.1",
    paragraph("p-bbbbb", nl="Eerst.", de="Zuerst."),
    paragraph("p-aaaaa", nl="Dan.", de="Dann."),
    nl="Inleiding",
    de="Einleitung",
)


def _rendered(text: Edition) -> list[Fragment]:
    return [
        Fragment(each.id, language, f"<p>{each.wordings[language]}</p>")
        for part in text.sections
        for each in part.paragraphs
        for language in LANGUAGES
    ]


def test_each_language_has_its_own_address_of_a_section(database: Database) -> None:
    with database.write() as connection:
        save_edition(connection, edition("2021", INTRODUCTION))
        assert section_by_slug(connection, "2021", Language.NL, "1-1-inleiding") == "1-1"
        assert section_by_slug(connection, "2021", Language.DE, "1-1-einleitung") == "1-1"
        assert section_by_slug(connection, "2021", Language.DE, "1-1-inleiding") is None
        assert section_by_slug(connection, "2022", Language.NL, "1-1-inleiding") is None


def test_a_section_comes_back_as_it_was(database: Database) -> None:
    with database.write() as connection:
        save_edition(
            connection, edition("2021", INTRODUCTION, worlds.section("2", "2", nl="Twee", de="Zwei"))
        )
        assert section(connection, "2021", "1-1") == INTRODUCTION
        assert section(connection, "2021", "9-9") is None


def test_a_missing_counterpart_is_missing_and_not_empty(database: Database) -> None:
    alone = Section("1", "1", INTRODUCTION.titles, (Paragraph("p-aaaaa", {Language.NL: "Alleen."}),))
    with database.write() as connection:
        save_edition(connection, edition("2021", alone))
        assert section(connection, "2021", "1") == alone


def test_a_page_gets_every_paragraph_with_html_and_count(database: Database) -> None:
    saved = edition("2021", INTRODUCTION)
    with database.write() as connection:
        save_edition(connection, saved)
        save_fragments(connection, "2021", _rendered(saved))
        add_comment(connection, comment(state=ModerationState.SHOWN, paragraph_id="p-aaaaa"))
        assert section_fragments(connection, "2021", "1-1") == [
            ParagraphOnPage("p-bbbbb", 1, {Language.NL: "<p>Eerst.</p>", Language.DE: "<p>Zuerst.</p>"}, 0),
            ParagraphOnPage("p-aaaaa", 2, {Language.NL: "<p>Dan.</p>", Language.DE: "<p>Dann.</p>"}, 1),
        ]


def test_fragments_go_with_the_edition_that_they_were_made_from(database: Database) -> None:
    saved = edition("2021", INTRODUCTION)
    with database.write() as connection:
        save_edition(connection, saved)
        save_fragments(connection, "2021", _rendered(saved))
        save_edition(connection, saved)
        assert section_fragments(connection, "2021", "1-1") == []


@pytest.mark.parametrize("length", [1, 40])
def test_a_long_section_takes_no_more_queries_than_a_short_one(database: Database, length: int) -> None:
    saved = edition(
        "2021", worlds.section("1-1", "1.1", *(paragraph(f"p-{number:05}") for number in range(length)))
    )
    with database.write() as connection:
        save_edition(connection, saved)
        save_fragments(connection, "2021", _rendered(saved))
        with statements_of(connection) as sent:
            assert len(section_fragments(connection, "2021", "1-1")) == length
            assert section(connection, "2021", "1-1") == saved.sections[0]
        assert len(sent) == 3


def test_a_paragraph_is_located_in_the_newest_edition_that_has_it(database: Database) -> None:
    moved = worlds.section("2", "2", paragraph("p-aaaaa"), nl="Twee", de="Zwei")
    without = worlds.section("3", "3", nl="Drie", de="Drei")
    with database.write() as connection:
        save_edition(connection, edition("2022", moved, day=date(2022, 3, 1)))
        save_edition(connection, edition("2021", INTRODUCTION, day=date(2021, 9, 28)))
        save_edition(connection, edition("2023", without, day=date(2023, 1, 1)))
        assert locate_paragraph(connection, "p-aaaaa") == Place(
            edition="2022",
            section="2",
            number="2",
            titles=moved.titles,
            slugs={Language.NL: "2-twee", Language.DE: "2-zwei"},
            position=1,
        )
        assert locate_paragraph(connection, "p-zzzzz") is None


def test_a_paragraph_of_an_edition_comes_with_its_place(database: Database) -> None:
    with database.write() as connection:
        save_edition(connection, edition("2021", INTRODUCTION))
        found = paragraph_in(connection, "2021", "p-aaaaa")
        assert found == (
            Place(
                edition="2021",
                section="1-1",
                number="1.1",
                titles=INTRODUCTION.titles,
                slugs={Language.NL: "1-1-inleiding", Language.DE: "1-1-einleitung"},
                position=2,
            ),
            INTRODUCTION.paragraphs[1],
        )
        assert paragraph_in(connection, "2022", "p-aaaaa") is None
        assert paragraph_in(connection, "2021", "p-zzzzz") is None
