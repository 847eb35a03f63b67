"""Tombstones in the record: what is declined or withdrawn here is so on every machine that loads it."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from server.domain.accounts import Account
from server.domain.comments import Comment
from server.domain.moderation import DeclineReason, ModerationState, MoveNotAllowed
from server.record.record import read_record
from server.store.comments import comment_by_id
from server.store.database import Database
from server.store.tombstones import tombstones_on
from server.usecases.dump_record import dump_record
from server.usecases.load_record import load_record
from server.usecases.moderate_comment import moderate_comment
from server.usecases.withdraw import withdraw_comment
from server.web import addresses
from tests.indexing import key_of, waiting
from tests.participating import said, with_round
from tests.record.worlds import contents
from tests.usecases.people import person
from tests.worlds import NOON

SHOWN, DECLINED = ModerationState.SHOWN, ModerationState.DECLINED
WITHDRAWN, HELD = ModerationState.WITHDRAWN, ModerationState.HELD
STONES = "comments/autumn/tombstones.jsonl"


@dataclass(frozen=True, slots=True)
class Machine:
    """A database, a moderator, and the files that it dumps to and loads from."""

    database: Database
    moderator: Account
    root: Path

    def decide(self, comment: Comment, to: ModerationState, reason: str = "insult") -> None:
        """Decide on a comment."""
        moderate_comment(
            self.database,
            comment_id=comment.id,
            to=to,
            by=self.moderator,
            at=NOON,
            category=DeclineReason(reason),
        )

    def dump(self) -> list[str]:
        """Write the record; the files that changed."""
        return dump_record(self.database, self.root)

    def load(self) -> bool:
        """Read the record; whether anything changed."""
        return load_record(self.database, self.root, at=NOON, concept_address=addresses.concept).changed

    def state(self, comment: Comment) -> tuple[ModerationState, str] | None:
        """The state and the text of a comment, None where it is not known."""
        with self.database.read() as connection:
            found = comment_by_id(connection, comment.id)
        return None if found is None else (found.state, found.text)

    def told(self) -> list[str]:
        """Which places of the thread are told."""
        with self.database.read() as connection:
            return [each.id for each in tombstones_on(connection, "2021", "p-aaaa1")]


@pytest.fixture
def here(loaded: Database, tmp_path: Path) -> Machine:
    """The machine on which comments are made."""
    return Machine(loaded, person(loaded, name="Hanna"), tmp_path / "record")


@pytest.fixture
def there(sqlite_other: Database, here: Machine) -> Machine:
    """Another machine that loads the same files."""
    return Machine(sqlite_other, person(sqlite_other, name="Thea"), here.root)


@pytest.fixture
def sqlite_other(migrated_file: Path, tmp_path: Path) -> Database:
    """A second database."""
    copy = tmp_path / "other.db"
    copy.write_bytes(migrated_file.read_bytes())
    return Database(f"sqlite:///{copy}")


def test_dumping_writes_places_and_no_words_and_loading_gives_the_same_bytes(here: Machine) -> None:
    declined, withdrawn, held = (said(here.database, f"Geheim {number}.") for number in range(3))
    here.decide(declined, DECLINED)
    here.decide(withdrawn, SHOWN)
    withdraw_comment(here.database, submission_id=withdrawn.submission, comment_id=withdrawn.id, at=NOON)
    assert STONES in here.dump()
    written = contents(here.root)[STONES]
    assert (declined.id in written, withdrawn.id in written, held.id in written) == (True, True, False)
    assert "Geheim" not in "".join(contents(here.root).values())
    assert "Anna" not in written
    assert (here.load(), here.dump()) == (False, [])
    stones = {each.id: each.state for each in read_record(here.root).tombstones}
    assert stones == {declined.id: DECLINED, withdrawn.id: WITHDRAWN}


def test_what_was_declined_or_withdrawn_here_goes_from_the_other_machine_too(
    here: Machine, there: Machine
) -> None:
    first, second = said(here.database, "Eins."), said(here.database, "Zwei.")
    for comment in (first, second):
        here.decide(comment, SHOWN)
    here.dump()
    there.load()
    assert (there.state(first), there.state(second)) == ((SHOWN, "Eins."), (SHOWN, "Zwei."))
    here.decide(first, DECLINED)
    withdraw_comment(here.database, submission_id=second.submission, comment_id=second.id, at=NOON)
    here.dump()
    assert (there.load(), there.load()) == (True, False)
    # Their words are in no count and suggestion, long before the whole index has been made anew.
    assert set(waiting(there.database)) == {key_of(first), key_of(second)}
    assert there.state(first) == (DECLINED, "Eins.")
    assert there.state(second) == (WITHDRAWN, "")
    assert set(there.told()) == set(here.told()) == {first.id, second.id}
    assert there.dump() == []


def test_a_machine_that_never_had_the_comment_knows_its_place(here: Machine, there: Machine) -> None:
    comment = said(here.database, "Eins.")
    here.decide(comment, DECLINED)
    here.dump()
    there.load()
    assert (there.state(comment), there.told()) == ((DECLINED, ""), [comment.id])
    assert there.dump() == []


def test_nobody_shows_a_comment_of_which_only_the_place_is_known(here: Machine, there: Machine) -> None:
    comment = said(here.database, "Eins.")
    here.decide(comment, DECLINED)
    here.dump()
    there.load()
    with pytest.raises(MoveNotAllowed):
        there.decide(comment, SHOWN)
    assert there.state(comment) == (DECLINED, "")


def test_a_comment_shown_again_here_is_shown_again_there(here: Machine, there: Machine) -> None:
    comment = said(here.database, "Eins.")
    for to in (DECLINED, SHOWN):
        here.decide(comment, to)
        here.dump()
        there.load()
        assert there.state(comment) == (to, "Eins." if to is SHOWN else "")
    assert (there.told(), there.dump()) == ([], [])


def test_what_a_moderator_there_has_decided_stays(here: Machine, there: Machine) -> None:
    comment = said(here.database, "Eins.")
    here.decide(comment, SHOWN)
    here.dump()
    there.load()
    there.decide(comment, DECLINED)
    assert there.load() is False
    assert there.state(comment) == (DECLINED, "Eins.")


def test_an_older_record_does_not_undo_a_decision_made_since(here: Machine) -> None:
    comment = said(here.database, "Eins.")
    here.decide(comment, DECLINED)
    here.dump()
    here.decide(comment, SHOWN)
    assert here.load() is False
    assert here.state(comment) == (SHOWN, "Eins.")


def test_spam_that_had_been_public_travels_and_other_spam_does_not(here: Machine, there: Machine) -> None:
    public, never = said(here.database, "Kaufen."), said(here.database, "Kaufen Sie.")
    here.decide(public, SHOWN)
    here.dump()
    there.load()
    for comment in (public, never):
        here.decide(comment, DECLINED, "spam")
    here.dump()
    there.load()
    assert (there.state(public), there.state(never)) == ((DECLINED, "Kaufen."), None)
    assert (here.told(), there.told()) == ([], [])


def test_a_demonstration_leaves_no_places_in_the_record(here: Machine) -> None:
    comment = said(here.database, "Eins.")
    here.decide(comment, DECLINED)
    with_round(here.database, demonstration=True)
    here.dump()
    assert STONES not in contents(here.root)
