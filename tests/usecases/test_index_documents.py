"""The documents of the index: what is public, as it is now, made with the same few queries however many there are."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from server.domain.comments import Comment, Quote
from server.domain.moderation import ModerationState
from server.domain.targets import Target, TargetKind
from server.search.documents import DocumentKey, Facet, Field, Kind, Part
from server.search.engine import digest_of
from server.store import comments, glossary
from server.store.database import Database
from server.usecases.index_documents import documents_of, key_pages
from server.usecases.known_glossary import KnownGlossary
from tests.answering import COMMENTS, RESPONSES, decide, load_answered
from tests.indexing import document, documents, key_of
from tests.worlds import DE, NL, OPENING, comment, load, record, statements

ON = {
    "a paragraph": (Target(TargetKind.PARAGRAPH, "p-aaaa1"), "gaat snel", "kommt schnell"),
    "a section": (Target(TargetKind.SECTION, "2-steps"), "Stappen", "Schritte"),
    "the document": (Target(TargetKind.DOCUMENT), "Strategie", "Die Strategie"),
    "a concept": (Target(TargetKind.CONCEPT, "digitalisation"), "een kans", "eine Aufgabe"),
    "a question": (Target(TargetKind.QUESTION, "autumn/missing"), "Wat mist u?", "Was fehlt Ihnen?"),
}


def keep(database: Database, said: Comment) -> Comment:
    """Put a comment into the database as it is."""
    with database.write() as connection:
        comments.add_comment(connection, said)
    return said


def test_there_is_a_document_for_all_that_is_public(database: Database, tmp_path: Path) -> None:
    load_answered(database, tmp_path)
    found = documents(database)
    assert sorted(found) == sorted(
        [
            *(DocumentKey(Kind.PARAGRAPH, key, "2021") for key in ("p-aaaa1", "p-aaaa2", "p-bbbb1")),
            *(
                DocumentKey(Kind.PARAGRAPH, key, "2022")
                for key in ("p-aaaa1", "p-bbbb1", "p-cccc1", "p-cccc2")
            ),
            *map(key_of, COMMENTS),
            DocumentKey(Kind.CONCEPT, "digitalisation", ""),
            *(key for key in found if key.kind is Kind.SOURCE),
        ]
    )
    assert [key.kind for key in found].count(Kind.SOURCE) == 1
    assert {key: made.key for key, made in found.items()} == {key: key for key in found}


def test_a_paragraph_knows_its_terms_its_day_and_whether_it_opens_its_section(loaded: Database) -> None:
    first = document(loaded, DocumentKey(Kind.PARAGRAPH, "p-aaaa1", "2021"))
    second = document(loaded, DocumentKey(Kind.PARAGRAPH, "p-aaaa2", "2021"))
    assert first is not None
    assert second is not None
    assert (first.section, first.moment) == ("1-opening", datetime(2021, 9, 28, tzinfo=UTC))
    assert (first.more[Facet.TERM], second.more[Facet.TERM]) == (("digitalisation",), ())
    assert [each.fields[0] for each in (first, second)] == [
        Field(Part.TITLE, NL, "Opening"),
        Field(Part.SECTION, NL, "Opening"),
    ]


@pytest.mark.parametrize("case", ON)
def test_a_comment_on_anything_comes_with_what_it_is_about(loaded: Database, case: str) -> None:
    target, dutch, german = ON[case]
    said = keep(loaded, replace(comment(1, "Sehr gelungen."), target=target, section=""))
    made = document(loaded, key_of(said))
    assert made is not None
    assert made.fields[0] == Field(Part.TEXT, DE, "Sehr gelungen.")
    around = {
        language: " ".join(each.text for each in made.fields if each.language is language)
        for language in (NL, DE)
    }
    assert (dutch in around[NL], german in around[DE]) == (True, True)
    assert made.more[Facet.TERM] == (("digitalisation",) if case == "a concept" else ())


def test_a_comment_on_what_is_gone_stands_there_without_it(loaded: Database) -> None:
    said = keep(loaded, replace(comment(1), target=Target(TargetKind.QUESTION, "autumn/gone"), section=""))
    made = document(loaded, key_of(said))
    assert made is not None
    assert made.fields == (Field(Part.TEXT, DE, "Gut so."),)


def test_a_comment_is_counted_by_round_group_outcome_and_the_terms_its_writer_used(
    database: Database, tmp_path: Path
) -> None:
    whole = record(comments=[comment(1, "Die Digitalisierung hilft."), comment(2, "De digitalisering.")])
    load(database, tmp_path, whole)
    decide(database, comment(1).id, edition="2021")
    first, second = (document(database, key_of(comment(number))) for number in (1, 2))
    assert first is not None
    assert second is not None
    assert dict(first.more) == {
        Facet.ROUND: ("autumn",),
        Facet.GROUP: ("citizen",),
        Facet.OUTCOME: ("adopted",),
        Facet.TERM: ("digitalisation",),
    }
    assert [each.text for each in first.fields if each.part is Part.ANSWER] == list(RESPONSES.values())
    # Dutch in a comment that says it is German: no term of the German side.
    assert (second.more[Facet.OUTCOME], second.more[Facet.TERM]) == (("",), ())


def test_a_decision_that_is_not_public_leaves_no_trace(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, record(comments=[comment()]))
    before = document(database, key_of(comment()))
    decide(database, comment().id, public=None)
    assert document(database, key_of(comment())) == before


@pytest.mark.parametrize("state", [each for each in ModerationState if each is not ModerationState.SHOWN])
def test_what_is_not_shown_has_no_document(loaded: Database, state: ModerationState) -> None:
    said = keep(loaded, replace(comment(1), state=state, quote=Quote("schnell")))
    assert document(loaded, key_of(said)) is None
    assert key_of(said) not in documents(loaded)


def test_what_is_not_there_has_no_document(loaded: Database) -> None:
    for kind in Kind:
        assert document(loaded, DocumentKey(kind, "x-nothing", "2021")) is None


def test_any_number_of_documents_costs_the_same_few_queries(database: Database, tmp_path: Path) -> None:
    said = [
        replace(comment(number, on=OPENING.paragraphs[number % 2]), **more)
        for number, more in enumerate(
            [
                {},
                {"target": Target(TargetKind.SECTION, "2-steps"), "section": "2-steps"},
                {"target": Target(TargetKind.DOCUMENT), "section": ""},
                {"target": Target(TargetKind.QUESTION, "autumn/missing"), "section": ""},
                *({} for _ in range(20)),
            ],
            start=1,
        )
    ]
    load(database, tmp_path, record(comments=said))
    keys = list(documents(database))
    with database.read() as connection:
        known = KnownGlossary(glossary.all_concepts(connection))
        with statements() as sent:
            assert len(documents_of(connection, keys, known)) == len(keys)
    assert len(sent) <= 9


def test_the_keys_alone_are_those_of_all_documents(database: Database, tmp_path: Path) -> None:
    load_answered(database, tmp_path)
    with database.read() as connection:
        known = KnownGlossary(glossary.all_concepts(connection))
        keys = [key for page in key_pages(connection, known, size=2) for key in page]
    assert len(keys) == len(set(keys))
    assert digest_of(keys) == digest_of(documents(database))
