"""What is typed and not saved: kept for whoever typed it, and only where it differs from what is saved."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from server.domain.accounts import Account, Role
from server.store.autosaves import Autosave
from server.store.database import Database
from server.text.languages import Language
from server.usecases.keep_autosave import AutosaveTooLong, TypedWording, drop_autosave, keep_autosave
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed
from server.usecases.read_structure import read_overview
from server.usecases.read_working_paragraph import ParagraphToEdit, read_working_paragraph
from server.usecases.revise_paragraph import MAX_WORDING
from server.usecases.tell_presence import tell_presence
from server.web import addresses
from tests.rewording import PARAGRAPH, TEXT, editor, revise, world
from tests.worlds import DE, NL, NOON, add_account, load

NEW = "De digitalisering gaat heel snel."


@pytest.fixture
def els(database: Database, tmp_path: Path) -> Account:
    return world(database, tmp_path / "record")


def keep(database: Database, by: Account, text: str, *, base: int = 1, language: Language = NL) -> bool:
    """Keep what is typed on one side."""
    typed = [TypedWording(language, text, base)]
    return keep_autosave(database, paragraph=PARAGRAPH, typed=typed, by=by, at=NOON)


def read(database: Database, by: Account, typed: dict[Language, str] | None = None) -> ParagraphToEdit:
    """The paragraph as the editing page gets it."""
    return read_working_paragraph(
        database, paragraph=PARAGRAPH, by=by, concept_address=addresses.concept, typed=typed
    )


def who_is_there(database: Database, *, but: Account, at: datetime) -> Mapping[str, tuple[str, ...]]:
    """The others in the working edition as its overview names them; nobody where none is open."""
    found = read_overview(database, at=at, but=but)
    return found.there if found else {}


def test_a_text_is_kept_as_it_would_be_saved(database: Database, els: Account) -> None:
    assert keep(database, els, f" {NEW}\r\n")
    assert read(database, els).autosaves == {NL: Autosave(NL, NEW, 1, NOON)}


def test_what_is_kept_is_what_the_preview_is_of(database: Database, els: Account) -> None:
    keep(database, els, "Over **iets** anders.")
    assert read(database, els).preview.html[NL] == "<p>Over <strong>iets</strong> anders.</p>"
    assert "anders" not in read(database, els, {NL: "Getypt.", DE: ""}).preview.html[NL]


def test_a_text_as_it_is_saved_is_no_autosave(database: Database, els: Account) -> None:
    keep(database, els, NEW)
    assert not keep(database, els, TEXT[NL])
    assert read(database, els).autosaves == {}


def test_what_was_not_changed_before_somebody_else_did_is_no_autosave(
    database: Database, els: Account
) -> None:
    revise(database, editor(database, "Jan"), NEW)
    assert not keep(database, els, TEXT[NL], base=1)
    assert keep(database, els, TEXT[NL], base=2)


def test_discarding_forgets_both_sides(database: Database, els: Account) -> None:
    keep(database, els, NEW)
    keep(database, els, "Neu.", language=DE)
    drop_autosave(database, paragraph=PARAGRAPH, by=els)
    assert read(database, els).autosaves == {}


def test_what_is_too_long_is_refused_and_takes_nothing_away(database: Database, els: Account) -> None:
    keep(database, els, NEW)
    with pytest.raises(AutosaveTooLong):
        keep(database, els, "x" * (MAX_WORDING + 1))
    assert read(database, els).autosaves[NL].text == NEW


def test_only_editors_keep_text_and_are_somewhere(database: Database, els: Account) -> None:
    moderator = add_account(database, name="Mo", email="mo@example.org", role=Role.MODERATOR)
    with pytest.raises(NotAllowed):
        keep(database, moderator, NEW)
    with pytest.raises(NotAllowed):
        tell_presence(database, section="1-opening", by=moderator, at=NOON)
    assert who_is_there(database, but=els, at=NOON) == {}


def test_others_are_told_by_name_until_they_are_forgotten(database: Database, els: Account) -> None:
    jan = editor(database, "Jan")
    assert tell_presence(database, section="1-opening", by=jan, at=NOON) == ()
    assert tell_presence(database, section="1-opening", by=els, at=NOON) == ("Jan",)
    assert tell_presence(database, section="2-steps", by=els, at=NOON) == ()
    assert who_is_there(database, but=jan, at=NOON) == {
        "1-opening": ("Els van Dijk",),
        "2-steps": ("Els van Dijk",),
    }
    late = NOON + timedelta(minutes=2, seconds=1)
    assert who_is_there(database, but=jan, at=late) == {}
    assert tell_presence(database, section="1-opening", by=els, at=late) == ()


def test_nobody_is_where_nothing_is(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path / "record")
    jan = editor(database, "Jan")
    assert who_is_there(database, but=jan, at=NOON) == {}
    with pytest.raises(Missing):
        tell_presence(database, section="1-opening", by=jan, at=NOON)
