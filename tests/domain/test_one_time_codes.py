"""One-time codes: of this half minute or its neighbours, and each time step once."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from server.domain.one_time_codes import (
    STEP_SECONDS,
    code_address,
    code_at,
    code_secret,
    is_seed,
    step_of_code,
)
from server.domain.tokens import Signer
from tests.worlds import NOON, SIGNER

SEED = "x" * 22
SECRET = code_secret(SIGNER, 7, SEED)
STEP = timedelta(seconds=STEP_SECONDS)
NOW = int(NOON.timestamp()) // STEP_SECONDS


def test_codes_are_those_of_the_standard() -> None:
    # RFC 6238, appendix B: SHA-1, the secret "12345678901234567890", the last six of eight digits.
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    moments = {59: "287082", 1_111_111_109: "081804", 2_000_000_000: "279037"}
    assert {at: code_at(secret, datetime.fromtimestamp(at, UTC)) for at in moments} == moments


@pytest.mark.parametrize(("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_taken_one_step_early_or_late(steps: int, taken: bool) -> None:
    code = code_at(SECRET, NOON + steps * STEP)
    assert step_of_code(SECRET, code, at=NOON, after=0) == (NOW + steps if taken else None)


@pytest.mark.parametrize(("after", "taken"), [(NOW - 1, True), (NOW, False), (NOW + 1, False)])
def test_a_code_is_taken_only_after_the_step_of_the_last_one(after: int, taken: bool) -> None:
    assert (step_of_code(SECRET, code_at(SECRET, NOON), at=NOON, after=after) is not None) == taken


def test_spaces_in_a_code_do_no_harm() -> None:
    code = code_at(SECRET, NOON)
    assert step_of_code(SECRET, f" {code[:3]} {code[3:]}\n", at=NOON, after=0) == NOW


@pytest.mark.parametrize("code", ["", "00000", "0000000", "abcdef", "１２３４５６", "\x00", "é" * 6])
def test_what_is_no_code_is_not_taken(code: str) -> None:
    assert step_of_code(SECRET, code, at=NOON, after=0) is None


def test_secrets_differ_by_account_seed_and_installation() -> None:
    secrets = {
        SECRET,
        code_secret(SIGNER, 8, SEED),
        code_secret(SIGNER, 7, "y" * 22),
        code_secret(Signer(b"another secret of 32 characters!"), 7, SEED),
    }
    assert len(secrets) == 4
    # 160 bits in base32.
    assert {len(each) for each in secrets} == {32}


def test_an_app_reads_issuer_account_and_secret() -> None:
    address = urlsplit(code_address(SECRET, "els@example.org"))
    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    assert unquote(address.path) == "/Zwiespraak:els@example.org"
    assert parse_qs(address.query) == {"secret": [SECRET], "issuer": ["Zwiespraak"]}


@pytest.mark.parametrize(
    ("seed", "fits"),
    [(SEED, True), ("", False), (SEED + "x", False), ("x" * 21 + "/", False), ("é" * 22, False)],
)
def test_a_seed_is_as_it_is_drawn(seed: str, fits: bool) -> None:
    assert is_seed(seed) == fits
