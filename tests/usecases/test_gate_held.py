"""The gate and comments that wait for moderation: shown after publishing, nobody could answer them any more."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from server.domain.accounts import Account, Role
from server.domain.moderation import ModerationState
from server.domain.publishing import OpenPoint, PointKind
from server.domain.rounds import DEMONSTRATION
from server.store import comments
from server.store.database import Database
from server.usecases.check_gate import check_gate
from server.web import addresses
from tests.revising import begun
from tests.worlds import NOON, add_account, comment, load

LATER = NOON + timedelta(days=60)


@pytest.fixture
def els(database: Database, tmp_path: Path) -> Account:
    """An editor with a working edition after the round."""
    load(database, tmp_path)
    made = add_account(database, name="Els", email="els@example.org", role=Role.EDITOR)
    begun(database, made, LATER)
    return made


@pytest.mark.usefixtures("els")
@pytest.mark.parametrize("state", list(ModerationState))
def test_a_comment_that_waits_for_moderation_is_open(database: Database, state: ModerationState) -> None:
    with database.write() as connection:
        comments.add_comment(connection, replace(comment(1), state=state))
        comments.add_comment(connection, replace(comment(2), state=state, round=DEMONSTRATION))
    gate = check_gate(database, at=LATER, concept_address=addresses.concept)
    kinds = {ModerationState.HELD: PointKind.HELD, ModerationState.SHOWN: PointKind.UNDECIDED}
    wanted = [OpenPoint(kinds[state], "c-00000001", section="1-opening")] if state in kinds else []
    assert [each for each in gate.points if each.kind in kinds.values()] == wanted
