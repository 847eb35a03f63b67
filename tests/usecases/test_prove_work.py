"""A proof of work opens the door once, in time; whatever else is sent opens nothing and breaks nothing."""

import base64
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from altcha import Challenge, Payload, Solution, solve_challenge
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from server.domain.tokens import Signer
from server.store.database import Database
from server.store.schema import used_once
from server.usecases.prove_work import VALID_FOR, check_proof, new_challenge
from tests.worlds import NOON, SIGNER


@cache
def solved(signer: Signer = SIGNER) -> str:
    """What a browser sends that did the work."""
    challenge = Challenge.from_dict(new_challenge(signer, NOON))
    solution = solve_challenge(challenge)
    assert solution is not None
    return Payload(challenge, solution).to_base64()


def packed(sent: Any) -> str:
    """As a browser packs what it sends."""
    return base64.b64encode(json.dumps(sent).encode()).decode()


def changed(act: Callable[[Any], object]) -> str:
    """The solved payload after a change."""
    sent = json.loads(base64.b64decode(solved()))
    act(sent)
    return packed(sent)


def is_proof(database: Database, payload: str, after: timedelta = timedelta()) -> bool:
    """Whether it opens the door."""
    return check_proof(database, SIGNER, payload, NOON + after)


def test_who_did_the_work_gets_in_once(database: Database) -> None:
    assert is_proof(database, solved())
    assert not is_proof(database, solved())


def test_of_many_at_once_one_gets_in(database: Database) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda _: is_proof(database, solved()), range(16))).count(True) == 1


def test_a_used_proof_that_is_packed_otherwise_is_still_used(database: Database) -> None:
    assert is_proof(database, solved())
    for act in (
        lambda sent: sent["solution"].update(time=1),
        lambda sent: sent["solution"].update(counter=0),
        lambda sent: sent.update(more="x"),
    ):
        assert not is_proof(database, changed(act))


def test_a_proof_counts_for_twenty_minutes_by_our_clock(database: Database) -> None:
    assert timedelta(minutes=20) == VALID_FOR
    assert not is_proof(database, solved(), VALID_FOR)
    assert is_proof(database, solved(), VALID_FOR - timedelta(seconds=1))


def test_every_challenge_is_another(database: Database) -> None:
    made = [new_challenge(SIGNER, NOON) for _ in range(10)]
    assert len({each["signature"] for each in made}) == 10
    # A browser reads it as JSON.
    assert json.loads(json.dumps(made)) == made


@pytest.mark.parametrize(
    "act",
    [
        lambda sent: sent["solution"].update(derivedKey="00" * 32),
        lambda sent: sent["solution"].update(derivedKey=None),
        lambda sent: sent["solution"].pop("derivedKey"),
        lambda sent: sent["challenge"].update(signature="00" * 32),
        lambda sent: sent["challenge"].update(signature=None),
        lambda sent: sent["challenge"].update(signature=["x"]),
        lambda sent: sent["challenge"]["parameters"].update(keyPrefix=""),
        lambda sent: sent["challenge"]["parameters"].update(cost=1),
        lambda sent: sent["challenge"]["parameters"].update(cost=10**12),
        lambda sent: sent["challenge"]["parameters"].pop("data"),
        lambda sent: sent["challenge"]["parameters"]["data"].update(expires=4102444800),
        lambda sent: sent["challenge"]["parameters"].pop("keySignature"),
        lambda sent: sent.update(challenge=[]),
        lambda sent: sent.update(solution="x"),
        lambda sent: sent.clear(),
    ],
)
def test_an_altered_proof_is_none(database: Database, act: Callable[[Any], object]) -> None:
    assert not is_proof(database, changed(act))
    with database.read() as connection:
        assert connection.execute(select(used_once)).all() == []


def test_a_proof_for_another_installation_is_none(database: Database) -> None:
    assert not is_proof(database, solved(Signer(b"another secret of 32 characters..")))


def test_a_challenge_without_the_work_is_no_proof(database: Database) -> None:
    challenge = Challenge.from_dict(new_challenge(SIGNER, NOON))
    guess = Solution(0, challenge.parameters.key_prefix + "00" * 16)
    assert not is_proof(database, Payload(challenge, guess).to_base64())


@pytest.mark.parametrize(
    "garbage",
    ["", "=", "null", "\0", "\ud800", "é", "a" * 5_000, packed(None), packed([]), packed({"challenge": {}})],
    ids=range(10),
)
def test_garbage_is_no_proof(database: Database, garbage: str) -> None:
    assert not is_proof(database, garbage)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
KEYS = ["algorithm", "nonce", "salt", "cost", "keyLength", "keyPrefix", "data", "expiresAt", "keySignature"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    parameters=st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS, json_values)) | json_values,
    signature=json_values,
    solution=st.fixed_dictionaries({}, optional={"counter": json_values, "derivedKey": json_values})
    | json_values,
)
def test_json_of_any_shape_is_no_proof(
    sqlite_url: str, parameters: Any, signature: Any, solution: Any
) -> None:
    sent = {"challenge": {"parameters": parameters, "signature": signature}, "solution": solution}
    assert not is_proof(Database(sqlite_url), packed(sent))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text() | st.binary().map(lambda octets: base64.b64encode(octets).decode()))
def test_signs_of_any_kind_are_no_proof(sqlite_url: str, garbage: str) -> None:
    assert not is_proof(Database(sqlite_url), garbage)
