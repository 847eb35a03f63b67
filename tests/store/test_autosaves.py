"""Autosaves and presences: one per editor and side, told to nobody else, and forgotten in time."""

from datetime import timedelta
from pathlib import Path

import pytest

from server.domain.accounts import Account
from server.store import autosaves, presences
from server.store.autosaves import Autosave
from server.store.database import Database
from tests.rewording import KEY, PARAGRAPH, editor, world
from tests.worlds import DE, NL, NOON


@pytest.fixture
def els(database: Database, tmp_path: Path) -> Account:
    return world(database, tmp_path / "record")


def test_the_last_text_of_a_side_is_kept_for_its_editor_alone(database: Database, els: Account) -> None:
    jan = editor(database, "Jan")
    later = NOON + timedelta(minutes=1)
    with database.write() as connection:
        for account, autosave in (
            (els, Autosave(NL, "Eerst.", 1, NOON)),
            (els, Autosave(NL, "Dan.", 2, later)),
            (els, Autosave(DE, "Deutsch.", 1, NOON)),
            (jan, Autosave(NL, "Van Jan.", 1, NOON)),
        ):
            autosaves.keep_autosave(connection, KEY, PARAGRAPH, account.id, autosave)
        assert autosaves.autosaves_of(connection, KEY, PARAGRAPH, els.id) == {
            NL: Autosave(NL, "Dan.", 2, later),
            DE: Autosave(DE, "Deutsch.", 1, NOON),
        }
        autosaves.drop_autosaves(connection, KEY, PARAGRAPH, els.id, [NL])
        assert set(autosaves.autosaves_of(connection, KEY, PARAGRAPH, els.id)) == {DE}
        assert set(autosaves.autosaves_of(connection, KEY, PARAGRAPH, jan.id)) == {NL}


def test_an_editor_is_where_they_were_last_seen(database: Database, els: Account) -> None:
    jan = editor(database, "Jan")
    later = NOON + timedelta(minutes=1)
    with database.write() as connection:
        presences.note_presence(connection, KEY, "1-opening", els.id, at=NOON)
        presences.note_presence(connection, KEY, "1-opening", jan.id, at=NOON)
        presences.note_presence(connection, KEY, "1-opening", els.id, at=later)
        assert presences.present_since(connection, KEY, NOON) == {
            "1-opening": {els.id: "Els van Dijk", jan.id: "Jan"}
        }
        assert presences.present_since(connection, KEY, later) == {"1-opening": {els.id: "Els van Dijk"}}
        presences.forget_presences(connection, before=later)
        assert presences.present_since(connection, KEY, NOON) == {"1-opening": {els.id: "Els van Dijk"}}
