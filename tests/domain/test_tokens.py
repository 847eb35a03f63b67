"""Tokens open one thing until they expire, and whatever else is sent opens nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.tokens import Purpose, Signer

SIGNER = Signer(b"a secret of thirty-two characters")
NOON = datetime(2021, 10, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)

purposes = st.sampled_from(Purpose)
subjects = st.text(st.characters(exclude_categories=["Cs"]))


@given(purposes, subjects)
def test_a_token_tells_its_subject(purpose: Purpose, subject: str) -> None:
    token = SIGNER.sign(purpose, subject)
    assert SIGNER.subject(purpose, token, at=NOON) == subject
    assert token.isascii()
    assert not set(token) & set("/?#&%+ \"'<>")


@given(purposes, purposes, subjects)
def test_a_token_for_one_thing_opens_nothing_else(made: Purpose, asked: Purpose, subject: str) -> None:
    found = SIGNER.subject(asked, SIGNER.sign(made, subject), at=NOON)
    assert found == (subject if asked is made else None)


@given(purposes, subjects, st.integers(min_value=0), st.characters())
def test_an_altered_token_opens_nothing(purpose: Purpose, subject: str, place: int, sign: str) -> None:
    token = SIGNER.sign(purpose, subject, expires=LATER)
    place %= len(token)
    altered = token[:place] + sign + token[place + 1 :]
    assert SIGNER.subject(purpose, altered, at=NOON) == (subject if altered == token else None)


@given(purposes, st.text() | st.binary().map(lambda octets: octets.decode("latin-1")))
def test_garbage_opens_nothing_and_breaks_nothing(purpose: Purpose, garbage: str) -> None:
    assert SIGNER.subject(purpose, garbage, at=NOON) is None


@given(st.binary().map(lambda octets: octets.decode("utf-8", "surrogateescape")))
def test_octets_that_are_no_text_open_nothing(garbage: str) -> None:
    for token in (garbage, f"{garbage}.", f".{garbage}", f"{garbage}.1.{garbage}"):
        assert SIGNER.subject(Purpose.RECEIPT, token, at=NOON) is None


@given(subjects)
def test_a_cut_token_opens_nothing(subject: str) -> None:
    token = SIGNER.sign(Purpose.RECEIPT, subject)
    for end in range(len(token)):
        assert SIGNER.subject(Purpose.RECEIPT, token[:end], at=NOON) is None


def test_a_token_works_until_the_moment_it_expires() -> None:
    token = SIGNER.sign(Purpose.PERSON, "x", expires=LATER)
    assert SIGNER.subject(Purpose.PERSON, token, at=LATER - timedelta(microseconds=1)) == "x"
    assert SIGNER.subject(Purpose.PERSON, token, at=LATER) is None
    assert SIGNER.subject(
        Purpose.PERSON, SIGNER.sign(Purpose.PERSON, "x"), at=datetime.max.replace(tzinfo=UTC)
    )


def test_another_installation_makes_other_tokens() -> None:
    token = Signer(b"another secret of 32 characters..").sign(Purpose.RECEIPT, "s-1")
    assert SIGNER.subject(Purpose.RECEIPT, token, at=NOON) is None


@pytest.mark.parametrize("same", ["Jan@Example.org", " jan@example.org\n", "JAN@EXAMPLE.ORG"])
def test_a_person_is_known_by_the_address_however_it_is_typed(same: str) -> None:
    assert SIGNER.person(same) == SIGNER.person("jan@example.org")


def test_an_address_with_an_accent_is_the_same_in_one_sign_or_two() -> None:
    assert SIGNER.person("rene\u0301@example.org") == SIGNER.person("ren\u00e9@example.org")


def test_two_addresses_are_two_persons_and_neither_can_be_read() -> None:
    persons = {SIGNER.person(email) for email in ("jan@example.org", "an@example.org", "")}
    assert len(persons) == 3
    assert not any("jan" in person for person in persons)


@given(st.text())
def test_no_address_has_a_person_that_is_a_token(email: str) -> None:
    assert SIGNER.subject(Purpose.PERSON, f"{email}.{SIGNER.person(email)[:20]}", at=NOON) is None


def test_every_use_has_a_key_of_its_own() -> None:
    assert len({SIGNER.derived(use) for use in ("limits", "proof of work", "")}) == 3
