"""Concepts are kept whole; occurrences lead back to the text."""

import pytest
from sqlalchemy.exc import IntegrityError

from server.domain.glossary import Concept, DisputeState, Gender, Side, Term, TermStatus
from server.store.database import Database
from server.store.editions import save_edition
from server.store.glossary import (
    Occurrence,
    OccurrenceInText,
    all_concepts,
    concept,
    concepts_in_section,
    occurrences_of,
    save_concepts,
    save_occurrences,
)
from server.text.languages import Language
from tests.store import worlds
from tests.store.worlds import edition, paragraph, section

DIGITALISATION = worlds.concept(
    "digitalisation", "digitalisering", "Digitalisierung", dispute=DisputeState.DISPUTED
)
SMES = worlds.concept("smes", "mkb", "KMU")
TEXT = edition(
    "2021",
    section("1", "1", paragraph("p-bbbbb", nl="Het mkb en het mkb.", de="Die KMU."), nl="Een", de="Eins"),
    section("2", "2", paragraph("p-aaaaa", nl="Ons mkb.", de="Unser Handwerk."), nl="Twee", de="Zwei"),
)
FIRST = Occurrence("smes", "1", "p-bbbbb", Language.NL, 4, 7, "mkb")
SECOND = Occurrence("smes", "1", "p-bbbbb", Language.NL, 15, 18, "mkb")
GERMAN = Occurrence("smes", "1", "p-bbbbb", Language.DE, 4, 7, "KMU")
LAST = Occurrence("smes", "2", "p-aaaaa", Language.NL, 4, 7, "mkb")


def test_concepts_come_back_as_they_were_and_by_key(database: Database) -> None:
    with database.write() as connection:
        save_concepts(connection, [SMES, DIGITALISATION])
        assert all_concepts(connection) == (DIGITALISATION, SMES)
        assert concept(connection, "smes") == SMES
        assert concept(connection, "sme") is None


def test_a_term_keeps_everything_that_is_known_of_it(database: Database) -> None:
    side = Side(
        "Onderzoek en onderwijs.",
        "2.3",
        (
            Term(
                "kennisinstelling",
                TermStatus.ADMITTED,
                gender=Gender.COMMON,
                region="Nederland",
                reason="te ruim",
                case_sensitive=True,
                forms=("kennisinstellingen",),
                not_in=("kennisinstellingenoverleg",),
            ),
        ),
        reading="Ook hogescholen.",
        reading_source="4.2",
    )
    saved = Concept(
        "knowledge-institution",
        "research",
        SMES.process,
        SMES.relation,
        DisputeState.AGREE_TO_DIFFER,
        {Language.NL: "Omvang.", Language.DE: "Umfang."},
        {Language.NL: side, Language.DE: side},
    )
    with database.write() as connection:
        save_concepts(connection, [saved])
        assert concept(connection, "knowledge-institution") == saved


def test_saved_concepts_replace_those_before(database: Database) -> None:
    with database.write() as connection:
        save_concepts(connection, [SMES])
        save_concepts(connection, [DIGITALISATION])
        assert all_concepts(connection) == (DIGITALISATION,)


def test_occurrences_come_in_reading_order_with_their_wording(database: Database) -> None:
    with database.write() as connection:
        save_concepts(connection, [SMES, DIGITALISATION])
        save_edition(connection, TEXT)
        save_occurrences(connection, "2021", [LAST, GERMAN, SECOND, FIRST])
        found = occurrences_of(connection, "smes", "2021")
        assert [each.occurrence for each in found] == [FIRST, SECOND, GERMAN, LAST]
        assert found[2] == OccurrenceInText(
            occurrence=GERMAN,
            number="1",
            titles=TEXT.sections[0].titles,
            slugs={Language.NL: "1-een", Language.DE: "1-eins"},
            position=1,
            wording="Die KMU.",
        )
        assert occurrences_of(connection, "digitalisation", "2021") == []


def test_saved_occurrences_replace_those_of_their_edition_only(database: Database) -> None:
    with database.write() as connection:
        save_concepts(connection, [SMES])
        save_edition(connection, TEXT)
        save_edition(connection, edition("2022", *TEXT.sections))
        save_occurrences(connection, "2021", [FIRST])
        save_occurrences(connection, "2022", [LAST])
        save_occurrences(connection, "2021", [SECOND])
        assert [each.occurrence for each in occurrences_of(connection, "smes", "2021")] == [SECOND]
        assert [each.occurrence for each in occurrences_of(connection, "smes", "2022")] == [LAST]


def test_a_section_knows_its_concepts_once_each_and_by_key(database: Database) -> None:
    disputed = Occurrence("digitalisation", "1", "p-bbbbb", Language.DE, 0, 3, "Die")
    with database.write() as connection:
        save_concepts(connection, [SMES, DIGITALISATION])
        save_edition(connection, TEXT)
        save_occurrences(connection, "2021", [FIRST, SECOND, GERMAN, disputed, LAST])
        assert concepts_in_section(connection, "2021", "1") == [DIGITALISATION, SMES]
        assert concepts_in_section(connection, "2021", "2") == [SMES]
        assert concepts_in_section(connection, "2022", "1") == []


def test_an_occurrence_of_an_unknown_concept_is_refused(database: Database) -> None:
    with database.write() as connection:
        save_edition(connection, TEXT)
    with pytest.raises(IntegrityError), database.write() as connection:
        save_occurrences(connection, "2021", [FIRST])
