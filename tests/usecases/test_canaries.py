"""Words that nobody may read, planted everywhere they could leak from: they are in no hit, count, word or file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import select

from server.domain.accounts import Account, Role
from server.domain.comments import Comment, CommentKind, Quote
from server.domain.disposition_forms import DispositionForm
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.redaction import RedactedField
from server.search.documents import Facet
from server.search.postgres_engine.engine import PostgresEngine
from server.search.whoosh_engine.engine import WhooshEngine
from server.store import comments
from server.store.database import Database
from server.store.schema import search_documents, search_words, word_pairs
from server.store.search_documents import SearchTables
from server.text.languages import Language
from server.usecases.index_record import index_waiting, rebuild_index, tidy_index
from server.usecases.learn_pairs import learn_pairs
from server.usecases.note_on_disposition import note_on_disposition
from server.usecases.redact_comment import redact_comment
from server.usecases.search_record import search_record
from server.usecases.search_room import SearchRoom
from server.usecases.suggest_search import suggest_search
from tests.disposing import RESPONSES, answer, begin, dispose
from tests.indexing import documents
from tests.revising import revised
from tests.saying import declined, kept, moved, shown, withdrawn
from tests.search.memory_engine import MemoryEngine
from tests.worlds import DE, NOON, add_account, comment, load, record

# No language has such a word, no stemmer shortens it, and no two are one slip of the finger apart.
HELD, DECLINED, WITHDRAWN, REDACTED = "zwqxaba", "zwqxbob", "zwqxcic", "zwqxdud"
FOR_EDITORS, WORKING, UNDECIDED, DECIDED, NOTED = "zwqxefe", "zwqxfof", "zwqxgug", "zwqxhah", "zwqxkik"
SUGGESTED, QUOTED = "zwqxlol", "zwqxmum"
CANARIES = (
    *(HELD, DECLINED, WITHDRAWN, REDACTED, FOR_EDITORS, WORKING),
    *(UNDECIDED, DECIDED, NOTED, SUGGESTED, QUOTED),
)
# What the canaries have in common, and nothing else.
COMMON = "zwqx"
PUBLIC = "zwkyoeb"


@dataclass(frozen=True, slots=True)
class Cage:
    """A world with all canaries in it, and a process that searches; `folder` holds the index."""

    database: Database
    room: SearchRoom
    folder: Path


def plant(database: Database, editor: Account) -> None:
    """Put a canary into every place that the public does not see."""
    moderator = add_account(database, name="Mo", email="mo@example.org", role=Role.MODERATOR)
    shown(database, comment(1, f"Das {PUBLIC} ist da."))
    hidden = replace(comment(2, f"Das {HELD}."), kind=CommentKind.SUGGESTION, suggested_wording=SUGGESTED)
    kept(database, replace(hidden, quote=Quote(QUOTED)))
    declined(database, comment(3, f"Das {DECLINED}."))
    moved(database, shown(database, comment(4, f"Erst {DECLINED}.")), ModerationState.DECLINED)
    withdrawn(database, comment(5, f"Das {WITHDRAWN}."))
    redacted = shown(database, comment(6, f"Das {REDACTED} steht hier."))
    redact_comment(
        database,
        comment_id=redacted.id,
        passage=REDACTED,
        field=RedactedField.TEXT,
        reason=DeclineReason.PERSONAL_DATA,
        by=moderator,
        at=NOON,
    )
    kept(database, comment(7, f"Das {FOR_EDITORS}."), ModerationState.UNPUBLISHED)
    revised(database, editor, "p-bbbb1", nl=f"De {WORKING} stap.", de=f"Der {WORKING} Schritt.")
    _answer(database, comment(8, "Acht."), editor, DECIDED, decide=True)
    _answer(database, comment(9, "Neun."), editor, UNDECIDED, decide=False)
    note_on_disposition(
        database, comment=comment(9).id, text=NOTED, form_key="a-form-of-one-note-1", by=editor, at=NOON
    )


def _answer(database: Database, said: Comment, editor: Account, word: str, *, decide: bool) -> None:
    """An answer that is not public."""
    shown(database, said)
    responses = {language: f"{text} {word}" for language, text in RESPONSES.items()}
    form: DispositionForm = answer(responses=responses)
    dispose(database, said.id, editor, form, decide=decide)


@pytest.fixture
def cage(database: Database, tmp_path: Path) -> Iterator[Cage]:
    """Everything planted after the index was built, so that it came and went live."""
    load(database, tmp_path / "record", record())
    editor = begin(database)
    room = SearchRoom(WhooshEngine(tmp_path / "index"))
    rebuild_index(database, room)
    plant(database, editor)
    yield Cage(database, room, tmp_path / "index")
    room.close()


def assert_silent(database: Database, room: SearchRoom) -> None:
    """No canary in any answer; what is public is found, so that this means something."""
    assert search_record(database, room, typed=PUBLIC).total == 1
    for canary in CANARIES:
        result = search_record(database, room, typed=canary, with_counts=True)
        assert (result.total, result.found, result.corrected) == (0, (), ""), canary
        assert not any(result.counts.values()), canary
        # A prefix, a phrase, a slip of the finger.
        assert search_record(database, room, typed=f"{canary[:5]}*").total == 0
        assert search_record(database, room, typed=f'"Das {canary}"').total == 0
        assert search_record(database, room, typed=canary[:-1] + "z").corrected == ""
    for language in Language:
        assert suggest_search(database, room, typed=COMMON, language=language) == []
    shown_now = [comment(number).id for number in (1, 6, 8, 9)]
    every = search_record(database, room, typed="", filters={Facet.KIND: ("comment",)}, with_counts=True)
    assert sorted(each.hit.id for each in every.found) == shown_now
    if every.counts:
        assert every.counts[Facet.KIND]["comment"] == len(shown_now)
        assert every.counts[Facet.OUTCOME] == {}


def test_no_canary_is_heard_while_the_changes_are_only_held(cage: Cage) -> None:
    assert_silent(cage.database, cage.room)


def test_no_canary_is_heard_after_every_step_on_the_way_into_the_index(cage: Cage) -> None:
    other = SearchRoom(WhooshEngine(cage.folder))
    for step in (
        lambda: index_waiting(cage.database, other),
        lambda: tidy_index(other),
        lambda: rebuild_index(cage.database, other),
    ):
        step()
        assert_silent(cage.database, cage.room)
        assert_silent(cage.database, SearchRoom(WhooshEngine(cage.folder)))
    other.close()


def test_no_canary_is_heard_from_an_index_in_postgresql_nor_lies_in_its_tables(
    postgres_url: str, tmp_path: Path
) -> None:
    database = Database(postgres_url)
    load(database, tmp_path / "record", record())
    editor = begin(database)
    room, other = (SearchRoom(PostgresEngine(SearchTables(database))) for _ in range(2))
    rebuild_index(database, room)
    said = shown(database, comment(10, f"Das {COMMON}."))
    index_waiting(database, room)
    plant(database, editor)
    moved(database, said, ModerationState.DECLINED)
    # Held by one process only, then in the tables, then made anew.
    for step in (lambda: None, lambda: index_waiting(database, room), lambda: rebuild_index(database, room)):
        step()
        assert_silent(database, room)
        assert_silent(database, other)
    with database.read() as connection:
        rows = repr([connection.execute(select(each)).all() for each in (search_documents, search_words)])
    database.close()
    assert (PUBLIC in rows, COMMON in rows.casefold()) == (True, False)


def test_canaries_that_were_in_the_index_leave_its_files(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    load(database, tmp_path / "record", record())
    room = SearchRoom(WhooshEngine(folder))
    rebuild_index(database, room)
    said = shown(database, comment(1, f"Das {DECLINED}."))
    shown(database, comment(2, f"Das {PUBLIC}."))
    index_waiting(database, room)
    assert_in_files(folder, DECLINED)
    moved(database, said, ModerationState.DECLINED)
    # The index still has it, and answers without it.
    assert search_record(database, room, typed=DECLINED).total == 0
    assert search_record(database, room, typed=DECLINED[:-1] + "z").corrected == ""
    assert suggest_search(database, room, typed=COMMON, language=DE) == []
    index_waiting(database, room)
    tidy_index(room)
    assert_in_files(folder, PUBLIC)
    assert_nowhere(folder, COMMON)
    room.close()


def test_no_canary_is_in_a_file_of_the_index(cage: Cage) -> None:
    index_waiting(cage.database, cage.room)
    tidy_index(cage.room)
    assert_in_files(cage.folder, PUBLIC)
    assert_nowhere(cage.folder, COMMON)
    rebuild_index(cage.database, cage.room)
    assert_nowhere(cage.folder, COMMON)


def test_no_canary_is_in_a_document_or_in_a_learned_pair(cage: Cage) -> None:
    assert COMMON not in repr(documents(cage.database)).casefold()
    learn_pairs(cage.database)
    with cage.database.read() as connection:
        rows = connection.execute(select(word_pairs)).all()
        everything = connection.execute(select(comments.comments.c.text)).scalars().all()
    assert COMMON not in repr(rows)
    # They are there to be found, had anybody looked in the wrong place.
    assert sum(COMMON in text for text in everything) >= 3


def test_no_canary_is_heard_without_an_index(cage: Cage) -> None:
    broken = SearchRoom(MemoryEngine())
    assert search_record(cage.database, broken, typed=PUBLIC).is_makeshift
    assert_silent(cage.database, broken)


def assert_in_files(folder: Path, word: str) -> None:
    """The word lies in the files as it is written: looking for it there means something."""
    assert any(word.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def assert_nowhere(folder: Path, word: str) -> None:
    """The word is in no file of the folder, in whatever case."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if word.encode() in path.read_bytes().lower()]
