"""Searching and indexing: hits stand for what is public now, whatever the index still says."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from server.domain.accounts import Role
from server.domain.comments import Comment
from server.domain.moderation import ModerationState
from server.search.engine import IndexBroken, Kind, SearchEngine
from server.search.query import QueryRefused
from server.search.whoosh_engine.engine import WhooshEngine
from server.store.database import Database
from server.store.schema import jobs
from server.usecases.index_record import ask_to_mend_index, index_comment, mend_index, rebuild_index
from server.usecases.moderate_comment import moderate_comment
from server.usecases.search_record import SearchResult, search_record
from server.usecases.sign_in import add_account
from server.usecases.submit_comment import submit_comment
from tests.worlds import DE, NL, NOON, form


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


def waiting(database: Database) -> Comment:
    """A held comment on the paragraph about the mkb."""
    return submit_comment(
        database, edition="2021", paragraph_id="p-aaaa2", form=form("Das Handwerk fehlt."), at=NOON
    )


def decide(database: Database, comment: Comment, to: ModerationState) -> None:
    """Let somebody decide."""
    editor = add_account(database, name="Els", email=f"{to}@example.org", role=Role.EDITOR)
    moderate_comment(database, comment_id=comment.id, to=to, by=editor, at=NOON)


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
    comment = waiting(loaded)
    hit = (Kind.COMMENT.value, comment.id)
    index_comment(loaded, engine, comment.id)
    assert hit not in find(loaded, engine, "Handwerk") + find(loaded, engine, "mkb")
    decide(loaded, comment, ModerationState.SHOWN)
    index_comment(loaded, engine, comment.id)
    assert find(loaded, engine, "Handwerk") == [hit]
    assert find(loaded, engine, "mkb") == [("paragraph", "p-aaaa2"), hit]
    decide(loaded, comment, ModerationState.DECLINED)
    index_comment(loaded, engine, comment.id)
    assert find(loaded, engine, "Handwerk") == []
    assert search_record(loaded, engine, typed="mkb").total == 1


def test_what_the_index_still_has_but_nobody_may_see_is_no_hit(
    loaded: Database, engine: SearchEngine
) -> None:
    comment = waiting(loaded)
    decide(loaded, comment, ModerationState.SHOWN)
    rebuild_index(loaded, engine)
    # The decision is made; the worker has not come to it yet.
    decide(loaded, comment, ModerationState.DECLINED)
    assert find(loaded, engine, "Handwerk") == []


def test_indexing_a_comment_that_is_not_there_changes_nothing(loaded: Database, engine: SearchEngine) -> None:
    rebuild_index(loaded, engine)
    index_comment(loaded, engine, "c-zzzzzzzz")
    assert find(loaded, engine, "mkb") == [("paragraph", "p-aaaa2")]


def test_indexing_a_comment_in_a_broken_index_is_said(loaded: Database, engine: SearchEngine) -> None:
    with pytest.raises(IndexBroken):
        index_comment(loaded, engine, waiting(loaded).id)


def test_a_rebuilt_index_holds_shown_comments_only(loaded: Database, engine: SearchEngine) -> None:
    comment = waiting(loaded)
    rebuild_index(loaded, engine)
    assert find(loaded, engine, "Handwerk") == []
    decide(loaded, comment, ModerationState.SHOWN)
    rebuild_index(loaded, engine)
    assert find(loaded, engine, "Handwerk") == [("comment", comment.id)]


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
