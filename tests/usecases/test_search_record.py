"""One search from what was typed to what is shown: texts, reasons, filters, counts; and never an error."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from server.domain.dispositions import Outcome
from server.domain.targets import Target, TargetKind
from server.search.documents import Facet, Kind, Part
from server.search.engine import Order
from server.search.query import Note, Way
from server.store.database import Database
from server.usecases.index_record import rebuild_index
from server.usecases.search_record import SearchResult, search_record
from server.usecases.search_room import SearchRoom
from tests.answering import COMMENTS, RESPONSES, decide, load_answered
from tests.search.memory_engine import MemoryEngine
from tests.worlds import (
    DE,
    NL,
    STEPS,
    comment,
    edition,
    load,
    paragraph,
    record,
    section,
    statements,
)


def indexed(database: Database) -> SearchRoom:
    """A process with an index of all there is."""
    room = SearchRoom(MemoryEngine())
    rebuild_index(database, room)
    return room


def ids(result: SearchResult) -> list[str]:
    """The ids of the hits on this page."""
    return [found.hit.id for found in result.found]


@pytest.fixture
def room(loaded: Database) -> SearchRoom:
    """An index of the small world."""
    return indexed(loaded)


@pytest.fixture
def answered(database: Database, tmp_path: Path) -> SearchRoom:
    """Two editions, comments on the first, and one public answer."""
    load_answered(database, tmp_path)
    decide(database, COMMENTS[0].id, Outcome.ADOPTED)
    return indexed(database)


def test_a_hit_comes_with_what_it_stands_for_and_why(loaded: Database, room: SearchRoom) -> None:
    result = search_record(loaded, room, typed="digitalisering")
    by_kind = {found.hit.kind: found for found in result.found}
    assert result.total == len(by_kind) == 2
    concept, text = by_kind[Kind.CONCEPT], by_kind[Kind.PARAGRAPH]
    assert concept.concept is not None
    assert (concept.concept.key, concept.paragraph) == ("digitalisation", None)
    assert text.paragraph is not None
    assert (text.paragraph.place.section, text.opens_section, text.comments) == ("1-opening", True, 0)
    assert text.paragraph.paragraph.wordings[DE] == "Die Digitalisierung kommt schnell voran."
    first = text.reasons[0]
    assert (first.way, first.language, first.part, first.matched) == (
        Way.SAME_WORD,
        NL,
        Part.TEXT,
        "digitalisering",
    )
    assert set(result.concepts) == {"digitalisation"}
    assert not result.is_makeshift


def test_a_comment_comes_with_its_target_and_its_public_answer(
    database: Database, answered: SearchRoom
) -> None:
    hit = search_record(database, answered, typed="sneller", filters={Facet.KIND: ("comment",)}).found[0]
    assert hit.comment == COMMENTS[0]
    assert hit.target is not None
    assert (hit.target.names[NL], hit.target.number, hit.target.position) == ("Opening", "1", 1)
    assert hit.answer is not None
    assert hit.answer.responses == RESPONSES


def test_a_comment_is_found_by_its_answer_and_by_what_it_is_about(
    database: Database, answered: SearchRoom
) -> None:
    by_answer = search_record(database, answered, typed="gelijk").found
    assert [(each.hit.id, each.reasons[0].part) for each in by_answer] == [(COMMENTS[0].id, Part.ANSWER)]
    about = search_record(database, answered, typed="Strategie", filters={Facet.KIND: ("comment",)})
    assert ids(about) == [COMMENTS[3].id]
    assert about.found[0].reasons[0].way is Way.CONTEXT


def test_a_paragraph_counts_the_comments_on_it(database: Database, answered: SearchRoom) -> None:
    old = search_record(
        database,
        answered,
        typed="digitalisering",
        filters={Facet.EDITION: ("2021",), Facet.KIND: ("paragraph",)},
    )
    assert [(each.hit.id, each.comments) for each in old.found] == [("p-aaaa1", 2)]


def test_a_source_is_found_with_the_concepts_that_cite_it(loaded: Database, room: SearchRoom) -> None:
    [hit] = search_record(loaded, room, typed="4.2", filters={Facet.KIND: ("source",)}).found
    assert hit.source is not None
    assert hit.source.concepts == {NL: ("digitalisation",), DE: ("digitalisation",)}


def test_wordings_of_older_editions_are_left_out_unless_one_is_chosen(
    database: Database, answered: SearchRoom
) -> None:
    def editions(typed: str = "snel", **filters: tuple[str, ...]) -> list[str]:
        chosen = {Facet(name): values for name, values in filters.items()}
        found = search_record(database, answered, typed=typed, filters=chosen).found
        return [each.hit.edition for each in found if each.hit.kind is Kind.PARAGRAPH]

    assert editions() == ["2022"]
    assert editions(edition=("2021",)) == ["2021"]
    assert sorted(editions(edition=("2021", "2022"))) == ["2021", "2022"]
    assert editions("snel edition:2021") == ["2021"]
    assert editions('snel editie:"Editie 2021"') == ["2021"]
    # Comments on it are there all the same.
    assert COMMENTS[1].id in ids(search_record(database, answered, typed="schnell?"))


def test_counts_say_what_each_choice_would_give(database: Database, answered: SearchRoom) -> None:
    counts = search_record(database, answered, typed="snel OR sneller", with_counts=True).counts
    assert counts[Facet.KIND] == {"paragraph": 1, "comment": 2}
    # Choosing the older edition lets its wordings in.
    assert counts[Facet.EDITION] == {"2022": 1, "2021": 3}
    assert counts[Facet.OUTCOME] == {"adopted": 1}
    assert counts[Facet.ROUND] == {"autumn": 2}
    for value, number in counts[Facet.EDITION].items():
        chosen: Mapping[Facet, tuple[str, ...]] = {Facet.EDITION: (value,)}
        result = search_record(database, answered, typed="snel OR sneller", filters=chosen, with_counts=True)
        assert (result.total, result.counts[Facet.EDITION]) == (number, counts[Facet.EDITION])
    assert search_record(database, answered, typed="snel").counts == {}


def test_filters_of_the_address_and_of_the_query_both_count(database: Database, answered: SearchRoom) -> None:
    def total(typed: str, **filters: tuple[str, ...]) -> int:
        chosen = {Facet(name): values for name, values in filters.items()}
        return search_record(database, answered, typed=typed, filters=chosen).total

    assert total("", kind=("comment",)) == total("kind:comment") == len(COMMENTS)
    assert total("soort:reactie", section=("2-steps",)) == 1
    assert total("soort:reactie hoofdstuk:2") == 1
    assert total("kind:comment", kind=("paragraph",)) == 0
    assert total("kind:comment -afdoening:overgenomen") == len(COMMENTS) - 1
    assert total("kind:comment begrip:digitalisering") == 1
    assert total("kind:comment ronde:najaar", group=("company",)) == 0


def test_a_field_word_that_names_nothing_is_said_and_narrows_nothing(
    loaded: Database, room: SearchRoom
) -> None:
    result = search_record(loaded, room, typed="mkb kind:koffie")
    assert (result.notes, ids(result)) == ((Note.UNKNOWN_VALUE,), ["p-aaaa2"])


def test_one_language_alone_can_be_searched(loaded: Database, room: SearchRoom) -> None:
    totals = [search_record(loaded, room, typed="mkb", languages=(each,)).total for each in (NL, DE)]
    assert totals == [1, 0]


def test_pages_follow_each_other_and_the_newest_can_be_first(
    database: Database, answered: SearchRoom
) -> None:
    def page(limit: int, offset: int = 0, order: Order = Order.BEST) -> list[str]:
        result = search_record(
            database,
            answered,
            typed="",
            filters={Facet.KIND: ("comment",)},
            limit=limit,
            offset=offset,
            order=order,
        )
        assert result.total == len(COMMENTS)
        return ids(result)

    assert page(2) + page(2, 2) == page(10)
    assert page(10, order=Order.NEWEST) == [each.id for each in reversed(COMMENTS)]


@pytest.mark.parametrize("typed", ["", " … ", "-mkb", "-kind:comment", '"'])
def test_what_asks_for_nothing_finds_nothing_and_asks_nobody(database: Database, typed: str) -> None:
    # There is no index that could be asked.
    result = search_record(database, SearchRoom(MemoryEngine()), typed=typed)
    assert (result.total, result.found, result.is_makeshift) == (0, (), False)


def test_a_slip_of_the_finger_is_offered_as_it_was_meant(loaded: Database, room: SearchRoom) -> None:
    result = search_record(loaded, room, typed="digitalisernig")
    assert result.corrected == "digitalisering"
    assert search_record(loaded, room, typed="digitalisering").corrected == ""


def test_a_search_costs_the_same_few_queries_whatever_it_finds(database: Database, tmp_path: Path) -> None:
    said = [
        replace(comment(number, "Gemeinsam."), **more)
        for number, more in enumerate(
            [
                {},
                {"target": Target(TargetKind.SECTION, "2-steps"), "section": "2-steps"},
                {"target": Target(TargetKind.DOCUMENT), "section": ""},
                {"target": Target(TargetKind.QUESTION, "autumn/missing"), "section": ""},
                {"target": Target(TargetKind.CONCEPT, "digitalisation"), "section": ""},
                *({} for _ in range(20)),
            ],
            start=1,
        )
    ]
    load(database, tmp_path, record(comments=said))
    room = indexed(database)

    def cost(typed: str) -> int:
        with statements() as sent:
            search_record(database, room, typed=typed, limit=30, with_counts=True)
        return len(sent)

    cost("gemeinsam")
    assert cost("gemeinsam") <= 16
    assert cost("mkb OR gemeinsam OR 4.2 OR digitalisering") <= 16


def test_a_title_finds_the_paragraph_that_opens_the_section(loaded: Database, room: SearchRoom) -> None:
    result = search_record(loaded, room, typed="Stappen")
    assert [(each.hit.id, each.reasons[0].part) for each in result.found] == [("p-bbbb1", Part.TITLE)]


def test_markup_and_hidden_characters_do_not_come_between_a_word_and_its_reader(
    database: Database, tmp_path: Path
) -> None:
    said = comment(1, "Das Hand\u200bwerk und **Grenz**land. <script>")
    load(database, tmp_path, record(comments=[said]))
    assert ids(search_record(database, indexed(database), typed="Handwerk Grenzland")) == [said.id]


BROKEN = {
    "mkb": ["p-aaaa2"],
    "MKB 75": ["p-aaaa2"],
    '"doet mee"': ["p-aaaa2"],
    "digitalisering": ["digitalisation", "p-aaaa1"],
    "schnell* VORAN": ["p-aaaa1"],
    "digitalisering -snel": ["digitalisation"],
    "digitalisering kind:paragraph": ["p-aaaa1"],
    "mkb OR stap": ["p-aaaa2", "p-bbbb1"],
    "100%": [],
    "75%": ["p-aaaa2"],
}


@pytest.mark.parametrize("typed", BROKEN)
def test_without_an_index_the_database_answers_as_well_as_it_can(loaded: Database, typed: str) -> None:
    result = search_record(loaded, SearchRoom(MemoryEngine()), typed=typed)
    assert (result.is_makeshift, ids(result)) == (True, BROKEN[typed])
    assert result.total == len(result.found)


def test_without_an_index_filters_order_and_pages_are_kept(database: Database, tmp_path: Path) -> None:
    load_answered(database, tmp_path)
    broken = SearchRoom(MemoryEngine())

    def found(typed: str, **more: object) -> list[str]:
        return ids(search_record(database, broken, typed=typed, **more))  # type: ignore[arg-type]

    newest = [each.id for each in reversed(COMMENTS)]
    assert found("kind:comment", order=Order.NEWEST) == newest
    assert found("kind:comment", order=Order.NEWEST, limit=2, offset=1) == newest[1:3]
    assert found("schnell", filters={Facet.KIND: ("comment",)}) == [COMMENTS[1].id]
    assert found("schnell", languages=(NL,)) == []
    # The wordings of the older edition are left out here as well.
    assert found("mkb kind:paragraph") == ["p-cccc1"]
    assert found("mkb kind:paragraph", filters={Facet.EDITION: ("2021",)}) == ["p-aaaa2"]


def test_without_an_index_umlauts_in_capitals_are_found(database: Database, tmp_path: Path) -> None:
    words = paragraph("p-aaaa1", "Het begint.", "ÜBER DIE GRENZE. Öffentliche Räume.")
    load(database, tmp_path, record(edition("2021", section("1-opening", "1", "O", "A", words), STEPS)))
    broken = SearchRoom(MemoryEngine())
    for typed in ("über", "ÜBER", "öffentliche", "räume"):
        assert ids(search_record(database, broken, typed=typed)) == ["p-aaaa1"], typed


def test_an_index_that_breaks_and_is_whole_again_is_asked_again(loaded: Database, room: SearchRoom) -> None:
    assert isinstance(room.engine, MemoryEngine)
    shelf = room.engine.shelf
    kept, shelf.documents = shelf.documents, None
    assert search_record(loaded, room, typed="mkb").is_makeshift
    shelf.documents = kept
    result = search_record(loaded, room, typed="mkb")
    assert (result.is_makeshift, ids(result)) == (False, ["p-aaaa2"])
