"""Searching and indexing: hits stand for what is public now, whatever the index still says."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from server.domain.accounts import Role
from server.domain.comments import Comment, CommentKind, Quote
from server.domain.document import wording_hash
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.redaction import RedactedField
from server.domain.targets import Target, TargetKind
from server.search.engine import IndexBroken, Kind, SearchEngine
from server.search.query import QueryRefused
from server.search.whoosh_engine.engine import WhooshEngine
from server.store import comments
from server.store.database import Database
from server.store.schema import jobs
from server.usecases.index_record import (
    ask_to_mend_index,
    index_comment,
    mend_index,
    rebuild_index,
    tidy_index,
)
from server.usecases.move_comment import move_comment
from server.usecases.redact_comment import redact_comment
from server.usecases.search_record import SearchResult, search_record
from tests.worlds import DE, NL, NOON, OPENING, add_account, comment

HELD, SHOWN, DECLINED = ModerationState.HELD, ModerationState.SHOWN, ModerationState.DECLINED
HANDWERK = replace(comment(1, "Das Handwerk fehlt.", on=OPENING.paragraphs[1]), state=HELD)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[SearchEngine]:
    """An engine without an index."""
    engine = WhooshEngine(tmp_path / "index")
    yield engine
    engine.close()


def find(database: Database, engine: SearchEngine, typed: str) -> list[tuple[str, str]]:
    """Kind and id of what is found."""
    result = search_record(database, engine, typed=typed)
    return [(found.hit.kind, found.hit.id) for found in result.found]


def keep(database: Database, kept: Comment = HANDWERK) -> Comment:
    """Put a comment into the database as it is; by default a held one on the paragraph about the mkb."""
    with database.write() as connection:
        comments.add_comment(connection, kept)
    return kept


def decide(database: Database, decided: Comment, to: ModerationState) -> None:
    """Move a comment to a state, as every act does."""
    with database.write() as connection:
        now = comments.comment_by_id(connection, decided.id)
        assert now is not None
        assert move_comment(connection, now, to, at=NOON)


def test_a_hit_comes_with_what_it_stands_for(loaded: Database, engine: SearchEngine) -> None:
    rebuild_index(loaded, engine)
    result = search_record(loaded, engine, typed="digitalisering")
    concept, paragraph = result.found
    assert (concept.concept and concept.concept.key, concept.paragraph) == ("digitalisation", None)
    assert paragraph.paragraph is not None
    assert (paragraph.paragraph.place.section, paragraph.paragraph.paragraph.id) == ("1-opening", "p-aaaa1")
    assert paragraph.paragraph.paragraph.wordings[DE] == "Die Digitalisierung kommt schnell voran."
    assert (result.total, set(result.concepts)) == (2, {"digitalisation"})


def test_one_language_alone_can_be_searched(loaded: Database, engine: SearchEngine) -> None:
    rebuild_index(loaded, engine)
    totals = [search_record(loaded, engine, typed="mkb", languages=(each,)).total for each in (NL, DE)]
    assert totals == [1, 0]


def test_an_empty_query_finds_nothing_and_asks_nobody(loaded: Database, engine: SearchEngine) -> None:
    assert search_record(loaded, engine, typed=" … ") == SearchResult(
        search_record(loaded, engine, typed=" … ").query, 0, (), {}
    )


def test_a_refused_query_and_a_broken_index_are_said(loaded: Database, engine: SearchEngine) -> None:
    with pytest.raises(QueryRefused):
        search_record(loaded, engine, typed="ab*")
    with pytest.raises(IndexBroken):
        search_record(loaded, engine, typed="mkb")


def test_a_comment_is_found_while_it_is_shown_also_by_a_word_of_its_paragraph(
    loaded: Database, engine: SearchEngine
) -> None:
    rebuild_index(loaded, engine)
    said = keep(loaded)
    hit = (Kind.COMMENT.value, said.id)
    index_comment(loaded, engine, said.id)
    assert hit not in find(loaded, engine, "Handwerk") + find(loaded, engine, "mkb")
    decide(loaded, said, SHOWN)
    index_comment(loaded, engine, said.id)
    assert find(loaded, engine, "Handwerk") == [hit]
    assert find(loaded, engine, "mkb") == [("paragraph", "p-aaaa2"), hit]
    decide(loaded, said, DECLINED)
    index_comment(loaded, engine, said.id)
    assert find(loaded, engine, "Handwerk") == []
    assert search_record(loaded, engine, typed="mkb").total == 1


def test_what_the_index_still_has_but_nobody_may_see_is_no_hit(
    loaded: Database, engine: SearchEngine
) -> None:
    said = keep(loaded)
    decide(loaded, said, SHOWN)
    rebuild_index(loaded, engine)
    # The decision is made; the worker has not come to it yet.
    decide(loaded, said, DECLINED)
    assert find(loaded, engine, "Handwerk") == []


def test_indexing_a_comment_that_is_not_there_changes_nothing(loaded: Database, engine: SearchEngine) -> None:
    rebuild_index(loaded, engine)
    index_comment(loaded, engine, "c-zzzzzzzz")
    assert find(loaded, engine, "mkb") == [("paragraph", "p-aaaa2")]


def test_indexing_a_comment_in_a_broken_index_is_said(loaded: Database, engine: SearchEngine) -> None:
    with pytest.raises(IndexBroken):
        index_comment(loaded, engine, keep(loaded).id)


def test_a_rebuilt_index_holds_shown_comments_only(loaded: Database, engine: SearchEngine) -> None:
    said = keep(loaded)
    rebuild_index(loaded, engine)
    assert find(loaded, engine, "Handwerk") == []
    decide(loaded, said, SHOWN)
    rebuild_index(loaded, engine)
    assert find(loaded, engine, "Handwerk") == [("comment", said.id)]


def test_a_whole_index_needs_no_mending(loaded: Database, engine: SearchEngine) -> None:
    assert [mend_index(loaded, engine), mend_index(loaded, engine)] == [True, False]


def test_mending_looks_at_the_files_and_not_at_what_is_in_memory(
    loaded: Database, engine: SearchEngine, tmp_path: Path
) -> None:
    rebuild_index(loaded, engine)
    assert engine.is_ready()
    for path in (tmp_path / "index").rglob("index-*/*"):
        path.write_bytes(b"")
    assert mend_index(loaded, engine)
    assert WhooshEngine(tmp_path / "index").is_ready()


def test_asking_to_mend_leaves_a_job_that_is_due(loaded: Database) -> None:
    ask_to_mend_index(loaded, at=NOON)
    with loaded.read() as connection:
        rows = connection.execute(select(jobs.c.kind, jobs.c.run_after).order_by(jobs.c.id)).all()
    assert tuple(rows[-1]) == ("mend-index", NOON)


TARGETS = {
    "a section": (Target(TargetKind.SECTION, "2-steps"), "Stappen", "Schritte"),
    "the document": (Target(TargetKind.DOCUMENT), "Strategie", "Strategie"),
    "a concept": (Target(TargetKind.CONCEPT, "digitalisation"), "digitalisering", "Digitalisierung"),
    "a question": (Target(TargetKind.QUESTION, "autumn/missing"), "mist", "fehlt"),
}


@pytest.mark.parametrize("case", TARGETS)
def test_a_comment_on_anything_is_found_by_its_words_and_by_those_it_is_about(
    loaded: Database, engine: SearchEngine, case: str
) -> None:
    target, dutch, german = TARGETS[case]
    said = keep(loaded, replace(comment(1, "Sehr gelungen."), target=target, section="", state=SHOWN))
    hit = (Kind.COMMENT.value, said.id)
    for bring_up_to_date in (
        lambda: rebuild_index(loaded, engine),
        lambda: index_comment(loaded, engine, said.id),
    ):
        bring_up_to_date()
        assert find(loaded, engine, "gelungen") == [hit]
        assert hit in find(loaded, engine, dutch)
        assert hit in find(loaded, engine, german)
    [found] = search_record(loaded, engine, typed="gelungen").found
    assert (found.comment, found.target and found.target.target) == (said, target)


def test_a_comment_on_what_is_no_longer_there_is_not_found(loaded: Database, engine: SearchEngine) -> None:
    gone = Target(TargetKind.QUESTION, "autumn/gone")
    said = keep(loaded, replace(comment(1, "Sehr gelungen."), target=gone, state=SHOWN))
    rebuild_index(loaded, engine)
    index_comment(loaded, engine, said.id)
    assert find(loaded, engine, "gelungen") == []


def test_a_suggested_wording_and_a_quote_are_found(loaded: Database, engine: SearchEngine) -> None:
    suggestion = replace(
        comment(1, "", on=OPENING.paragraphs[1]),
        kind=CommentKind.SUGGESTION,
        suggested_wording="Die *Handwerks*betriebe machen mit.",
    )
    # The wording that was quoted has been replaced since.
    quoting = replace(
        comment(2, "Einverstanden.", on=OPENING.paragraphs[1]),
        base_text="Die Kammern machen mit.",
        base_hash=wording_hash("Die Kammern machen mit."),
        quote=Quote("Kammern"),
    )
    for each in (suggestion, quoting):
        keep(loaded, each)
    rebuild_index(loaded, engine)
    assert find(loaded, engine, "Handwerksbetriebe") == [("comment", suggestion.id)]
    assert find(loaded, engine, "Kammer") == [("comment", quoting.id)]


def test_a_quote_of_the_counterpart_is_read_in_its_own_language(
    loaded: Database, engine: SearchEngine
) -> None:
    said = keep(loaded, replace(comment(1, "Einverstanden."), quote=Quote("bedrijven")))
    rebuild_index(loaded, engine)
    # The stem of Dutch "bedrijf"; German has no such word.
    assert find(loaded, engine, "bedrijf") == [("comment", said.id)]


def test_markup_and_hidden_characters_do_not_come_between_a_word_and_its_reader(
    loaded: Database, engine: SearchEngine
) -> None:
    said = keep(loaded, comment(1, "Das Hand\u200bwerk und **Grenz**land. <script>"))
    rebuild_index(loaded, engine)
    assert find(loaded, engine, "Handwerk Grenzland") == [("comment", said.id)]


CANARY = "Kanarienvogel"


@pytest.mark.parametrize("state", [state for state in ModerationState if state is not SHOWN])
def test_what_is_not_shown_is_nowhere_in_the_index(
    loaded: Database, engine: SearchEngine, tmp_path: Path, state: ModerationState
) -> None:
    kept = [
        keep(loaded, replace(each, state=state, suggested_wording=CANARY, quote=Quote(CANARY)))
        for each in (
            comment(1, CANARY),
            replace(comment(2, CANARY), target=Target(TargetKind.SECTION, "2-steps")),
            replace(comment(3, CANARY), target=Target(TargetKind.DOCUMENT)),
            replace(comment(4, CANARY), target=Target(TargetKind.CONCEPT, "digitalisation")),
            replace(comment(5, CANARY), target=Target(TargetKind.QUESTION, "autumn/missing")),
        )
    ]
    rebuild_index(loaded, engine)
    for each in kept:
        index_comment(loaded, engine, each.id)
    assert find(loaded, engine, CANARY) == []
    assert_nowhere(tmp_path / "index", CANARY)


def test_what_was_taken_out_is_nowhere_in_the_index(
    loaded: Database, engine: SearchEngine, tmp_path: Path
) -> None:
    moderator = add_account(loaded, name="Els", email="els@example.org", role=Role.MODERATOR)
    said = keep(loaded, comment(1, f"Sagte {CANARY} gestern."))
    rebuild_index(loaded, engine)
    assert find(loaded, engine, CANARY) == [("comment", said.id)]
    redact_comment(
        loaded,
        comment_id=said.id,
        passage=CANARY,
        field=RedactedField.TEXT,
        reason=DeclineReason.PERSONAL_DATA,
        by=moderator,
        at=NOON,
    )
    index_comment(loaded, engine, said.id)
    assert find(loaded, engine, CANARY) == []
    assert find(loaded, engine, "gestern") == [("comment", said.id)]
    assert_nowhere(tmp_path / "index", CANARY)


def test_an_index_without_removed_words_needs_no_tidying(loaded: Database, engine: SearchEngine) -> None:
    rebuild_index(loaded, engine)
    assert not tidy_index(loaded, engine)


def assert_nowhere(folder: Path, word: str) -> None:
    """The word is in no file of the folder, in whatever case."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if word.casefold().encode() in path.read_bytes().lower()]
